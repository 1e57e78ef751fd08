import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** The file of the user's words where the configuration names none. */
export const wordsName = 'words.txt';

/** Reads a list of words: one a line, `#` begins a comment. Throws what `fs` throws. */
export function readWords(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => (line.split('#', 1)[0] ?? '').trim())
    .filter((word) => word !== '');
}

/** The file of words of a blog: the one configured, else `words.txt` at the root where there is one. */
export function wordsFile(root: string, configured: string | undefined): string | undefined {
  if (configured) return configured;
  const usual = path.join(root, wordsName);
  return existsSync(usual) ? usual : undefined;
}
