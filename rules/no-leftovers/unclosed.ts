import type {Code, Html, Nodes} from 'mdast';
import type {Severity} from '../../src/core/finding.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** A fence or a comment that swallows what follows it. */
export interface Unclosed {
  readonly at: Span;
  readonly what: 'fence' | 'comment';
  readonly severity: Severity;
}

const start = (node: Nodes): number => node.position?.start.offset ?? 0;
const end = (node: Nodes): number => node.position?.end.offset ?? 0;

/** Text that only Markdown has: a heading after a blank line, a link, or a sentence of prose after a blank line. */
const prose = /\n\s*\n#{1,6} \S|\[[^\]\n]+\]\(https?:|\n\s*\n[A-Z][a-z’']+(?: [A-Za-z’',]+){6,}/;

/** Finds the fence or comment at the end of a post that nothing closes and that has text to swallow. */
export function* unclosed(post: Post): Iterable<Unclosed> {
  const last = lastOf(post.tree);
  if (last?.type === 'code') yield* fence(post, last);
  else if (last?.type === 'html') yield* comment(post, last);
}

/** The last block of a post, whatever it stands in. */
function lastOf(node: Nodes): Nodes | undefined {
  const last = 'children' in node ? node.children.at(-1) : undefined;
  return last && (last.type === 'list' || last.type === 'listItem' || last.type === 'blockquote') ? lastOf(last) : last;
}

function* fence(post: Post, node: Code): Iterable<Unclosed> {
  const text = post.text.slice(start(node), end(node));
  const open = /^(`{3,}|~{3,})[^\r\n]*/.exec(text);
  if (!open || post.text.slice(end(node)).trim() !== '') return;
  const close = /[\r\n][ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(text);
  if (close && (close[1] ?? '')[0] === (open[1] ?? '')[0] && (close[1] ?? '').length >= (open[1] ?? '').length) return;
  const swallowed = /\n[ \t]*(?:`{3}|~{3})/.test(text) || prose.test(text);
  yield {
    at: {start: start(node), end: start(node) + open[0].length},
    what: 'fence',
    severity: swallowed ? 'error' : 'info',
  };
}

function* comment(post: Post, node: Html): Iterable<Unclosed> {
  const open = post.masked.lastIndexOf('<!--', end(node));
  if (open < start(node) || post.masked.indexOf('-->', open) >= 0) return;
  if (post.text.slice(open + 4).trim() === '') return;
  yield {at: {start: open, end: open + 4}, what: 'comment', severity: 'error'};
}
