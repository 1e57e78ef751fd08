import type {Nodes} from 'mdast';
import type {Post} from './post.ts';
import type {Prose} from './prose.ts';

/** Where things of a post stand, found once a post. */
interface Index {
  readonly places: ReadonlyMap<Nodes, number>;
  readonly prose: ReadonlyMap<Nodes, Prose>;
}

const known = new WeakMap<Post, Index>();

function indexOf(post: Post): Index {
  const found = known.get(post);
  if (found) return found;
  const blocks = new Set(['paragraph', 'heading', 'tableCell']);
  const fresh: Index = {
    places: new Map(post.tree.children.map((node, index) => [node, index])),
    prose: new Map(post.prose.flatMap((one) => (one.node && blocks.has(one.node.type) ? [[one.node, one]] : []))),
  };
  known.set(post, fresh);
  return fresh;
}

/** Gives the place of a block among those at the top level of its post; undefined for one that stands deeper. */
export const placeOf = (post: Post, node: Nodes | undefined): number | undefined =>
  node && indexOf(post).places.get(node);

/** Gives the prose of a paragraph, a heading or a cell; undefined where it has none. */
export const proseAt = (post: Post, node: Nodes): Prose | undefined => indexOf(post).prose.get(node);
