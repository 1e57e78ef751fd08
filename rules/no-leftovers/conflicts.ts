import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import {isWithin} from './code.ts';

/** Finds merge conflicts: a line of `<`, one of `=` and one of `>`, in this order, outside code. */
export function* conflicts(post: Post, code: readonly Span[]): Iterable<Span> {
  if (!post.masked.includes('<<<<<<<')) return;
  let open: Span | undefined;
  let parted = false;
  for (const match of post.masked.matchAll(/^(?:<{7}(?= \S)|={7}(?=[ \t]*\r?$)|>{7}(?= \S))[^\r\n]*/gm)) {
    const span = {start: match.index, end: match.index + match[0].length};
    if (isWithin(code, span.start)) continue;
    const sign = match[0][0];
    if (sign === '<') {
      open = span;
      parted = false;
    } else if (sign === '=') parted = open !== undefined;
    else if (open && parted) {
      yield {start: open.start, end: span.end};
      open = undefined;
    }
  }
}
