import {wordMemo} from '../word-memo.ts';

/** What checks ask of a text before they look closer, gathered in one pass. */
export interface Words {
  readonly text: string;
  /** Runs of `\w` in reading order, whatever their capitals, each by its number; 0 where a word has none. */
  readonly numbers: readonly number[];
  /** Where each of them begins. */
  readonly starts: readonly number[];
  /** All pairs of neighbouring characters of ASCII that are not both of a word, but for those of a blank and a letter; see `pairCode`. */
  readonly pairs: ReadonlySet<number>;
  /** Whether two words, or two characters beyond ASCII, that are the same follow each other. */
  readonly doubled: boolean;
}

/** A pair of characters of ASCII as one number. */
export const pairCode = (first: number, second: number): number => first * 128 + second;

/** A blog has some ten thousand words; of those beyond this only the ones that a check asks for get a number. */
const most = 50_000;
const numbers = new Map<string, number>();

/** Gives the number of a word in lower case, the same for as long as the program runs. The word is held on to: it must be no part of a post. */
export function numberOf(lower: string): number {
  const known = numbers.get(lower);
  if (known !== undefined) return known;
  numbers.set(lower, numbers.size + 1);
  return numbers.size;
}

const numberAt = wordMemo((word) => {
  const lower = word.toLowerCase();
  return numbers.size < most ? numberOf(lower) : numbers.get(lower);
}, most);

const made = new WeakMap<{readonly text: string}, Words>();

/** Gives the words of a block, gathered once. Linear in the length of its text. */
export function wordsIn(block: {readonly text: string}): Words {
  const known = made.get(block);
  if (known) return known;
  const words = gather(block.text);
  // a word without a number may get one, when a check asks for it
  if (!words.numbers.includes(0)) made.set(block, words);
  return words;
}

function gather(text: string): Words {
  const found: number[] = [];
  const starts: number[] = [];
  const pairs = new Set<number>();
  let last = -1;
  let lastOther = '';
  let doubled = false;
  const {length} = text;
  let at = 0;
  while (at < length) {
    const from = at;
    at = wordEnd(text, at);
    if (at > from) {
      const number = numberAt(text, from, at) ?? 0;
      found.push(number);
      starts.push(from);
      // of words without a number it is not known
      if (number === last) doubled = true;
      last = number;
      lastOther = '';
    }
    const end = at;
    while (at < length && !isWord(text.charCodeAt(at))) {
      if (text.charCodeAt(at) > 127) {
        const character = text.charAt(at).toLowerCase();
        // a few signs are letters of ASCII in lower case, as that of Kelvin
        if (character === lastOther || character.charCodeAt(0) < 128) doubled = true;
        lastOther = character;
        last = -1;
      }
      at++;
    }
    if (at > end + 1 || (end < length && text.charCodeAt(end) !== 32)) addPairs(text, Math.max(0, end - 1), at, pairs);
  }
  return {text, numbers: found, starts, pairs, doubled};
}

/** Adds the pairs of neighbours the first of which stands between two offsets. */
function addPairs(text: string, from: number, to: number, pairs: Set<number>): void {
  const last = Math.min(to, text.length - 1);
  for (let first = from; first < last; first++) {
    const one = text.charCodeAt(first);
    const other = text.charCodeAt(first + 1);
    if (one < 128 && other < 128) pairs.add(pairCode(one, other));
  }
}

/** Where the run of `\w` ends that begins at an offset; there, where none does. */
function wordEnd(text: string, from: number): number {
  const {length} = text;
  let at = from;
  while (at < length && isWord(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a character is one of `\w`. */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
