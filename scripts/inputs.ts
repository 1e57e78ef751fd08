import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import path from 'node:path';

/** Identifies what the dictionaries are made from: the script, the loader, and the packages as they are locked. */
export function inputsHash(root: string): string {
  const hash = createHash('sha256');
  for (const name of ['scripts/dictionary.ts', 'src/host/dictionary.ts', 'package-lock.json'])
    hash.update(readFileSync(path.join(root, name)));
  return hash.digest('hex');
}
