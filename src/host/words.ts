import {appendFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {ConfigError} from './config.ts';
import {existsSync, readFileSync} from './disk.ts';
import {makeFolder} from './make-folder.ts';
import {reasonOf} from './read.ts';

/** The file of the user's words where the configuration names none. */
export const wordsName = 'words.txt';

/** Reads a list of words: one a line, `#` begins a comment. Throws ConfigError where it cannot be read. */
export function readWords(file: string): readonly string[] {
  return textOf(file)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => (line.split('#', 1)[0] ?? '').trim())
    .filter((word) => word !== '');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`Cannot read the words in ${file}: ${reasonOf(error)}`);
  }
}

/** The file of words of a blog: the one configured, else `words.txt` at the root where there is one. */
export function wordsFile(root: string, configured: string | undefined): string | undefined {
  if (configured) return configured;
  const usual = path.join(root, wordsName);
  return existsSync(usual) ? usual : undefined;
}

const isWord = (text: string): boolean => /^\p{L}[\p{L}\p{M}]*(?:['’‘][\p{L}\p{M}]+)*$/u.test(text);

/** Says why a text is no word that a post could have and spelling would ask about, and what to do; undefined where it is one. */
export function notAWord(text: string): string | undefined {
  const named = JSON.stringify(text);
  if (/\S\s+\S/.test(text)) return `${named} is more than one word: add each by itself`;
  if (/^\p{L}$/u.test(text)) return `${named} need not be listed: a single letter is not checked for spelling`;
  if (isWord(text)) return undefined;
  const parts = text.split(/[-‐‑]/);
  if (parts.length > 1 && parts.every(isWord))
    return `${named} is more than one word: the parts of a word with a hyphen are checked one by one, so add those`;
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '');
  if (bare === text && /[\p{N}._/@]/u.test(text))
    return `${named} need not be listed: names with dots, digits and the like are not checked for spelling`;
  return `${named} cannot stand in a list: a word is made of letters${isWord(bare) ? `; did you mean "${bare}"?` : ''}`;
}

/** Whether a word can stand in a list: on one line, and not as a comment. */
export const isListable = (word: string): boolean => /^[^\s#][^\n\r#]*$/.test(word) && word.trim() === word;

const inOrder = (a: string, b: string): number => {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
};

/**
 * Adds a word to a list, which is made where there is none, and its folder: in its place where the list is in the order of the
 * alphabet, else at the end. One that is in it is not added again; gives whether it was added. Throws what `fs` throws.
 */
export function addWord(file: string, word: string): boolean {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.split(/(?<=\n)/);
  const words = lines.map((line) => (line.replace(/^\uFEFF/, '').split('#', 1)[0] ?? '').trim());
  if (words.includes(word)) return false;
  const own = words.filter((one) => one !== '');
  const isSorted = own.every((one, index) => index === 0 || inOrder(own[index - 1]!, one) <= 0);
  const next = isSorted ? words.findIndex((one) => one !== '' && inOrder(one, word) > 0) : -1;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const mark = next === 0 && text.startsWith('\uFEFF') ? '\uFEFF' : '';
  makeFolder(path.dirname(file));
  if (next < 0) appendFileSync(file, `${text === '' || /[\n\r]$/.test(text) ? '' : end}${word}${end}`);
  else
    writeFileSync(
      file,
      [...lines.slice(0, next), `${mark}${word}${end}`, lines[next]!.slice(mark.length), ...lines.slice(next + 1)].join(
        '',
      ),
    );
  return true;
}
