import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {addressesOf} from '../../src/core/addresses.ts';
import {Post} from '../../src/core/post.ts';
import {discover} from '../../src/host/discover.ts';
import {filesIn} from '../../src/host/files.ts';
import {blogAt, siteOf} from '../../src/host/generator.ts';

/** A generator with a small blog in test/generators/, and the configurations to build it with. */
export interface Built {
  readonly name: 'jekyll' | 'hugo' | 'eleventy' | 'hexo';
  /** What each configuration is written to; undefined where it is the blog's own. */
  readonly configName?: string;
  readonly configs: Readonly<Record<string, object>>;
  /** Where the pages go. */
  readonly output: string;
  /** Pages that the generator makes of itself, of no post. */
  readonly made?: readonly string[];
  /** Whether each other page of the site is one we compute; else each that we compute must be there. */
  readonly complete: boolean;
}

const collections = {recipes: {output: true}, hidden: {output: false}};
/** Hexo's own pages come from plugins, and the layouts are in the blog. */
const plain = {theme: 'plain', title: 'Log'};
const quiet = {disableKinds: ['taxonomy', 'term', 'RSS', 'sitemap', 'robotsTXT', '404', 'home'], timeout: 60_000};

export const built: readonly Built[] = [
  {
    name: 'jekyll',
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
    configs: {'as it is': {}},
    output: '_site',
    complete: false,
  },
  {
    name: 'hexo',
    configName: '_config.yml',
    configs: {
      'as it is': plain,
      'a pattern': {...plain, permalink: 'blog/:title/'},
      'a pattern of files': {...plain, permalink: ':year/:i_month/:name.html'},
      'names with dates': {...plain, new_post_name: ':year-:month-:day-:title.md'},
      categories: {...plain, permalink: ':category/:title/', default_category: 'other'},
      'a time zone': {...plain, timezone: 'Asia/Tokyo'},
    },
    output: 'public',
    complete: false,
  },
];

/** The pages that we compute for a blog, with the post that each comes from. */
export function computed(folder: string): ReadonlyMap<string, string> {
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
