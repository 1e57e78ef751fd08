import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

/*
 * `npm start` builds, checks a sample blog and shows its report; what the sample has wrong is no failure of the command.
 * `npm start -- PATH…` checks what is named, with the real exit code.
 */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const sample = path.join(root, 'fixtures', 'garden-notes');

function node(args: readonly string[], cwd: string): number {
  const {status} = spawnSync(process.execPath, args, {cwd, stdio: 'inherit'});
  return status ?? 2;
}

const built = node(['--import', 'tsx', path.join(root, 'scripts/build.ts')], root);
if (built !== 0) process.exit(built);
const main = path.join(root, 'dist/main.js');
const args = process.argv.slice(2);
if (args.length > 0) process.exit(node([main, ...args], process.env.INIT_CWD ?? root));
console.log('$ draftlint   (in fixtures/garden-notes)\n');
const code = node([main], sample);
console.log('\nThis was a sample. Check your own: npm start -- PATH');
process.exit(code === 2 ? 2 : 0);
