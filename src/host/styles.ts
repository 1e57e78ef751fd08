import path from 'node:path';
import {parse} from 'yaml';
import {beginSha256} from '../core/sha256.ts';
import {
  readStyleConfig,
  type StyleConfig,
  type Styles,
  spellingChecks,
  stylesOf,
  wantedStyles,
  wordsOfEntry,
} from '../core/style/vale.ts';
import {existsSync, readdirSync, readFileSync, realpathSync, statSync} from './disk.ts';
import {reasonOf} from './read.ts';

/** The styles of a blog, with what identifies all they were read from, for cache keys. */
export interface LoadedStyles extends Styles {
  readonly hash: string;
  /** Words that are right, from vocabularies and from lists that checks of spelling name. */
  readonly words: readonly string[];
}

const configNames = ['.vale.ini', '_vale.ini', 'vale.ini'];
/** A file larger than this is no style. */
const largest = 1_000_000;

/** Finds the `.vale.ini` of a blog: in its root, or in a folder above it, up to the top of the repository. */
export function findStyleConfig(root: string): string | undefined {
  for (let folder = path.resolve(root); ; folder = path.dirname(folder)) {
    const file = configNames.map((name) => path.join(folder, name)).find((name) => existsSync(name));
    if (file !== undefined) return file;
    if (existsSync(path.join(folder, '.git')) || path.dirname(folder) === folder) return undefined;
  }
}

/**
 * Reads the styles that a `.vale.ini` names: the YAML files of its folder of styles, and its vocabularies. Nothing outside the
 * folder of the configuration is read, and nothing is run. What cannot be read is in `notes`.
 */
export function loadStyles(file: string): LoadedStyles {
  const hash = beginSha256();
  const notes: string[] = [];
  const read = (name: string): string | undefined => {
    try {
      if (statSync(name).size > largest) throw new Error('the file is too large');
      const text = readFileSync(name, 'utf8');
      hash.update(`${path.relative(path.dirname(file), name)}\0${text}\0`);
      return text.replace(/^\uFEFF/, '');
    } catch (error) {
      notes.push(`${shown(file, name)} cannot be read: ${reasonOf(error)}`);
      return undefined;
    }
  };
  const config = readStyleConfig(read(file) ?? '');
  const folder = stylesFolder(file, config, notes);
  const checks = new Map<string, unknown>();
  for (const style of folder === undefined ? [] : wantedStyles(config)) {
    const files = yamlFiles(path.join(folder ?? '', style));
    if (files === undefined) notes.push(`The style "${style}" is not in ${shown(file, folder ?? '')}`);
    for (const name of files ?? []) {
      const text = read(name);
      if (text === undefined) continue;
      try {
        checks.set(`${style}.${path.basename(name, '.yml')}`, parse(text));
      } catch (error) {
        notes.push(`${shown(file, name)} is not YAML: ${reasonOf(error).split('\n')[0] ?? ''}`);
      }
    }
  }
  const words = (list: string): readonly string[] =>
    config.vocabularies.flatMap((name) => {
      const places = [`config/vocabularies/${name}`, `Vocab/${name}`].map((place) =>
        path.join(folder ?? '', place, `${list}.txt`),
      );
      const found = folder === undefined ? undefined : places.find((place) => existsSync(place));
      return found === undefined ? [] : linesOf(read(found) ?? '');
    });
  const accepted = words('accept');
  const styles = stylesOf(config, {checks, accepted, rejected: words('reject')});
  const spelling = spellingChecks(checks);
  const lists = folder === undefined ? [] : spelling.lists.flatMap((list) => wordList(folder, list) ?? []);
  const ignored = lists.flatMap((list) => linesOf(read(list) ?? ''));
  return {
    runFor: styles.runFor,
    names: styles.names,
    get notes() {
      return [...notes, ...spelling.notes, ...styles.notes];
    },
    words: [...ignored, ...accepted.flatMap(wordsOfEntry)],
    hash: hash.digest('hex').slice(0, 16),
  };
}

const shown = (file: string, name: string): string =>
  path.relative(path.dirname(file), name).split(path.sep).join('/') || '.';

const linesOf = (text: string): readonly string[] =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The folder of styles; a link out of the configuration's folder is not followed. */
function stylesFolder(file: string, config: StyleConfig, notes: string[]): string | undefined {
  const root = realpathSync(path.dirname(file));
  const folder = path.resolve(root, config.stylesPath ?? 'styles');
  if (!existsSync(folder)) {
    if (wantedStyles(config).length > 0) notes.push(`The folder of styles ${shown(file, folder)} is missing`);
    return undefined;
  }
  const real = realpathSync(folder);
  if (real === root || real.startsWith(root + path.sep)) return real;
  notes.push(`The folder of styles ${config.stylesPath ?? ''} lies outside ${path.basename(root)} and was not read`);
  return undefined;
}

/** A file of words that a check names: in the folder of styles, or where Vale keeps such lists; none outside. */
function wordList(folder: string, name: string): string | undefined {
  const places = [name, `config/ignore/${name}`].map((place) => path.join(folder, place));
  const found = places.find((place) => existsSync(place));
  return found !== undefined && realpathSync(found).startsWith(folder + path.sep) ? found : undefined;
}

/** The YAML files of a style in the order of their names; undefined where it is no folder of its own. */
function yamlFiles(folder: string): readonly string[] | undefined {
  if (!existsSync(folder) || realpathSync(folder) !== folder || !statSync(folder).isDirectory()) return undefined;
  return readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yml'))
    .map((entry) => path.join(folder, entry.name))
    .sort();
}
