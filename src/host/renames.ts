import {realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import {lazy} from '../core/lazy.ts';
import type {Renames} from '../core/rule.ts';
import {GitError, renamesOf} from './git.ts';
import {gitTop, readSmall} from './ignore.ts';

/**
 * Gives where the files of a blog lay before; git is asked once, when that is first looked up. Outside of a repository,
 * and where git cannot answer, nothing was ever moved.
 */
export function renamesIn(root: string): Renames {
  const moved = lazy((): ReadonlyMap<string, string> => {
    if (gitTop(root) === undefined) return new Map();
    try {
      return renamesOf(realpathSync(root));
    } catch (error) {
      if (error instanceof GitError) return new Map();
      throw error;
    }
  });
  return {
    get hash() {
      return headOf(root);
    },
    get moved() {
      return moved();
    },
  };
}

/** Names what renames are told from, without asking git: what HEAD says, and how far its log and the index were written. */
function headOf(root: string): string {
  const top = gitTop(root);
  if (top === undefined) return '';
  const entry = path.join(top, '.git');
  const elsewhere = /^gitdir: (.+)$/m.exec(readSmall(entry, 4096) ?? '')?.[1];
  const folder = elsewhere === undefined ? entry : path.resolve(top, elsewhere);
  const written = ['logs/HEAD', 'index'].map((name) => {
    const stats = statSync(path.join(folder, name), {throwIfNoEntry: false});
    return [stats?.size, stats?.mtimeMs];
  });
  return JSON.stringify([readSmall(path.join(folder, 'HEAD'), 4096), ...written]);
}
