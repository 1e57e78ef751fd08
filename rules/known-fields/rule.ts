import {distance} from 'fastest-levenshtein';
import type {Position} from 'unist';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {SiteProblem} from '../../src/core/rule.ts';
import {companyOf, type Kin, kinOf} from '../../src/core/siblings.ts';
import {oneLetterApart} from '../../src/core/slip.ts';
import {count, countOf, type Tally} from '../../src/core/tally.ts';

interface Fact {
  readonly kin?: Kin;
  /** The fields at the top level. */
  readonly keys: readonly {readonly key: string; readonly at: Position}[];
  readonly generator?: string;
}

interface Group {
  posts: number;
  readonly fields: Tally;
}
type Sum = Record<string, Group>;

/** A field of the blog is usual from this many posts on, and where it is so many times as frequent as the one in question. */
const fewest = 5;
const times = 10;
/** A real field, such as `author`, is a slip of its plural only where this share of posts has that. */
const share = 0.9;
/** So many fields of a post are looked at: more than anybody writes. */
const most = 200;
/** Names of more characters are no slips. */
const longest = 40;

/** Fields that most generators read; a near miss of one is a slip also in a blog without any other posts. */
const common = [
  'title',
  'description',
  'excerpt',
  'summary',
  'date',
  'tags',
  'categories',
  'author',
  'authors',
  'layout',
  'draft',
  'published',
  'permalink',
  'slug',
  'aliases',
  'canonical_url',
] as const;

/** Real fields that are near others. */
const own: ReadonlySet<string> = new Set([
  ...common,
  'data',
  'dates',
  'tag',
  'category',
  'alias',
  'titles',
  'state',
  'late',
  'blurb',
  'slugs',
  'layouts',
  'drafts',
  'type',
  'url',
  'lang',
  'name',
  'image',
  'images',
  'link',
  'links',
  'subtitle',
  'keyword',
  'keywords',
  'theme',
  'cover',
  'canonicalurl',
  'publish',
  'publishdate',
  'updated',
  'created',
]);

/** Generators that read both of a singular and its plural. */
const bothRead: Readonly<Record<string, ReadonlySet<string>>> = {
  jekyll: new Set(['tag', 'tags', 'category', 'categories']),
  hexo: new Set(['tag', 'tags', 'category', 'categories']),
};

const bare = (key: string): string => key.toLowerCase().replace(/[\s_-]/g, '');

/** Whether a name is so near another that it is a slip: letter case or separators, one letter, or two in a long name. */
function isNear(key: string, field: string): boolean {
  const [a, b] = [bare(key), bare(field)];
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 4 || /\d/.test(a) || a[0] !== b[0]) return isPlural(a, b);
  return oneLetterApart(a, b) || (Math.min(a.length, b.length) >= 7 && distance(a, b) <= 2);
}

const isPlural = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) > 2 && (`${a}s` === b || `${b}s` === a);

function collect(post: Post): Fact {
  const kin = kinOf(post);
  const keys = (post.frontMatter?.entries ?? []).slice(0, most).flatMap(({key, keyAt}) => {
    const quotes = /["']/.test(post.text[keyAt.start] ?? '') ? 1 : 0;
    const [start, end] = [keyAt.start + quotes, keyAt.end - quotes];
    return post.text.slice(start, end) === key ? [{key, at: post.position(start, end)}] : [];
  });
  return {...(kin && {kin}), keys, ...(post.generator && {generator: post.generator})};
}

function fold(sum: Sum, {kin, keys}: Fact, by: 1 | -1): Sum {
  if (!kin?.teaches || keys.length === 0) return sum;
  const group = (Object.hasOwn(sum, kin.group) ? sum[kin.group] : undefined) ?? {posts: 0, fields: {}};
  group.posts += by;
  for (const key of new Set(keys.map((each) => each.key))) count(group.fields, key, by);
  if (group.posts === 0) delete sum[kin.group];
  else sum[kin.group] = group;
  return sum;
}

function* judge(path: string, {kin, keys, generator}: Fact, sum: Sum): Generator<SiteProblem> {
  const group = kin && companyOf(sum, kin);
  const written = new Set(keys.map(({key}) => key.toLowerCase()));
  const both = generator === undefined || !Object.hasOwn(bothRead, generator) ? undefined : bothRead[generator];
  const usual = Object.entries(group?.fields ?? {})
    .filter(([, posts]) => posts >= fewest)
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  for (const {key, at} of keys) {
    if (both?.has(key) || key.length > longest) continue;
    const mine = group ? countOf(group.fields, key) : 0;
    const least = Math.max(times * mine, own.has(key) ? share * (group?.posts ?? 0) : 0);
    const frequent = (usual[0]?.[1] ?? 0) < least ? [] : usual;
    const best = frequent.find(
      ([field, posts]) =>
        field !== key &&
        posts >= least &&
        !written.has(field.toLowerCase()) &&
        (own.has(key) ? isPlural(key, field) : isNear(key, field)),
    );
    if (best) {
      const [field, posts] = best;
      yield {
        path,
        at,
        actual: key,
        message: `The field "${key}" looks like a slip of "${field}", which ${posts} posts have`,
        expected: [field],
        ...(own.has(key) && {severity: 'info'}),
      };
    } else if (mine <= 1 && !own.has(key)) {
      const meant = common.find(
        (field) => bare(key) !== bare(field) && isNear(key, field) && !isPlural(bare(key), field),
      );
      if (meant && !written.has(meant))
        yield {path, at, actual: key, message: `The field "${key}" looks like a slip of "${meant}"`, expected: [meant]};
    }
  }
}

/** Reports a field whose name is a near miss of a usual one. */
export default siteRule({
  id: 'known-fields',
  summary: 'a field whose name looks like a slip of a usual one',
  why: 'A site generator ignores a field it does not know: the excerpt or the tags are silently lost.',
  severity: 'warning',
  noticed: 'later',
  collect,
  empty: (): Sum => ({}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check(sum, asked) {
    for (const [path, fact] of asked) yield* judge(path, fact, sum);
  },
});
