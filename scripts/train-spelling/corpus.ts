/** Reads folders of blogs for training and for measuring: what the rule gathers from each post, and what is known of them. */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import type {Compared} from '../../rules/spelling/features.ts';
import {type Fact, gather, type Suspect} from '../../rules/spelling/gather.ts';
import {finder} from '../../rules/spelling/judge.ts';
import {count, nothing, ownWords, type Vocabulary} from '../../rules/spelling/vocabulary.ts';
import {Post} from '../../src/core/post.ts';
import type {Dictionary} from '../../src/core/rule.ts';

/** A slip that an author later mended. Lines and columns count from 1, columns in UTF-16 units. */
export interface Case {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly wrong: string;
  readonly right: string;
  /** `nonword` for a misspelling; the others are no business of spelling. */
  readonly cls: string;
}

/** A blog of a corpus. */
export interface Blog {
  readonly name: string;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly sum: Vocabulary;
  readonly find: (word: string) => readonly Compared[];
  readonly cases: readonly Case[];
  /** Paths of long-published posts, which hardly have misspellings, and the number of words in each. */
  readonly clean: readonly string[];
  readonly words: Readonly<Record<string, number>>;
}

interface Manifest {
  readonly cases?: readonly Case[];
  readonly clean?: readonly string[];
  readonly words?: Readonly<Record<string, number>>;
}

/** A dictionary that answers each question once: training asks the same ones over and over. */
export function remembering(dictionary: Dictionary): Dictionary {
  const once = <T>(ask: (word: string) => T): ((word: string) => T) => {
    const memo = new Map<string, {readonly value: T}>();
    return (word) => {
      let entry = memo.get(word);
      if (!entry) {
        entry = {value: ask(word)};
        memo.set(word, entry);
      }
      return entry.value;
    };
  };
  return {
    ...dictionary,
    has: once(dictionary.has),
    technical: once(dictionary.technical),
    rare: once(dictionary.rare),
    corrections: once(dictionary.corrections),
    frequency: once(dictionary.frequency),
    suggest: once(dictionary.suggest),
  };
}

/** Lower case with straight apostrophes, as words are compared. */
export const plain = (word: string): string => word.toLowerCase().replace(/[’']/g, "'");

/** Whether a suspect stands where a case is. */
export const stands = (suspect: Suspect, {line, column, wrong}: Case): boolean =>
  suspect.spots.some(
    ([l, c, , endLine, endColumn]) => l === line && c < column + wrong.length && (endLine > l || endColumn > column),
  );

function* postsIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* postsIn(file);
    else if (/\.(?:md|markdown|mdx)$/.test(entry.name)) yield file;
  }
}

/** Reads every blog of a corpus: its folders. Throws where the folder or a manifest cannot be read. */
export function readBlogs(corpus: string, dictionary: Dictionary): Blog[] {
  return readdirSync(corpus)
    .filter((name) => statSync(path.join(corpus, name)).isDirectory())
    .sort()
    .map((name) => {
      const root = path.join(corpus, name);
      const manifestFile = path.join(root, 'cases.json');
      const manifest: Manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
      const facts = new Map<string, Fact>();
      let sum = nothing();
      for (const file of postsIn(root)) {
        const relative = path.relative(root, file).split(path.sep).join('/');
        const fact = gather(new Post(relative, readFileSync(file, 'utf8')), dictionary);
        facts.set(relative, fact);
        sum = count(sum, fact, 1);
      }
      const {cases = [], clean = [], words = {}} = manifest;
      return {name, facts, sum, find: finder(dictionary, ownWords(sum, dictionary)), cases, clean, words};
    });
}
