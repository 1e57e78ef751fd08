import type {Nodes} from 'mdast';
import type {Post} from './post.ts';

type Typed<T extends Nodes['type']> = Extract<Nodes, {readonly type: T}>;

const known = new WeakMap<Post, ReadonlyMap<Nodes['type'], readonly Nodes[]>>();

/** Gives all nodes of a type, at any depth, in reading order. The tree of a post is walked once for all who ask. */
export function nodesOf<T extends Nodes['type']>(post: Post, type: T): readonly Typed<T>[] {
  const lists = known.get(post) ?? gather(post);
  return (lists.get(type) ?? []) as readonly Typed<T>[];
}

function gather(post: Post): ReadonlyMap<Nodes['type'], readonly Nodes[]> {
  const lists = new Map<Nodes['type'], Nodes[]>();
  const visit = (node: Nodes): void => {
    const list = lists.get(node.type);
    if (list) list.push(node);
    else lists.set(node.type, [node]);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  known.set(post, lists);
  return lists;
}

const startOf = (node: Nodes): number => node.position?.start.offset ?? 0;

/** Puts nodes of several types, no two of which begin at the same place, into reading order. */
export const inOrder = <N extends Nodes>(...lists: readonly (readonly N[])[]): readonly N[] => {
  const filled = lists.filter(({length}) => length > 0);
  return filled.length < 2 ? (filled[0] ?? []) : filled.flat().sort((a, b) => startOf(a) - startOf(b));
};
