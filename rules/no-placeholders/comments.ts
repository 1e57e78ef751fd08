import {comments as commentsIn} from '../../src/core/comments.ts';
import {nodesOf} from '../../src/core/nodes.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** A comment that says there is something left to do. */
const note = /^\s*(?:TODO|FIXME|TBD|XXX|TK)\b|^\s*(?:to-?do|fixme)\s*:/i;

/** A comment with a note to self. */
type Note = Span & {readonly text: string};

/** Gives the comments of a post that hold a note to self: readers do not see them. */
export function* comments(post: Post): Iterable<Note> {
  yield* inHtml(post);
  if (post.mdx || post.generator === 'docusaurus') yield* inMdx(post);
}

/** Those of MDX are expressions, and not in the page. */
function* inMdx({text, tree}: Post): Iterable<Note> {
  for (const comment of commentsIn(text, tree, true))
    if (text.startsWith('{', comment.start) && note.test(comment.text))
      yield {start: comment.start, end: comment.end, text: comment.text.trim()};
}

/** Those of HTML are in the page. */
function* inHtml(post: Post): Iterable<Note> {
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
