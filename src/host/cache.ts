import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {sha256} from '../core/sha256.ts';
import type {Facts} from '../engine/facts.ts';
import type {Inspection} from '../engine/inspect.ts';
import type {Sums} from '../engine/judge.ts';
import {cacheHome} from './cache-home.ts';
import {hashOf} from './disk.ts';
import {makeFolder} from './make-folder.ts';
import {isLink, randomName, replaceFile} from './write.ts';

/** Where an inspection is stored, and of what. */
interface Entry {
  /** The hash of the post's bytes. */
  readonly hash: string;
  /** Whether every rule ran, or those alone that learn. */
  readonly full: boolean;
  readonly pack: string;
  /** Bytes in the pack. */
  readonly offset: number;
  readonly length: number;
}

/** What earlier runs found out about a blog. Everything in it can be computed anew; nothing in it is ever trusted twice. */
export interface Cache {
  readonly posts: ReadonlyMap<string, Entry>;
  /** The sums over exactly these posts. */
  readonly sums: Sums;
  /** Gives what was stored of a post. Throws where the store is damaged. */
  recall(post: string): Inspection;
}

/** Writes what a run found out, post by post; `save` makes it count. */
export interface CacheWriter {
  /** Keeps what is stored of a post. */
  keep(post: string, entry: Entry): void;
  store(post: string, about: {readonly hash: string; readonly full: boolean}, inspection: Inspection): void;
  save(sums: Sums): void;
}

/** Blogs that a cache folder holds at most: those not asked about for longest are thrown away. */
const mostBlogs = 40;
/** Packs of one blog; from then on they are written into one. */
const mostPacks = 8;
/** A blog whose store is larger, in bytes, starts over. */
const largest = 256 * 1024 * 1024;
/** Another run may still read a pack that no index names any more, for so many milliseconds. */
const grace = 60 * 60 * 1000;

/** What lies in the folder of a blog: nothing else in it is touched. */
const isOwnName = (name: string): boolean =>
  /^(?:index|[\da-f]{24}\.pack|[\da-f]{16}-[\da-f]{16}\.words|\..+\.[\da-f]{12}\.tmp)$/.test(name);

/**
 * The folder for what is known of a blog: in a folder of our own in `location`, else in the platform's cache folder; undefined where there is
 * none. It is never one that a repository could have filled or led elsewhere, unless the user names such a place; there, a link is not
 * followed.
 */
export function cacheFolder(
  root: string,
  location: string | undefined,
  platform: Pick<NodeJS.Process, 'env' | 'platform'> = process,
): string | undefined {
  const base = location === undefined ? cacheHome(platform) : path.join(location, 'draftlint');
  const folder = base && path.join(base, sha256(root).slice(0, 24));
  return folder && !isLink(base) && !isLink(folder) ? folder : undefined;
}

/** Opens what is stored under a key; undefined where there is nothing of use, also where it is damaged. */
export function openCache(folder: string, key: string): Cache | undefined {
  try {
    const text = readFileSync(path.join(folder, 'index'), 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (text.slice(0, end) !== sha256(key + body)) return undefined;
    const {posts, sums}: {posts: Record<string, Entry>; sums: Record<string, unknown>} = JSON.parse(body);
    const entries = new Map(Object.entries(posts));
    return {
      posts: entries,
      sums: new Map(Object.entries(sums)),
      recall: (post) => read(folder, post, entries.get(post)),
    };
  } catch {
    return undefined;
  }
}

/** What is on the first line of a record: all but what is packed, and how that is parted. */
interface RecordHead extends Omit<Inspection, 'found' | 'facts'>, Pick<Facts, 'rules'> {
  /** How many bytes hold what was found. */
  readonly found: number;
}

/** What is stored of a post: a hash, then on a line all that is not packed, and then the bytes of what was found and of its facts. */
function recordOf({found, facts, ...inspection}: Inspection): Buffer {
  const line: RecordHead = {...inspection, rules: facts.rules, found: found.length};
  const head = Buffer.from(`${JSON.stringify(line)}\n`);
  const body = Buffer.concat([head, found, facts.bytes]);
  return Buffer.concat([Buffer.from(`${hashOf(body)}\n`), body]);
}

function read(folder: string, post: string, entry: Entry | undefined): Inspection {
  if (!entry) throw new Error(`Nothing is stored of ${post}`);
  const record = slice(folder, entry);
  const start = record.indexOf('\n') + 1;
  const body = record.subarray(start);
  const end = body.indexOf('\n');
  if (hashOf(body) !== record.toString('latin1', 0, start - 1)) throw new Error(`What is stored of ${post} is damaged`);
  const {rules, found, ...head}: RecordHead = JSON.parse(body.toString('utf8', 0, end));
  if (head.path !== post) throw new Error(`What is stored of ${post} is damaged`);
  const {buffer, byteOffset, byteLength} = body.subarray(end + 1);
  return {
    ...head,
    found: new Uint8Array(buffer, byteOffset, found),
    facts: {rules, bytes: new Uint8Array(buffer, byteOffset + found, byteLength - found)},
  };
}

function slice(folder: string, {pack, offset, length}: Entry): Buffer {
  if (!/^[\da-f]+$/.test(pack)) throw new Error('The store is damaged');
  const file = openSync(path.join(folder, `${pack}.pack`), 'r');
  try {
    const bytes = Buffer.alloc(length);
    if (readSync(file, bytes, 0, length, offset) !== length) throw new Error('The store is damaged');
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Begins to write what a run finds out. What cannot be written is not stored: a cache is no reason to fail. */
export function writeCache(folder: string, key: string): CacheWriter {
  const posts = new Map<string, Entry>();
  const pack = randomName(12);
  const state: {file: number | undefined; offset: number; failed: boolean} = {
    file: undefined,
    offset: 0,
    failed: false,
  };
  const append = (bytes: Buffer): Pick<Entry, 'pack' | 'offset' | 'length'> => {
    if (state.file === undefined) {
      makeFolder(folder);
      state.file = openSync(path.join(folder, `${pack}.pack`), 'wx');
    }
    writeSync(state.file, bytes);
    const {offset} = state;
    state.offset += bytes.length;
    return {pack, offset, length: bytes.length};
  };
  const attempt = (task: () => void): void => {
    if (state.failed) return;
    try {
      task();
    } catch {
      state.failed = true;
    }
  };
  return {
    keep: (post, entry) => void posts.set(post, entry),
    store: (post, {hash, full}, inspection) =>
      attempt(() => posts.set(post, {hash, full, ...append(recordOf(inspection))})),
    save: (sums) =>
      attempt(() => {
        if (new Set([...posts.values()].map((entry) => entry.pack)).size > mostPacks)
          for (const [post, entry] of posts)
            if (entry.pack !== pack) posts.set(post, {...entry, ...append(slice(folder, entry))});
        if (state.file !== undefined) closeSync(state.file);
        const body = JSON.stringify({posts: Object.fromEntries(posts), sums: Object.fromEntries(sums)});
        makeFolder(folder);
        replaceFile(path.join(folder, 'index'), `${sha256(key + body)}\n${body}`);
        clean(folder, new Set([...posts.values()].map((entry) => entry.pack)));
        thin(path.dirname(folder), folder);
      }),
  };
}

/** Removes packs that nothing names, and the whole store where it has grown too large. */
function clean(folder: string, named: ReadonlySet<string>): void {
  let bytes = 0;
  for (const name of readdirSync(folder).filter(isOwnName)) {
    const file = path.join(folder, name);
    const {mtimeMs, size} = statSync(file);
    bytes += size;
    if (/\.(?:pack|tmp)$/.test(name) && !named.has(name.replace(/\.pack$/, '')) && Date.now() - mtimeMs > grace)
      rmSync(file, {force: true});
  }
  if (bytes > largest) remove(folder);
}

/** Removes a store; a folder in which something else lies stays. */
function remove(folder: string): void {
  const names = readdirSync(folder);
  for (const name of names.filter(isOwnName)) rmSync(path.join(folder, name), {force: true});
  if (names.every(isOwnName)) rmdirSync(folder);
}

/** Removes the stores of blogs that were not asked about for longest. Only folders of our own naming are touched. */
function thin(location: string, own: string): void {
  utimesSync(own, new Date(), new Date());
  const stores = readdirSync(location)
    .filter((name) => /^[\da-f]{24}$/.test(name) && !isLink(path.join(location, name)))
    .map((name) => ({folder: path.join(location, name), used: statSync(path.join(location, name)).mtimeMs}))
    .sort((a, b) => b.used - a.used);
  for (const {folder} of stores.slice(mostBlogs)) remove(folder);
}
