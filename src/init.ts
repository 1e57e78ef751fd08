import path from 'node:path';
import {entryOf} from './core/front-matter.ts';
import {Post} from './core/post.ts';
import {isEmpty, isOfTheMoment} from './core/siblings.ts';
import {count, countOf, type Tally} from './core/tally.ts';
import {ConfigError, configName, defaults} from './host/config.ts';
import {loadDictionary} from './host/dictionary.ts';
import {find, locate} from './host/find.ts';
import {dataFolder} from './host/package.ts';
import {readSource, reasonOf} from './host/read.ts';
import {exists, replaceFile} from './host/write.ts';

/** Where to look, and what to write; everything may be left out. */
export interface InitRequest {
  readonly cwd?: string;
  /** Whether files that are there are replaced. */
  readonly force?: boolean;
  /** Whether nothing is written. */
  readonly dryRun?: boolean;
  /** Whether a JSON Schema of the front matter is made too. */
  readonly schema?: boolean;
}

/** A field of the posts' front matter. */
export interface Field {
  readonly name: string;
  /** How many published posts fill it in. */
  readonly posts: number;
}

/** What a blog is like, and the files that say so. */
export interface Beginning {
  /** The blog's folder, absolute. */
  readonly root: string;
  readonly generator: string | undefined;
  readonly why: string;
  readonly posts: number;
  readonly drafts: number;
  /** Files that could not be read as posts. */
  readonly unread: number;
  readonly dialect: {readonly american: number; readonly british: number; readonly settled: Dialect | undefined};
  /** Those that most of the published posts fill in, the most frequent first. */
  readonly fields: readonly Field[];
  /** Names relative to the blog's folder. */
  readonly files: readonly {readonly name: string; readonly text: string}[];
}

type Dialect = 'american' | 'british';

/** A field counts as usual from this share of the posts on. What not all have is not asked for: the rule for required fields learns that. */
const share = 0.8;
/** Fewer posts say nothing about the next one. */
const fewest = 3;
/** The English of so many posts, spread over the blog, settles it; reading all takes long. */
const mostRead = 300;
/** How clear a majority must be: this many words, and this many times the other's. */
const clearWords = 5;
const clearLead = 4;
const schemaName = 'post.schema.json';

/**
 * Looks at the blog in a folder, as it is without any configuration, and writes one that says what was found. No code
 * is run. Throws ConfigError, and writes nothing, where there are no posts or a file is there that was not to be replaced,
 * and where one cannot be written.
 */
export function init({cwd = '.', force, dryRun, schema}: InitRequest = {}): Beginning {
  const folder = path.resolve(cwd);
  const config = defaults([]);
  const blog = locate(folder, [], config);
  const found = find(blog, blog.root, {paths: []}, config, true);
  const read = found.targets.map(({file, path: name}) => postAt(file, name, blog.generator));
  const all = read.filter((post) => post !== undefined);
  if (all.length === 0)
    throw new ConfigError(`There are no Markdown posts in ${blog.root} (${blog.why}), so there is nothing to go by`);
  const posts = all.filter(({stage}) => stage === 'post');
  const usual = fieldsOf(posts);
  // those that are set on publishing go without saying, and a draft has none of them yet
  const fields = usual.filter(({name}) => !isOfTheMoment(name));
  const dialect = dialectOf(posts.length > 0 ? posts : all);
  const every = posts.length < fewest ? [] : fields.filter((field) => field.posts === posts.length);
  const settings = settingsOf({
    generator: blog.generator,
    dialect: dialect.settled,
    fields: every.map(({name}) => name),
    schema: schema === true,
  });
  const files = [
    {name: configName, text: json(settings)},
    ...(schema ? [{name: schemaName, text: json(schemaOf(posts, usual))}] : []),
  ];
  if (!dryRun) {
    for (const {name} of files)
      if (!force && exists(path.join(blog.root, name)))
        throw new ConfigError(
          `${name} is there already: --force replaces it, --dry-run only shows what would be written`,
        );
    for (const {name, text} of files) write(blog.root, name, text);
  }
  return {
    root: blog.root,
    generator: blog.generator,
    why: blog.why,
    posts: posts.length,
    drafts: all.length - posts.length,
    unread: read.length - all.length,
    dialect,
    fields,
    files,
  };
}

function write(folder: string, name: string, text: string): void {
  try {
    replaceFile(path.join(folder, name), text);
  } catch (error) {
    throw new ConfigError(
      `${name} cannot be written in ${folder}: ${reasonOf(error)}. Put that right and run it again, or see with --dry-run what it would hold`,
    );
  }
}

const json = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;

/** Reads a post; undefined where that is not possible, which the first run will explain. */
function postAt(file: string, name: string, generator: Post['generator']): Post | undefined {
  try {
    const source = readSource(file);
    return source.undecodable ? undefined : new Post(name, source.text, generator);
  } catch {
    return undefined;
  }
}

function fieldsOf(posts: readonly Post[]): readonly Field[] {
  const tally: Tally = {};
  for (const {frontMatter} of posts)
    for (const [name, value] of Object.entries(frontMatter?.data ?? {})) if (!isEmpty({value})) count(tally, name, 1);
  return Object.keys(tally)
    .map((name) => ({name, posts: countOf(tally, name)}))
    .filter((field) => field.posts >= share * posts.length)
    .sort((a, b) => b.posts - a.posts || (a.name < b.name ? -1 : 1));
}

/** Counts the words that only one of the dialects writes so, in posts spread over the blog. */
function dialectOf(posts: readonly Post[]): Beginning['dialect'] {
  const dictionary = loadDictionary(dataFolder());
  const words = {american: 0, british: 0};
  const step = Math.max(1, posts.length / mostRead);
  for (let at = 0; at < posts.length; at += step) {
    for (const prose of proseOf(posts[Math.floor(at)]))
      for (const [word] of prose.matchAll(/\p{Ll}{3,40}/gu)) {
        const side = dictionary.dialect(word);
        if (side) words[side]++;
      }
  }
  const {american, british} = words;
  const [most, least] = [Math.max(american, british), Math.min(american, british)];
  const settled = most >= clearWords && most >= clearLead * least;
  return {american, british, settled: settled ? (american > british ? 'american' : 'british') : undefined};
}

/** The text of a post that readers see; nothing where it is nested too deep to parse. */
function proseOf(post: Post | undefined): readonly string[] {
  try {
    return post?.prose.map(({text}) => text) ?? [];
  } catch {
    return [];
  }
}

/** Says what was learned the way `.remarkrc.json` does. What draftlint learns anew at every run is left to it. */
function settingsOf(about: {
  readonly generator: string | undefined;
  readonly dialect: Dialect | undefined;
  readonly fields: readonly string[];
  readonly schema: boolean;
}): object {
  const {generator, dialect, fields, schema} = about;
  return {
    plugins: [
      'draftlint',
      ...(fields.length > 0 ? [['draftlint/rules/required-fields', {fields}]] : []),
      ...(schema ? [['draftlint/rules/front-matter-schema', {schemas: [schemaName]}]] : []),
      ...(dialect ? [['draftlint/rules/spelling', {dialect}]] : []),
    ],
    ...(generator && {settings: {draftlint: {generator}}}),
  };
}

/**
 * Makes a JSON Schema that the published posts fulfil: their usual fields, each with the types it has. Which of them a post
 * must have is said to required-fields, which knows that a draft may lack them.
 */
function schemaOf(posts: readonly Post[], fields: readonly Field[]): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Front matter of a post',
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({name}) => {
        const values = posts.map(({frontMatter}) => entryOf(frontMatter, name)?.value.value);
        const types = [...new Set(values.filter((value) => value !== undefined).map(typeOf))].sort();
        if (types.includes(untyped)) return [name, {}];
        return [name, {type: types.length === 1 ? types[0] : types}];
      }),
    ),
  };
}

/** Stands for the numbers of YAML and TOML that JSON does not have, and so no type of a schema names. */
const untyped = 'untyped';

const typeOf = (value: unknown): string =>
  typeof value === 'number' && !Number.isFinite(value)
    ? untyped
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'array'
        : typeof value === 'object'
          ? 'object'
          : typeof value;
