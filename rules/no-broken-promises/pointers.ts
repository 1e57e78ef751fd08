import {lazy} from '../../src/core/lazy.ts';
import {nodesOf} from '../../src/core/nodes.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** Things a text points to, and what of a post can be meant by them. */
const shown =
  /\b(?:the|this|these) (image|picture|photo|photograph|screenshot|diagram|figure|chart|graph|table|video|code|snippet|listing|map)s? (?:right |just |shown |directly )?below\b|\b(?:image|picture|photo|screenshot|diagram|figure|chart|graph|table|video|snippet)s? below (?:shows?|illustrates?|depicts?)\b/i;

const things = ['image', 'imageReference', 'html', 'code', 'table'] as const;

/** Finds words that point to something below where nothing of any such kind follows, neither in Markdown nor in HTML nor from a template. */
export function* pointers(post: Post): Iterable<{readonly at: Span; readonly thing: string}> {
  const after = lazy(() => lastThing(post));
  for (const {kind, text, start} of post.prose) {
    if (kind === 'field' || kind === 'alt' || kind === 'html' || kind === 'quote') continue;
    if (!/below/i.test(text)) continue;
    const match = shown.exec(text.replace(/[\r\n]/g, ' '));
    if (!match) continue;
    const at = {start: start + match.index, end: start + match.index + match[0].length};
    if (after() > at.start) continue;
    yield {at, thing: `the ${(match[1] ?? match[0].split(' ')[0] ?? 'picture').toLowerCase()}`};
  }
}

/** Where the last thing of a post stands that can be pointed to; -1 where there is none. */
function lastThing(post: Post): number {
  const address = Math.max(post.text.lastIndexOf('https://'), post.text.lastIndexOf('http://'));
  let last = Math.max(address, lastTemplate(post));
  for (const type of things)
    for (const {position} of nodesOf(post, type)) last = Math.max(last, position?.end.offset ?? 0);
  return last;
}

/** Where the last template syntax of a post stands; -1 where there is none. */
function lastTemplate({text, masked}: Post): number {
  if (text === masked) return -1;
  let at = text.length - 1;
  while (at >= 0 && text[at] === masked[at]) at--;
  return at;
}
