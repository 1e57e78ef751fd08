import {readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {Script} from 'node:vm';
import {sha256} from '../core/sha256.ts';
import {cacheHome} from './cache-home.ts';
import {makeFolder} from './make-folder.ts';
import {expectShortRun, mayForget} from './v8.ts';
import {replaceFile} from './write.ts';

/*
 * Of a short run a third goes by while V8 compiles what is loaded, and optimises what is soon left. So what it compiled is kept,
 * as Node's `module.enableCompileCache` does from version 22 on: by the build, for the Node that builds, and else in
 * the user's cache folder. It is never read from a place that a repository or an option names, because it is code.
 */

/** Code that is loaded, and may be kept compiled. */
export interface Loaded<T> {
  readonly exports: T;
  /** Keeps what was compiled by now for the next run, unless it was recalled. What cannot be written is not kept. */
  keep(): void;
}

/** What is kept for other builds and other versions of Node, files. */
const most = 4;

/**
 * Loads a bundle in the form of CommonJS, which imports nothing while it runs. `build` identifies it; without one only what the
 * package brings along is recalled, and nothing kept. The bundle is all ASCII, which is read in less time than UTF-8.
 */
export function loadCode<T>(file: string, build: string | undefined): Loaded<T> {
  expectShortRun();
  const name = `${build}-${process.versions.v8}-${process.arch}`;
  const home = build === undefined ? undefined : cacheHome(process);
  const folder = home && path.join(home, 'code');
  const kept = folder === undefined ? undefined : soundCode(read(path.join(folder, name)));
  // what lies in the package is as sound as the package
  const compiled = kept ?? read(shippedCode(file))?.subarray(sumLength);
  const keeps = folder !== undefined && compiled === undefined;
  if (keeps) mayForget(false);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
    {filename: file, ...(compiled && {cachedData: compiled})},
  );
  const module = {exports: {} as T};
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file));
  return {
    exports: module.exports,
    keep: () => {
      if (!folder || (!keeps && script.cachedDataRejected !== true)) return;
      // the flags are part of what is kept, and must be those of the runs that recall it
      expectShortRun();
      mayForget(true);
      write(folder, name, script.createCachedData());
    },
  };
}

/** Where the build keeps the code of a bundle compiled, for the version of Node that builds. */
export const shippedCode = (file: string): string =>
  file.replace(/\.cjs$/, `-${process.versions.v8}-${process.arch}.code`);

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The length of the sum before the code, in bytes: V8 reads what follows in place. */
const sumLength = 64;

/** Gives kept code that is what was written. V8 does not look, and a program that runs damaged code ends at once. */
function soundCode(kept: Buffer | undefined): Buffer | undefined {
  const code = kept?.subarray(sumLength);
  return code && sha256(code) === kept?.toString('latin1', 0, sumLength) ? code : undefined;
}

function write(folder: string, name: string, code: Buffer): void {
  try {
    makeFolder(folder, 0o700);
    replaceFile(path.join(folder, name), Buffer.concat([Buffer.from(sha256(code)), code]), 0o600);
    const kept = readdirSync(folder)
      .map((one) => path.join(folder, one))
      .map((one) => ({one, made: statSync(one).mtimeMs}))
      .sort((a, b) => b.made - a.made);
    for (const {one} of kept.slice(most)) rmSync(one, {force: true});
  } catch {
    // what is not kept is compiled again
  }
}
