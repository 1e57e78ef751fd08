import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {isMarkdown} from './discover.ts';
import {dependOnMore} from './disk.ts';
import {gitTop, isWithin} from './ignore.ts';

/** Which changes: those in the index, those in the work tree since the last commit, or those since a branch began. */
export type GitSelection = 'staged' | 'changed' | {readonly since: string};

/** A question that git could not answer; the message says what to do. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** A file that was added or changed, with the ids of its contents in git's store. */
export interface GitChange {
  /** Absolute, links in the folders above the repository resolved. */
  readonly file: string;
  /** What is staged; undefined where the file in the work tree counts. */
  readonly staged?: string;
  /** What it was, and where; undefined where the file is new. */
  readonly before?: {readonly file: string; readonly blob: string};
  /** Whether it is staged with a conflict that is not resolved: there is no text to read. */
  readonly conflict?: true;
}

/** What changed in a repository; `top` is its folder. */
export interface GitChanges {
  readonly top: string;
  readonly changes: readonly GitChange[];
}

interface Answer {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Bytes of one answer; the posts of a large blog are a tenth of it. */
const mostBytes = 1 << 30;

/*
 * Settings of a repository that would run a program or change the form of an answer are set aside, and nothing is written,
 * not even to the index. What stays is git's own doing, as in `git status`: filters that the user's configuration names.
 */
const settings = [
  '--no-optional-locks',
  ...['core.fsmonitor=false', 'diff.relative=false', 'diff.autoRefreshIndex=false'].flatMap((one) => ['-c', one]),
];
const diffing = [
  'diff',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  '--ignore-submodules=all',
] as const;

/** Runs git with fixed arguments and without a shell. Throws GitError where git is missing. */
function git(folder: string, args: readonly string[], input?: string, timeout?: number): Answer {
  const {error, status, stdout, stderr} = spawnSync('git', [...settings, ...args], {
    cwd: folder,
    input: input ?? '',
    maxBuffer: mostBytes,
    windowsHide: true,
    timeout,
  });
  if (error) {
    const missing = 'code' in error && error.code === 'ENOENT';
    throw new GitError(missing ? 'git was not found: it is needed to tell what changed' : error.message);
  }
  return {status: status ?? 1, stdout, stderr: stderr.toString()};
}

/** Gives git's own words for why it failed: the first line that says something. */
const reason = ({stderr}: Answer): string =>
  stderr
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.replace(/^(?:fatal|error): /, '') ?? 'it gave no reason';

function ask(folder: string, args: readonly string[], input?: string): Buffer {
  const answer = git(folder, args, input);
  if (answer.status !== 0) throw new GitError(`git could not tell what changed: ${reason(answer)}`);
  return answer.stdout;
}

const line = (bytes: Buffer): string => bytes.toString().replace(/\r?\n$/, '');

/** Gives the top of the work tree that a folder lies in, links resolved. Throws GitError outside of one. */
function topOf(folder: string): string {
  const answer = git(folder, ['rev-parse', '--show-toplevel']);
  if (answer.status === 0) return path.resolve(line(answer.stdout));
  // The rest are a bare repository, one of another owner and the like, where git's own words say what to do.
  const outside = gitTop(folder) === undefined;
  throw new GitError(
    outside
      ? `${folder} is in no git repository, so nothing tells what changed. Name the posts to check`
      : `git cannot be used in ${folder}: ${reason(answer)}`,
  );
}

/** Gives the id of the commit that a name means, undefined where there is none. The name is hostile text. */
function commitOf(top: string, name: string): string | undefined {
  if (name === '' || name.startsWith('-') || /\p{Cc}/u.test(name)) return undefined;
  const answer = git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const id = line(answer.stdout).split('\n').at(-1) ?? '';
  return answer.status === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** Gives the tree that changes are counted from. Throws GitError where the name given means nothing. */
function baseOf(top: string, selection: GitSelection): string {
  const head = commitOf(top, 'HEAD');
  if (typeof selection === 'string') return head ?? line(ask(top, ['hash-object', '-t', 'tree', '--stdin']));
  const since = commitOf(top, selection.since);
  const shallow = 'A clone made with few commits lacks it: fetch more (in actions/checkout, fetch-depth: 0)';
  if (!since) throw new GitError(`There is no branch, tag or commit "${selection.since}" here. ${shallow}`);
  if (!head) throw new GitError('There is no commit yet, so nothing tells what changed since another one');
  const answer = git(top, ['merge-base', since, head]);
  const id = line(answer.stdout).split('\n')[0] ?? '';
  if (answer.status !== 0 || id === '')
    throw new GitError(`"${selection.since}" and this branch have no commit in common here. ${shallow}`);
  return id;
}

const isFile = (mode: string): boolean => mode === '100644' || mode === '100755';
const isNone = (id: string): boolean => /^0+$/.test(id);

/** Reads what `git diff --raw -z` gives. Deleted files, links and submodules are left out. */
function readRaw(bytes: Buffer, top: string, staged: boolean): readonly GitChange[] {
  const parts = bytes.toString().split('\0');
  const changes: GitChange[] = [];
  for (let at = 0; at < parts.length; ) {
    const [oldMode = '', mode = '', oldId = '', id = '', status = ''] = (parts[at++] ?? '')
      .replace(/^:/, '')
      .split(' ');
    if (status === '') break;
    const first = parts[at++] ?? '';
    const name = /^[RC]/.test(status) ? (parts[at++] ?? '') : first;
    const file = path.join(top, name);
    if (status === 'U') changes.push(staged ? {file, conflict: true} : {file});
    else if (status !== 'D' && isFile(mode)) {
      const before = isFile(oldMode) && !isNone(oldId) && {before: {file: path.join(top, first), blob: oldId}};
      changes.push({file, ...(staged && {staged: id}), ...before});
    }
  }
  return changes;
}

/**
 * Takes out posts that were only written again: git leaves their ids open where it may not refresh the index. What a
 * file would be in git's store is asked of git, because of line ends and filters; not of a name that is no UTF-8, which it would not find again.
 */
function withoutSame(changes: readonly GitChange[], top: string): readonly GitChange[] {
  const open = changes.filter(
    ({file, before}) => before?.file === file && isMarkdown(file) && !file.includes('\uFFFD'),
  );
  if (open.length === 0) return changes;
  const names = open.map(({file}) => quoted(path.relative(top, file)));
  const ids = ask(top, ['hash-object', '--stdin-paths'], names.join('')).toString().split('\n');
  const same = new Set(open.filter(({before}, index) => before?.blob === ids[index]));
  return changes.filter((change) => !same.has(change));
}

/** A name on a line of its own, as git reads it. */
const quoted = (name: string): string => `"${name.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"\n`;

/**
 * Gives what changed in the repository of a folder: against the last commit what is staged, or what the work tree has;
 * or what the work tree has since `since` and this branch parted. New files that git does not know yet count, unless
 * they are ignored or only what is staged is asked for. `cwd` is where the command runs: a hook's own settings for git
 * (`GIT_DIR`) are relative to it. Throws GitError.
 */
export function changesOf(folder: string, cwd: string, selection: GitSelection): GitChanges {
  dependOnMore();
  const own = gitTop(folder);
  const top = topOf(own === undefined || isWithin(own, cwd) ? cwd : folder);
  const base = baseOf(top, selection);
  const staged = selection === 'staged';
  const changes = readRaw(ask(top, [...diffing, ...(staged ? ['--cached'] : []), base, '--']), top, staged);
  if (staged) return {top, changes};
  const untracked = ask(top, ['ls-files', '--others', '--exclude-standard', '-z', '--'])
    .toString()
    .split('\0')
    .filter((name) => name !== '' && !name.endsWith('/'))
    .map((name) => ({file: path.join(top, name)}));
  return {top, changes: [...withoutSame(changes, top), ...untracked]};
}

/** Reads contents from git's store, by their ids; one that is missing is not in the answer. Throws GitError. */
export function readBlobs(top: string, ids: readonly string[]): ReadonlyMap<string, Uint8Array> {
  dependOnMore();
  const blobs = new Map<string, Uint8Array>();
  if (ids.length === 0) return blobs;
  const bytes = ask(top, ['cat-file', '--batch'], ids.map((id) => `${id}\n`).join(''));
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    if (end < 0) break;
    const [id = '', kind, size = ''] = bytes.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (kind !== 'blob') continue; // `<id> missing`
    const length = Number(size);
    blobs.set(id, bytes.subarray(at, at + length));
    at += length + 1;
  }
  return blobs;
}

/** So many commits are looked through for renames, the newest: a few hundred milliseconds of git's time. */
const mostCommits = 5000;
/** Files that one commit may take away and add for those with changes to be paired; more is another blog. */
const mostPairs = 300;
/** Milliseconds after which git is given up: a suggestion is not worth more. */
const patience = 10_000;

/** How renames are asked for, with nothing fetched where a clone lacks contents. */
const renaming = [
  '--name-status',
  '-z',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  `-l${mostPairs}`,
  '--diff-filter=R',
  '--relative',
] as const;
const offline = ['protocol.allow=never', 'log.showSignature=false'].flatMap((one) => ['-c', one]);

/**
 * Gives where files below a folder lay before: their old paths with those they have now, or had last, relative to the folder, with
 * `/`. What is staged counts, and the newest commits. Throws GitError.
 */
export function renamesOf(folder: string): ReadonlyMap<string, string> {
  const now = new Map<string, string>();
  const logged = ['log', '--format=', '--no-merges', `--max-count=${mostCommits}`] as const;
  for (const command of [['diff', '--cached'] as const, logged]) {
    const answer = git(folder, [...offline, ...command, ...renaming, '--end-of-options', 'HEAD', '--'], '', patience);
    if (answer.status !== 0) throw new GitError(`git could not tell what was renamed: ${reason(answer)}`);
    const parts = answer.stdout.toString().split('\0');
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const [, before = '', after = ''] = parts.slice(at, at + 3);
      // the newest comes first: what a file became later is known by now
      if (!now.has(before)) now.set(before, now.get(after) ?? after);
    }
  }
  return now;
}
