import type {Problem} from '../rule.ts';
import {sentencesOf} from '../sentences.ts';
import {type Block, type Check, type Hit, selects} from './check.ts';
import {nextOf, type Test, type Trigger, testOf} from './clues.ts';
import {numberOf, type Words, wordsIn} from './words.ts';

/** Gives what a speller would offer for a word, the best first. */
export type Speller = (word: string) => readonly string[];

/** Runs the checks it was made of over the blocks of one post; `text` is the post's. Without a speller none is asked. */
export type Run = (blocks: readonly Block[], text: string, speller?: Speller) => Iterable<Problem>;

/** A check that is made ready when it is first of use. */
export interface Waiting {
  /** What triggers each of its entries, in their order. */
  readonly triggers: readonly Trigger[];
  /** Whether it also has something to search for. */
  readonly searches: boolean;
  check(): Check;
}

/** An entry of a check, both by number. */
interface Indexed {
  readonly check: number;
  readonly entry: number;
  /** Whether its trigger stands at a place. */
  readonly test: Test;
}

/** Steps, by the worst estimate, that a check may take on one post. */
const allowance = 2e9;
/** From this growth on a pattern is run sentence by sentence, because its time depends so much on the length. */
const steep = 3;

/** Makes a run of checks that are ready, see `runOfWaiting`. */
export const runOf = (checks: readonly Check[]): Run =>
  runOfWaiting(
    checks.map((check) => ({
      triggers: check.entries.map(({trigger}) => trigger),
      searches: check.begin !== undefined,
      check: () => check,
    })),
  );

/**
 * Makes a run of checks: their parts that begin with a known word are looked up word by word, so that a thousand
 * of them cost little more than one. Problems are named after their checks. A check that could take too long on a post is
 * stopped there, and says so once.
 */
export function runOfWaiting(checks: readonly Waiting[]): Run {
  const index = indexOf(checks);
  const searching = [...checks.keys()].filter((number) => checks[number]?.searches);
  const scoped = scopeMemo(checks);
  return function* (blocks, text, speller) {
    const searches = searching.flatMap((number): [number, Searching][] => {
      const search = checks[number] && searchOf(checks[number].check());
      return search ? [[number, search]] : [];
    });
    const counts: number[] = [];
    for (const block of blocks) {
      for (const {number, hit} of hitsIn(block, checks, scoped(block), index, searches)) {
        const check = checks[number]?.check();
        const count = (counts[number] ?? 0) + 1;
        if (!check || (check.limit > 0 && count > check.limit)) continue;
        counts[number] = count;
        const problem = problemOf(check, block, hit, text);
        const expected =
          check.spellings && !problem.expected ? speller?.(block.text.slice(hit.start, hit.end)) : undefined;
        yield expected && expected.length > 0 ? {...problem, expected} : problem;
      }
    }
  };
}

/** The entries of all checks by the words that a match can begin with; most words never come up, and are not made ready. */
function indexOf(checks: readonly Waiting[]): Index {
  const byWord = new Map<number, Place[]>();
  for (const [check, {triggers}] of checks.entries())
    for (const [entry, {words}] of triggers.entries())
      for (const word of words) {
        const number = numberOf(word);
        const list = byWord.get(number);
        if (list) list.push([check, entry]);
        else byWord.set(number, [[check, entry]]);
      }
  const lists: Place[][] = [];
  const places = new Uint32Array(Math.max(0, ...byWord.keys()) + 1);
  for (const [number, list] of byWord) places[number] = lists.push(list);
  return {places, lists, asked: []};
}

function askedOf(checks: readonly Waiting[], list: readonly Place[]): Asked {
  const asked: Asked = {all: [], open: [], next: new Set()};
  for (const [check, entry] of list) {
    const trigger = checks[check]?.triggers[entry];
    if (!trigger) continue;
    const indexed = {check, entry, test: testOf(trigger)};
    asked.all.push(indexed);
    const next = nextOf(trigger);
    if (next) for (const one of next) asked.next.add(one);
    else asked.open.push(indexed);
  }
  return asked;
}

/** Where an entry stands. */
type Place = readonly [check: number, entry: number];

/** Entries by the number of a word: where they stand in `lists`, counted from 1; 0 for none. */
interface Index {
  readonly places: Uint32Array;
  readonly lists: readonly (readonly Place[])[];
  /** Those of the lists that came up, made ready. */
  readonly asked: Asked[];
}

/** The entries of one word. */
interface Asked {
  readonly all: Indexed[];
  /** Those that do not ask for the next word. */
  readonly open: Indexed[];
  /** The next words that the others ask for: most words are followed by none of them, and one look tells. */
  readonly next: Set<number>;
}

/** Says of a block which checks it is in scope of, by their number; blocks of the same scopes are judged once. */
function scopeMemo(checks: readonly Waiting[]): (block: Block) => InScope {
  const known = new Map<string, InScope>();
  // most blocks share their lists of scopes
  const shared = new WeakMap<readonly string[], InScope>();
  const judge = (block: Block): InScope => {
    const key = `${block.scopes.join(' ')}|${block.within?.join(' ') ?? ''}`;
    const before = known.get(key);
    if (before) return before;
    const list: boolean[] = [];
    const made: InScope = (number) => {
      const answer = list[number] ?? selects(checks[number]?.check().scope ?? [], block);
      list[number] = answer;
      return answer;
    };
    known.set(key, made);
    return made;
  };
  return (block) => {
    if (block.within) return judge(block);
    const before = shared.get(block.scopes);
    if (before) return before;
    const made = judge(block);
    shared.set(block.scopes, made);
    return made;
  };
}

type InScope = (number: number) => boolean;

interface Searching {
  readonly worthwhile: ((words: Words) => boolean) | undefined;
  find(block: Block): Iterable<Hit>;
}

/** What is left of a check to search for, with an eye on how long it can take. */
function searchOf({name, begin, growth, worthwhile}: Check): Searching | undefined {
  const find = begin?.();
  if (!find) return undefined;
  let spent = 0;
  const search = function* (block: Block): Generator<Hit> {
    if (spent > allowance) return;
    for (const piece of growth < steep ? [{...block, from: 0}] : piecesOf(block)) {
      spent += stepsOf(piece.text.length, growth);
      if (spent > allowance) {
        yield {
          start: 0,
          end: Math.min(1, block.text.length),
          message: `The check "${name}" was stopped here: it would take too long. Please simplify its pattern`,
          stopped: true,
        };
        return;
      }
      const {from} = piece;
      for (const hit of find(piece)) yield {...hit, start: hit.start + from, end: hit.end + from};
    }
  };
  return {worthwhile, find: search};
}

/** So many ways there are to choose the places where repeats end. */
function stepsOf(length: number, growth: number): number {
  let steps = 1;
  for (let power = 1; power <= growth; power++) steps *= (length + power) / power;
  return steps;
}

const piecesOf = (block: Block): readonly (Block & {readonly from: number})[] =>
  sentencesOf(block.text).map(({start, end}) => ({...block, text: block.text.slice(start, end), from: start}));

interface Found {
  readonly number: number;
  readonly hit: Hit;
}

/** Gives what is found in a block, first by searching, then word by word. */
function hitsIn(
  block: Block,
  checks: readonly Waiting[],
  inScope: InScope,
  {places, lists, asked: ready}: Index,
  searches: readonly (readonly [number, Searching])[],
): readonly Found[] {
  const words = wordsIn(block);
  const {numbers, starts} = words;
  const found: Found[] = [];
  for (const [number, {worthwhile, find}] of searches)
    if (worthwhile?.(words) !== false && inScope(number)) for (const hit of find(block)) found.push({number, hit});
  /** Where the last match of a check ended: matches of one check do not overlap. */
  const ends: number[] = [];
  for (let place = 0; place < numbers.length; place++) {
    const list = places[numbers[place]!];
    // words that no check asks for have numbers beyond the last place
    if (list === undefined || list === 0) continue;
    ready[list] ??= askedOf(checks, lists[list - 1]!);
    const asked = ready[list]!;
    const entries = place + 1 < numbers.length && asked.next.has(numbers[place + 1]!) ? asked.all : asked.open;
    if (entries.length === 0) continue;
    const at = starts[place]!;
    for (const {check, entry, test} of entries) {
      if (!test(words, place) || (ends[check] ?? 0) > at || !inScope(check)) continue;
      const hit = checks[check]?.check().entries[entry]?.try(block.text, at);
      if (!hit) continue;
      ends[check] = hit.end;
      found.push({number: check, hit});
    }
  }
  return found;
}

function problemOf(check: Check, block: Block, hit: Hit, text: string): Problem {
  const at = block.at(hit.start, hit.end);
  // a fix must touch nothing that a reader does not see
  const written = text.slice(at.start, at.end) === block.text.slice(hit.start, hit.end);
  const [best] = hit.expected ?? [];
  return {
    at,
    name: check.name,
    message: hit.message,
    severity: hit.stopped ? 'info' : check.severity,
    ...(hit.expected && {expected: hit.expected}),
    ...(check.description && {note: check.description}),
    ...(check.link && {url: check.link}),
    ...(hit.safe && written && best !== undefined && {fix: {...at, text: best}}),
  };
}
