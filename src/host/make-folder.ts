import {mkdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {reasonOf} from './read.ts';

/**
 * Makes a folder, and those above it, one after another: asked for all of them at once, Node 20 never comes back where the system makes
 * none (`/proc/x`). Throws an error that says which one cannot be made, and why.
 */
export function makeFolder(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !isFolder(at); at = path.dirname(at)) {
    missing.push(at);
    if (path.dirname(at) === at) break;
  }
  for (const one of missing.reverse())
    try {
      mkdirSync(one, {mode});
    } catch (error) {
      // another run may have made it meanwhile
      if (!isFolder(one)) throw new Error(`the folder ${one} cannot be made: ${whyNot(error)}`);
    }
}

function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch {
    return false;
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'something else has this name';
  return code === 'ENOENT' ? 'the system makes none there' : reasonOf(error);
}
