import path from 'node:path';
import ignore, {type Ignore} from 'ignore';
import {existsSync, readFileSync, statSync} from './disk.ts';
import {isCostly} from './glob.ts';

/** What is left out of a folder and all below it, by the ignore files above and in it. */
export interface IgnoreRules {
  /** The folder that the patterns of `ignore` are relative to: the top of the Git repository, or of the blog. */
  readonly top: string;
  readonly ignore: Ignore;
}

const names = ['.gitignore', '.draftlintignore'] as const;
/** Files beyond these bounds are not written by people; what exceeds them is not read. In bytes and UTF-16 units. */
const largest = 256 * 1024;

/** Gives the text of a regular file of at most `limit` bytes, undefined for anything else. */
export function readSmall(file: string, limit: number): string | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() && stats.size <= limit ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Gives a path relative to a folder, with `/` on every system, `''` for the folder itself. */
export const relative = (folder: string, file: string): string => path.relative(folder, file).split(path.sep).join('/');

/** Whether a path is the folder, or lies in it; both absolute, nothing is looked up. */
export const isWithin = (folder: string, file: string): boolean => {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
};

/** Gives the nearest folder with a `.git`, from a folder upwards. */
export function gitTop(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

/**
 * Rewrites one line of an ignore file in `folder` (relative to the top, `''` for the top) to mean the same at the top,
 * as gitignore(5) has it: a pattern with a `/` before its end belongs to its own folder, others to any folder below.
 */
function atTop(line: string, folder: string): string | undefined {
  if (line === '' || line.startsWith('#') || isCostly(line)) return undefined;
  if (folder === '') return line;
  const negated = line.startsWith('!');
  const body = negated ? line.slice(1) : line;
  const slash = body.replace(/\s+$/, '').indexOf('/');
  const anchored = slash >= 0 && slash < body.replace(/\s+$/, '').length - 1;
  const prefix = `/${folder.replace(/[\\*?[\]!# ]/g, '\\$&')}/`;
  return `${negated ? '!' : ''}${prefix}${anchored ? body.replace(/^\//, '') : `**/${body}`}`;
}

/** Adds the patterns of files to rules; gives the same rules where there are none. */
function extended(rules: IgnoreRules, files: readonly string[], folder: string): IgnoreRules {
  const lines = files
    .flatMap((file) => (readSmall(file, largest) ?? '').split(/\r?\n/))
    .map((line) => atTop(line.replace(/^\uFEFF/, ''), folder))
    .filter((line) => line !== undefined);
  return lines.length === 0 ? rules : {...rules, ignore: create().add(rules.ignore).add(lines)};
}

const create = () => ignore({ignorecase: false, allowRelativePaths: false});

/** Gives the rules that hold in a folder whose parent's rules are given; `entries` (if known) saves looking for files. */
export function rulesIn(parent: IgnoreRules, folder: string, entries?: ReadonlySet<string>): IgnoreRules {
  const files = names.filter((name) => entries?.has(name) ?? true).map((name) => path.join(folder, name));
  return files.length === 0 ? parent : extended(parent, files, relative(parent.top, folder));
}

/**
 * Gives the rules above a folder: of `.git/info/exclude` and of each folder from the top down to the folder's parent.
 * The top is that of the Git repository or, where there is none, `root`, which the folder lies in.
 */
export function rulesAbove(folder: string, root: string): IgnoreRules {
  const top = gitTop(folder) ?? root;
  const start = extended({top, ignore: create()}, [path.join(top, '.git', 'info', 'exclude')], '');
  const way = relative(top, folder).split('/').filter(Boolean);
  return way.reduce((rules, _, n) => rulesIn(rules, path.join(top, ...way.slice(0, n))), start);
}

/** Whether the rules leave out a path (relative to their top, with `/`) in a folder which they do not leave out. */
export const isIgnored = (rules: IgnoreRules, way: string, folder: boolean): boolean =>
  rules.ignore.ignores(folder ? `${way}/` : way);

/** Gives the first part of a path, from the top down, that an ignore file leaves out: absolute, or undefined; the file lies in `root`. */
export function ignoredPart(file: string, folder: boolean, root: string): string | undefined {
  const top = gitTop(path.dirname(file)) ?? root;
  const way = relative(top, file).split('/').filter(Boolean);
  const above = rulesAbove(top, top);
  const step = (rules: IgnoreRules, n: number): string | undefined => {
    if (n > way.length) return undefined;
    const inner = rulesIn(rules, path.join(top, ...way.slice(0, n - 1)));
    const part = path.join(top, ...way.slice(0, n));
    return isIgnored(inner, way.slice(0, n).join('/'), n < way.length || folder) ? part : step(inner, n + 1);
  };
  return step(above, 1);
}
