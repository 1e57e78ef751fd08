import path from 'node:path';
import {type ParseError, parse as parseJson} from 'jsonc-parser';
import {parse as parseYaml} from 'yaml';
import {existsSync, readFileSync, realpathSync} from './disk.ts';
import {compileGlobs} from './glob.ts';
import {readWords} from './words.ts';

/** What cspell's settings of a blog say that draftlint goes by. */
export interface CspellSettings {
  /** The file, absolute; missing where there is none. */
  readonly file: string | undefined;
  /** Words to accept everywhere, as written. */
  readonly words: readonly string[];
  /** Words to accept in some posts; `matches` takes a path relative to the settings' folder. */
  readonly overrides: readonly {
    readonly files: readonly string[];
    matches(path: string): boolean;
    readonly words: readonly string[];
  }[];
  readonly dialect: 'american' | 'british' | undefined;
  /** What was not gone by and why, as plain sentences. */
  readonly notes: readonly string[];
}

const stems = ['.cspell', 'cspell', '.cSpell', 'cSpell', '.cspell.config', 'cspell.config', '.vscode/cspell'];
const plainEndings = ['json', 'jsonc', 'yaml', 'yml'];
const codeEndings = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts', 'toml'];
const places = ['', '.config/'];

/** Names of parts of a text that draftlint never takes for words anyway. */
const neverWords = /^(?:urls?|href|hexvalues|hexdigits|base64|commithash|email|uuid|sha|markdown_.*|.*code.*)$/i;
/** A chain of imports longer than this is a circle or an attack. */
const deepest = 5;

type Data = Readonly<Record<string, unknown>>;
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : typeof value === 'string' ? [value] : []).filter((item) => typeof item === 'string');

/** Words as cspell writes them: `!` takes one out, `+`, `*` and `~` say how it combines. */
const cleaned = (words: readonly string[]): readonly string[] =>
  words
    .flatMap((line) => (line.split('#', 1)[0] ?? '').split(/[\s,]+/))
    .filter((word) => word !== '' && !word.startsWith('!'))
    .map((word) => word.replace(/^[+*~]+|[+*]+$/g, ''))
    .filter((word) => word !== '');

function dialectOf(language: unknown): 'american' | 'british' | undefined {
  if (typeof language !== 'string') return undefined;
  const all = language.toLowerCase().split(/[\s,]+/);
  const british = all.some((one) => /^en[-_](?:gb|au|nz|ie|za)$/.test(one));
  const american = all.some((one) => /^en[-_]us$/.test(one));
  return british === american ? undefined : british ? 'british' : 'american';
}

/** A file inside the folder, also after links are followed; nothing for one outside or not there. */
function inside(folder: string, from: string, name: string): string | undefined {
  const file = path.resolve(path.dirname(from), name);
  if (!existsSync(file)) return undefined;
  const relative = path.relative(realpathSync(folder), realpathSync(file));
  return relative.startsWith('..') || path.isAbsolute(relative) ? undefined : file;
}

/** Reads a file as data; throws an Error with a plain sentence where it is not JSON or YAML. */
function readData(file: string): Data {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  const value: unknown = /\.ya?ml$/.test(file)
    ? parseYaml(text, {maxAliasCount: 100})
    : parseJson(text, errors, {allowTrailingComma: true});
  if (errors.length > 0) throw new Error('it is not JSON');
  if (!isData(value)) throw new Error('it does not hold settings');
  return path.basename(file) === 'package.json' ? (isData(value.cspell) ? value.cspell : {}) : value;
}

/** The settings file of a folder: cspell's own names in its order, then package.json with a `cspell` in it. */
function find(folder: string): string | undefined {
  for (const place of places)
    for (const stem of stems)
      for (const ending of plainEndings) {
        const file = path.join(folder, `${place}${stem}.${ending}`);
        if (existsSync(file)) return file;
      }
  const manifest = path.join(folder, 'package.json');
  try {
    if (existsSync(manifest) && Object.keys(readData(manifest)).length > 0) return manifest;
  } catch {
    // a broken package.json is for others to complain about
  }
  return undefined;
}

/**
 * Reads the settings that a blog has for cspell: words, ignored words, word lists in files, imports, overrides and the
 * language. They are read as data; settings that are code, and anything outside the folder or on the network, are left
 * out with a note. Never throws for what a file holds.
 */
export function readCspell(folder: string): CspellSettings {
  const notes: string[] = [];
  const code = places.flatMap((place) =>
    stems.flatMap((stem) => codeEndings.map((ending) => `${place}${stem}.${ending}`)),
  );
  for (const name of code)
    if (existsSync(path.join(folder, name)))
      notes.push(
        `${name} is not read: draftlint runs no code of a blog. Please put its words into words.txt or cspell.json`,
      );
  const file = find(folder);
  const words: string[] = [];
  const overrides: CspellSettings['overrides'][number][] = [];
  let dialect: CspellSettings['dialect'];

  const wordsOf = (data: Data): readonly string[] =>
    cleaned([...textsOf(data.words), ...textsOf(data.userWords), ...textsOf(data.ignoreWords)]);

  const take = (from: string, depth: number): void => {
    const name = path.relative(folder, from).split(path.sep).join('/');
    let data: Data;
    try {
      data = readData(from);
    } catch (error) {
      notes.push(`${name} is not read: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    for (const target of textsOf(data.import)) {
      const local = /^[\w+.-]+:\/\//.test(target) ? undefined : inside(folder, from, target);
      if (local && depth < deepest && /\.(?:jsonc?|ya?ml)$/.test(local)) take(local, depth + 1);
      else notes.push(`${name} imports "${target}", which is not read: only settings files of the blog itself are`);
    }
    words.push(...wordsOf(data));
    dialect = dialectOf(data.language) ?? dialect;
    for (const definition of Array.isArray(data.dictionaryDefinitions) ? data.dictionaryDefinitions : []) {
      if (!isData(definition) || typeof definition.path !== 'string') continue;
      const list = inside(folder, from, definition.path);
      if (list && /\.txt$/.test(list)) words.push(...cleaned(readWords(list)));
      else
        notes.push(
          `${name} names the word list "${definition.path}", which is not read: only text files of the blog itself are`,
        );
    }
    for (const override of Array.isArray(data.overrides) ? data.overrides : []) {
      if (!isData(override)) continue;
      const files = textsOf(override.filename);
      const {matches, problems} = compileGlobs(files);
      notes.push(...problems.map((problem) => `${name}: ${problem}`));
      const own = wordsOf(override);
      if (own.length > 0) overrides.push({files, matches, words: own});
    }
    const patterns = textsOf(data.ignoreRegExpList).filter((pattern) => !neverWords.test(pattern));
    if (patterns.length > 0)
      notes.push(
        `${name} has ${patterns.length === 1 ? 'a pattern' : `${patterns.length} patterns`} in "ignoreRegExpList", which draftlint does not go by`,
      );
  };
  if (file) take(file, 0);
  return {file, words: [...new Set(words)], overrides, dialect, notes};
}
