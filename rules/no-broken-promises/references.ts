import {lazy} from '../../src/core/lazy.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** A reference that leads nowhere, in brackets that the reader sees. */
export interface Reference {
  readonly at: Span;
  readonly kind: 'footnote' | 'link' | 'bare';
  readonly name: string;
}

const footnote = /(?<![\w\\\]])\[\^([^\]\s^]{1,40})\](?![:(])/g;
/** `[text][name]`; what stands right after a letter or a bracket is an index of an array, and `[/name]` closes a shortcode. */
const full = /(?<![\w\\\])!`$])\[([^[\]]{2,200})\]\[(?!\/)([^[\]]{1,100})\](?![[(])/g;
/** Words that are nothing but a link to be. */
const bare =
  /(?<![\w\\\]!])\[((?:click |see )?here|this (?:post|article|link|page|video|talk|repo)|link)\](?![[(:\w])/gi;

/** Finds references whose definition is nowhere in the file; where a template may add definitions, none is looked for. */
export function* references(post: Post): Iterable<Reference> {
  if (/\{%-?\s*include|\{\{<?\s*(?:partial|include|readfile)/i.test(post.text)) return;
  const labels = lazy(() => definitions(post.text));
  for (const {kind, text, start} of post.prose) {
    if (kind === 'field' || kind === 'alt' || kind === 'html') continue;
    if (!text.includes('[')) continue;
    const line = text.replaceAll('\n', ' ').replaceAll('\r', ' ');
    for (const match of line.matchAll(footnote)) {
      const name = match[1] ?? '';
      if (!labels().has(`^${label(name)}`)) yield {at: span(start, match), kind: 'footnote', name};
    }
    for (const match of line.matchAll(full)) {
      const [, words = '', name = ''] = match;
      if (!name.startsWith('^') && !words.startsWith('^') && !labels().has(label(name)) && /\p{L}{2}/u.test(words))
        yield {at: span(start, match), kind: 'link', name: words};
    }
    for (const match of line.matchAll(bare)) {
      const name = match[1] ?? '';
      if (!labels().has(label(name))) yield {at: span(start, match), kind: 'bare', name};
    }
  }
}

const span = (start: number, match: RegExpMatchArray): Span => ({
  start: start + (match.index ?? 0),
  end: start + (match.index ?? 0) + match[0].length,
});

/** Labels are the same whatever their case and blanks, and whatever marks of emphasis or code they hold. */
const label = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s\u2060\uFFFC`*_\\]+/g, ' ')
    .trim();

/** The labels of all that looks like a definition, also in HTML, where Markdown may be read. */
const definitions = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^[ \t>*-]*\[([^\]\n]{1,100})\]:/gm)].map((match) => label(match[1] ?? '')));
