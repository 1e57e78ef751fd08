import type {Severity} from '../../src/core/finding.ts';
import {proseLines} from '../../src/core/markers.ts';
import type {Post} from '../../src/core/post.ts';
import {joiner} from '../../src/core/prose.ts';
import type {Span} from '../../src/core/rule.ts';
import {isWithin} from './code.ts';

/** Words of another program's page that came along with a copy. */
export interface Residue {
  readonly at: Span;
  /** What they came from, as a reader of the message knows it. */
  readonly from: string;
  readonly severity: Severity;
}

/** Lines that are a button or a caption of a chat, a mail program or a site, and nothing else. */
const lines: readonly {readonly from: string; readonly line: RegExp; readonly severity: Severity}[] = [
  {
    from: 'a chat',
    line: /^(?:You sent|You said:|ChatGPT said:|Copy code|Regenerate(?: response)?|Ask ChatGPT)$/,
    severity: 'error',
  },
  {from: 'a mail', line: /^Sent from my (?:iPhone|iPad|phone|mobile)\.?$/i, severity: 'error'},
  {
    from: 'another page',
    line: /^(?:permalinkembedsaveparentreportgive goldreply|permalink ?embed ?save(?: ?parent)?(?: ?report)?.*|share ?save ?hide ?report)$/,
    severity: 'error',
  },
  {
    from: 'a chat',
    line: /^(?:Certainly|Sure|Of course)[!,.] Here(?:'s|’s| is) (?:a|an|the|your) (?:revised|rewritten|updated|polished|improved|draft|blog|post|version)\b.*/i,
    severity: 'error',
  },
  {from: 'a chat', line: /^As an AI (?:language )?model, I\b.*/, severity: 'error'},
];
/** How each of them begins: most blocks have no such line. */
const opening =
  /^(?:[^\S\r\n\u2028\u2029]|\u200B)*(?:you s|chatgpt said|copy code|regenerate|ask chatgpt|sent from|permalink|share|certainly|sure|of course|as an ai)/im;
/** Marks that programs put into text. */
const marks: readonly {readonly from: string; readonly mark: RegExp; readonly severity: Severity}[] = [
  {
    from: 'a chat',
    mark: /:contentReference\[oaicite:\d+\](?:\{index=\d+\})?|【\d+†[^】]{0,40}】|\u{e200}[a-z]+\u{e202}[^\u{e201}]{0,80}\u{e201}/gu,
    severity: 'error',
  },
  {from: 'a word processor', mark: /<\/?o:p>|class="?Mso[A-Z][A-Za-z]+|<!--\[if (?:gte )?mso/g, severity: 'warning'},
  {from: 'a chat', mark: /[?&]utm_source=(?:chatgpt\.com|openai|perplexity)/g, severity: 'info'},
];

/** Finds what was copied along with a text. */
export function* residue(post: Post, code: readonly Span[]): Iterable<Residue> {
  for (const prose of post.prose) {
    if (prose.kind === 'field' || prose.kind === 'alt' || prose.kind === 'quote' || prose.kind === 'heading') continue;
    if (!opening.test(prose.text.replaceAll(joiner, ''))) continue;
    for (const {text, start, end} of proseLines(prose))
      for (const {from, line, severity} of lines) if (line.test(text)) yield {at: {start, end}, from, severity};
  }
  for (const {from, mark, severity} of marks)
    for (const match of post.masked.matchAll(mark))
      if (!isWithin(code, match.index))
        yield {at: {start: match.index, end: match.index + match[0].length}, from, severity};
}
