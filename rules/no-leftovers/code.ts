import type {Nodes} from 'mdast';
import {inOrder, nodesOf} from '../../src/core/nodes.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** Gives the stretches of a post that are code, in reading order: what stands there is shown, not left behind. */
export const codeOf = (post: Post): readonly Span[] =>
  inOrder<Nodes>(nodesOf(post, 'code'), nodesOf(post, 'inlineCode')).map(({position}) => ({
    start: position?.start.offset ?? 0,
    end: position?.end.offset ?? 0,
  }));

/** Whether an offset lies in one of the stretches, which are in order and apart. */
export function isWithin(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.start ?? Number.POSITIVE_INFINITY) <= offset;
}
