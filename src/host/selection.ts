import path from 'node:path';
import {realpathSync} from './disk.ts';
import {changesOf, type GitChange, type GitSelection, readBlobs} from './git.ts';
import {isWithin} from './ignore.ts';
import {decode} from './read.ts';

/** What a post was before a change. */
export interface Before {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** The files that changed, spelled as the blog's own are: below its root, through whatever links lead there. */
export interface Changed {
  readonly files: ReadonlySet<string>;
  /** Files with a conflict in them that is not resolved. */
  readonly conflicts: ReadonlySet<string>;
  /** Reads what is staged of these files. */
  staged(files: readonly string[]): ReadonlyMap<string, Uint8Array>;
  /** Reads what these files were; a new file is not in the answer. */
  before(files: readonly string[]): ReadonlyMap<string, Before>;
}

/** Asks git what changed in the repository of a blog. Throws GitError. */
export function changed(root: string, cwd: string, selection: GitSelection): Changed {
  const {top, changes} = changesOf(root, cwd, selection);
  const real = realpathSync(root);
  const local = (file: string): string => (isWithin(real, file) ? path.join(root, path.relative(real, file)) : file);
  const byFile = new Map(changes.map((change): [string, GitChange] => [local(change.file), change]));
  const read = <T>(
    files: readonly string[],
    idOf: (change: GitChange) => string | undefined,
    as: (bytes: Uint8Array, change: GitChange) => T,
  ): ReadonlyMap<string, T> => {
    const wanted = files.flatMap((file) => {
      const change = byFile.get(file);
      const id = change && idOf(change);
      return change && id ? [{file, change, id}] : [];
    });
    const blobs = readBlobs(
      top,
      wanted.map(({id}) => id),
    );
    return new Map(
      wanted.flatMap(({file, change, id}) => {
        const bytes = blobs.get(id);
        return bytes ? [[file, as(bytes, change)]] : [];
      }),
    );
  };
  return {
    files: new Set(byFile.keys()),
    conflicts: new Set([...byFile].filter(([, change]) => change.conflict).map(([file]) => file)),
    staged: (files) =>
      read(
        files,
        (change) => change.staged,
        (bytes) => bytes,
      ),
    before: (files) =>
      read(
        files,
        ({before}) => before?.blob,
        (bytes, {before, file}) => ({file: local(before?.file ?? file), text: decode(bytes).text}),
      ),
  };
}
