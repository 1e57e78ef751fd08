import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {Readable} from 'node:stream';
import {run, type Surroundings} from '../../src/cli.ts';

/** What a command came to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The built command. */
export const built = path.resolve(import.meta.dirname, '../../dist/main.js');

/** Runs the command in this process, as it would run in `cwd`. */
export async function draftlint(
  cwd: string,
  argv: readonly string[],
  around: {
    readonly env?: Surroundings['env'];
    readonly columns?: number;
    readonly isTTY?: boolean;
    readonly stdin?: string | Uint8Array;
  } = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const {env = {}, stdin = '', ...terminal} = around;
  const code = await run(argv, {
    cwd,
    env,
    stdout: {write: (text) => out.push(text), ...terminal},
    stderr: {write: (text) => err.push(text)},
    stdin: () => Readable.from([Buffer.from(stdin)]),
    interrupted: () => new Promise<number>(() => {}),
  });
  return {code, out: out.join(''), err: err.join('')};
}

/** Runs a program as a process of its own, without the environment of the tests but for where programs are. */
export const execute = (cwd: string, program: string, argv: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, argv, {cwd, env: {PATH: process.env.PATH}, stdio: ['ignore', 'pipe', 'pipe']});
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => err.push(data));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`ended by ${signal}`));
      else resolve({code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString()});
    });
  });

/** Makes a folder with files, hands it over, and removes it. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'draftlint-')));
  try {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), {recursive: true});
      writeFileSync(file, content);
    }
    return await work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
