import type {Problem} from '../rule.ts';
import {sentencesOf} from '../sentences.ts';
import {type Block, type Check, type Hit, selects} from './check.ts';
import {isTriggered, type Trigger} from './clues.ts';
import {wordsIn} from './words.ts';

/** Runs the checks it was made of over the blocks of one post; `text` is the post's. */
export type Run = (blocks: readonly Block[], text: string) => Iterable<Problem>;

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
  readonly trigger: Trigger;
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
  return function* (blocks, text) {
    const searches = searching.flatMap((number): [number, Searching][] => {
      const search = checks[number] && searchOf(checks[number].check());
      return search ? [[number, search]] : [];
    });
    const counts: number[] = [];
    for (const block of blocks) {
      const inScope = scoped(block);
      for (const {number, hit} of hitsIn(block, checks, inScope, index, searches)) {
        const check = checks[number]?.check();
        const count = (counts[number] ?? 0) + 1;
        if (!check || (check.limit > 0 && count > check.limit)) continue;
        counts[number] = count;
        yield problemOf(check, block, hit, text);
      }
    }
  };
}

/** The entries of all checks by the words that a match can begin with. */
function indexOf(checks: readonly Waiting[]): ReadonlyMap<string, readonly Indexed[]> {
  const index = new Map<string, Indexed[]>();
  for (const [check, {triggers}] of checks.entries())
    for (const [entry, trigger] of triggers.entries())
      for (const word of trigger.words) {
        const list = index.get(word);
        if (list) list.push({check, entry, trigger});
        else index.set(word, [{check, entry, trigger}]);
      }
  return index;
}

/** Says of a block which checks it is in scope of, by their number; blocks of the same scopes are judged once. */
function scopeMemo(checks: readonly Waiting[]): (block: Block) => (number: number) => boolean {
  const known = new Map<string, boolean[]>();
  return (block) => {
    const key = `${block.scopes.join(' ')}|${block.within?.join(' ') ?? ''}`;
    const list = known.get(key) ?? [];
    known.set(key, list);
    return (number) => {
      const answer = list[number] ?? selects(checks[number]?.check().scope ?? [], block);
      list[number] = answer;
      return answer;
    };
  };
}

type Searching = (block: Block) => Iterable<Hit>;

/** What is left of a check to search for, with an eye on how long it can take. */
function searchOf({name, begin, growth, worthwhile}: Check): Searching | undefined {
  const find = begin?.();
  if (!find) return undefined;
  let spent = 0;
  return function* (block) {
    if (spent > allowance || worthwhile?.(wordsIn(block)) === false) return;
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

function* hitsIn(
  block: Block,
  checks: readonly Waiting[],
  inScope: (number: number) => boolean,
  index: ReadonlyMap<string, readonly Indexed[]>,
  searches: readonly (readonly [number, Searching])[],
): Generator<Found> {
  for (const [number, search] of searches) if (inScope(number)) for (const hit of search(block)) yield {number, hit};
  const {words, starts} = wordsIn(block);
  /** Where the last match of a check ended: matches of one check do not overlap. */
  const ends: number[] = [];
  for (let place = 0; place < words.length; place++) {
    const entries = index.get(words[place] ?? '');
    if (!entries) continue;
    const at = starts[place] ?? 0;
    for (const {check, entry, trigger} of entries) {
      if (!isTriggered(trigger, words, place) || (ends[check] ?? 0) > at || !inScope(check)) continue;
      const hit = checks[check]?.check().entries[entry]?.try(block.text, at);
      if (!hit) continue;
      ends[check] = hit.end;
      yield {number: check, hit};
    }
  }
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
