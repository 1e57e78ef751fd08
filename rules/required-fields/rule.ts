import type {Position} from 'unist';
import {findLostFrontMatter} from '../../src/core/lost-front-matter.ts';
import {strings} from '../../src/core/options.ts';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {SiteProblem} from '../../src/core/rule.ts';
import {companyOf, isEmpty, isOfTheMoment, type Kin, kinOf} from '../../src/core/siblings.ts';
import {count, countOf, type Tally} from '../../src/core/tally.ts';

/** What a generator does with a post that has no front matter, where that is no use to readers. */
const withoutFrontMatter: Readonly<Record<string, string>> = {
  jekyll: 'Jekyll publishes it as it is, without a layout',
  zola: 'Zola refuses to build it',
};

/** A field is learned where this share of at least so many posts has it. Source: 12,432 published posts of 70 blogs. */
const share = 0.95;
const fewest = 15;

/** Names that generators read alike: a post with one of them lacks none of the others. */
const alike = [
  ['tag', 'tags'],
  ['category', 'categories'],
  ['author', 'authors'],
] as const;

/** What a post has, and where to point. */
interface Fact {
  readonly kin?: Kin;
  /** Fields that say something, by name, and fields that are there and say nothing. */
  readonly filled: readonly string[];
  readonly empty: readonly {readonly key: string; readonly at: Position}[];
  /** The opening fence; where there is no front matter, the first character. */
  readonly at: Position;
  /** Whether there is front matter; undefined where it cannot be read, which is another rule's to say. */
  readonly has?: boolean;
  readonly generator?: string;
}

interface Group {
  posts: number;
  withFrontMatter: number;
  readonly fields: Tally;
}
type Sum = Record<string, Group>;

function collect(post: Post): Fact {
  const kin = kinOf(post);
  const {frontMatter, generator} = post;
  const nothing = {filled: [], empty: [], at: post.position(0, 0), ...(kin && {kin}), ...(generator && {generator})};
  if (post.undecodable) return nothing;
  if (!frontMatter) {
    // MDX can say its fields in code, which is never run.
    const isCode = post.mdx && /^export\b/m.test(post.text);
    return isCode || findLostFrontMatter(post) ? nothing : {...nothing, has: false};
  }
  const unread = frontMatter.entries.length === 0 && frontMatter.errors.length > 0;
  if (frontMatter.code || unread) return nothing;
  const fence = /^[^\r\n]*/.exec(post.text)?.[0] ?? '';
  const filled = Object.keys(frontMatter.data).filter((key) => !isEmpty({value: frontMatter.data[key]}));
  const empty = frontMatter.entries
    .filter(({key, value}) => isEmpty(value) && !filled.includes(key))
    .map(({key, keyAt}) => ({key, at: post.position(keyAt.start, keyAt.end)}));
  return {...nothing, filled, empty, at: post.position(0, fence.length), has: true};
}

function fold(sum: Sum, {kin, has, filled}: Fact, by: 1 | -1): Sum {
  if (!kin?.teaches || has === undefined) return sum;
  const group = Object.hasOwn(sum, kin.group) ? sum[kin.group] : undefined;
  const next = group ?? {posts: 0, withFrontMatter: 0, fields: {}};
  next.posts += by;
  if (has) next.withFrontMatter += by;
  for (const key of filled) count(next.fields, key, by);
  if (next.posts === 0) delete sum[kin.group];
  else sum[kin.group] = next;
  return sum;
}

/** The other posts of a group. */
interface Others {
  readonly posts: number;
  readonly withFrontMatter: number;
  /** The fields that almost all have, the most frequent first, with how many have them. */
  readonly usual: readonly (readonly [field: string, posts: number])[];
  /** How many posts fill a field in. */
  filling(field: string): number;
}

function othersOf(sum: Sum, {kin, has, filled}: Fact): Others {
  const group = kin && companyOf(sum, kin);
  if (!group) return {posts: 0, withFrontMatter: 0, usual: [], filling: () => 0};
  const self = kin.teaches ? 1 : 0;
  const posts = group.posts - self;
  const own = new Set(self ? filled : []);
  const filling = (field: string): number => countOf(group.fields, field) - (own.has(field) ? 1 : 0);
  const usual = Object.keys(group.fields)
    .map((field) => [field, filling(field)] as const)
    .filter(([field, having]) => posts >= fewest && having >= share * posts && !isOfTheMoment(field))
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return {posts, withFrontMatter: group.withFrontMatter - (has ? self : 0), usual, filling};
}

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const quoted = (name: string): string => `"${name}"`;
const ofPosts = (having: number, posts: number): string =>
  having === posts ? `all ${posts} other posts` : `${having} of ${posts} posts`;

/** The names under which a field may stand, in lower case. */
function namesOf(field: string): readonly string[] {
  const name = field.toLowerCase();
  return alike.find((names) => names.some((each) => each === name)) ?? [name];
}

/** Fields that no post has to have, and that are never meant to be empty. */
const neverEmpty = /^(?:title|date)$/i;
/** Where fewer of the other posts fill such a field in, the blog does without it. */
const mostFill = 0.8;

/** A title or a date that was set up and never filled in, as the other posts do: nothing else says so of a date. */
const isLeftEmpty = (key: string, {posts, filling}: Others): boolean =>
  neverEmpty.test(key) && filling(key) >= mostFill * posts;

function* lacking(path: string, fact: Fact, demanded: readonly string[], others: Others): Generator<SiteProblem> {
  const filled = new Set(fact.filled.map((key) => key.toLowerCase()));
  const judged = [
    ...demanded.map((field) => ({field, having: undefined})),
    ...fact.empty
      .filter(({key}) => !demanded.includes(key) && isLeftEmpty(key, others))
      .map(({key}) => ({field: key, having: undefined})),
    ...others.usual
      .filter(
        ([field]) =>
          !demanded.includes(field) && !fact.empty.some(({key}) => key === field && isLeftEmpty(key, others)),
      )
      .map(([field, having]) => ({field, having})),
  ];
  for (const {field, having} of judged) {
    const names = namesOf(field);
    if (names.some((name) => filled.has(name))) continue;
    const empty = fact.empty.find(({key}) => names.includes(key.toLowerCase()));
    const learned = having !== undefined;
    const who = learned ? ofPosts(having, others.posts) : '';
    const message = empty
      ? `The field ${quoted(empty.key)} is empty${learned ? `; ${who} fill it in` : ': fill it in'}`
      : `Front matter has no ${quoted(field)}${learned ? `; ${who} have it` : ': add it'}`;
    yield {path, at: empty?.at ?? fact.at, message, ...(learned && {severity: 'warning'})};
  }
}

/** Whether the generator needs front matter: Jekyll where the blog sets no defaults that make up for it. */
const isDemanded = ({generator, kin}: Fact, usual: boolean): boolean =>
  generator === 'zola' || (generator === 'jekyll' && usual && kin?.group.endsWith('_posts') === true);

/** Says that a post has no front matter, once, where its fields are demanded or its siblings all have some. */
function* bare(path: string, fact: Fact, demanded: readonly string[], others: Others): Generator<SiteProblem> {
  const {posts, withFrontMatter} = others;
  const usual = withFrontMatter >= share * posts;
  const demand = isDemanded(fact, usual);
  if (!demand && demanded.length === 0 && !(usual && posts >= fewest)) return;
  const fields = [...new Set([...demanded, ...others.usual.map(([field]) => field)])].map(quoted);
  const wanted = fields.length > 0 ? `: begin it with ${inWords(fields)} between two lines of "---"` : '';
  const note = demand ? withoutFrontMatter[fact.generator ?? ''] : undefined;
  const who = posts >= fewest && usual ? `${ofPosts(withFrontMatter, posts)} have it` : undefined;
  const reasons = [note, who].filter((reason) => reason !== undefined);
  yield {
    path,
    at: fact.at,
    message: `The post has no front matter${wanted}`,
    ...(reasons.length > 0 && {note: reasons.join('; ')}),
  };
}

/** Reports fields that a post should have and does not: those asked for, and those that almost all its siblings have. */
export default siteRule({
  id: 'required-fields',
  summary: 'front matter that is missing, and fields that are missing or empty',
  why: 'A theme without its title, image or description shows a hole, and so do feeds and previews in social media.',
  severity: 'error',
  noticed: 'at a glance',
  unfinished: true,
  options: {fields: strings([], 'Fields that every post must have. Others are learned from the blog, as warnings.')},
  collect,
  empty: (): Sum => ({}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check(sum, asked, {fields}) {
    for (const [path, fact] of asked) {
      if (fact.has === undefined || !fact.kin) continue;
      const others = othersOf(sum, fact);
      if (fact.has) yield* lacking(path, fact, fields, others);
      else yield* bare(path, fact, fields, others);
    }
  },
});
