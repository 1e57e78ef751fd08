import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {addressesOf} from '../src/core/addresses.ts';
import {Post} from '../src/core/post.ts';
import {discover} from '../src/host/discover.ts';
import {filesIn} from '../src/host/files.ts';
import {blogAt, siteOf} from '../src/host/generator.ts';

/*
 * Builds small blogs with the generators themselves, each with several configurations, and compares the pages they
 * publish with the addresses that we compute. Jekyll and Hugo are those of Debian (`apt-get install jekyll hugo`),
 * Eleventy comes from npm into a temporary folder. A generator that cannot be had is said loudly; with `--all`, or under
 * CI_ALL_GENERATORS=1, that is a failure.
 */

interface Generator {
  readonly name: 'jekyll' | 'hugo' | 'eleventy';
  /** The program and its arguments, run in the blog; undefined where it is not there. */
  readonly build: (scratch: string) => readonly string[] | undefined;
  readonly configName?: string;
  readonly configs: Readonly<Record<string, object>>;
  /** Where the pages go. */
  readonly output: string;
  /** Pages that the generator makes of itself, of no post. */
  readonly made?: readonly string[];
  /** Whether each other page of the site is one we compute; else each that we compute must be there. */
  readonly complete: boolean;
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const strict = process.argv.includes('--all') || process.env.CI_ALL_GENERATORS === '1';

const has = (program: string, asking: string): boolean => spawnSync(program, [asking], {stdio: 'ignore'}).status === 0;

const collections = {recipes: {output: true}, hidden: {output: false}};
const quiet = {disableKinds: ['taxonomy', 'term', 'RSS', 'sitemap', 'robotsTXT', '404', 'home'], timeout: 60_000};

const generators: readonly Generator[] = [
  {
    name: 'jekyll',
    build: () => (has('jekyll', '--version') ? ['jekyll', 'build', '--quiet', '--disable-disk-cache'] : undefined),
    configName: '_config.yml',
    configs: {
      'as it is': {},
      date: {permalink: 'date', collections},
      pretty: {permalink: 'pretty', collections},
      none: {permalink: 'none', collections},
      ordinal: {permalink: 'ordinal'},
      weekdate: {permalink: 'weekdate'},
      'a pattern': {permalink: '/blog/:year/:month/:title/', collections},
      'a pattern without an end': {permalink: '/:categories/:year-:month-:day-:title', collections},
      'a pattern of one name': {permalink: ':title'},
      'slugs and names of days': {permalink: '/:short_year/:long_month/:long_day/:slug:output_ext'},
      'a time zone': {timezone: 'America/Los_Angeles'},
      'another time zone': {timezone: 'Asia/Tokyo', permalink: 'pretty'},
      defaults: {
        defaults: [
          {scope: {path: '', type: 'posts'}, values: {permalink: '/all/:title/'}},
          {scope: {path: '_posts/deep'}, values: {permalink: '/deep/:title/'}},
        ],
      },
      'an address for a collection': {collections: {recipes: {output: true, permalink: '/food/:path/'}}},
    },
    output: '_site',
    complete: true,
  },
  {
    name: 'hugo',
    build: () => (has('hugo', 'version') ? ['hugo', '--quiet'] : undefined),
    configName: 'hugo.json',
    configs: {
      'as it is': quiet,
      'ugly addresses': {...quiet, uglyURLs: true},
      'case kept': {...quiet, disablePathToLower: true},
      'a pattern': {...quiet, permalinks: {posts: '/:year/:month/:slug/'}},
      'a pattern of file names': {...quiet, permalinks: {posts: '/notes/:filename'}},
      'a pattern of titles': {...quiet, permalinks: {posts: '/:year/:monthname/:day/:title/'}},
      'a pattern of sections': {...quiet, permalinks: {posts: '/x/:sections/:slugorfilename/'}},
      'two languages': {...quiet, languages: {en: {weight: 1}, de: {weight: 2}}},
      'two languages, each in its folder': {
        ...quiet,
        defaultContentLanguageInSubdir: true,
        languages: {en: {weight: 1}, de: {weight: 2}},
      },
      'accents dropped': {...quiet, removePathAccents: true},
    },
    output: 'public',
    made: ['index.html', 'en/index.html', 'de/posts/index.html'],
    complete: true,
  },
  {
    name: 'eleventy',
    build: (scratch) => {
      const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '@11ty/eleventy@3'], {
        cwd: scratch,
        stdio: 'ignore',
      });
      const bin = path.join(scratch, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs');
      return installed.status === 0 && existsSync(bin) ? [process.execPath, bin, '--quiet'] : undefined;
    },
    configs: {'as it is': {}},
    output: '_site',
    complete: false,
  },
];

/** The pages below a folder, as paths with `/`. */
function pagesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map((name) => name.split(path.sep).join('/').normalize('NFC'))
    .filter((name) => name.endsWith('.html'))
    .sort();
}

/** The pages that we compute for a blog, with the post that each comes from. */
function computed(folder: string): ReadonlyMap<string, string> {
  const blog = blogAt(folder);
  const site = siteOf(blog);
  const files = filesIn(folder);
  const found = new Map<string, string>();
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.md'));
  for (const name of new Set([...discover(blog).posts, ...names.map((each) => each.split(path.sep).join('/'))])) {
    const post = new Post(name, readFileSync(path.join(folder, name), 'utf8'), blog.generator);
    if (post.stage === 'draft') continue;
    for (const {file} of addressesOf(post, site, files.has)) found.set(file.normalize('NFC'), name);
  }
  return found;
}

let wrong = 0;
let missing = 0;
for (const {name, build, configName, configs, output, made = [], complete} of generators) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'draftlint-generators-'));
  try {
    const command = build(scratch);
    if (!command) {
      missing++;
      console.log(`!!! ${name} IS NOT THERE AND COULD NOT BE INSTALLED: its addresses were NOT compared !!!`);
      continue;
    }
    const [program = '', ...args] = command;
    for (const [about, config] of Object.entries(configs)) {
      const blog = path.join(scratch, about.replace(/\W+/g, '-'));
      cpSync(path.join(root, 'test', 'generators', name), blog, {recursive: true});
      if (configName !== undefined) writeFileSync(path.join(blog, configName), JSON.stringify(config));
      const {status, stderr, stdout} = spawnSync(program, args, {
        cwd: blog,
        encoding: 'utf8',
        env: {...process.env, TZ: 'UTC', LANG: 'C.UTF-8'},
      });
      const published = pagesIn(path.join(blog, output));
      if (status !== 0 || published.length === 0)
        throw new Error(`${name} did not build "${about}": ${stderr || stdout || 'no pages'}`);
      const ours = computed(blog);
      const theirs = new Set(published);
      const unknown = complete ? published.filter((page) => !ours.has(page) && !made.includes(page)) : [];
      const untrue = [...ours].filter(([page]) => !theirs.has(page));
      wrong += unknown.length + untrue.length;
      console.log(
        `${unknown.length + untrue.length === 0 ? '✔' : '✖'} ${name}, ${about}: ${ours.size} of ${published.length} pages`,
      );
      for (const page of unknown) console.log(`    published, and not known to us: ${page}`);
      for (const [page, post] of untrue) console.log(`    computed by us, and not published: ${page} (${post})`);
    }
  } finally {
    rmSync(scratch, {recursive: true, force: true});
  }
}
if (wrong > 0) console.log(`${wrong} addresses differ`);
process.exitCode = wrong > 0 || (strict && missing > 0) ? 1 : 0;
