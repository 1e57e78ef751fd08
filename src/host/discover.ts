import type {Dirent, Stats} from 'node:fs';
import path from 'node:path';
import {existsSync, readdirSync, realpathSync, statSync} from './disk.ts';
import {type Blog, blogAt, placesOf} from './generator.ts';
import {compileGlobs, type Globs, isPattern} from './glob.ts';
import {type IgnoreRules, ignoredPart, isIgnored, isWithin, relative, rulesAbove, rulesIn} from './ignore.ts';

/** What the user's settings say about posts: patterns relative to the root, in place of what the generator says. */
export interface PostSettings {
  readonly posts?: readonly string[] | undefined;
  readonly ignore?: readonly string[];
}

/** Something that was there and was not read, and why, in words that follow the path. */
export interface Skipped {
  readonly path: string;
  readonly why: string;
  /** A folder that could not be looked into: posts may be missing. */
  readonly unreadable?: true;
}

/** The posts of a blog. */
export interface Discovery {
  /** Relative to the root, with `/`, sorted by code unit. */
  readonly posts: readonly string[];
  /** What may surprise the user; not what ignore files and the generator leave out. */
  readonly skipped: readonly Skipped[];
  /** Whether the blog has more entries than were allowed to be looked at. */
  readonly truncated: boolean;
  /** Plain sentences about patterns of the settings that cannot be used or match nothing. */
  readonly problems: readonly string[];
}

/** What a path that the user wrote means: files to read, one sentence on why there are none, or why it is left out. */
export type Expansion =
  | {
      /** Absolute. */
      readonly files: readonly string[];
      /** What a folder or pattern also covers and was not read, as in `Discovery`, but absolute. */
      readonly skipped: readonly Skipped[];
    }
  | {readonly problem: string}
  | {readonly ignored: string};

interface Walk {
  /** Relative to the root, in no order. */
  readonly files: readonly string[];
  /** Of those, the links, and the files they lead to, relative to the root. */
  readonly links: ReadonlyMap<string, string>;
  readonly skipped: readonly Skipped[];
  readonly truncated: boolean;
}

interface WalkRequest {
  readonly root: string;
  /** Folders to look into, relative to the root; they are looked into whatever their name. */
  readonly starts: readonly string[];
  readonly wants: (file: string) => boolean;
  readonly avoids: (folder: string, siblings: ReadonlySet<string>) => boolean;
  readonly entries: number;
}

const markdown = /\.(?:md|markdown|mdx)$/i;
/** Whether a file name ends as Markdown does. */
export const isMarkdown = (file: string): boolean => markdown.test(file);

/** Deeper folders are a mistake or an attack; patterns and paths stay short by this. */
const deepest = 64;
const mostEntries = 500_000;
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const join = (folder: string, name: string): string => (folder ? `${folder}/${name}` : name);
const isBelow = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);

/** Files that a repository keeps for those who work on it, by the names that Git hosts give a meaning to. */
const forTheRepository =
  /^(?:readme|changelog|contributing|code[-_]of[-_]conduct)(?:[.-][\w-]+)?\.\w+$|^(?:pull_request_template|issue_template)\.md$/i;
const forTheRepositoryInCapitals =
  /^(?:AGENTS|AUTHORS|CHANGES|CLAUDE|CODEOWNERS|COPYING|GEMINI|GOVERNANCE|HISTORY|LICEN[CS]E|MAINTAINERS|NOTICE|SECURITY|SUPPORT|TODO)(?:[.-][\w-]+)?\.\w+$/;
const isForTheRepository = (file: string): boolean => {
  const name = path.posix.basename(file);
  return forTheRepository.test(name) || forTheRepositoryInCapitals.test(name);
};
/** Folders of templates and data, whose Markdown is part of a page and no page. */
const partsOfPages = /(?:^|\/)_(?:data|includes|layouts|partials|plugins|sass|site|vendor|templates|components)\//;
const postFolder = /(?:^|\/)_(?:posts|drafts)\//;

/** Says why something cannot be read, in words that follow its name. */
function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission is missing';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'ELOOP':
      return 'is a link that leads back to itself';
    case 'ENAMETOOLONG':
      return 'has too long a name';
    default:
      return `cannot be read${typeof code === 'string' ? ` (${code})` : ''}`;
  }
}

/** Gives an answer, or the words for why the system refused it. */
function attempt<T>(action: () => T): {readonly value: T} | {readonly why: string} {
  try {
    return {value: action()};
  } catch (error) {
    return {why: whyUnreadable(error)};
  }
}

/** Where a link leads: a file to read, nothing of interest, or a reason not to follow it. */
function followed(root: string, file: string, wanted: boolean): {target: string} | {why: string} | undefined {
  const stats = attempt(() => statSync(path.join(root, file)));
  if ('why' in stats) return wanted ? {why: `is a link, and what it leads to ${stats.why}`} : undefined;
  if (stats.value.isDirectory()) return {why: 'is a link to a folder, and those are not followed'};
  if (!wanted || !stats.value.isFile()) return undefined;
  const real = attempt(() => [realpathSync(root), realpathSync(path.join(root, file))] as const);
  if ('why' in real) return real;
  const [home, target] = real.value;
  return isWithin(home, target) ? {target: relative(home, target)} : {why: 'is a link that leads out of the blog'};
}

/** Looks through folders, without a word about what ignore files leave out. Opens no file but those. */
function walk({root, starts, wants, avoids, entries}: WalkRequest): Walk {
  const files: string[] = [];
  const links = new Map<string, string>();
  const skipped: Skipped[] = [];
  const open: {folder: string; above: IgnoreRules}[] = starts.map((folder) => ({
    folder,
    above: rulesAbove(path.join(root, folder), root),
  }));
  let seen = 0;
  for (let at = open.pop(); at && seen < entries; at = open.pop()) {
    const {folder, above} = at;
    const listed = attempt(() => readdirSync(path.join(root, folder), {withFileTypes: true}));
    if ('why' in listed) {
      skipped.push({path: folder || '.', why: listed.why, unreadable: true});
      continue;
    }
    const names = new Set(listed.value.map((entry) => entry.name));
    const rules = rulesIn(above, path.join(root, folder), names);
    const wayToFolder = relative(rules.top, path.join(root, folder));
    const tooDeep = folder.split('/').length >= deepest;
    for (const entry of listed.value.sort((a: Dirent, b: Dirent) => byCodeUnit(b.name, a.name))) {
      if (++seen > entries) break;
      const name = join(folder, entry.name);
      const ignored = (isFolder: boolean) => isIgnored(rules, join(wayToFolder, entry.name), isFolder);
      if (entry.isDirectory()) {
        if (avoids(name, names) || ignored(true)) continue;
        if (tooDeep) skipped.push({path: name, why: 'lies too many folders deep'});
        else open.push({folder: name, above: rules});
        continue;
      }
      const wanted = !entry.name.startsWith('.') && wants(name);
      if (entry.isSymbolicLink()) {
        if (ignored(false) || avoids(name, names)) continue;
        const end = followed(root, name, wanted);
        if (end && 'why' in end) skipped.push({path: name, why: end.why});
        if (!end || 'why' in end) continue;
        links.set(name, end.target);
        files.push(name);
      } else if (wanted && entry.isFile() && !ignored(false)) {
        // Node puts this sign where a name is not UTF-8, and then finds no such file.
        const lost = entry.name.includes('\uFFFD') && !existsSync(path.join(root, name));
        if (lost) skipped.push({path: name, why: 'has a name that is not UTF-8: rename it'});
        else files.push(name);
      }
    }
  }
  return {files, links, skipped, truncated: seen > entries || open.length > 0};
}

/** Gives the test for folders that hold no posts of a blog: what is installed, hidden or built. */
function avoided(blog: Blog, bases: readonly string[], ignore: Globs) {
  const never = placesOf(blog.generator, path.join(blog.root, blog.site)).never.map((name) => join(blog.site, name));
  return (folder: string, siblings: ReadonlySet<string>): boolean => {
    const name = path.posix.basename(folder);
    if (name === '.git' || name === 'node_modules' || ignore.matches(folder)) return true;
    if (bases.some((base) => base === folder || isBelow(base, folder))) return false;
    const parent = path.posix.dirname(folder);
    const atTop = parent === '.' || parent === blog.site;
    return (
      name.startsWith('.') ||
      name === '_site' ||
      name === 'bower_components' ||
      (name === 'bundle' && path.posix.basename(parent) === 'vendor') ||
      // A post may be about "build": it is an output only at the top or beside a package.
      ((name === 'dist' || name === 'build') && (atTop || siblings.has('package.json'))) ||
      never.includes(folder)
    );
  };
}

/** Chooses the posts among the Markdown files of a blog, as its generator has them. */
function chosen(blog: Blog, files: readonly string[]): readonly string[] {
  const {site, generator} = blog;
  const places = placesOf(generator, path.join(blog.root, site));
  const local = files.filter((file) => isBelow(file, site)).map((file) => (site ? file.slice(site.length + 1) : file));
  const hasPosts = local.some((file) => file.startsWith('_posts/'));
  const isIn = (file: string, folder: string): boolean => {
    const rest = file.slice(folder.length);
    return isBelow(file, folder) && !partsOfPages.test(rest) && !(places.plainOnly && rest.includes('/_'));
  };
  const isPost = (file: string): boolean =>
    postFolder.test(file) ||
    // Beside `_posts/`, other folders with `_` are collections that moved in with it; Jekyll itself says which it has.
    (generator !== 'jekyll' && hasPosts && file.startsWith('_') && isIn(file, '') && file.includes('/')) ||
    places.folders.some((folder) => folder !== '' && isIn(file, folder));
  const posts = places.folders.includes('') ? [] : local.filter(isPost);
  if (posts.length > 0) return posts.map((file) => join(site, file));
  const pages = local.filter((file) => !partsOfPages.test(file));
  const read = pages.filter((file) => !isForTheRepository(file));
  return (read.length > 0 ? read : pages).map((file) => join(site, file));
}

/** Leaves out links to files that are read under their own name or were reached by another link. */
function eachOnce(posts: readonly string[], links: ReadonlyMap<string, string>) {
  const own = new Set(posts.filter((post) => !links.has(post)));
  const skipped: Skipped[] = [];
  const kept = [...posts].sort(byCodeUnit).filter((post) => {
    const target = links.get(post);
    if (target === undefined) return true;
    if (!own.has(target)) return own.add(target);
    skipped.push({path: post, why: `is a link to ${target}, which is read under that name`});
    return false;
  });
  return {kept, skipped};
}

/** Keeps folders that lie in no other of the list. */
const outermost = (folders: readonly string[]): readonly string[] =>
  folders.filter((folder) => !folders.some((other) => other !== folder && isBelow(folder, other)));

/**
 * Finds the posts of a blog without any configuration, or those that the settings name. No post is opened.
 * `limits.entries` is how many files and folders are looked at before the search ends, truncated.
 */
export function discover(blog: Blog, settings: PostSettings = {}, limits: {readonly entries?: number} = {}): Discovery {
  const ignore = compileGlobs(settings.ignore ?? []);
  const named = settings.posts && compileGlobs(settings.posts);
  const found = walk({
    root: blog.root,
    starts: named ? existing(blog.root, outermost(named.bases)) : [blog.site],
    wants: (file) => !ignore.matches(file) && (named ? isNamed(named, file) : isMarkdown(file)),
    avoids: avoided(blog, named?.bases ?? [], ignore),
    entries: limits.entries ?? mostEntries,
  });
  const {kept, skipped} = eachOnce(named ? found.files : chosen(blog, found.files), found.links);
  const problems = [...(named?.problems ?? []), ...ignore.problems];
  const nothing = named && kept.length === 0 && !found.truncated && problems.length === 0;
  return {
    posts: kept,
    skipped: [...found.skipped, ...skipped].sort((a, b) => byCodeUnit(a.path, b.path)),
    truncated: found.truncated,
    problems: nothing ? ['No file matches the patterns under "posts" in the settings.'] : problems,
  };
}

/**
 * Whether a file that is not on the disk would be a post of the blog if it were there: `file` is relative to the root,
 * and `posts` are those found. Nothing is opened but ignore files.
 */
export function wouldBePost(file: string, posts: readonly string[], blog: Blog, settings: PostSettings = {}): boolean {
  const named = settings.posts && compileGlobs(settings.posts);
  if (named ? !isNamed(named, file) : !isMarkdown(file)) return false;
  if (whyIgnored(path.join(blog.root, file), false, blog, settings) !== undefined) return false;
  return named !== undefined || chosen(blog, [...posts, file]).includes(file);
}

const isNamed = (globs: Globs, file: string): boolean =>
  globs.matches(file) && (isMarkdown(file) || globs.spelledOut(file));

/** Keeps the folders that are there and in the root, also when links are followed; a file stands for its folder. */
const existing = (root: string, bases: readonly string[]): readonly string[] => {
  const folders = bases.flatMap((base) => {
    const at = path.join(root, base);
    const real = attempt(() => [realpathSync(root), realpathSync(at)] as const);
    if ('why' in real || !isWithin(root, at) || !isWithin(...real.value)) return [];
    return [statOf(at)?.isDirectory() ? base : relative(root, path.dirname(at))];
  });
  return outermost([...new Set(folders)]);
};

const statOf = (file: string): Stats | undefined => {
  const stats = attempt(() => statSync(file, {throwIfNoEntry: false}));
  return 'value' in stats ? stats.value : undefined;
};

/** Says why a path that is there is left out although it was named; undefined where it is not. */
export function whyIgnored(file: string, folder: boolean, blog: Blog, settings: PostSettings): string | undefined {
  const way = isWithin(blog.root, file) ? relative(blog.root, file) : undefined;
  const parts = (way ?? relative(path.parse(file).root, file)).split('/');
  const installed = parts.find((part) => part === 'node_modules' || part === '.git');
  if (installed) return `it lies in ${installed}/`;
  const globs = compileGlobs(settings.ignore ?? []);
  if (way !== undefined && parts.some((_, n) => globs.matches(parts.slice(0, n + 1).join('/'))))
    return 'a pattern under "ignore" in the settings leaves it out';
  const part = ignoredPart(file, folder, way === undefined ? path.dirname(file) : blog.root);
  if (part === undefined) return undefined;
  return part === file ? 'an ignore file leaves it out' : `an ignore file leaves out ${path.basename(part)}/`;
}

/** Gives what was found in a folder of `root`, as absolute paths. */
function absolute(root: string, files: readonly string[], skipped: readonly Skipped[], within: string): Expansion {
  return {
    files: files.map((file) => path.join(root, file)),
    skipped: skipped
      .filter((each) => isBelow(each.path, within))
      .map((each) => ({...each, path: path.join(root, each.path)})),
  };
}

/** Walks one folder of a blog for what a user named there, links resolved. */
function searched(root: string, start: string, request: Pick<WalkRequest, 'wants' | 'avoids'>): Expansion {
  const {files, links, skipped, truncated} = walk({root, starts: [start], entries: mostEntries, ...request});
  if (truncated) return {problem: tooMany};
  const once = eachOnce(files, links);
  return absolute(root, once.kept, [...skipped, ...once.skipped], start);
}

const tooMany = 'There are more files than can be looked at: name a smaller folder.';

/** Gives the Markdown of a folder: the blog's posts in it, and where it has none of them, whatever is in it. */
function inFolder(folder: string, blog: Blog, settings: PostSettings): Expansion {
  const own = isWithin(blog.root, folder) ? blog : blogAt(folder);
  const way = relative(own.root, folder);
  const about = own === blog ? settings : {};
  const {posts, skipped, truncated, problems} = discover(own, about);
  if (truncated) return {problem: tooMany};
  if (problems[0] !== undefined) return {problem: problems[0]};
  const inside = posts.filter((post) => isBelow(post, way));
  if (inside.length > 0) return absolute(own.root, inside, skipped, way);
  const ignore = compileGlobs(about.ignore ?? []);
  return searched(own.root, way, {
    wants: (file) => isMarkdown(file) && !ignore.matches(file),
    avoids: avoided(own, [], ignore),
  });
}

/** Gives the files that a pattern means, from the folder it starts in. */
function matching(pattern: string, cwd: string, blog: Blog, settings: PostSettings): Expansion {
  const names = pattern.split('/');
  const magic = names.findIndex(isPattern);
  const base = path.resolve(cwd, names.slice(0, magic).join('/') || (pattern.startsWith('/') ? '/' : '.'));
  const globs = compileGlobs([names.slice(magic).join('/')]);
  if (globs.problems[0] !== undefined) return {problem: globs.problems[0]};
  if (!statOf(base)?.isDirectory()) return {files: [], skipped: []};
  const root = isWithin(blog.root, base) ? blog.root : base;
  const start = relative(root, base);
  const ignore = compileGlobs((root === blog.root && settings.ignore) || []);
  const local = (file: string): string => (start ? file.slice(start.length + 1) : file);
  return searched(root, start, {
    wants: (file) => isNamed(globs, local(file)) && !ignore.matches(file),
    avoids: avoided({...blog, root}, start ? [start] : [], ignore),
  });
}

/**
 * Says what a path that the user wrote means: a file, a folder and all below it, or a pattern in quotes. Files are
 * absolute. What is named is read, whatever its name; only what the user has told to ignore is `ignored`, with the reason.
 */
export function expand(argument: string, cwd: string, blog: Blog, settings: PostSettings = {}): Expansion {
  if (argument === '') return {problem: 'A path is empty: name a file or a folder.'};
  if (argument.includes('\0')) return {problem: 'A path has a null character in it, which no file name has.'};
  const file = path.resolve(cwd, argument);
  const stats = attempt(() => statSync(file));
  if ('why' in stats) {
    const missing = stats.why === 'does not exist' || stats.why === 'has too long a name';
    if (!missing) return {problem: `"${argument}" ${stats.why}.`};
    if (isPattern(argument)) return expandPattern(argument, cwd, blog, settings);
    return {problem: `There is no file or folder "${argument}". Check the path: it starts from the folder you are in.`};
  }
  const isFolder = stats.value.isDirectory();
  if (!isFolder && !stats.value.isFile()) return {problem: `"${argument}" is neither a file nor a folder.`};
  const ignored = whyIgnored(file, isFolder, blog, settings);
  if (ignored !== undefined) return {ignored: `"${argument}" was not read: ${ignored}.`};
  if (!isFolder) return {files: [file], skipped: []};
  const listed = attempt(() => readdirSync(file));
  if ('why' in listed) return {problem: `"${argument}" ${listed.why}.`};
  return orNothing(
    inFolder(file, blog, settings),
    `There are no Markdown files (.md, .markdown, .mdx) in the folder "${argument}".`,
  );
}

/** Whether the settings name a file as a post, whatever its ending. */
export const isPostBySettings = (file: string, {root}: Pick<Blog, 'root'>, {posts}: PostSettings): boolean =>
  posts !== undefined && isWithin(root, file) && isNamed(compileGlobs(posts), relative(root, file));

/**
 * Says what one path of a list means that another program made: a pattern is a name like any other, a file that is no
 * Markdown gives nothing, and one that is gone is `ignored`.
 */
export function expandListed(name: string, cwd: string, blog: Blog, settings: PostSettings = {}): Expansion {
  const file = path.resolve(cwd, name);
  const stats = name.includes('\0') ? undefined : statOf(file);
  if (!stats) return {ignored: `"${name}" is in the list of files and does not exist: it was not read.`};
  const wanted = isMarkdown(name) || isPostBySettings(file, blog, settings);
  return stats.isFile() && !wanted ? {files: [], skipped: []} : expand(name, cwd, blog, settings);
}

function expandPattern(argument: string, cwd: string, blog: Blog, settings: PostSettings): Expansion {
  // Where `\` separates folders, people write patterns with it; as an escape it is rare, and file names do without it.
  return orNothing(
    matching(argument.replaceAll('\\', '/'), cwd, blog, settings),
    `No file matches the pattern "${argument}". Check its folder and its ending.`,
  );
}

const orNothing = (answer: Expansion, problem: string): Expansion =>
  'files' in answer && answer.files.length === 0 ? {problem} : answer;
