import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

/** What stands at the top of this package alone: what the build makes has a package.json too, which says that its modules are CommonJS. */
const mark = 'NOTICE';

/** The folder of this package, from its sources and from its bundles alike. */
export function packageRoot(): string {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, mark))) return folder;
    if (folder === path.dirname(folder))
      throw new Error(`The package of draftlint is not complete: ${mark} is missing`);
  }
}

/** The version of this package. */
export function packageVersion(): string {
  const {version}: {version: string} = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'));
  return version;
}

/** A file or a folder that the build made, by its name. */
export const builtFile = (name: string): string => path.join(packageRoot(), 'dist', name);

/** Where the build puts the compiled dictionaries. */
export const dataFolder = (): string => builtFile('data');

/** Identifies the build that runs; undefined where the sources run as they are. */
export function buildId(): string | undefined {
  if (import.meta.url.endsWith('.ts')) return undefined;
  const file = builtFile('build-id');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
