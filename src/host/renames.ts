import path from 'node:path';
import {lazy} from '../core/lazy.ts';
import type {Renames} from '../core/rule.ts';
import {dependOnMore, readFileSync, realpathSync} from './disk.ts';
import {GitError, renamesOf} from './git.ts';
import {gitTop, readSmall} from './ignore.ts';

/**
 * Gives where the files of a blog lay before; git is asked once, when that is first looked up. Outside of a repository,
 * and where git cannot answer, nothing was ever moved.
 */
export function renamesIn(root: string): Renames {
  const moved = lazy((): ReadonlyMap<string, string> => {
    const top = gitTop(root);
    if (top === undefined) return new Map();
    try {
      readHistory(top);
      return renamesOf(realpathSync(root));
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      // another time it may answer
      dependOnMore();
      return new Map();
    }
  });
  return {
    get moved() {
      return moved();
    },
  };
}

/** Reads what git's answer depends on, so that a run is known to depend on it: the commit of HEAD, the index, and where the history begins. */
function readHistory(top: string): void {
  const entry = path.join(top, '.git');
  const elsewhere = /^gitdir: (.+)$/m.exec(readSmall(entry, 4096) ?? '')?.[1];
  const folder = elsewhere === undefined ? entry : path.resolve(top, elsewhere);
  const common = path.resolve(folder, readSmall(path.join(folder, 'commondir'), 4096)?.trim() ?? '.');
  const branch = /^ref: (\S+)$/m.exec(readSmall(path.join(folder, 'HEAD'), 4096) ?? '')?.[1];
  const refs = branch === undefined ? [] : [path.join(common, branch), path.join(common, 'packed-refs')];
  for (const file of [path.join(folder, 'index'), path.join(common, 'shallow'), ...refs])
    try {
      readFileSync(file);
    } catch {
      // that it is not there is an answer too
    }
}
