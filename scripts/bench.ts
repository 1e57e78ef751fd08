/**
 * Measures draftlint beside other tools on the same posts: CPU, wall and memory, in turns, and says how they compare.
 *
 *   npm run bench -- [--corpus FOLDER] [--describe TEXT] [--rounds N] [--only NAME] [--growth] [--env NAME] [--peers FOLDER] [--posts N]
 *
 * Without `--corpus` the posts are made from fixtures/. What is measured goes to test/bench/results.json and into the
 * README's table, beside what else was measured of the same commit, on the same machine and posts.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {arch, availableParallelism, cpus, platform, tmpdir, totalmem} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {installPeers, peersIn} from './bench/peers.ts';
import {joined, readSamples} from './bench/posts.ts';
import {benchTable, type Circumstances, merged, type Outcome, type Results, type Runs} from './bench/results.ts';
import {type Bench, scenarios} from './bench/scenarios.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const names = scenarios.map(({name}) => name);
const usage = `npm run bench -- [options]

  --corpus FOLDER   measure on the posts (.md, .markdown) below this folder, not on the fixtures
  --describe TEXT   what the table says of these posts
  --rounds N        how often each command is measured (default: 5)
  --only NAME       measure this alone, and any other so named: ${names.join(', ')}
  --growth          measure also how cost grows up to 10,000 posts, which takes minutes
  --env NAME        give all programs this variable of the environment, and any other so named
  --peers FOLDER    use the other tools as they are installed in this folder
`;

const {values} = parseArgs({
  options: {
    corpus: {type: 'string'},
    describe: {type: 'string'},
    rounds: {type: 'string', default: '5'},
    only: {type: 'string', multiple: true, default: []},
    growth: {type: 'boolean', default: false},
    peers: {type: 'string'},
    env: {type: 'string', multiple: true, default: []},
    // to try the bench itself: blogs no larger than this, and nothing is written
    posts: {type: 'string'},
    help: {type: 'boolean', default: false},
  },
});

const whole = (name: string, value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} takes a whole number from 1`);
  return number;
};

const output = (program: string, ...args: readonly string[]): string => {
  const {status, stdout, stderr, error} = spawnSync(program, args, {cwd: root, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.trim();
};

/** The commit that was measured; a `+` says that the sources were changed since. */
const commit = (): string =>
  output('git', 'rev-parse', '--short=12', 'HEAD') +
  (output('git', 'status', '--porcelain', '--', 'src', 'rules', 'scripts', 'package-lock.json') === '' ? '' : '+');

const {version}: {version: string} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const circumstances = (peers: Readonly<Record<string, string>>, corpus: string): Circumstances => ({
  date: new Date().toISOString().slice(0, 10),
  draftlint: {version, commit: commit()},
  machine: {
    cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`,
    node: process.version,
  },
  peers,
  corpus,
  variables: [...values.env].sort(),
});

const resultsFile = path.join(root, 'test', 'bench', 'results.json');

/** Writes what was measured, and the README's table of it. */
function record(now: Circumstances, outcome: Outcome): void {
  const before: Results | undefined = existsSync(resultsFile)
    ? JSON.parse(readFileSync(resultsFile, 'utf8'))
    : undefined;
  const results = merged(before, now, [outcome], names);
  mkdirSync(path.dirname(resultsFile), {recursive: true});
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  const readme = path.join(root, 'README.md');
  const part = /(<!-- made: bench -->\n\n)[\s\S]*?(<!-- \/made -->)/;
  const text = readFileSync(readme, 'utf8');
  if (!part.test(text)) throw new Error('The README has no part that is made by the bench');
  writeFileSync(
    readme,
    text.replace(part, (_whole, start: string, end: string) => `${start}${benchTable(results)}\n${end}`),
  );
}

const cost = ({tool, cpu, wall, memory}: Runs): string =>
  `  ${tool.padEnd(32)} CPU ${cpu.median.toFixed(0).padStart(7)} ms  wall ${wall.median.toFixed(0).padStart(7)} ms  memory ${memory.median.toFixed(0).padStart(5)} MB`;

function print({name, runs, ratios, parts = []}: Outcome): void {
  console.log(`\n${name}`);
  for (const one of runs) console.log(cost(one));
  for (const {what, against, ratio, min, max, atMost, reached} of ratios) {
    const aim = atMost === undefined ? '' : ` – at most ${atMost}: ${reached ? 'reached' : 'NOT REACHED'}`;
    console.log(`  ${what} against ${against}: ${ratio.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})${aim}`);
  }
  for (const {part, cpu} of parts) console.log(`  ${cpu.toFixed(1).padStart(9)} ms  ${part}`);
}

function main(): void {
  if (values.help) {
    console.log(usage);
    return;
  }
  const unknown = values.only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`No scenario is called "${unknown}": ${names.join(', ')}`);
  const rounds = whole('rounds', values.rounds);
  const most = values.posts === undefined ? Number.POSITIVE_INFINITY : whole('posts', values.posts);
  const fixtures = readSamples(path.join(root, 'fixtures'));
  const samples =
    values.corpus === undefined
      ? fixtures.map((_, index) => joined(fixtures, index, 3000))
      : readSamples(path.resolve(values.corpus));
  if (samples.length === 0) throw new Error(`There is no post below ${values.corpus}`);
  const corpus =
    values.describe ??
    (values.corpus === undefined
      ? 'the fixtures, joined to 3 KB and repeated'
      : `${samples.length} posts of real blogs`);

  output('npm', 'run', 'build');
  const scratch = mkdtempSync(path.join(realpathSync(tmpdir()), 'draftlint-bench-'));
  try {
    const folder = values.peers ?? path.join(scratch, 'peers');
    if (values.peers === undefined) {
      console.error('installing the peers');
      installPeers(folder);
    }
    const peers = peersIn(folder, scratch);
    const bench: Bench = {
      ...{samples, peers, rounds, most, scratch, variables: values.env},
      main: path.join(root, 'dist', 'main.js'),
      scripts: path.join(root, 'scripts', 'bench'),
      say: (what) => console.error(what),
    };
    const now = circumstances(peers.versions, corpus);
    for (const {name, long, run} of scenarios) {
      if (values.only.length > 0 ? !values.only.includes(name) : long && !values.growth) continue;
      const outcome = run(bench);
      print(outcome);
      if (values.posts === undefined) record(now, outcome);
    }
  } finally {
    rmSync(scratch, {recursive: true, force: true});
  }
}

try {
  main();
} catch (error) {
  console.error(`\nNot measured: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
