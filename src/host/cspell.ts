import path from 'node:path';
import {type ParseError, parse as parseJson} from 'jsonc-parser';
import {parse as parseYaml} from 'yaml';
import {addAll} from '../core/add-all.ts';
import {languageOfDictionary, languageTag} from '../core/languages.ts';
import {type Passage, readPassage} from '../core/passages.ts';
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
  /** Patterns of what is not checked, or of all that is; where they are for some posts, `matches` says so. */
  readonly passages: readonly {
    readonly matches?: (path: string) => boolean;
    readonly ignored: readonly Passage[];
    readonly included: readonly Passage[];
  }[];
  /** The languages named, as tags, `en` among them; for some posts where `matches` is there, and the last that matches wins. */
  readonly languages: readonly {readonly matches?: (path: string) => boolean; readonly tags: readonly string[]}[];
  /** All that passages and languages were made of, for cache keys. */
  readonly source: string;
  readonly dialect: 'american' | 'british' | undefined;
  /** What was not gone by and why, as plain sentences. */
  readonly notes: readonly string[];
}

const stems = ['.cspell', 'cspell', '.cSpell', 'cSpell', '.cspell.config', 'cspell.config', '.vscode/cspell'];
const plainEndings = ['json', 'jsonc', 'yaml', 'yml'];
const codeEndings = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts', 'toml'];
const places = ['', '.config/'];

/**
 * Names that cspell and its dictionaries have for parts of a text: addresses, numbers, hashes and code, which draftlint never
 * takes for words anyway, and parts of programs.
 */
const predefined =
  /^(?:urls?|href|email|everything|string|hex(?:values|digits)|(?:css|cstyle)hexvalue|commithash(?:link)?|base64(?:singleline|multiline)?|uuid|unicoderef|sha|hashstrings|publickey|rsacert|sshrsa|escapecharacters|phpheredoc|cstylecomment|javascript.*|spellchecker.*|(?:markdown|html|latex|tex|mdx|frontmatter|front_matter)[-_].*|(?:inline|fenced)?_?code.*|.*[-_]code(?:[-_].*)?)$/i;
/** The names of dictionaries of languages, with or without the package's settings: `@cspell/dict-de-de/cspell-ext.json`. */
const dictionaryPackage = /^(?:\.\/)?(?:node_modules\/)?@cspell\/dict-([\w-]+)(?:\/cspell-ext\.json)?$/;
/** More patterns than this are not written by people. */
const mostPatterns = 200;
/** Settings for a kind of file that hold for posts. */
const forMarkdown = /^(?:\*|markdown|mdx|md)$/i;
/** A chain of imports longer than this is a circle or an attack. */
const deepest = 5;

type Data = Readonly<Record<string, unknown>>;
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const items = (value: unknown): readonly Data[] => (Array.isArray(value) ? value.filter(isData) : []);
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : typeof value === 'string' ? [value] : []).filter((item) => typeof item === 'string');

/** Words as cspell writes them: `!` takes one out, `+`, `*` and `~` say how it combines. */
const cleaned = (words: readonly string[]): readonly string[] =>
  words
    .flatMap((line) => (line.split('#', 1)[0] ?? '').split(/[\s,]+/))
    .filter((word) => word !== '' && !word.startsWith('!'))
    .map((word) => word.replace(/^[+*~]+|[+*]+$/g, ''))
    .filter((word) => word !== '');

/** Gives the English that a list of languages names, such as `en-GB`; undefined where it names none, or both. */
export function dialectOf(language: unknown): 'american' | 'british' | undefined {
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
 * Reads the settings that a blog has for cspell: words, ignored words, word lists in files, imports, overrides, patterns and
 * languages. They are read as data; settings that are code, and anything outside the folder or on the network, are left
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
  const passages: CspellSettings['passages'][number][] = [];
  const languages: CspellSettings['languages'][number][] = [];
  const source: unknown[] = [];
  let dialect: CspellSettings['dialect'];

  const wordsOf = (data: Data): readonly string[] =>
    cleaned([...textsOf(data.words), ...textsOf(data.userWords), ...textsOf(data.ignoreWords)]);
  const lists = new Map<string, readonly string[]>();
  const patterns = new Map<string, readonly string[]>();
  const refused = new Set<string>();

  /** The lists of words that settings switch on, by the names that their definitions give them. */
  const listedIn = (data: Data): readonly string[] =>
    textsOf(data.dictionaries).flatMap((name) => lists.get(name.toLowerCase()) ?? []);
  const tagsIn = (data: Data): readonly string[] => {
    const named = textsOf(data.language).flatMap((text) =>
      text.split(/[\s,]+/).flatMap((one) => languageTag(one) ?? []),
    );
    const brought = textsOf(data.dictionaries).flatMap((name) => languageOfDictionary(name) ?? []);
    return [...new Set([...(named.length > 0 || brought.length === 0 ? named : ['en']), ...brought])];
  };
  const passagesIn = (name: string, written: readonly string[]): readonly Passage[] =>
    written
      .slice(0, mostPatterns)
      .flatMap((text) => patterns.get(text.toLowerCase()) ?? (predefined.test(text) ? [] : [text]))
      .flatMap((text) => {
        const passage = readPassage(text);
        if (!('problem' in passage)) return [passage];
        if (!refused.has(text))
          notes.push(`${name} has the pattern ${text.slice(0, 100)}, which is not gone by: it ${passage.problem}`);
        refused.add(text);
        return [];
      });
  /** Goes by settings that hold for all posts, or for those that `matches` names. */
  const apply = (name: string, data: Data, files?: readonly string[], matches?: (path: string) => boolean): void => {
    const own = [...wordsOf(data), ...listedIn(data)];
    if (!matches) addAll(words, own);
    else if (files && own.length > 0) overrides.push({files, matches, words: own});
    const some = matches ? {matches} : {};
    const texts = {ignored: textsOf(data.ignoreRegExpList), included: textsOf(data.includeRegExpList)};
    const ignored = passagesIn(name, texts.ignored);
    // a list that names parts which cspell knows is about more than patterns can tell
    const included = texts.included.some((text) => predefined.test(text) && !patterns.has(text.toLowerCase()))
      ? []
      : passagesIn(name, texts.included);
    if (ignored.length + included.length > 0) {
      passages.push({...some, ignored, included});
      source.push([files, [...ignored, ...included].map(({pattern}) => String(pattern)), ignored.length]);
    }
    const tags = tagsIn(data);
    if (tags.length > 0) {
      languages.push({...some, tags});
      source.push([files, tags]);
    }
  };
  const define = (from: string, name: string, data: Data): void => {
    for (const definition of items(data.dictionaryDefinitions)) {
      if (typeof definition.path !== 'string') continue;
      const list = inside(folder, from, definition.path);
      const key = typeof definition.name === 'string' ? definition.name.toLowerCase() : '';
      if (list && /\.txt$/.test(list)) lists.set(key, cleaned(readWords(list)));
      else if (languageOfDictionary(key) === undefined)
        notes.push(
          `${name} names the word list "${definition.path}", which is not read: only text files of the blog itself are`,
        );
    }
    for (const {name: called, pattern} of items(data.patterns))
      if (typeof called === 'string') patterns.set(called.toLowerCase(), textsOf(pattern).slice(0, mostPatterns));
  };

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
      const ofLanguage = languageOfDictionary(dictionaryPackage.exec(target)?.[1] ?? '');
      const local = /^[\w+.-]+:\/\//.test(target) ? undefined : inside(folder, from, target);
      // that a language's words are there says nothing of what is written in it
      if (ofLanguage !== undefined) continue;
      if (local && depth < deepest && /\.(?:jsonc?|ya?ml)$/.test(local)) take(local, depth + 1);
      else notes.push(`${name} imports "${target}", which is not read: only settings files of the blog itself are`);
    }
    define(from, name, data);
    dialect = dialectOf(data.language) ?? dialect;
    apply(name, data);
    for (const settings of items(data.languageSettings))
      if ([settings.languageId].flat().some((id) => typeof id === 'string' && forMarkdown.test(id))) {
        define(from, name, settings);
        apply(name, {...settings, language: undefined});
      }
    for (const override of items(data.overrides)) {
      const files = textsOf(override.filename);
      const {matches, problems} = compileGlobs(files);
      addAll(
        notes,
        problems.map((problem) => `${name}: ${problem}`),
      );
      define(from, name, override);
      apply(name, override, files, matches);
    }
  };
  if (file) take(file, 0);
  return {
    file,
    words: [...new Set(words)],
    overrides,
    passages,
    languages,
    source: source.length > 0 ? JSON.stringify(source) : '',
    dialect,
    notes,
  };
}
