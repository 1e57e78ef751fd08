import {readFileSync as readOwn, readdirSync as readOwnFolder, rmSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {type Language, languageOf, languages} from '../core/languages.ts';
import type {Languages, Lexicon} from '../core/rule.ts';
import {beginSha256, sha256} from '../core/sha256.ts';
import {existsSync, hashOf, readdirSync, readFileSync, realpathSync, statSync} from './disk.ts';
import {isWithin, readSmall} from './ignore.ts';
import {lexiconOf} from './lexicon.ts';
import {makeFolder} from './make-folder.ts';
import {reasonOf} from './read.ts';
import {compileTrie} from './trie.ts';
import {encodeWordGraph, readWordGraph, type WordGraph} from './word-graph.ts';
import {replaceFile} from './write.ts';

/** A package of words that is installed. */
interface Installed {
  readonly name: string;
  readonly folder: string;
  /** Tells one state of it from another. */
  readonly state: string;
}

/** Bounds of what is read, in bytes: of a description, of a list as it lies on the disk, and unpacked. */
const largest = {json: 1024 * 1024, file: 32 * 1024 * 1024, text: 128 * 1024 * 1024} as const;
const scope = path.join('node_modules', '@cspell');
/** Counts up where graphs are made otherwise. */
const form = 1;

type Data = Readonly<Record<string, unknown>>;
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const items = (value: unknown): readonly Data[] => (Array.isArray(value) ? value.filter(isData) : []);

/** The packages of words of other languages that a blog can see: in its `node_modules`, and in those above it in the repository. */
function installedFor(root: string): ReadonlyMap<string, Installed> {
  const found = new Map<string, Installed>();
  const wanted = new Set(languages.flatMap(({packages}) => packages.map((name) => `dict-${name}`)));
  for (let folder = root; ; folder = path.dirname(folder)) {
    const place = path.join(folder, scope);
    for (const name of existsSync(place) ? readdirSync(place) : []) {
      if (!wanted.has(name) || found.has(name.slice(5))) continue;
      const own = path.join(place, name);
      const manifest = readSmall(path.join(own, 'package.json'), largest.json);
      if (manifest !== undefined)
        found.set(name.slice(5), {name: `@cspell/${name}`, folder: own, state: `${name} ${manifest}`});
    }
    if (existsSync(path.join(folder, '.git')) || path.dirname(folder) === folder) return found;
  }
}

/**
 * Gives the languages of a blog besides English: `of` says which ones the settings name for a post. The dictionaries are the packages
 * of cspell that the user installed; they are read as data, each when it is first asked for. `cache` is a folder for
 * what was compiled of them.
 */
export function languagesFor(
  root: string,
  of: Languages['of'],
  settings: string,
  cache: string | undefined,
): Languages {
  const installed = installedFor(root);
  const known = new Map<string, ReturnType<Languages['lexicon']>>();
  const states = [...installed.values()].map(({state}) => state).sort();
  return {
    hash: JSON.stringify([settings, states]),
    of,
    lexicon: (tag) => {
      if (!known.has(tag)) known.set(tag, open(languageOf(tag), installed, cache));
      return known.get(tag);
    },
  };
}

function open(
  language: Language | undefined,
  installed: ReadonlyMap<string, Installed>,
  cache: string | undefined,
): Lexicon | {readonly problem: string} | undefined {
  const own = language?.packages.find((name) => installed.has(name));
  const found = own === undefined ? undefined : installed.get(own);
  if (!language || !found) return undefined;
  try {
    return lexiconOf(
      listsOf(found, language).map((file) => graphOf(file, cache)),
      language.joins === true,
    );
  } catch (error) {
    return {problem: `${found.name} cannot be read: ${reasonOf(error)}`};
  }
}

/** The files of a package's word lists: those that its settings use for the language. */
function listsOf({folder}: Installed, {tag}: Language): readonly string[] {
  const settings: unknown = JSON.parse(readSmall(path.join(folder, 'cspell-ext.json'), largest.json) ?? '{}');
  const data = isData(settings) ? settings : {};
  const used = items(data.languageSettings)
    .filter(
      ({locale}) =>
        typeof locale === 'string' &&
        locale
          .toLowerCase()
          .split(/[\s,]+/)
          .some((one) => one.startsWith(tag)),
    )
    .flatMap(({dictionaries}) => (Array.isArray(dictionaries) ? dictionaries : []));
  const definitions = items(data.dictionaryDefinitions).filter(
    (definition): definition is Data & {readonly path: string} => typeof definition.path === 'string',
  );
  const named = definitions.filter(({name}) => used.includes(name));
  const files = (named.length > 0 ? named : definitions.slice(0, 1)).map((definition) =>
    path.join(folder, definition.path),
  );
  const real = realpathSync(folder);
  const lists = files.filter((file) => existsSync(file) && isWithin(real, realpathSync(file)));
  if (lists.length === 0) throw new Error('it has no word list');
  return lists;
}

/** The words of a file as a graph, compiled once and kept. */
function graphOf(file: string, cache: string | undefined): WordGraph {
  if (statSync(file).size > largest.file) throw new Error('its word list is too large');
  const packed = readFileSync(file);
  const place = sha256(file).slice(0, 16);
  const state = sha256(`${form} ${hashOf(packed)}`).slice(0, 16);
  const name = `${place}-${state}.words`;
  const recalled = cache && recall(path.join(cache, name));
  if (recalled) return recalled;
  const graph = compile(file, packed);
  if (cache) keep(cache, name, graph, place);
  return readWordGraph(graph);
}

function compile(file: string, packed: Buffer): Uint8Array {
  const text = (file.endsWith('.gz') ? gunzipSync(packed, {maxOutputLength: largest.text}) : packed).toString('utf8');
  if (/\.txt(?:\.gz)?$/.test(file))
    return encodeWordGraph(
      text
        .split(/\r?\n/)
        .map((line) => (line.split('#', 1)[0] ?? '').trim())
        .filter((word) => word !== '' && !/^[!~+*]|[+*]$/.test(word)),
    );
  return compileTrie(text);
}

const sum = (bytes: Uint8Array): Buffer => beginSha256().update(bytes).digest();
/** The length of a sum, in bytes: a multiple of four, so that the graph behind it can be read in place. */
const sumLength = 32;

function recall(file: string): WordGraph | undefined {
  try {
    // what we keep ourselves decides nothing: a run does not depend on it
    const bytes = readOwn(file);
    const graph = bytes.subarray(sumLength);
    return sum(graph).equals(bytes.subarray(0, sumLength)) ? readWordGraph(graph) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a graph, in place of what was kept of the same file as it was before. */
function keep(folder: string, name: string, graph: Uint8Array, place: string): void {
  try {
    makeFolder(folder);
    replaceFile(path.join(folder, name), Buffer.concat([sum(graph), graph]));
    for (const other of readOwnFolder(folder))
      if (other !== name && other.startsWith(`${place}-`)) rmSync(path.join(folder, other), {force: true});
  } catch {
    // a cache is no reason to fail
  }
}
