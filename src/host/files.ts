import type {Dirent} from 'node:fs';
import path from 'node:path';
import {lazy} from '../core/lazy.ts';
import type {Files} from '../core/rule.ts';
import {sha256} from '../core/sha256.ts';
import {readdirSync} from './disk.ts';

/** Folders of programs, whose files no post links to. */
const passed = new Set(['.git', 'node_modules', 'bower_components']);
/** A folder with more entries is not looked through to its end. */
const mostEntries = 500_000;

interface Held {
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly pictures: boolean;
  /** Whether it was too much to look at all of it. */
  readonly truncated: boolean;
}

const picture = /\.(?:avif|bmp|gif|ico|jpe?g|mp4|pdf|png|svg|webm|webp)$/i;
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function walk(root: string): Held {
  const names = new Map<string, readonly string[]>();
  const open = [''];
  let seen = 0;
  let pictures = false;
  for (let folder = open.pop(); folder !== undefined && seen < mostEntries; folder = open.pop()) {
    const entries = entriesOf(path.join(root, folder));
    seen += entries.length;
    names.set(folder, entries.map(({name}) => name).sort(byCodeUnit));
    for (const entry of entries) {
      if (entry.isDirectory() && !passed.has(entry.name))
        open.push(folder === '' ? entry.name : `${folder}/${entry.name}`);
      pictures ||= picture.test(entry.name);
    }
  }
  return {names, pictures, truncated: open.length > 0};
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, {withFileTypes: true});
  } catch {
    return [];
  }
}

/**
 * Gives what a folder holds; it is looked through once, when first asked for. Links are names like others. Of a folder
 * too large to look through, everything is there.
 */
export function filesIn(root: string): Files {
  const held = lazy(() => walk(root));
  const sets = new Map<string, ReadonlySet<string>>();
  const byName = lazy(() => {
    const paths = new Map<string, string[]>();
    for (const [folder, names] of held().names)
      for (const name of names) {
        const file = folder === '' ? name : `${folder}/${name}`;
        const alike = paths.get(name.toLowerCase());
        if (alike) alike.push(file);
        else paths.set(name.toLowerCase(), [file]);
      }
    for (const alike of paths.values()) alike.sort(byCodeUnit);
    return paths;
  });
  const namesIn = (folder: string): ReadonlySet<string> => {
    const known = sets.get(folder) ?? new Set(held().names.get(folder));
    sets.set(folder, known);
    return known;
  };
  const hash = lazy(() => sha256(JSON.stringify([...held().names])));
  return {
    get hash() {
      return hash();
    },
    has: (file) => {
      const at = file.lastIndexOf('/');
      return file === '' || held().truncated || namesIn(file.slice(0, Math.max(at, 0))).has(file.slice(at + 1));
    },
    named: (name) => byName().get(name.toLowerCase()) ?? [],
    get pictures() {
      return held().pictures;
    },
  };
}

/** The files of JSON that a folder holds, sorted. */
export const jsonIn = (root: string): readonly string[] =>
  [...walk(root).names]
    .flatMap(([folder, names]) =>
      names.filter((name) => name.endsWith('.json')).map((name) => (folder === '' ? name : `${folder}/${name}`)),
    )
    .sort(byCodeUnit);
