import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {lazy} from '../core/lazy.ts';
import type {Dictionary} from '../core/rule.ts';
import {textTest} from '../core/units.ts';
import {readWordGraph, wordLookup, wordsNearBothWays} from './word-graph.ts';

/** A candidate and how far it is: edits, less how common it is. */
interface Candidate {
  readonly word: string;
  readonly cost: number;
}

/** The names of the files the build writes, and `loadDictionary` reads. */
export const dataFiles = {
  words: 'words.graph',
  backwards: 'words-backwards.graph',
  technical: 'technical.graph',
  rare: 'rare.graph',
  corrections: 'corrections.txt',
  knownSlips: 'known-slips.txt',
  frequency: 'frequency.txt',
  dialects: 'dialects.txt',
  dialectWords: 'dialects.graph',
  manifest: 'manifest.json',
} as const;

/** Frequencies are stored as one printable character: `!` is the lowest of 94 levels, `~` the highest. */
export const frequencyLevels = {first: 33, count: 94} as const;

const mostSuggestions = 30;

/** Nothing longer is a slip for a word: the longest word of the dictionary has 45 letters. */
const longestSuggestedFor = 50;

/**
 * Words that take no `'s`: pronouns have possessives of their own (`your's`), and with common verbs it is a slip (`get's`).
 */
const withoutPossessive: ReadonlySet<string> = new Set(
  `i me my mine you your yours him his her hers its we us our ours they them their theirs whose
  add allow become bring come contain do does get give go goes happen have include keep know make mean provide require
  say see seem send tell want`.split(/\s+/),
);

/** One form of accents (NFC) and one apostrophe. */
const normalise = (word: string): string =>
  /[^\0-_a-\x7f]/.test(word) ? word.normalize('NFC').replace(/[’ʼ`]/g, "'") : word;

const capitalise = (word: string): string => {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return first.toUpperCase() + word.slice(first.length);
};

const isPluralInCapitals = textTest(String.raw`^\p{Lu}{2,}s$`);
const isShiftSlip = textTest(String.raw`^\p{Lu}{2}[\p{Ll}']+$|^\p{Ll}\p{Lu}+$`);

type Capitals = 'none' | 'first' | 'all' | 'mixed';

const capitalsOf = (word: string): Capitals => {
  const lower = word.toLowerCase();
  if (word === lower) return 'none';
  // A single letter is a capital at the start of a word, not a word in capitals.
  if (word === capitalise(lower)) return 'first';
  return word === word.toUpperCase() ? 'all' : 'mixed';
};

/** Gives `word` the capitals of `model`; a word with capitals of its own keeps them, except in all capitals. */
const likeIn = (model: Capitals, word: string): string =>
  model === 'all' ? word.toUpperCase() : model === 'first' ? capitalise(word) : word;

/**
 * Looks a key up in a sorted text table: lines of key, tab, value, in the order of the keys' bytes. The table is searched
 * where it lies, because making a Map of 90,000 lines takes longer than every look-up of a run.
 */
const lookUp = (table: Buffer, key: string): string | undefined => {
  const wanted = Buffer.from(key);
  let low = 0;
  let high = table.length;
  while (low < high) {
    let start = (low + high) >> 1;
    while (start > low && table[start - 1] !== lineFeed) start--;
    // a buffer's own methods take longer to be called than these few steps
    let same = 0;
    while (same < wanted.length && table[start + same] === wanted[same]) same++;
    const byte = table[start + same] ?? 0;
    if (same === wanted.length && byte === tab)
      return table.toString('utf8', start + same + 1, table.indexOf(lineFeed, start));
    // a tab is less than any byte of a key
    if (same < wanted.length && byte < (wanted[same] ?? 0)) {
      low = start + same;
      while (low < high && table[low] !== lineFeed) low++;
      low++;
    } else high = start;
  }
  return undefined;
};

const tab = 9;
const lineFeed = 10;

/** Reads a small text table whole. */
const readTable = (table: Buffer): ReadonlyMap<string, string> =>
  new Map(
    table
      .toString('utf8')
      .split('\n')
      .map((line): [string, string] => {
        const tab = line.indexOf('\t');
        return [line.slice(0, tab), line.slice(tab + 1)];
      }),
  );

/**
 * Loads the dictionary that `compileDictionary` of `scripts/dictionary.ts` wrote into `folder`. Only the manifest is read at
 * once; each data file is read when it is first needed. Throws where the folder or a file in it is missing.
 */
export const loadDictionary = (folder: string): Dictionary => {
  const read = (name: string): Buffer => {
    try {
      return readFileSync(join(folder, name));
    } catch (cause) {
      throw new Error(`The dictionary is incomplete: ${join(folder, name)} cannot be read. Install draftlint again.`, {
        cause,
      });
    }
  };
  const words = lazy(() => readWordGraph(read(dataFiles.words)));
  const backwards = lazy(() => readWordGraph(read(dataFiles.backwards)));
  const inWords = lazy(() => wordLookup(words()));
  const inTechnical = lazy(() => wordLookup(readWordGraph(read(dataFiles.technical))));
  const inRare = lazy(() => wordLookup(readWordGraph(read(dataFiles.rare))));
  const correctionTable = lazy(() => read(dataFiles.corrections));
  // Of the corrections, those of words that are known all the same: almost every word asked about is known, and few are listed.
  const knownSlips = lazy(() => readTable(read(dataFiles.knownSlips)));
  const frequencyTable = lazy(() => read(dataFiles.frequency));
  const dialectTable = lazy(() => read(dataFiles.dialects));
  // every word is asked about, and few are in that table
  const inDialect = lazy(() => wordLookup(readWordGraph(read(dataFiles.dialectWords))));
  const {hash} = JSON.parse(read(dataFiles.manifest).toString('utf8')) as {readonly hash: string};

  const exact = (word: string): boolean => inWords()(word);

  const known = (word: string): boolean => {
    if (word === '') return false;
    if (exact(word)) return true;
    const lower = word.toLowerCase();
    switch (capitalsOf(word)) {
      case 'none':
        return false;
      case 'first':
        return exact(lower);
      case 'all':
        return exact(lower) || exact(capitalise(lower));
      case 'mixed':
        if (isPluralInCapitals(word) && exact(word.slice(0, -1))) return true;
        // `DevOps` for `devops` is a way to write it; `THe` and `hELLO` are slips on the shift and caps lock keys.
        return !isShiftSlip(word) && exact(lower);
    }
  };

  const has = (given: string): boolean => {
    const word = normalise(given);
    if (known(word)) return true;
    if (/s'$/i.test(word)) return known(word.slice(0, -1));
    if (!/.'s$/i.test(word)) return false;
    const owner = word.slice(0, -2);
    const lower = owner.toLowerCase();
    // A plural has an apostrophe alone: `services'`.
    const plural = lower.endsWith('s') && owner === lower && exact(lower.slice(0, -1));
    return !withoutPossessive.has(lower) && !plural && known(owner);
  };

  const frequency = (word: string): number => {
    const level = lookUp(frequencyTable(), normalise(word).toLowerCase());
    return level === undefined ? 0 : (level.charCodeAt(0) - frequencyLevels.first + 1) / frequencyLevels.count;
  };

  const corrections = (given: string): readonly string[] => {
    const word = normalise(given);
    const listed = exact(word) ? knownSlips().get(word) : lookUp(correctionTable(), word);
    return listed?.split(',') ?? [];
  };

  const dialectEntry = (
    given: string,
  ): {readonly dialect: 'american' | 'british'; readonly other: string} | undefined => {
    const word = normalise(given);
    const ending = /'s$|'$/i.exec(word)?.[0] ?? '';
    const stem = word.slice(0, word.length - ending.length);
    const lower = stem.toLowerCase();
    const entry = inDialect()(lower) ? lookUp(dialectTable(), lower) : undefined;
    if (entry === undefined) return undefined;
    const other = likeIn(capitalsOf(stem), entry.slice(1)) + ending;
    return {dialect: entry.startsWith('a') ? 'american' : 'british', other};
  };

  const splits = (word: string): readonly Candidate[] => {
    const found: Candidate[] = [];
    for (let at = 1; at < word.length; at++) {
      const left = word.slice(0, at);
      const right = word.slice(at);
      const usual = (part: string): boolean => part === 'a' || part === 'i' || (part.length > 1 && has(part));
      if (!usual(left) || right.length < 2 || !has(right)) continue;
      const rarest = Math.min(frequency(left), frequency(right));
      if (rarest > 0) found.push({word: `${left === 'i' ? 'I' : left} ${right}`, cost: 1.6 - rarest});
    }
    return found.sort((a, b) => a.cost - b.cost).slice(0, 3);
  };

  const suggest = (given: string): readonly string[] => {
    const whole = normalise(given);
    if (whole.length > longestSuggestedFor) return [];
    const ending = /.'s$/i.test(whole) ? whole.slice(-2) : '';
    const word = whole.slice(0, whole.length - ending.length);
    const lower = word.toLowerCase();
    const capitals = capitalsOf(word);
    const candidates: Candidate[] = [
      ...corrections(lower).map((right, index) => ({word: right, cost: -2 + index / 100})),
      ...splits(lower),
    ];
    const near = (limit: number) => wordsNearBothWays(words(), backwards(), word, limit);
    const nearest = near(word.length > 3 ? 2 : 1);
    const found = nearest.size === 0 && word.length > 7 ? near(3) : nearest;
    for (const [candidate, edits] of found) {
      const small = candidate.toLowerCase();
      // `alt` stands for `Alt` and `ALT` too: the capitals are those of the given word.
      if (small !== candidate && found.has(small)) continue;
      const onlyApostrophes = edits > 0 && small.replaceAll("'", '') === lower;
      const distance = onlyApostrophes ? 0.1 : edits + (small[0] === lower[0] ? 0 : 0.3);
      candidates.push({word: candidate, cost: distance - frequency(candidate) / 2});
    }
    if (ending === '' && lower.endsWith('s') && lower.length > 3) {
      const owner = lower.slice(0, -1);
      // The graph has no possessives.
      const form = exact(owner) ? owner : capitalise(owner);
      if (!withoutPossessive.has(owner) && exact(form))
        candidates.push({word: `${form}'s`, cost: 1 - frequency(owner) / 2});
    }
    const written = new Set<string>();
    const withoutApostrophe = whole.replaceAll("'", '');
    if (ending !== '' && has(withoutApostrophe)) written.add(withoutApostrophe);
    for (const candidate of candidates.sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1))) {
      const form = likeIn(capitals, candidate.word) + ending;
      if (form !== whole) written.add(form);
      if (written.size === mostSuggestions) break;
    }
    return [...written];
  };

  return {
    hash,
    has,
    technical: (word) => inTechnical()(normalise(word).toLowerCase()),
    rare: (word) => inRare()(normalise(word).toLowerCase()),
    corrections,
    suggest,
    dialect: (word) => dialectEntry(word)?.dialect,
    otherDialect: (word) => dialectEntry(word)?.other,
    frequency,
  };
};
