import {lazy} from '../lazy.ts';
import {type Part, parsePattern} from './parts.ts';
import {type PatternOptions, type PatternSource, patternSource} from './pattern.ts';
import {type Words as BlockWords, numberOf} from './words.ts';

/**
 * Which words must stand around a match, as far as a pattern proves it. A word is a run of `\w`, in lower case; the lists after
 * the first are words between blanks, with one around: ` go goes `.
 */
export interface Trigger {
  /** A match begins with one of these words. */
  readonly words: readonly string[];
  /** One of these words stands before; undefined where any can, or none. */
  readonly before?: string;
  /** What comes after the first word; undefined where anything can, or nothing. */
  readonly after?: Ahead;
}

/** What a word is: one of those of `words` or `through`, or, where these are not known, one that begins with one of `initials`. */
interface Ahead {
  readonly words?: string;
  /** Words after which it is known what comes next. */
  readonly through?: string;
  readonly next?: Ahead;
  readonly initials?: string;
}

/** Pairs of characters, one of which stands in every match. */
interface Pairs {
  readonly pairs: readonly string[];
}

/** What is known of a pattern before it is compiled; null for nothing. */
export type Clue = Trigger | Pairs | null;

/** Whether a pattern is tried only where its words stand. */
export const isTrigger = (clue: Clue): clue is Trigger => clue !== null && 'words' in clue;

/** Gives what is known of the matches of a pattern, by where it is tried. */
export function clueOf(part: string, options: PatternOptions): Clue {
  const source = patternSource([part], options);
  const pairs = options.word ? undefined : pairsOf(source);
  return pairs ? {pairs} : ((options.word ? triggerOf(source) : undefined) ?? null);
}

/** More pairs than this count as any. */
const mostPairs = 120;

/**
 * Gives pairs of neighbouring characters one of which stands in every match of a pattern, at least one of each pair no part of
 * a word; undefined where none can be told.
 */
function pairsOf(source: PatternSource): readonly string[] | undefined {
  const lists = alternativesOf(parsePattern(source)).map(pairsIn);
  const pairs = new Set<string>();
  for (const list of lists) {
    if (!list) return undefined;
    for (const pair of list) pairs.add(pair);
  }
  return pairs.size > 0 && pairs.size <= mostPairs ? [...pairs] : undefined;
}

/** The parts of which every match has one; a sequence of one part is that part. */
function alternativesOf(part: Part | undefined): readonly Part[] {
  if (part?.kind === 'either') return part.parts.flatMap(alternativesOf);
  if (part?.kind === 'sequence' && part.parts.length === 1) return alternativesOf(part.parts[0]);
  return part ? [part] : [];
}

/** The fewest pairs that two neighbours in a sequence can make. */
function pairsIn(part: Part): readonly string[] | undefined {
  if (part.kind !== 'sequence') return undefined;
  let best: readonly string[] | undefined;
  for (const [index, one] of part.parts.entries()) {
    const next = part.parts[index + 1];
    const [left, right] = [one.kind === 'one' ? [...one.set] : undefined, next && firstCharacters(next)];
    if (!left || !right || left.length * right.size > mostPairs) continue;
    const pairs = left.flatMap((a) => [...right].map((b): readonly [number, number] => [a, b]));
    if (!pairs.every(([a, b]) => isOdd(a, b))) continue;
    if (!best || pairs.length < best.length) best = pairs.map((pair) => String.fromCharCode(...pair));
  }
  return best;
}

const blank = 32;
const isOdd = (a: number, b: number): boolean =>
  Math.max(a, b) < 128 && (isLetter(a) ? !isLetter(b) && b !== blank : !isLetter(b) || a !== blank);

/** The characters that a part begins with, also one that only looks ahead; undefined where it can take none. */
function firstCharacters(part: Part): ReadonlySet<number> | undefined {
  if (part.kind === 'one') return part.set;
  if (part.kind === 'look') return part.not || part.behind ? undefined : firstCharacters(part.part);
  if (part.kind === 'loop') return part.least > 0 ? firstCharacters(part.part) : undefined;
  if (part.kind === 'boundary') return undefined;
  const lists = (part.kind === 'sequence' ? part.parts.slice(0, 1) : part.parts).map(firstCharacters);
  return lists.length > 0 && lists.every((list) => list !== undefined)
    ? new Set(lists.flatMap((list) => [...list]))
    : undefined;
}

interface Edge {
  readonly letters: readonly string[];
  readonly other: boolean;
  readonly to: State;
}

/** A pattern as a graph: an edge takes one character, a free one none. */
interface State {
  readonly edges: Edge[];
  readonly free: {readonly boundary: boolean; readonly to: State}[];
}

/** Whether the words around a place are those that a trigger asks for; `place` is that of the first word of a match. */
export type Test = (words: BlockWords, place: number) => boolean;

/** Makes a trigger ready: its lists of words become sets of numbers when they are asked. */
export function testOf({before, after}: Trigger): Test {
  const behind = before === undefined ? undefined : listTest(before);
  const ahead = after === undefined ? undefined : aheadTest(after);
  return (words, place) =>
    (behind === undefined || behind(words, place - 1)) && (ahead === undefined || ahead(words, place + 1));
}

/** The numbers of the words one of which follows the first; undefined where others can, or none. */
export function nextOf({after}: Trigger): readonly number[] | undefined {
  if (after === undefined || after.initials !== undefined) return undefined;
  return [after.words, after.through].flatMap((list) => (list === undefined ? [] : numbersOf(list)));
}

const numbersOf = (list: string): readonly number[] => list.trim().split(' ').map(numberOf);

function aheadTest({words: ends, through, next, initials}: Ahead): Test {
  if (initials !== undefined)
    return ({text, starts}, place) =>
      place < starts.length && initials.includes(text.charAt(starts[place] ?? 0).toLowerCase());
  const last = ends === undefined ? undefined : listTest(ends);
  const onward = through === undefined ? undefined : listTest(through);
  const further = next && aheadTest(next);
  return (words, place) =>
    last?.(words, place) === true ||
    (onward?.(words, place) === true && (further === undefined || further(words, place + 1)));
}

/** Whether the word at a place is one of a list. */
function listTest(list: string): Test {
  const numbers = lazy(() => new Set(numbersOf(list)));
  return (words, place) => numbers().has(words.numbers[place] ?? -1);
}

/** More words than this count as any. */
const mostWords = 400;
/** So long a word counts as any. */
const longest = 24;
/** So many letters at one place count as any. */
const mostLetters = 12;
/** Of so many words in a row it is found out what they are, after the first. */
const deepest = 3;
/** With so many initials there is nothing to be gained from them. */
const mostInitials = 24;

const plain = /^\\b\(\?:(\w+)(?: (\w+)[\w ]*)?\)\\b$/;

/**
 * Gives what triggers a pattern that stands between word boundaries; undefined where its matches can begin with any word. It
 * errs on the side of too many words.
 */
function triggerOf(source: PatternSource): Trigger | undefined {
  // most patterns of most styles are plain words
  const [, word, second] = plain.exec(source.source) ?? [];
  if (word !== undefined)
    return {words: [word.toLowerCase()], ...(second && {after: {words: ` ${second.toLowerCase()} `}})};
  const pattern = parsePattern(source);
  if (!pattern) return undefined;
  const first = newState();
  const last = newState();
  connect(pattern, first, last, last);
  const begin = closure([first]);
  if (edgesOf(begin).some(({other}) => other)) return undefined;
  const words = wordsFrom(begin, last)?.list;
  if (!words) return undefined;
  const before = wordsBefore(pattern);
  const after = aheadOf(afterWord(begin, last), last, 1);
  return {words: [...words], ...(before && {before: listed(before)}), ...(after && {after})};
}

/** What the word is that begins at these states, and what comes after it. */
function aheadOf(begin: ReadonlySet<State>, last: State, depth: number): Ahead | undefined {
  const known = wordsFrom(begin, last);
  if (!known) return undefined;
  const {list, initials} = known;
  if (!list) return initials.size > mostInitials ? undefined : {initials: [...initials].sort().join('')};
  const after = new Map(
    [...list].map((word) => [word, depth < deepest ? afterWord(begin, last, word) : new Set([last])]),
  );
  const through = [...list].filter((word) => after.get(word)?.has(last) === false);
  if (through.length === 0) return {words: listed(list)};
  const next = aheadOf(new Set(through.flatMap((word) => [...(after.get(word) ?? [])])), last, depth + 1);
  if (!next) return {words: listed(list)};
  const words = [...list].filter((word) => !through.includes(word));
  return {...(words.length > 0 && {words: listed(words)}), through: listed(through), next};
}

const listed = (words: Iterable<string>): string => ` ${[...words].join(' ')} `;

const newState = (): State => ({edges: [], free: []});

/** Lays a part between two states. `open` is given at the end of a pattern: what must follow there counts as its text. */
function connect(part: Part, from: State, to: State, open: State | undefined): void {
  switch (part.kind) {
    case 'one':
      from.edges.push({...lettersOf(part.set), to});
      break;
    case 'either':
      for (const one of part.parts) connect(one, from, to, open);
      break;
    case 'sequence':
      connectSequence(part.parts, from, to, open);
      break;
    case 'loop':
      connectLoop(part, from, to);
      break;
    default:
      if (part.kind === 'look' && open && !part.behind && !part.not) connect(part.part, from, open, open);
      // elsewhere what looks around only makes matches fewer
      else from.free.push({boundary: part.kind === 'boundary', to});
  }
}

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

const split = new WeakMap<ReadonlySet<number>, {readonly letters: readonly string[]; readonly other: boolean}>();

/** The characters of a set that are part of a word, in lower case, and whether it has others. */
function lettersOf(set: ReadonlySet<number>): {readonly letters: readonly string[]; readonly other: boolean} {
  const before = split.get(set);
  if (before) return before;
  const letters = new Set<string>();
  let other = false;
  for (const code of set)
    if (isLetter(code)) letters.add(String.fromCharCode(code).toLowerCase());
    else other = true;
  const made = {letters: [...letters], other};
  split.set(set, made);
  return made;
}

const takesNothing = ({kind}: Part): boolean => kind === 'look' || kind === 'boundary';

function connectSequence(parts: readonly Part[], from: State, to: State, open: State | undefined): void {
  let at = from;
  for (const [index, part] of parts.entries()) {
    const next = newState();
    connect(part, at, next, open && parts.slice(index + 1).every(takesNothing) ? open : undefined);
    at = next;
  }
  at.free.push({boundary: false, to});
}

/** More rounds than a few count as any number of them. */
function connectLoop({part, least, most}: Part & {readonly kind: 'loop'}, from: State, to: State): void {
  let at = from;
  for (let round = 0; round < Math.min(least, 4); round++) {
    const next = newState();
    connect(part, at, next, undefined);
    at = next;
  }
  at.free.push({boundary: false, to});
  if (most === 1 && least === 0) connect(part, at, to, undefined);
  else if (most > Math.min(least, 4)) {
    const again = newState();
    at.free.push({boundary: false, to: again});
    connect(part, again, again, undefined);
    again.free.push({boundary: false, to});
  }
}

/** All states that can be reached without taking a character. */
function closure(states: Iterable<State>): ReadonlySet<State> {
  const all = new Set(states);
  for (const state of all) for (const {to} of state.free) all.add(to);
  return all;
}

/** The states that can be reached by one character or more, all of them part of a word or none. */
function reached(from: Iterable<State>, inWord: boolean): ReadonlySet<State> {
  const all = new Set<State>();
  const waiting = [...from];
  for (let state = waiting.pop(); state; state = waiting.pop())
    for (const {letters, other, to} of state.edges) {
      if (inWord ? letters.length === 0 : !other) continue;
      for (const next of closure([to]))
        if (!all.has(next)) {
          all.add(next);
          waiting.push(next);
        }
    }
  return all;
}

/** The states between a word, any or a given one, and the next; those with the last one where the pattern may end before. */
function afterWord(begin: ReadonlySet<State>, last: State, given?: string): ReadonlySet<State> {
  let word = begin;
  if (given === undefined) word = reached(begin, true);
  else
    for (const letter of given)
      word = closure(edgesOf(word).flatMap(({letters, to}) => (letters.includes(letter) ? [to] : [])));
  return word.has(last) ? word : reached(word, false);
}

const edgesOf = (states: Iterable<State>): readonly Edge[] => [...states].flatMap(({edges}) => edges);

interface Words {
  /** Undefined where they are too many, or where it is not known how one goes on. */
  readonly list: ReadonlySet<string> | undefined;
  readonly initials: ReadonlySet<string>;
}

/** The words that can begin at these states; undefined where the pattern can end there. */
function wordsFrom(begin: ReadonlySet<State>, last: State): Words | undefined {
  if (begin.has(last)) return undefined;
  const list = new Set<string>();
  let all = true;
  const seen = new Map<State, Set<string>>();
  const walk = (state: State, text: string, closed: boolean): void => {
    const texts = seen.get(state) ?? new Set();
    seen.set(state, texts);
    const key = closed ? `${text} ` : text;
    if (!all || texts.has(key)) return;
    texts.add(key);
    if (text.length > longest || list.size > mostWords || (state === last && !closed)) all = false;
    if (state === last || state.edges.some(({other}) => other && text !== '')) list.add(text);
    for (const {boundary, to} of state.free) walk(to, text, closed || (boundary && text !== ''));
    if (closed) return;
    for (const {letters, to} of state.edges) {
      if (letters.length > mostLetters) all = false;
      for (const letter of letters) walk(to, text + letter, false);
    }
  };
  for (const state of begin) walk(state, '', false);
  const initials = new Set(edgesOf(begin).flatMap(({letters}) => letters));
  return {list: all ? list : undefined, initials};
}

/** The words one of which stands before every match, by what the pattern looks back at where it begins. */
function wordsBefore(part: Part): ReadonlySet<string> | undefined {
  if (part.kind === 'either') {
    const lists = part.parts.map(wordsBefore);
    return lists.every((list) => list !== undefined) ? new Set(lists.flatMap((list) => [...list])) : undefined;
  }
  if (part.kind === 'look') return part.behind && !part.not ? lastWords(part.part) : undefined;
  if (part.kind !== 'sequence') return undefined;
  for (const one of part.parts) {
    const list = wordsBefore(one);
    if (list || !takesNothing(one)) return list;
  }
  return undefined;
}

/** The words that a part can end with, before something else; undefined where they are not known. */
function lastWords(part: Part): ReadonlySet<string> | undefined {
  const first = newState();
  const last = newState();
  connect(reversed(part), first, last, undefined);
  const begin = closure([first]);
  if (begin.has(last)) return undefined;
  const list = wordsFrom(reached(begin, false), last)?.list;
  return list && new Set([...list].map((text) => [...text].reverse().join('')));
}

function reversed(part: Part): Part {
  if (part.kind === 'sequence') return {...part, parts: part.parts.map(reversed).reverse()};
  if (part.kind === 'either') return {...part, parts: part.parts.map(reversed)};
  if (part.kind === 'loop') return {...part, part: reversed(part.part)};
  return part;
}
