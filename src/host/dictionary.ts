import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {decodeTrie, type ITrie} from 'cspell-trie-lib';
import type {Dictionary} from '../core/rule.ts';

type Node = ReturnType<ITrie['data']['getRoot']> | NonNullable<ReturnType<ITrie['find']>>;

/** A candidate and how far it is: edits, less how common it is. */
interface Candidate {
  readonly word: string;
  readonly cost: number;
}

/** The names of the files the build writes, and `loadDictionary` reads. */
export const dataFiles = {
  words: 'words.btrie',
  technical: 'technical.btrie',
  corrections: 'corrections.txt',
  frequency: 'frequency.txt',
  dialects: 'dialects.txt',
  manifest: 'manifest.json',
} as const;

/** Frequencies are stored as one printable character: `!` is the lowest of 94 levels, `~` the highest. */
export const frequencyLevels = {first: 33, count: 94} as const;

const mostSuggestions = 30;

/** Pronouns have possessives of their own: `your's` is not a word although `your` is. */
const withoutPossessive: ReadonlySet<string> = new Set(
  'i me my mine you your yours he him his she her hers it its we us our ours they them their theirs whose'.split(' '),
);

const lazy = <T>(make: () => T): (() => T) => {
  let made: {readonly value: T} | undefined;
  return () => {
    made ??= {value: make()};
    return made.value;
  };
};

/** One form of accents (NFC) and one apostrophe. */
const normalise = (word: string): string => word.normalize('NFC').replace(/[’ʼ`]/g, "'");

const capitalise = (word: string): string => {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return first.toUpperCase() + word.slice(first.length);
};

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
    const middle = (low + high) >> 1;
    const start = middle === 0 ? 0 : table.lastIndexOf(10, middle - 1) + 1;
    const tab = table.indexOf(9, start);
    const end = table.indexOf(10, start);
    const order = table.compare(wanted, 0, wanted.length, start, tab);
    if (order === 0) return table.toString('utf8', tab + 1, end);
    if (order < 0) low = end + 1;
    else high = start;
  }
  return undefined;
};

/**
 * Every word of the trie within `limit` edits of `word` (insertions, deletions, replacements, swaps of neighbours), capitals
 * not counted, with the number of edits. It walks the trie with one row of the distance matrix for each letter and turns
 * back where every cell is over the limit.
 */
const near = (root: Node, word: string, limit: number): ReadonlyMap<string, number> => {
  const letters = [...word.toLowerCase()];
  const found = new Map<string, number>();
  const width = letters.length + 1;
  const rows = Array.from({length: letters.length + limit + 2}, () => new Uint8Array(width).fill(limit + 1));
  for (let column = 0; column < width; column++) rows[0]![column] = column;
  const path: string[] = [];
  const visit = (node: Node, text: string, depth: number): void => {
    for (const [letter, child] of node.entries()) {
      const lower = letter.toLowerCase();
      const above = rows[depth - 1]!;
      const row = rows[depth]!;
      // Cells further than the limit from the diagonal are over it anyway.
      const first = Math.max(1, depth - limit);
      const last = Math.min(width - 1, depth + limit);
      let least = depth <= limit ? depth : limit + 1;
      row[first - 1] = first === 1 ? least : limit + 1;
      for (let column = first; column <= last; column++) {
        const same = letters[column - 1] === lower;
        let edits = above[column - 1]! + (same ? 0 : 1);
        if (!same) {
          const left = row[column - 1]! + 1;
          const up = (column < depth + limit ? above[column]! : limit + 1) + 1;
          if (left < edits) edits = left;
          if (up < edits) edits = up;
          const swapped =
            depth > 1 && column > 1 && letters[column - 2] === lower && letters[column - 1] === path[depth - 2];
          if (swapped) edits = Math.min(edits, rows[depth - 2]![column - 2]! + 1);
        }
        row[column] = edits;
        if (edits < least) least = edits;
      }
      if (least > limit) continue;
      const longer = text + letter;
      if (child.eow && last === width - 1 && row[last]! <= limit) found.set(longer, row[last]!);
      if (depth + 1 < rows.length && child.hasChildren()) {
        path[depth - 1] = lower;
        visit(child, longer, depth + 1);
      }
    }
  };
  visit(root, '', 1);
  return found;
};

/**
 * Loads the dictionary that `compileDictionary` of `scripts/dictionary.ts` wrote into `folder`. Only the manifest is read at
 * once; each data file is read when it is first needed. Throws where the folder or a file in it is missing.
 */
export const loadDictionary = (folder: string): Dictionary => {
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const trie = (name: string) => lazy(() => decodeTrie(new Uint8Array(read(name))));
  const words = trie(dataFiles.words);
  const technicalWords = trie(dataFiles.technical);
  const correctionTable = lazy(() => read(dataFiles.corrections));
  const frequencyTable = lazy(() => read(dataFiles.frequency));
  const dialectTable = lazy(() => read(dataFiles.dialects));
  const {hash} = JSON.parse(read(dataFiles.manifest).toString('utf8')) as {readonly hash: string};

  const exact = (word: string): boolean => words().hasWord(word, true);

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
        return /^\p{Lu}{2,}s$/u.test(word) && exact(word.slice(0, -1));
    }
  };

  const has = (given: string): boolean => {
    const word = normalise(given);
    if (known(word)) return true;
    if (/s'$/i.test(word)) return known(word.slice(0, -1));
    if (!/.'s$/i.test(word)) return false;
    const owner = word.slice(0, -2);
    return !withoutPossessive.has(owner.toLowerCase()) && known(owner);
  };

  const frequency = (word: string): number => {
    const level = lookUp(frequencyTable(), normalise(word).toLowerCase());
    return level === undefined ? 0 : (level.charCodeAt(0) - frequencyLevels.first + 1) / frequencyLevels.count;
  };

  const corrections = (word: string): readonly string[] => lookUp(correctionTable(), normalise(word))?.split(',') ?? [];

  const dialectEntry = (
    given: string,
  ): {readonly dialect: 'american' | 'british'; readonly other: string} | undefined => {
    const word = normalise(given);
    const ending = /'s$|'$/i.exec(word)?.[0] ?? '';
    const stem = word.slice(0, word.length - ending.length);
    const entry = lookUp(dialectTable(), stem.toLowerCase());
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
    const ending = /.'s$/i.test(whole) ? whole.slice(-2) : '';
    const word = whole.slice(0, whole.length - ending.length);
    const lower = word.toLowerCase();
    const capitals = capitalsOf(word);
    const limit = word.length > 3 ? 2 : 1;
    const candidates: Candidate[] = [
      ...corrections(lower).map((right, index) => ({word: right, cost: -2 + index / 100})),
      ...splits(lower),
    ];
    const found = near(words().data.getRoot(), word, limit);
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
      // The trie has no possessives.
      const form = exact(owner) ? owner : capitalise(owner);
      if (!withoutPossessive.has(owner) && exact(form))
        candidates.push({word: `${form}'s`, cost: 1 - frequency(owner) / 2});
    }
    const written = new Set<string>();
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
    technical: (word) => technicalWords().hasWord(normalise(word).toLowerCase(), true),
    corrections,
    suggest,
    dialect: (word) => dialectEntry(word)?.dialect,
    otherDialect: (word) => dialectEntry(word)?.other,
    frequency,
  };
};
