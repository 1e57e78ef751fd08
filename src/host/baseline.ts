import path from 'node:path';
import {countPrints, type Prints} from '../engine/known.ts';
import {ConfigError} from './config.ts';
import {readFileSync, statSync} from './disk.ts';
import {relative} from './ignore.ts';
import {makeFolder} from './make-folder.ts';
import {reasonOf} from './read.ts';
import {replaceFile} from './write.ts';

/** The file at the top of the blog where none is named. */
export const baselineName = '.draftlint-baseline';

/** Findings that stood when a baseline was made: how many of each print, by the post's path and then by print. */
export type Baseline = ReadonlyMap<string, Prints>;

const mark = '# draftlint baseline';
const head = `${mark}: what these posts had when it was made, which is not reported. Made by --update-baseline.\n`;

/** The name of a post in a baseline: relative to the baseline's folder, with `/`. */
export const nameIn = (baseline: string, file: string): string => relative(path.dirname(baseline), file);

/**
 * Reads a baseline; of a line that stands twice, as after a merge, the greater count holds. Gives undefined where there is
 * no such file. Throws ConfigError where it is something else.
 */
export function readBaseline(file: string): Baseline | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new ConfigError(`Cannot read the baseline ${file}: ${reasonOf(error)}`);
  }
  if (!text.startsWith(mark)) throw new ConfigError(`${file} is no baseline of draftlint: its first line is another`);
  const baseline = new Map<string, Map<string, number>>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [name, print, count = '1', ...more] = line.split('\t');
    if (!name || !print || more.length > 0 || !/^\S+ [0-9a-f]{12}$/.test(print) || !/^[1-9]\d{0,8}$/.test(count))
      throw new ConfigError(
        `${file}:${index + 1}: this line is no entry of a baseline. After a conflict in git keep the lines of both sides`,
      );
    const post = readName(name);
    const prints = baseline.get(post) ?? new Map<string, number>();
    prints.set(print, Math.max(prints.get(print) ?? 0, Number(count)));
    baseline.set(post, prints);
  }
  return baseline;
}

/** Writes a baseline, one entry a line, sorted, so that git merges two of them line by line; folders above it are made. Throws what `fs` throws. */
export function writeBaseline(file: string, baseline: Baseline): void {
  const lines = [...baseline].flatMap(([name, prints]) =>
    [...prints].map(([print, count]) => `${writtenName(name)}\t${print}${count > 1 ? `\t${count}` : ''}\n`),
  );
  makeFolder(path.dirname(file));
  replaceFile(file, head + lines.sort().join(''));
}

/** How many findings a baseline holds. */
export const sumOf = (baseline: Baseline): number =>
  [...baseline.values()].flatMap((prints) => [...prints.values()]).reduce((sum, count) => sum + count, 0);

/** Whether the post that a baseline names is not there any more; one that cannot be looked at may be. */
export function isGone(baseline: string, name: string): boolean {
  try {
    return statSync(path.resolve(path.dirname(baseline), name), {throwIfNoEntry: false}) === undefined;
  } catch {
    return false;
  }
}

/**
 * Gives the baseline with what was `found` now in the posts that were checked, and how many findings it lost. Kept as they were:
 * rules that were not `judged`, and posts that were not checked and are still there.
 */
export function renewed(
  {file, entries: old}: {readonly file: string; readonly entries: Baseline},
  found: ReadonlyMap<string, readonly string[]>,
  judged: (rule: string) => boolean,
): {readonly entries: Baseline; readonly removed: number} {
  const entries = new Map<string, Prints>();
  let removed = 0;
  for (const [name, prints] of old) {
    const present = found.has(name) || !isGone(file, name);
    const now = countPrints(found.get(name) ?? []);
    const kept = [...prints].filter(([print]) => present && (!found.has(name) || !judged(print.split(' ')[0] ?? '')));
    const next = new Map([...kept, ...now]);
    for (const [print, count] of prints) removed += Math.max(0, count - (next.get(print) ?? 0));
    if (next.size > 0) entries.set(name, next);
  }
  for (const [name, prints] of found) if (!old.has(name) && prints.length > 0) entries.set(name, countPrints(prints));
  return {entries, removed};
}

const plain = /^[^"#\p{Cc}][^\p{Cc}]*$/u;
const writtenName = (name: string): string => (plain.test(name) ? name : JSON.stringify(name));
function readName(written: string): string {
  if (!written.startsWith('"')) return written;
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}
