import type {Dictionary} from '../../src/core/rule.ts';

/** A word that may have been meant. */
export interface Candidate {
  /** In lower case, the form that is compared. */
  readonly word: string;
  /** As the dictionary or the blog writes it: `Paris`, `a lot`. */
  readonly form: string;
  /** Its place in the dictionary's own order of suggestions, from 0; -1 where it is not among them. */
  readonly suggested: number;
  /** Its place in the list of common misspellings, from 0; -1 where it is not there. */
  readonly listed: number;
  /** The words it consists of, where a blank was forgotten. */
  readonly parts?: readonly [string, string];
}

/** Words that can be searched for those a few letters away. */
export interface Shelf {
  readonly words: readonly string[];
  readonly masks: Uint32Array;
}

const codeOf = (letter: number): number => (letter >= 97 && letter <= 122 ? letter - 97 : 26 + (letter % 6));

function maskOf(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << codeOf(word.charCodeAt(i));
  return mask >>> 0;
}

function bits(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Makes a list of lower-case words searchable. */
export function shelve(words: readonly string[]): Shelf {
  return {words, masks: Uint32Array.from(words, maskOf)};
}

/** Whether two words are at most `limit` insertions, deletions, changes or transpositions apart. */
export function within(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const x = a.slice(start, endA);
  const y = b.slice(start, endB);
  if (x.length === 0 || y.length === 0) return x.length + y.length <= limit;
  let before: number[] = [];
  let last = Array.from({length: y.length + 1}, (_, j) => j);
  for (let i = 1; i <= x.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= y.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (x[i - 1] === y[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return false;
    before = last;
    last = row;
  }
  return last[y.length]! <= limit;
}

/** Gives the words of a shelf at most `limit` edits away, in the shelf's order. */
export function near(shelf: Shelf, word: string, limit: number): string[] {
  const mask = maskOf(word);
  const found: string[] = [];
  for (let i = 0; i < shelf.words.length; i++) {
    if (bits((shelf.masks[i]! ^ mask) >>> 0) > 2 * limit) continue;
    const other = shelf.words[i]!;
    if (other !== word && within(word, other, limit)) found.push(other);
  }
  return found;
}

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Words of one or two letters that stand on their own often enough to be half of a forgotten blank. */
const tiny = new Set([
  'a',
  'i',
  'am',
  'an',
  'as',
  'at',
  'be',
  'by',
  'do',
  'go',
  'he',
  'if',
  'in',
  'is',
  'it',
  'me',
  'my',
  'no',
  'of',
  'on',
  'or',
  'so',
  'to',
  'up',
  'us',
  'we',
]);

/** Gives the ways to read a word as two known words. */
export function* splits(word: string, dictionary: Dictionary): Generator<[string, string]> {
  for (let i = 1; i < word.length; i++) {
    const left = word.slice(0, i);
    const right = word.slice(i);
    if (left.length < 3 && !tiny.has(left)) continue;
    if (right.length < 3 && !tiny.has(right)) continue;
    if (dictionary.has(left) && dictionary.has(right)) yield [left, right];
  }
}

/** Where candidates come from: the dictionary and the words that the blog itself teaches. */
export interface Sources {
  readonly dictionary: Dictionary;
  readonly blog: Shelf;
}

/** What ends in `'s` without being a possessive; a possessive is offered only for a word that has an apostrophe itself. */
const contractions = new Set(
  "it's that's he's she's there's let's what's who's here's where's how's when's why's".split(' '),
);

/** Gives the words that may have been meant by a written word (lower case, apostrophes straight), in no order that matters. */
export function candidates(word: string, {dictionary, blog}: Sources): Candidate[] {
  const found = new Map<string, Candidate>();
  const put = (form: string, more: Partial<Candidate> = {}): void => {
    const key = form.toLowerCase();
    if (key === word || (/'s?$/.test(key) && !word.includes("'") && (more.listed ?? -1) < 0 && !contractions.has(key)))
      return;
    const old = found.get(key);
    found.set(key, {
      word: key,
      form: old?.form ?? form,
      suggested: Math.max(old?.suggested ?? -1, more.suggested ?? -1),
      listed: Math.max(old?.listed ?? -1, more.listed ?? -1),
      ...(more.parts ? {parts: more.parts} : {}),
    });
  };
  dictionary.corrections(word).forEach((form, listed) => {
    const parts = form.split(' ');
    put(form, {listed, ...(parts.length === 2 ? {parts: [parts[0]!, parts[1]!]} : {})});
  });
  dictionary.suggest(word).forEach((form, suggested) => {
    const parts = form.toLowerCase().split(' ');
    if (parts.length > 2) return;
    put(form, {suggested, ...(parts.length === 2 ? {parts: [parts[0]!, parts[1]!]} : {})});
  });
  const limit = word.length >= 5 ? 2 : 1;
  for (const text of near(blog, word, limit)) put(text);
  for (const [left, right] of splits(word, dictionary)) put(`${left} ${right}`, {parts: [left, right]});
  return [...found.values()];
}
