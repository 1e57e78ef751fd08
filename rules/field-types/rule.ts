import type {Position} from 'unist';
import type {FrontMatterValue} from '../../src/core/front-matter.ts';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {SiteProblem} from '../../src/core/rule.ts';
import {companyOf, isEmpty, type Kin, kinOf} from '../../src/core/siblings.ts';
import {count, countOf, type Tally} from '../../src/core/tally.ts';

/** What a value is; numbers count as text, because a title such as `1984` is one. */
type Kind = 'text' | 'list' | 'map' | 'boolean';

interface Fact {
  readonly kin?: Kin;
  readonly fields: readonly {readonly key: string; readonly kind: Kind; readonly at: Position}[];
}

/** How often a field is of a kind: `tags list` → 12. */
interface Group {
  posts: number;
  readonly kinds: Tally;
}
type Sum = Record<string, Group>;

const share = 0.9;
const fewest = 15;
const kinds = ['text', 'list', 'map', 'boolean'] as const;
const named: Readonly<Record<Kind, string>> = {
  text: 'text',
  list: 'a list',
  map: 'a set of fields',
  boolean: 'true or false',
};

/** What YAML 1.1, which Jekyll and others read, takes for true or false where it stands without quotes. */
const yesOrNo = /^(?:yes|no|on|off)$/i;

/** Gives the kind of a value as the generator sees it: for Jekyll, text with blanks is a list of tags. */
function kindOf(key: string, {value, at, text}: FrontMatterValue, generator: string | undefined): Kind {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'object') return 'map';
  if (typeof value !== 'string') return 'text';
  const unquoted = text?.start === at.start;
  if (unquoted && yesOrNo.test(value)) return 'boolean';
  const isList = generator === 'jekyll' && (key === 'tags' || key === 'categories') && !value.includes(',');
  return isList ? 'list' : 'text';
}

function collect(post: Post): Fact {
  const kin = kinOf(post);
  const fields = (post.frontMatter?.entries ?? [])
    .filter(({value}) => !isEmpty(value))
    .map(({key, keyAt, value}) => ({
      key,
      kind: kindOf(key, value, post.generator),
      at: post.position(keyAt.start, keyAt.end),
    }));
  return {...(kin && {kin}), fields};
}

function fold(sum: Sum, {kin, fields}: Fact, by: 1 | -1): Sum {
  if (!kin?.teaches) return sum;
  const group = (Object.hasOwn(sum, kin.group) ? sum[kin.group] : undefined) ?? {posts: 0, kinds: {}};
  group.posts += by;
  for (const each of new Set(fields.map(({key, kind}) => `${key} ${kind}`))) count(group.kinds, each, by);
  if (group.posts === 0) delete sum[kin.group];
  else sum[kin.group] = group;
  return sum;
}

function* judge(path: string, {kin, fields}: Fact, sum: Sum): Generator<SiteProblem> {
  const group = kin && companyOf(sum, kin);
  if (!group) return;
  for (const {key, kind, at} of fields) {
    const others = kinds.map((each) => {
      const met = countOf(group.kinds, `${key} ${each}`);
      return {kind: each, posts: met - (kin.teaches && each === kind ? 1 : 0)};
    });
    const posts = others.reduce((all, each) => all + each.posts, 0);
    const usual = others.find((each) => each.posts >= share * posts);
    if (posts < fewest || !usual || usual.kind === kind) continue;
    const who = usual.posts === posts ? `all ${posts} other posts that have it` : `${usual.posts} of ${posts} posts`;
    yield {path, at, message: `The field "${key}" is ${named[kind]} here, and ${named[usual.kind]} in ${who}`};
  }
}

/** Reports a field whose value is of another kind than in almost all other posts. */
export default siteRule({
  id: 'field-types',
  summary: 'a field whose value is of another kind than in almost all other posts',
  why: 'A theme that expects a list of tags takes a text apart letter by letter, or stops.',
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
