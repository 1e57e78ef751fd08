import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {runTool} from './tools.ts';

/*
 * Everything: build, types, lint, dead code, the package's shape, and every test below test/. The files are listed here,
 * because on Node 20 a pattern that matches nothing passes. Names given as arguments pick test files by a part of
 * their path, and run those alone; `--prebuilt` runs all of them on what was built before. `--clients` runs those below
 * test/clients, which need the network and programs that npm does not install, and no others. `--random` runs those that
 * generate their cases, with a seed that is new each time (fast-check names it where one fails).
 */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const clients = args.includes('--clients');
const random = args.includes('--random');
const wanted = args.filter((name) => !['--prebuilt', '--clients', '--random'].includes(name));

if (args.length === 0) {
  const {status} = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {cwd: root, stdio: 'inherit'});
  if (status !== 0) process.exit(status ?? 1);
  runTool('tsc', ['-p', '.']);
  const lint = spawnSync('npm', ['run', 'lint'], {cwd: root, stdio: 'inherit', shell: process.platform === 'win32'});
  if (lint.status !== 0) process.exit(lint.status ?? 1);
}

const files = readdirSync(path.join(root, 'test'), {recursive: true, encoding: 'utf8'})
  .filter((name) => name.endsWith('.test.ts') && !name.split(path.sep).includes('bench'))
  .filter((name) => name.split(path.sep).includes('clients') === clients)
  .map((name) => path.join('test', name))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .filter((name) => !random || readFileSync(path.join(root, name), 'utf8').includes("support/fast-check.ts'"))
  .sort();
if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(', ') || 'test/**/*.test.ts'}`);
  process.exit(1);
}
const scratch = mkdtempSync(path.join(tmpdir(), 'draftlint-test-'));
const record = path.join(scratch, 'record.tap');
const {status} = spawnSync(
  process.execPath,
  [
    ...['--import', 'tsx', '--test'],
    ...['--test-reporter=dot', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${record}`],
    ...files,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, ...(random && {DRAFTLINT_TEST_SEED: String(Date.now() % 2 ** 31)})},
  },
);
const counted = (what: string): number =>
  Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(readFileSync(record, 'utf8'))?.[1] ?? 0);
const [passed, failed, skipped] = [counted('pass'), counted('fail') + counted('cancelled'), counted('skipped')];
rmSync(scratch, {recursive: true, force: true});
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(passed === 0 ? 1 : (status ?? 1));
