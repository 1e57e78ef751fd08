import type {FrontMatterValue} from './front-matter.ts';
import type {Post} from './post.ts';

/** A post among its like: what the fields of others are compared with. */
export interface Kin {
  /** Posts of one kind in one folder have the same: `md _posts`, `mdx src/content/blog`. */
  readonly group: string;
  /** Whether other posts are judged by this one: a draft is not finished, and a page is no post. */
  readonly teaches: boolean;
}

/** Whether a file of Hugo's or Zola's is the page of a list of posts, and not one: its text, if any, stands above the list. */
export const isListOfPosts = (path: string): boolean => /(?:^|[\\/])_index\.[^\\/]*$/.test(path);

const dated = /^\d{1,4}(?:[-_.]\d{1,2}){0,2}$/;

/**
 * Gives the group of a post: its folder, without what only sorts posts by date (`_posts/2024/05`), holds a single one
 * (`my-post/index.md`), or is a category of Jekyll's (`_posts/travel`). Drafts in `_drafts` belong with the posts beside
 * it. Undefined for what is a list of posts and not one (`_index.md`).
 */
export function kinOf(post: Post): Kin | undefined {
  const folders = post.path.split(/[\\/]/).filter((name) => name !== '.');
  const file = folders.pop() ?? '';
  if (isListOfPosts(file)) return undefined;
  if (/^(?:index|readme)\./i.test(file)) folders.pop();
  const special = folders.findLastIndex((name) => name === '_posts' || name === '_drafts');
  if (special >= 0) folders.splice(special, folders.length, '_posts');
  while (dated.test(folders.at(-1) ?? '')) folders.pop();
  return {
    group: `${post.mdx ? 'mdx' : 'md'} ${folders.join('/')}`,
    teaches: post.stage === 'post' && !post.undecodable,
  };
}

/**
 * Gives the group a post is compared with: its own where that has posts, else the one of its kind with the most, because
 * drafts often lie apart from the posts. A post that teaches has a group of its own.
 */
export function companyOf<Group extends {readonly posts: number}>(
  groups: Readonly<Record<string, Group>>,
  kin: Kin,
): Group | undefined {
  const own = Object.hasOwn(groups, kin.group) ? groups[kin.group] : undefined;
  if (own || kin.teaches) return own;
  const [family] = kin.group.split(' ', 1);
  let most: {readonly name: string; readonly group: Group} | undefined;
  for (const [name, group] of Object.entries(groups)) {
    if (!name.startsWith(`${family} `)) continue;
    const more = !most || group.posts > most.group.posts || (group.posts === most.group.posts && name < most.name);
    if (more) most = {name, group};
  }
  return most?.group;
}

/** Whether a field says nothing: no value, blanks, an empty list or map. */
export function isEmpty({value}: Pick<FrontMatterValue, 'value'>): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every((item: unknown) => isEmpty({value: item}));
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Whether a field is set when a post is published, taken from the file name, or different by nature: nobody lacks it. */
export const isOfTheMoment = (field: string): boolean =>
  /^(?:date|draft|published|publish(?:ed)?[-_]?(?:date|at|on)|pub[-_]?date|last[-_]?mod|(?:date[-_]?)?updated?)$/i.test(
    field,
  );
