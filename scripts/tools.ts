import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const packages: Readonly<Record<string, string>> = {tsc: 'typescript'};

/** Runs a tool that is installed with this package, by Node itself. Ends the process where the tool fails. */
export function runTool(name: string, args: readonly string[]): void {
  const owner = packages[name] ?? name;
  const manifest = require.resolve(`${owner}/package.json`);
  const {bin}: {bin: string | Record<string, string>} = require(manifest);
  const file = path.join(path.dirname(manifest), typeof bin === 'string' ? bin : (bin[name] ?? ''));
  const {status} = spawnSync(process.execPath, [file, ...args], {cwd: root, stdio: 'inherit'});
  if (status !== 0) {
    console.error(`${name} ${args.join(' ')} failed`);
    process.exit(status ?? 1);
  }
}
