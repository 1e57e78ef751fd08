import type {Position} from 'unist';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {SiteProblem} from '../../src/core/rule.ts';
import {oneLetterApart} from '../../src/core/slip.ts';
import {count, countOf, type Tally} from '../../src/core/tally.ts';
import {textTest} from '../../src/core/units.ts';
import {caseless, joined, singular, type Term, termsIn} from './terms.ts';

interface Met extends Omit<Term, 'at'> {
  readonly at: Position;
  readonly start: number;
  readonly end: number;
}

interface Fact {
  readonly terms: readonly Met[];
  /** A draft is judged by the posts, and teaches nothing. */
  readonly teaches: boolean;
  /** Hugo puts terms that differ in letter case, or in a blank or hyphen, on one page. */
  readonly merges: boolean;
}

/** How many posts have a term, by field. */
type Sum = Record<'tags' | 'categories', Tally>;

const words = {tags: 'tag', categories: 'category'} as const;

/** A term is a slip of another only where that one is in at least so many posts, and it is in this one alone. */
const established = 5;

/** What can be written without quotes in YAML and reads as text. */
const isPlain = textTest(String.raw`^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{N} ._+\-]*$`);
const notText = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

const collect = (post: Post): Fact => ({
  terms: [...termsIn(post)].map(({at, ...term}) => ({...term, ...at, at: post.position(at.start, at.end)})),
  teaches: post.stage === 'post',
  merges: post.generator === 'hugo',
});

function fold(sum: Sum, {terms, teaches}: Fact, by: 1 | -1): Sum {
  if (!teaches) return sum;
  const seen = new Set<string>();
  for (const {field, name} of terms) {
    const key = `${field} ${name}`;
    if (!seen.has(key)) count(sum[field], name, by);
    seen.add(key);
  }
  return sum;
}

/** The names of one field, by what they have in common. */
interface Index {
  readonly joined: ReadonlyMap<string, readonly string[]>;
  readonly singular: ReadonlyMap<string, readonly string[]>;
  /** Those that many posts have, by their first character once joined. */
  readonly established: ReadonlyMap<string, readonly string[]>;
}

function groupBy(names: readonly string[], keyOf: (name: string) => string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = keyOf(name);
    const group = groups.get(key);
    if (group) group.push(name);
    else groups.set(key, [name]);
  }
  return groups;
}

function indexOf(tally: Tally): Index {
  const names = Object.keys(tally);
  const frequent = names.filter((name) => countOf(tally, name) >= established);
  return {
    joined: groupBy(names, joined),
    singular: groupBy(frequent, singular),
    established: groupBy(frequent, (name) => joined(name).slice(0, 1)),
  };
}

/** Gives the most frequent of some names, which must be more frequent than the one written. */
function majority(names: readonly string[], name: string, tally: Tally, least: number): string | undefined {
  let best: string | undefined;
  for (const other of names) {
    if (other === name || countOf(tally, other) < least) continue;
    const more = best === undefined ? 1 : countOf(tally, other) - countOf(tally, best);
    if (more > 0 || (more === 0 && best !== undefined && other < best)) best = other;
  }
  return best;
}

function* judge(
  path: string,
  fact: Fact,
  sum: Sum,
  indexes: Readonly<Record<Term['field'], Index>>,
): Generator<SiteProblem> {
  const told = new Set<string>();
  for (const term of fact.terms) {
    const {field, name, at} = term;
    if (told.has(`${field} ${name}`)) continue;
    told.add(`${field} ${name}`);
    const tally = sum[field];
    const own = countOf(tally, name);
    const spelt = indexes[field].joined.get(joined(name)) ?? [];
    const usual = majority(spelt, name, tally, Math.max(2, own + 1));
    if (usual !== undefined) {
      const many = countOf(tally, usual);
      const merged = fact.merges && caseless(usual).replaceAll(' ', '-') === caseless(name).replaceAll(' ', '-');
      const twice = fact.terms.some((other) => other.field === field && other.name === usual);
      const fits = term.replaceable === 'any' || (term.replaceable === 'word' && !usual.includes(' '));
      yield {
        path,
        at,
        ...(term.replaceable !== 'no' && {actual: name}),
        message: `The ${words[field]} "${name}" is spelt "${usual}" in ${posts(many)}`,
        expected: [usual],
        severity: merged ? 'info' : 'warning',
        ...(fits &&
          !twice &&
          isPlain(usual) &&
          !notText.test(usual) && {fix: {start: term.start, end: term.end, text: usual}}),
      };
      continue;
    }
    // A tag of several posts is meant.
    if (own > 1) continue;
    const numbers = indexes[field].singular.get(singular(name)) ?? [];
    const number = majority(numbers, name, tally, established);
    const near = number ?? (joined(name).length >= established ? misspelt(name, tally, indexes[field]) : undefined);
    if (near === undefined) continue;
    yield {
      path,
      at,
      ...(term.replaceable !== 'no' && {actual: name}),
      message: `No other post has the ${words[field]} "${name}"; "${near}" is in ${posts(countOf(tally, near))}`,
      expected: [near],
      severity: 'info',
    };
  }
}

const posts = (many: number): string => `${many} posts`;

/** Gives an established name that is one letter apart. */
function misspelt(name: string, tally: Tally, index: Index): string | undefined {
  const written = joined(name);
  const others = index.established.get(written.slice(0, 1)) ?? [];
  const near = others.filter((other) => oneLetterApart(written, joined(other)));
  return majority(near, name, tally, established);
}

/** Reports tags and categories that the rest of the blog writes otherwise. */
export default siteRule({
  id: 'consistent-tags',
  summary: 'tags and categories that the rest of the blog spells otherwise',
  why: 'A tag spelt two ways makes two pages, and a reader who follows one never sees the posts of the other.',
  severity: 'warning',
  noticed: 'later',
  collect,
  empty: (): Sum => ({tags: {}, categories: {}}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check(sum, asked) {
    const indexes = {tags: indexOf(sum.tags), categories: indexOf(sum.categories)};
    for (const [path, fact] of asked) yield* judge(path, fact, sum, indexes);
  },
});
