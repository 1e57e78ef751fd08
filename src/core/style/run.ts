import type {Problem} from '../rule.ts';
import {sentencesOf} from '../sentences.ts';
import {type Block, type Check, type Entry, type Hit, selects} from './check.ts';

/** Runs the checks it was made of over the blocks of one post; `text` is the post's. */
export type Run = (blocks: readonly Block[], text: string) => Iterable<Problem>;

interface Indexed extends Entry {
  readonly check: number;
}

/** Steps, by the worst estimate, that a check may take on one post. */
const allowance = 2e9;
/** From this growth on a pattern is run sentence by sentence, because its time depends so much on the length. */
const steep = 3;

/**
 * Makes a run of checks: their parts that begin with a known word are looked up word by word, so that a thousand
 * of them cost little more than one. Problems are named after their checks. A check that could take too long on a post is
 * stopped there, and says so once.
 */
export function runOf(checks: readonly Check[]): Run {
  const index = new Map<string, Indexed[]>();
  checks.forEach((check, number) => {
    for (const entry of check.entries)
      for (const word of entry.words) {
        const list = index.get(word);
        if (list) list.push({...entry, check: number});
        else index.set(word, [{...entry, check: number}]);
      }
  });
  return function* (blocks, text) {
    const searches = checks.map((check) => searchOf(check));
    const left = checks.map(({limit}) => (limit > 0 ? limit : Number.POSITIVE_INFINITY));
    for (const block of blocks) {
      const inScope = checks.map(({scope}) => selects(scope, block));
      if (!inScope.includes(true)) continue;
      for (const {number, hit} of hitsIn(block, inScope, index, searches)) {
        const check = checks[number];
        if (!check || (left[number] ?? 0) <= 0) continue;
        left[number] = (left[number] ?? 0) - 1;
        yield problemOf(check, block, hit, text);
      }
    }
  };
}

type Searching = (block: Block) => Iterable<Hit>;

/** What is left of a check to search for, with an eye on how long it can take. */
function searchOf({name, begin, growth}: Check): Searching | undefined {
  const find = begin?.();
  if (!find) return undefined;
  let spent = 0;
  return function* (block) {
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
  inScope: readonly boolean[],
  index: ReadonlyMap<string, readonly Indexed[]>,
  searches: readonly (Searching | undefined)[],
): Generator<Found> {
  for (const [number, search] of searches.entries())
    if (search && inScope[number]) for (const hit of search(block)) yield {number, hit};
  const {text} = block;
  /** Where the last match of a check ended: matches of one check do not overlap. */
  const ends: number[] = [];
  for (let at = 0; at < text.length; ) {
    if (!isWord(text.charCodeAt(at))) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < text.length && isWord(text.charCodeAt(end))) end++;
    for (const {check, pattern: compiled, hit} of index.get(text.slice(at, end).toLowerCase()) ?? []) {
      if (!inScope[check] || (ends[check] ?? 0) > at) continue;
      const pattern = compiled();
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      const found = match && hit(match);
      if (!found) continue;
      ends[check] = found.end;
      yield {number: check, hit: found};
    }
    at = end;
  }
}

/** Whether a character is one of `\w`. */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

function problemOf(check: Check, block: Block, hit: Hit, text: string): Problem {
  const at = block.at(hit.start, hit.end);
  // a fix must touch nothing that a reader does not see
  const written = text.slice(at.start, at.end) === block.text.slice(hit.start, hit.end);
  const [best] = hit.expected ?? [];
  const note = [check.description, check.link && `see ${check.link}`].filter(Boolean).join('; ');
  return {
    at,
    name: check.name,
    message: hit.message,
    severity: hit.stopped ? 'info' : check.severity,
    ...(hit.expected && {expected: hit.expected}),
    ...(note && {note}),
    ...(hit.safe && written && best !== undefined && {fix: {...at, text: best}}),
  };
}
