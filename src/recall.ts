import {addAll} from './core/add-all.ts';
import type {Failure} from './core/outcome.ts';
import type {Inspection} from './engine/inspect.ts';
import {exchange, fold, type Sums} from './engine/judge.ts';
import {Shelf} from './engine/shelf.ts';
import {type Cache, type CacheWriter, openCache, writeCache} from './host/cache.ts';
import {hashOf} from './host/disk.ts';
import type {Target} from './host/find.ts';
import type {Progress} from './host/progress.ts';
import {readBytes, reasonOf} from './host/read.ts';
import {expectPosts} from './host/v8.ts';
import {type Checked, ruleFailed, type Session} from './session.ts';
import {type Inspector, inspectorOf, inTurn, threadsFor} from './threads.ts';

/** Where what earlier runs found out is stored, and under which key: everything that an inspection depends on but the post. */
export interface Store {
  readonly folder: string;
  readonly key: string;
}

/** A blog, read: the posts asked about with what they gave, in the same order, and the sums over all. */
export interface BlogRead {
  readonly asked: readonly Checked[];
  readonly shelf: Shelf;
  readonly sums: Sums;
  readonly failures: readonly Failure[];
  /** Posts read. */
  readonly read: number;
}

/** Gives the bytes of a post; undefined, and says why, where it cannot be read. */
export type BytesOf = (target: Target, failures: Failure[]) => Uint8Array | undefined;

/** Reads the posts of a run. */
export type ReadBlog = (
  session: Session,
  targets: readonly Target[],
  bytesOf: BytesOf,
  about: {
    readonly store?: Store | undefined;
    readonly progress?: Progress | undefined;
    /** In how many threads posts are inspected; as many as they are worth by default. */
    readonly threads?: number | undefined;
    /** Whether the posts asked about will be read again, and have to be the same then. */
    readonly rereads?: boolean | undefined;
    /** Whether V8 may be told what to expect. */
    readonly ownProcess?: boolean | undefined;
    /** Told of each post that was read, and what was found out about it; again from the first where the store turns out to be damaged. */
    readonly each?: ((target: Target, inspection: Inspection) => void) | undefined;
  },
) => Promise<BlogRead>;

/** Gives the bytes of a post as the disk has them. */
export const fromDisk: BytesOf = ({file, shown}, failures) => {
  try {
    return readBytes(file);
  } catch (error) {
    failures.push({path: shown, message: `It cannot be read: ${reasonOf(error)}`});
    return undefined;
  }
};

/** Fewer posts are read as fast as recalled. */
const worthStoring = 20;

/**
 * Reads the posts of a run and folds what they teach. With a store, a post whose bytes were seen before is neither parsed nor
 * judged again, and sums are brought up to date by the posts that changed; what comes out is the same.
 */
export const readBlog: ReadBlog = async (session, targets, bytesOf, about) => {
  const {store, progress, threads, rereads, ownProcess, each} = about;
  const stores = store && targets.length >= worthStoring ? store : undefined;
  const cache = stores && openCache(stores.folder, stores.key);
  const unknown = targets.filter((target) => !isKnown(target, cache?.posts.get(target.path)));
  if (ownProcess) expectPosts(unknown.length);
  const inspector = inspectorOf(session, threads ?? threadsFor(unknown.length));
  const ways = {bytesOf, progress, inspector, rereads, each};
  const writing = () => stores && {writer: writeCache(stores.folder, stores.key)};
  try {
    if (cache) {
      try {
        return await readWith(session, targets, {...ways, cache, ...writing()});
      } catch {
        // the store is damaged: what it held is found out again
      }
    }
    return await readWith(session, targets, {...ways, ...writing()});
  } finally {
    inspector.close();
  }
};

/** Whether a store has all that a run needs of a post, should it be the same still. */
const isKnown = <T extends {readonly full: boolean}>({asked}: Target, known: T | undefined): known is T =>
  known !== undefined && (known.full || !asked);

/** Reads posts, finds out about each, and folds what they teach, from what a store has of them on. */
export async function readWith(
  session: Session,
  targets: readonly Target[],
  ways: {
    readonly bytesOf: BytesOf;
    readonly inspector: Pick<Inspector, 'ahead' | 'inspect'>;
    readonly progress?: Progress | undefined;
    readonly rereads?: boolean | undefined;
    readonly each?: ((target: Target, inspection: Inspection) => void) | undefined;
    readonly cache?: Cache;
    readonly writer?: CacheWriter;
  },
): Promise<BlogRead> {
  const {bytesOf, inspector, progress, rereads, each, cache, writer} = ways;
  const failures: Failure[] = [];
  const asked: Checked[] = [];
  const shelf = new Shelf();
  const seen = new Set<string>();
  const state = {sums: cache?.sums ?? fold(session.active, []).sums, changed: false, broken: false};
  const swap = (before: Parameters<typeof exchange>[2], after: Parameters<typeof exchange>[3]): void => {
    const {sums, failures: broken} = exchange(session.active, state.sums, before, after);
    state.sums = sums;
    state.broken ||= broken.length > 0;
    addAll(
      failures,
      broken.map(({rule, message}) => ruleFailed('', rule, message)),
    );
  };
  const take = (target: Target, hash: string, inspection: Inspection): void => {
    if (target.asked) {
      asked.push({target, hash, stage: inspection.stage});
      shelf.add(inspection);
    }
    each?.(target, inspection);
  };
  /** Begins with a post: reads it, and has it inspected unless the store knows it. Gives what is left to do in its turn. */
  const begin = (target: Target): (() => Promise<void>) => {
    const own: Failure[] = [];
    const bytes = bytesOf(target, own);
    const hash = bytes && (writer || (rereads && target.asked)) ? hashOf(bytes) : '';
    const known = cache?.posts.get(target.path);
    const same = known?.hash === hash;
    const stored = same && isKnown(target, known);
    const inspecting = bytes && !stored ? inspector.inspect(target, bytes, own) : undefined;
    return async () => {
      const inspection = await inspecting;
      addAll(failures, own);
      if (bytes && stored) {
        const recalled = (target.asked || each) && cache?.recall(target.path);
        if (recalled) take(target, hash, recalled);
        seen.add(target.path);
        writer?.keep(target.path, known);
      }
      if (!inspection) return;
      state.changed = true;
      seen.add(target.path);
      if (!same) swap(known && cache?.recall(target.path), inspection);
      if (inspection.failures.length === 0) writer?.store(target.path, {hash, full: target.asked}, inspection);
      else state.broken = true;
      take(target, hash, inspection);
    };
  };
  await inTurn(targets, {ahead: inspector.ahead, progress}, begin);
  for (const path of cache?.posts.keys() ?? []) {
    if (seen.has(path)) continue;
    swap(cache?.recall(path), undefined);
    state.changed = true;
  }
  if (writer && state.changed && !state.broken) writer.save(state.sums);
  return {asked, shelf, sums: state.sums, failures, read: seen.size};
}
