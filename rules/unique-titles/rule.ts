import type {Position} from 'unist';
import {entryOf} from '../../src/core/front-matter.ts';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import {kinOf} from '../../src/core/siblings.ts';
import {count, type Tally} from '../../src/core/tally.ts';

/** The title of a published post; nothing of posts without one. */
interface Fact {
  readonly path?: string;
  readonly title?: string;
  /** The same for posts of one folder and language whose titles readers cannot tell apart. */
  readonly key?: string;
  readonly at?: Position;
}

/** The paths of the posts with a title, each counted once. */
type Sum = Record<string, Tally>;

/** From so many posts on, a title is a heading for a series, and meant. */
const series = 3;

/** The language a post is in, as its path or a field says; empty where nothing says so. */
function languageOf(post: Post): string {
  const data = post.frontMatter?.data;
  const named = data?.lang ?? data?.language ?? data?.locale;
  if (typeof named === 'string') return named.toLowerCase();
  const suffix = /\.([a-z]{2}(?:-[a-z]{2,4})?)\.\w+$/i.exec(post.path)?.[1];
  const folder = /(?:^|\/)([a-z]{2}(?:-[a-z]{2})?)\//i.exec(post.path)?.[1];
  return (suffix ?? folder ?? '').toLowerCase();
}

/** Reports a post with the title of another. */
export default siteRule({
  id: 'unique-titles',
  summary: 'a post that has the title of another post in the same language',
  why: 'In a list of posts, a feed or search results, readers take the two for one.',
  severity: 'warning',
  noticed: 'later',
  collect(post): Fact {
    const title = entryOf(post.frontMatter, 'title')?.value;
    const kin = kinOf(post);
    if (!kin?.teaches || typeof title?.value !== 'string' || title.value.trim() === '') return {};
    const words = title.value.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
    const {start, end} = title.at;
    return {
      path: post.path,
      title: title.value.trim(),
      key: `${kin.group} ${languageOf(post)} ${words}`,
      at: post.position(start, end),
    };
  },
  empty: (): Sum => ({}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check(sum, asked) {
    for (const [path, {key, at, title}] of asked) {
      if (key === undefined || at === undefined) continue;
      const paths = Object.keys((Object.hasOwn(sum, key) ? sum[key] : undefined) ?? {});
      const others = paths.filter((other) => other !== path).sort();
      if (others.length === 0 || paths.length >= series) continue;
      yield {path, at, message: `The title "${title}" is also that of ${others[0]}`};
    }
  },
});

function fold(sum: Sum, {key, path}: Fact, by: 1 | -1): Sum {
  if (key === undefined || path === undefined) return sum;
  const paths = (Object.hasOwn(sum, key) ? sum[key] : undefined) ?? {};
  count(paths, path, by);
  if (Object.keys(paths).length === 0) delete sum[key];
  else sum[key] = paths;
  return sum;
}
