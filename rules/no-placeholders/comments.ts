import {nodesOf} from '../../src/core/nodes.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** A comment that says there is something left to do. */
const note = /^\s*(?:TODO|FIXME|TBD|XXX|TK)\b|^\s*(?:to-?do|fixme)\s*:/i;

/** Gives the HTML comments of a post that hold a note to self: readers do not see them, but they are in the page. */
export function* comments(post: Post): Iterable<Span & {readonly text: string}> {
  if (!post.masked.includes('<!--')) return;
  for (const {position} of nodesOf(post, 'html')) {
    const start = position?.start.offset ?? 0;
    const end = position?.end.offset ?? 0;
    for (let open = post.masked.indexOf('<!--', start); open >= 0 && open < end; ) {
      const close = post.masked.indexOf('-->', open + 4);
      if (close < 0 || close + 3 > end) break;
      const text = post.text.slice(open + 4, close);
      if (note.test(text)) yield {start: open, end: close + 3, text: text.trim()};
      open = post.masked.indexOf('<!--', close + 3);
    }
  }
}
