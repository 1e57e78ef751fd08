import type {Nodes} from 'mdast';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** Gives the stretches of a post that are code, in reading order: what stands there is shown, not left behind. */
export function codeOf(post: Post): readonly Span[] {
  const found: Span[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'code' || node.type === 'inlineCode')
      found.push({start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0});
    else if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  return found;
}

/** Whether an offset lies in one of the stretches. */
export const isWithin = (spans: readonly Span[], offset: number): boolean =>
  spans.some(({start, end}) => start <= offset && offset < end);
