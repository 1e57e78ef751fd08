import {spawnSync} from 'node:child_process';
import {closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Cost} from './results.ts';

/** A program of Node to measure. */
export interface Command {
  readonly tool: string;
  /** What follows `node`. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Its home, where it finds its configuration and keeps what it stores. */
  readonly home: string;
  /** How many posts it must have read, by what it prints; undefined where it reads none. */
  readonly posts?: number;
  read?(out: string, err: string): number | undefined;
  /** Variables of the environment that it gets besides. */
  readonly variables?: readonly string[];
  /** What is done before each run, unmeasured. */
  before?(): void;
}

/*
 * Loaded into every process that a command starts: says at its end what it used. Threads are a part of their process.
 */
const probe = `
const {isMainThread} = require('node:worker_threads');
if (isMainThread) process.on('exit', () => {
  const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage();
  require('node:fs').appendFileSync(process.env.BENCH_RECORD, JSON.stringify({cpu: userCPUTime + systemCPUTime, maxRSS}) + '\\n');
});
`;

/**
 * Variables that programs need to be found and started. No others, because some cost time: with NODE_EXTRA_CA_CERTS, Node 20
 * takes twice as long to start.
 */
const inherited = ['PATH', 'Path', 'SystemRoot', 'ComSpec', 'PATHEXT', 'TMPDIR', 'TEMP', 'TMP'];

/**
 * Runs a command once and gives what it cost: CPU summed over its processes, memory of the largest of them. Throws where
 * it fails, or did not read the posts it was to read: that is not a measurement.
 */
export function measure(command: Command, scratch: string): Cost {
  const file = (name: string): string => path.join(scratch, name);
  writeFileSync(file('probe.cjs'), probe);
  rmSync(file('record'), {force: true});
  mkdirSync(command.home, {recursive: true});
  command.before?.();
  const [out, err] = [openSync(file('out'), 'w'), openSync(file('err'), 'w')];
  const start = performance.now();
  const run = spawnSync(process.execPath, command.args, {
    cwd: command.cwd,
    stdio: ['ignore', out, err],
    env: {
      ...Object.fromEntries(
        [...inherited, ...(command.variables ?? [])].flatMap((name) =>
          process.env[name] ? [[name, process.env[name]]] : [],
        ),
      ),
      HOME: command.home,
      USERPROFILE: command.home,
      LOCALAPPDATA: command.home,
      XDG_CACHE_HOME: path.join(command.home, 'cache'),
      XDG_CONFIG_HOME: path.join(command.home, 'config'),
      NO_COLOR: '1',
      NODE_OPTIONS: `--require ${JSON.stringify(file('probe.cjs'))}`,
      BENCH_RECORD: file('record'),
    },
  });
  const wall = performance.now() - start;
  closeSync(out);
  closeSync(err);
  const said = {out: readFileSync(file('out'), 'utf8'), err: readFileSync(file('err'), 'utf8')};
  const fail = (what: string): never => {
    const tail = `${said.out.slice(-1000)}\n${said.err.slice(-1000)}`.trim();
    throw new Error(`${command.tool} ${what}: node ${command.args.join(' ')}\n${tail}`);
  };
  if (run.error) throw run.error;
  // 1 says that there are findings
  if (run.status !== 0 && run.status !== 1) fail(`ended with ${run.signal ?? run.status}`);
  if (command.posts !== undefined) {
    const read = command.read?.(said.out, said.err);
    if (read !== command.posts) fail(`read ${read ?? 'nothing'} where there are ${command.posts} posts`);
  }
  if (!existsSync(file('record'))) fail('left no record of what it used');
  const records: {cpu: number; maxRSS: number}[] = readFileSync(file('record'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return {
    cpu: records.reduce((sum, {cpu}) => sum + cpu, 0) / 1000,
    wall,
    memory: Math.max(...records.map(({maxRSS}) => maxRSS)) / 1024,
  };
}

/** Runs commands in turns (A B C A B C …), after a run of each that does not count, and gives what each run cost. */
export function interleaved(
  commands: readonly Command[],
  rounds: number,
  scratch: string,
  say: (what: string) => void,
): readonly (readonly Cost[])[] {
  const costs = commands.map((): Cost[] => []);
  for (let round = 0; round <= rounds; round++)
    for (const [index, command] of commands.entries()) {
      say(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: ${command.tool}`);
      const cost = measure(command, scratch);
      if (round > 0) costs[index]!.push(cost);
    }
  return costs;
}
