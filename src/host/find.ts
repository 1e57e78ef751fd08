import path from 'node:path';
import {addAll} from '../core/add-all.ts';
import type {Generator} from '../core/generators.ts';
import type {Failure} from '../core/outcome.ts';
import {
  discover,
  type Expansion,
  expand,
  expandListed,
  isMarkdown,
  isPostBySettings,
  type PostSettings,
  whyIgnored,
  wouldBePost,
} from './discover.ts';
import {existsSync, realpathSync, statSync} from './disk.ts';
import {type Blog, blogAt, findRoot} from './generator.ts';
import {isPattern} from './glob.ts';
import {isWithin, relative} from './ignore.ts';

/** A post to read. */
export interface Target {
  /** Absolute. */
  readonly file: string;
  /** Relative to the blog's root, with `/`: what rules see. */
  readonly path: string;
  /** Relative to where the command runs, with `/`: what people see. */
  readonly shown: string;
  readonly asked: boolean;
  /** Whether the user named this very file. */
  readonly named: boolean;
}

/** The posts of a run: those asked about, and the rest of the blog to learn from. */
export interface Found {
  readonly targets: readonly Target[];
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
}

/** A folder that nothing marks as a blog is looked through only so far, in files and folders: it may be someone's home. */
const implied = 20_000;

/**
 * Gives the blog that a run is about: the folder of the configuration where it holds what is asked about, else the nearest one above the named paths with
 * a generator's marks or a repository, else the folder of the command (of the paths, where they lie outside it).
 */
export function locate(
  cwd: string,
  paths: readonly string[],
  config: {readonly file: string | undefined; readonly generator: Generator | undefined},
): Blog & {readonly sure: boolean} {
  const start = paths.length > 0 ? common(paths.map((name) => folderOf(path.resolve(cwd, name)))) : cwd;
  const beside = config.file === undefined ? undefined : path.dirname(config.file);
  // A configuration that is named may lie anywhere.
  if (beside !== undefined && isWithin(beside, start)) return {...blogAt(beside, config.generator), sure: true};
  const root = findRoot(start);
  if (root) return {...blogAt(root, config.generator), sure: true};
  return {...blogAt(isWithin(cwd, start) ? cwd : start, config.generator), sure: false};
}

/** The folder a path stands in, or the part of a pattern before its first wildcard. */
function folderOf(name: string): string {
  const parts = name.split(path.sep);
  const magic = parts.findIndex(isPattern);
  const plain = magic < 0 ? name : parts.slice(0, magic).join(path.sep) || path.sep;
  return isFolder(plain) ? plain : path.dirname(plain);
}

/** Whether a folder is there; what the system refuses to look at is none, and is complained about where it is read. */
export function isFolder(name: string): boolean {
  try {
    return statSync(name, {throwIfNoEntry: false})?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

function common(folders: readonly string[]): string {
  const [first = '.', ...rest] = folders;
  let shared = first;
  for (const folder of rest)
    while (!isWithin(shared, folder) && shared !== path.dirname(shared)) shared = path.dirname(shared);
  return shared;
}

/**
 * Gives the folder that holds all files of a list, so that no order of theirs matters: of the Markdown in it, where it has any,
 * because a list may name all that a commit touches.
 */
export function folderOfList(cwd: string, listed: readonly string[]): string {
  const posts = listed.filter(isMarkdown);
  const files = (posts.length > 0 ? posts : listed).map((name) => path.resolve(cwd, name));
  return files.length > 0 ? common(files.map((file) => (isFolder(file) ? file : path.dirname(file)))) : cwd;
}

/** What a run is asked about. */
export interface Asked {
  /** Files, folders and patterns that the user wrote. */
  readonly paths: readonly string[];
  /** Files of a list that another program made: of these, the posts of the blog. */
  readonly listed?: readonly string[] | undefined;
  /** A file whose text is given and which need not exist; `true` where it has no name. */
  readonly given?: string | true | undefined;
  /** The files that changed, absolute: nothing else is asked about. Those not on the disk are staged. */
  readonly changed?: ReadonlySet<string> | undefined;
}

/** Stands for a text without a name, which is Markdown. */
const nameless = '<stdin>.md';

/**
 * Finds the posts of a run; without paths those of the blog, or of the part of it that the command runs in. `learns` is
 * false where no rule asks about the rest of the blog.
 */
export function find(
  blog: Blog & {readonly sure: boolean},
  cwd: string,
  asked: Asked,
  settings: PostSettings,
  learns: boolean,
): Found {
  const {paths, listed, given, changed} = asked;
  const failures: Failure[] = [];
  const notes: string[] = [];
  const targets = new Map<string, Target>();
  const target = (file: string, wanted: boolean, named: boolean, shown?: string): void => {
    const known = targets.get(file);
    targets.set(file, {
      file,
      path: relative(blog.root, file),
      shown: shown ?? known?.shown ?? relative(cwd, file),
      asked: wanted || (known?.asked ?? false),
      named: named || (known?.named ?? false),
    });
  };
  const counts = (file: string): boolean => changed?.has(file) ?? true;
  const ofList = new Set<string>();
  for (const [argument, expansion] of [
    ...paths.map((name) => [name, expandUnlessStaged(name, cwd, blog, settings, changed)] as const),
    ...(listed ?? []).map((name) => [undefined, expandListed(name, cwd, blog, settings)] as const),
  ]) {
    if ('problem' in expansion) failures.push({path: argument ?? '', message: expansion.problem});
    else if ('ignored' in expansion) notes.push(expansion.ignored);
    else {
      const [only] = expansion.files;
      const named = argument !== undefined && expansion.files.length === 1 && only === path.resolve(cwd, argument);
      if (named && !isMarkdown(only) && !isPostBySettings(only, blog, settings))
        notes.push(
          `"${argument}" has no name of a Markdown file (.md, .markdown, .mdx): it was checked as a post all the same.`,
        );
      for (const file of expansion.files.filter(counts))
        if (argument === undefined) ofList.add(file);
        else target(file, true, named);
      addAll(
        failures,
        expansion.skipped
          .filter(({unreadable}) => unreadable)
          .map(({path: lost, why}) => ({path: lost, message: `It ${why}`})),
      );
    }
  }
  if (given !== undefined) {
    const file = path.resolve(cwd, given === true ? nameless : given);
    const ignored = given === true ? undefined : whyIgnored(file, false, blog, settings);
    if (ignored === undefined) target(file, true, true, given === true ? '<stdin>' : undefined);
    else notes.push(`"${given}" was not checked: ${ignored}.`);
  }
  const all = paths.length === 0 && listed === undefined && given === undefined;
  // a commit is one thing, wherever in the repository the command runs
  const below = isWithin(blog.root, cwd) && !changed ? cwd : blog.root;
  const gone = [...(changed ?? [])].filter(
    (file) =>
      isWithin(blog.root, file) &&
      !existsSync(file) &&
      ((all && isWithin(below, file)) || paths.some((name) => isWithin(path.resolve(cwd, name), file))),
  );
  if (all || gone.length > 0 || ofList.size > 0 || (learns && targets.size > 0)) {
    const found = discover(blog, settings, blog.sure || all ? {} : {entries: implied});
    if (!found.truncated || blog.sure || all)
      for (const post of found.posts) {
        const file = path.join(blog.root, post);
        target(file, ofList.has(file) || (all && isWithin(below, file) && counts(file)), false);
      }
    // where not all of the blog was looked at, what was not met may be a post
    if (found.truncated) for (const file of ofList) target(file, true, false);
    for (const file of gone)
      if (wouldBePost(relative(blog.root, file), found.posts, blog, settings)) target(file, true, false);
    addAll(
      failures,
      found.problems.map((message) => ({path: '', message})),
    );
    if (all) {
      for (const skipped of found.skipped)
        if (skipped.unreadable) failures.push({path: skipped.path, message: `It ${skipped.why}`});
        else notes.push(`"${skipped.path}" was not read: it ${skipped.why}.`);
      const none = ![...targets.values()].some(({asked}) => asked);
      if (none && found.problems.length === 0 && !changed)
        failures.push({
          path: '',
          message: `There are no Markdown posts in ${below} (${blog.why}). Name a file or a folder.`,
        });
    }
  }
  for (const {file, shown, named} of [...targets.values()]) {
    const own = named ? ownNameOf(file, blog.root) : undefined;
    if (own === undefined || own === file || !targets.has(own)) continue;
    targets.delete(file);
    target(own, true, true);
    notes.push(`"${shown}" is a link to ${relative(cwd, own)}, which was checked under that name.`);
  }
  const byShown = (a: Target, b: Target): number => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0);
  return {targets: [...targets.values()].sort(byShown), failures, notes};
}

/** The name in the blog that a file has by itself, where it is reached by a link; undefined where it is not in the blog. */
function ownNameOf(file: string, root: string): string | undefined {
  try {
    const home = realpathSync(root);
    const real = realpathSync(file);
    return isWithin(home, real) ? path.join(root, path.relative(home, real)) : undefined;
  } catch {
    return undefined; // it is not on the disk, or cannot be reached: who reads it says so
  }
}

/** A path may name a post that is staged and no longer on the disk. */
const expandUnlessStaged = (
  name: string,
  cwd: string,
  blog: Blog,
  settings: PostSettings,
  changed: Asked['changed'],
): Expansion => {
  const file = path.resolve(cwd, name);
  return changed?.has(file) && !existsSync(file) ? {files: [file], skipped: []} : expand(name, cwd, blog, settings);
};
