import {randomBytes} from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  chmodSync,
  constants,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {makeFolder} from './make-folder.ts';
import {decode} from './read.ts';

/**
 * Replaces a post's text in one step: a file beside it is written and renamed. Mode and byte order mark stay. Gives
 * false, and writes nothing, where the file no longer holds `before`. Throws what `fs` throws, and where the file is
 * write-protected.
 */
export function replaceText(file: string, before: string, after: string): boolean {
  const target = realpathSync(file); // a link stays a link
  const {mode} = statSync(target);
  if ((mode & 0o222) === 0) throw new Error('it is write-protected');
  accessSync(target, constants.W_OK); // a file can be replaced by whoever may write to its folder
  const now = decode(readFileSync(target));
  if (now.text !== before || now.undecodable) return false;
  replaceFile(target, (now.bom ? '\uFEFF' : '') + after, mode);
  return true;
}

/** Gives a name that no other has, of so many bytes in hex. */
export const randomName = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Writes a file in one step: another beside it is written and renamed. Throws what `fs` throws. */
export function replaceFile(file: string, text: string | Uint8Array, mode?: number): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomName(6)}.tmp`);
  try {
    writeFileSync(temporary, text, {flag: 'wx', ...(mode !== undefined && {mode})});
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777); // what the umask took away
    renameSync(temporary, file);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // it was never made
    }
    throw error;
  }
}

/** Writes a report to a file, relative to `cwd`; folders above it are made. Throws what `fs` throws. */
export function writeReport(cwd: string, name: string, report: string): void {
  const file = path.resolve(cwd, name);
  makeFolder(path.dirname(file));
  writeFileSync(file, report);
}

/** Adds a report to the end of a file, below a blank line. Throws what `fs` throws. */
export const appendReport = (file: string, report: string): void => appendFileSync(file, `\n${report}`);

/** Whether this is a link, to whatever; what cannot be reached is none. */
export function isLink(name: string): boolean {
  try {
    return lstatSync(name).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Gives the paths that a file has: the one it is called by and, where that leads over a link, its own. */
export function pathsOf(file: string): readonly string[] {
  try {
    return [file, realpathSync(file)];
  } catch {
    return [file]; // it is not there yet
  }
}

/** Whether something of this name is there, be it a link that leads nowhere. */
export const exists = (file: string): boolean => lstatSync(file, {throwIfNoEntry: false}) !== undefined;
