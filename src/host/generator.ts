import path from 'node:path';
import {parse as parseToml} from 'smol-toml';
import {parseDocument} from 'yaml';
import type {Generator, Site} from '../core/generators.ts';
import {existsSync, marksIn, readdirSync} from './disk.ts';
import {readSmall} from './ignore.ts';
import {codeConfigs, hugoConfigs, jekyllConfigs, jekyllFolders} from './marks.ts';

/** What is known of the generator that turns a folder into a site. */
export interface Detection {
  readonly generator: Generator | undefined;
  /** Where the site lies in the folder, with `/`: `''` for the folder itself, `docs` for `docs/_config.yml`. */
  readonly site: string;
  /** For the user: "found _config.yml and _posts/". */
  readonly why: string;
}

/** A blog: a folder, and the generator it is made for. */
export interface Blog extends Detection {
  /** Absolute. */
  readonly root: string;
}

/** Where a generator's posts lie, each relative to its site, with `/`. */
export interface Places {
  /** Folders whose Markdown is all posts, `''` for the whole site. Where none has any, every Markdown file is a post. */
  readonly folders: readonly string[];
  /** Folders that never have posts. */
  readonly never: readonly string[];
  /** Whether folders in them that start with `_` (other than `_posts` and `_drafts`) are left out. */
  readonly plainOnly: boolean;
}

type Data = Readonly<Record<string, unknown>>;
type Mark = readonly [generator: Generator, why: string];

/** A configuration larger than this, in bytes, is not one. */
const largest = 1024 * 1024;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string');

/** Reads a configuration that is plain data. One that is broken or missing is empty: the generator itself will complain. */
function readData(file: string): Data {
  const data = readAny(file);
  return isData(data) ? data : {};
}

/** Reads YAML, TOML or JSON; undefined where it is broken or missing. */
function readAny(file: string): unknown {
  const text = readSmall(file, largest);
  if (text === undefined) return undefined;
  try {
    return file.endsWith('.toml')
      ? parseToml(text)
      : file.endsWith('.json')
        ? JSON.parse(text)
        : parseDocument(text, {logLevel: 'silent', uniqueKeys: false}).toJS({maxAliasCount: 100});
  } catch {
    return undefined;
  }
}

/** Gives the value of a key whatever its letter case, as Hugo reads its configuration. */
const anyCase = (data: Data, key: string): unknown =>
  Object.entries(data).find(([name]) => name.toLowerCase() === key)?.[1];

function entriesOf(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set();
  }
}

/** Keeps a folder that a configuration names, relative to its site; undefined where it leads out of it. */
function inSite(folder: string): string | undefined {
  const way = path.posix.normalize(folder.replaceAll('\\', '/')).replace(/^\/+|\/+$/g, '');
  return way === '..' || way.startsWith('../') ? undefined : way === '.' ? '' : way;
}

const hugoFiles = (names: ReadonlySet<string>): readonly string[] => hugoConfigs.filter((name) => names.has(name));

/** Gives Hugo's configuration, from one file or from `config/_default/`. */
function hugoConfig(site: string, names: ReadonlySet<string>): Data {
  const folder = path.join('config', '_default');
  const parts = hugoFiles(entriesOf(path.join(site, folder))).map((name) => path.join(folder, name));
  return Object.assign({}, ...[...hugoFiles(names), ...parts].map((name) => readData(path.join(site, name))));
}

/** Whether a `config.*`, a name that many programs use, is Hugo's: it has one of the keys that Hugo sites start from. */
const isHugo = (data: Data): boolean =>
  ['baseurl', 'languagecode', 'contentdir'].some((key) => anyCase(data, key) !== undefined);

function hexoMark(folder: string, names: ReadonlySet<string>): Mark | undefined {
  if (!names.has('_config.yml')) return undefined;
  if (names.has('scaffolds')) return ['hexo', 'found _config.yml and scaffolds/'];
  const data = names.has('package.json') ? readData(path.join(folder, 'package.json')) : {};
  const named = [data.dependencies, data.devDependencies].some((list) => isData(list) && 'hexo' in list);
  return named || isData(data.hexo) ? ['hexo', 'found _config.yml, and hexo in package.json'] : undefined;
}

function jekyllMark(folder: string, names: ReadonlySet<string>): Mark | undefined {
  const config = jekyllConfigs.find((name) => names.has(name));
  if (!config) return undefined;
  const own = jekyllFolders.find((name) => names.has(name));
  if (own) return ['jekyll', `found ${config} and ${own}/`];
  const gems = names.has('Gemfile') ? (readSmall(path.join(folder, 'Gemfile'), largest) ?? '') : '';
  if (/^[^#\n]*\b(?:jekyll|github-pages)\b/m.test(gems)) return ['jekyll', `found ${config}, and jekyll in Gemfile`];
  const data = readData(path.join(folder, config));
  const source = inSite(texts(data.source)[0] ?? '');
  const inner = source ? entriesOf(path.join(folder, source)) : new Set<string>();
  const moved = jekyllFolders.find((name) => inner.has(name));
  if (moved) return ['jekyll', `found ${config} and ${source}/${moved}/`];
  const parts = [data.theme, data.remote_theme, data.plugins, data.gems].flatMap(texts);
  return parts.some((part) => part.includes('jekyll')) ? ['jekyll', `found ${config} that names jekyll`] : undefined;
}

/** Tells a generator by the names of the files at a folder's top and a few configurations that are plain data. */
function markOf(folder: string): Mark | undefined {
  const names = marksIn(folder);
  for (const [generator, files] of Object.entries(codeConfigs) as [keyof typeof codeConfigs, readonly string[]][]) {
    const found = files.find((name) => names.has(name));
    if (found) return [generator, `found ${found}`];
  }
  if (names.has('.vitepress')) return ['vitepress', 'found .vitepress/'];
  const zola = ['zola.toml', 'config.toml'].find((name) => names.has(name));
  if (zola && names.has('templates') && 'base_url' in readData(path.join(folder, zola)))
    return ['zola', `found ${zola} and templates/`];
  const hugo = hugoFiles(names).find((name) => name.startsWith('hugo.') || isHugo(readData(path.join(folder, name))));
  if (hugo) return ['hugo', `found ${hugo}`];
  if (hugoFiles(names.has('config') ? entriesOf(path.join(folder, 'config', '_default')) : new Set()).length > 0)
    return ['hugo', 'found config/_default/'];
  return hexoMark(folder, names) ?? jekyllMark(folder, names);
}

/** Folders in which a site is there to be looked at, not to be read: examples, tests, themes and what was installed. */
const notASite =
  /^(?:\..*|node_modules|bower_components|vendor|themes?|templates?|examples?|exampleSite|demos?|tests?|__tests__|specs?|fixtures)$/i;
/** How many folders are looked into for a site below the root. */
const mostFolders = 500;

/** Finds the sites one or two folders below a root, as paths relative to it; looks no further below a site. */
function sitesBelow(root: string): readonly (readonly [site: string, mark: Mark])[] {
  const found: (readonly [string, Mark])[] = [];
  let level = [''];
  let looked = 0;
  for (const _ of [1, 2]) {
    const next: string[] = [];
    for (const parent of level) {
      for (const name of foldersIn(path.join(root, parent))) {
        if (++looked > mostFolders) return found;
        const site = parent ? `${parent}/${name}` : name;
        const mark = markOf(path.join(root, site));
        if (mark) found.push([site, mark]);
        else next.push(site);
      }
    }
    level = next;
  }
  return found;
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, {withFileTypes: true})
      .filter((entry) => entry.isDirectory() && !notASite.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}

/**
 * Tells which generator a folder belongs to, by the files at its top, or at the top of the only site at most two
 * folders below. No code is run: configurations that are code are told by their name.
 */
export function detectGenerator(root: string): Detection {
  const mark = markOf(root);
  if (mark) return {generator: mark[0], site: '', why: mark[1]};
  const none = {generator: undefined, site: '', why: 'found no files of a site generator'};
  // Posts at the top are the blog; a site further down is then about something else.
  if (['_posts', '_drafts', 'content', 'posts'].some((name) => existsSync(path.join(root, name)))) return none;
  const [only, ...others] = sitesBelow(root);
  if (!only || others.length > 0) return none;
  const [site, [generator, why]] = only;
  return {generator, site, why: `in ${site}/, ${why}`};
}

/** Gives the blog in a folder; `setting` is the generator that the user names, which then need not be told by files. */
export function blogAt(root: string, setting?: Generator): Blog {
  const found = detectGenerator(root);
  if (setting === undefined || setting === found.generator) return {root, ...found};
  return {root, generator: setting, site: '', why: 'named in the settings'};
}

/**
 * Finds the folder of the blog that a path belongs to (it need not exist): from it upwards, the nearest folder with a
 * generator's marks, or the one with a `.git`, whichever comes first. Undefined where there is neither.
 */
export function findRoot(start: string): string | undefined {
  for (let at = path.resolve(start); ; at = path.dirname(at)) {
    if (markOf(at) || existsSync(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

function jekyllPlaces(site: string): readonly string[] {
  const data = readData(path.join(site, '_config.yml'));
  const source = inSite(texts(data.source)[0] ?? '') ?? '';
  const above = inSite(path.posix.join(source, texts(data.collections_dir)[0] ?? '')) ?? source;
  const shown = isData(data.collections)
    ? Object.entries(data.collections).filter(([, about]) => isData(about) && about.output === true)
    : [];
  return shown.map(([name]) => inSite(path.posix.join(above, `_${name}`))).filter((folder) => folder !== undefined);
}

function hugoPlaces(site: string): readonly string[] {
  const config = hugoConfig(site, entriesOf(site));
  const languages = anyCase(config, 'languages');
  const tables = isData(languages) ? Object.values(languages).filter(isData) : [];
  const module = anyCase(config, 'module');
  const mounts = isData(module) ? [anyCase(module, 'mounts')].flat().filter(isData) : [];
  const mounted = mounts.filter((mount) => texts(mount.target)[0]?.startsWith('content')).map((mount) => mount.source);
  const named = [anyCase(config, 'contentdir'), ...tables.map((table) => anyCase(table, 'contentdir')), ...mounted];
  const folders = named.flatMap(texts).map(inSite);
  return ['content', ...folders].filter((folder) => folder !== undefined && folder !== '') as readonly string[];
}

/**
 * Gives where the posts of a generator's site lie (`site` is absolute). `_posts/` and `_drafts/` are not listed: they
 * have posts wherever they stand, also in a blog that has moved to another generator.
 */
export function placesOf(generator: Generator | undefined, site: string): Places {
  const all = {folders: [''], never: [], plainOnly: false};
  switch (generator) {
    case 'jekyll':
      return {...all, folders: jekyllPlaces(site)};
    case 'hugo':
      return {...all, folders: hugoPlaces(site), never: ['archetypes', 'themes', 'layouts', 'public', 'resources']};
    case 'zola':
      return {...all, folders: ['content'], never: ['themes', 'templates', 'public']};
    case 'astro':
      return {...all, folders: ['src', 'content', 'posts', 'blog']};
    case 'docusaurus':
      return {...all, folders: ['blog', 'docs']};
    case 'gatsby':
      return {...all, folders: ['content', 'src', 'posts', 'blog']};
    case 'hexo': {
      const source = inSite(texts(readData(path.join(site, '_config.yml')).source_dir)[0] ?? '') || 'source';
      return {folders: [source], never: ['scaffolds', 'themes', 'public'], plainOnly: true};
    }
    default:
      return all;
  }
}

/** Gives the site of a blog, with its configuration where that is plain data. */
export function siteOf({root, generator, site}: Blog): Site {
  const folder = path.join(root, site);
  switch (generator) {
    case 'jekyll':
    case 'hexo': {
      const names = entriesOf(folder);
      const name = ['_config.yml', '_config.yaml', '_config.toml'].find((each) => names.has(each));
      return {generator, folder: site, config: name === undefined ? {} : readData(path.join(folder, name))};
    }
    case 'hugo':
      return {generator, folder: site, config: hugoConfig(folder, entriesOf(folder))};
    case 'zola':
      return {
        generator,
        folder: site,
        config: {...readData(path.join(folder, 'config.toml')), ...readData(path.join(folder, 'zola.toml'))},
      };
    default:
      return {generator, folder: site, config: {}};
  }
}

/** Where generators and their themes keep those who write, and whether the names are keys (else, those of files). */
const authorFiles: Partial<Record<Generator, readonly string[]>> = {
  jekyll: ['_data/authors', '_data/author'],
  hugo: ['data/authors', 'data/author'],
  eleventy: ['_data/authors', 'src/_data/authors'],
  docusaurus: ['blog/authors'],
};

/**
 * Gives the authors whom the data files of a site name: the keys of `authors.yml` and the like (for a list, the names
 * and ids in it), or the files of a folder of that name. Undefined where there are none.
 */
export function authorsOf({
  root,
  generator,
  site,
}: Blog): {readonly file: string; readonly names: readonly string[]} | undefined {
  for (const stem of (generator && authorFiles[generator]) ?? []) {
    for (const extension of ['.yml', '.yaml', '.json', '.toml']) {
      const file = path.posix.join(site, stem + extension);
      if (!existsSync(path.join(root, file))) continue;
      const names = namesIn(readAny(path.join(root, file)));
      return names.length > 0 ? {file, names} : undefined;
    }
    const folder = path.posix.join(site, stem);
    const names = [...entriesOf(path.join(root, folder))].filter((name) => /\.(?:ya?ml|json|toml)$/.test(name));
    if (names.length > 0) return {file: `${folder}/`, names: names.map((name) => name.replace(/\.\w+$/, '')).sort()};
  }
  return undefined;
}

function namesIn(data: unknown): readonly string[] {
  if (Array.isArray(data))
    return data
      .filter(isData)
      .flatMap(({name, id, key, username, slug}) => [name, id, key, username, slug].flatMap(texts));
  if (!isData(data)) return [];
  const inner = Object.keys(data).length === 1 ? data.authors : undefined;
  return inner === undefined ? Object.keys(data) : namesIn(inner);
}
