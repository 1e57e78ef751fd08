import {readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {sha256} from '../core/sha256.ts';
import {cacheHome} from './cache-home.ts';
import {answersAre, type Recording} from './disk.ts';
import {makeFolder} from './make-folder.ts';
import {buildId} from './package.ts';
import {isLink, replaceFile} from './write.ts';

/*
 * The receipt of a run: all it was asked, all it asked of the disk, and all it said. A run that is asked the same, while the
 * disk gives the same answers, need not be made again; nor need the code be loaded that would make it.
 */

/** What a run said, as text or as its bytes in UTF-8. */
export interface Said<T extends string | Uint8Array> {
  readonly code: number;
  readonly out: T;
  readonly err: T;
}

/** Names what a run is asked, and where its receipt is. */
export interface Ask {
  readonly folder: string;
  readonly key: string;
  /** What may be paths among the arguments, as absolute paths. */
  readonly named: ReadonlySet<string>;
}

/** What stands in a receipt before what the run said: that is printed as it lies there, without being read. */
interface Head {
  readonly key: string;
  readonly questions: readonly string[];
  readonly answers: readonly string[];
  readonly code: number;
  /** How many bytes the run said on standard output; the rest it said on standard error. */
  readonly out: number;
}

/** Receipts kept, and the longest that is, in UTF-16 units of what it says. */
const most = 32;
const longest = 16 * 1024 * 1024;

/** The variables of the environment that a run may look at, and no others. */
const variables = ['CI', 'DEBUG', 'FORCE_COLOR', 'GITHUB_STEP_SUMMARY', 'NO_COLOR', 'TERM'] as const;

/** Of an environment what a run may look at. */
export const environmentOf = (env: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(variables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));

/**
 * Names what a run is asked; undefined where it shall recall nothing, or where this package was not built. Receipts lie in
 * the folder that `--cache-location` names, or in the user's cache folder: what lies in a repository is not printed unread.
 */
export function askOf(
  argv: readonly string[],
  {
    cwd,
    env,
    stdout,
  }: {readonly cwd: string; readonly env: object; readonly stdout: {isTTY?: boolean; columns?: number}},
): Ask | undefined {
  const build = argv.includes('--no-cache') ? undefined : buildId();
  if (build === undefined) return undefined;
  const at = argv.findIndex((one) => one === '--cache-location' || one.startsWith('--cache-location='));
  const location = at < 0 ? undefined : argv[at]!.split('=').slice(1).join('=') || argv[at + 1];
  const base = location === undefined ? cacheHome(process) : location && path.resolve(cwd, location, 'draftlint');
  if (!base) return undefined;
  const key = JSON.stringify([build, process.version, argv, cwd, env, stdout.isTTY, stdout.columns]);
  const named = new Set(argv.map((one) => path.resolve(cwd, one)));
  return {folder: path.join(base, 'receipts'), key, named};
}

const fileOf = ({folder, key}: Ask): string => path.join(folder, `${sha256(key).slice(0, 32)}.receipt`);
const lineFeed = 10;

/** Gives what a run said that was asked the same while the disk was the same. Whatever is wrong with a receipt, it is none. */
export function recallRun(ask: Ask): Said<Uint8Array> | undefined {
  try {
    const bytes = readFileSync(fileOf(ask));
    const first = bytes.indexOf(lineFeed);
    if (sha256(bytes.subarray(first + 1)) !== bytes.toString('latin1', 0, first)) return undefined;
    const second = bytes.indexOf(lineFeed, first + 1);
    const {key, questions, answers, code, out}: Head = JSON.parse(bytes.toString('utf8', first + 1, second));
    if (key !== ask.key || !answersAre(answers, questions, ask.named)) return undefined;
    const said = bytes.subarray(second + 1);
    return {code, out: said.subarray(0, out), err: said.subarray(out)};
  } catch {
    return undefined;
  }
}

/** Keeps the receipt of a run, unless it depends on more than the disk. What cannot be written is not kept. */
export function keepRun(ask: Ask, recording: Recording, {code, out, err}: Said<string>): void {
  const answers = recording.end();
  if (answers === undefined || out.length + err.length > longest) return;
  if (isLink(path.dirname(ask.folder)) || isLink(ask.folder)) return;
  const questions = [...recording.questions];
  const head: Head = {key: ask.key, questions, answers, code, out: Buffer.byteLength(out)};
  try {
    const body = `${JSON.stringify(head)}\n${out}${err}`;
    makeFolder(ask.folder);
    replaceFile(fileOf(ask), `${sha256(body)}\n${body}`);
    const kept = readdirSync(ask.folder)
      .filter((name) => /^[\da-f]{32}\.receipt$/.test(name))
      .map((name) => path.join(ask.folder, name))
      .map((file) => ({file, made: statSync(file).mtimeMs}))
      .sort((a, b) => b.made - a.made);
    for (const {file} of kept.slice(most)) rmSync(file, {force: true});
  } catch {
    // a receipt is no reason to fail
  }
}
