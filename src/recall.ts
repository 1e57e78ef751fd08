import type {Failure} from './core/outcome.ts';
import type {Inspection} from './engine/inspect.ts';
import {exchange, fold, type Sums} from './engine/judge.ts';
import {type Cache, type CacheWriter, openCache, writeCache} from './host/cache.ts';
import {hashOf} from './host/disk.ts';
import type {Target} from './host/find.ts';
import type {Progress} from './host/progress.ts';
import {decode} from './host/read.ts';
import {type Checked, inspectTarget, ruleFailed, type Session} from './session.ts';

/** Where what earlier runs found out is stored, and under which key: everything that an inspection depends on but the post. */
export interface Store {
  readonly folder: string;
  readonly key: string;
}

/** A blog, read: the posts asked about, and the sums over all. */
export interface BlogRead {
  readonly asked: readonly Checked[];
  readonly sums: Sums;
  readonly failures: readonly Failure[];
  /** Posts read. */
  readonly read: number;
}

/** Gives the bytes of a post; undefined, and says why, where it cannot be read. */
export type BytesOf = (target: Target, failures: Failure[]) => Uint8Array | undefined;

/** Finds out about a post; what fails is added to `failures`, of a post that is asked about. */
type InspectPost = (target: Target, bytes: Uint8Array, failures: Failure[]) => Promise<Inspection | undefined>;

/** Reads the posts of a run. */
export type ReadBlog = (
  session: Session,
  targets: readonly Target[],
  bytesOf: BytesOf,
  about: {readonly store?: Store | undefined; readonly progress?: Progress | undefined},
) => Promise<BlogRead>;

/** Fewer posts are read as fast as recalled. */
const worthStoring = 20;

/**
 * Reads the posts of a run and folds what they teach. With a store, a post whose bytes were seen before is neither parsed nor
 * judged again, and sums are brought up to date by the posts that changed; what comes out is the same.
 */
export const readBlog: ReadBlog = async (session, targets, bytesOf, {store, progress}) => {
  const ways = {bytesOf, progress, inspectPost: inspectWith(session)};
  if (!store || targets.length < worthStoring) return readWith(session, targets, ways);
  const cache = openCache(store.folder, store.key);
  if (cache) {
    try {
      return await readWith(session, targets, {...ways, cache, writer: writeCache(store.folder, store.key)});
    } catch {
      // the store is damaged: what it held is found out again
    }
  }
  return readWith(session, targets, {...ways, writer: writeCache(store.folder, store.key)});
};

/** Gives what finds out about a post by inspecting it. */
export const inspectWith =
  (session: Session): InspectPost =>
  (target, bytes, failures) =>
    inspectTarget(session, target, {path: target.path, ...decode(bytes)}, failures);

/** Reads posts, finds out about each, and folds what they teach, from what a store has of them on. */
export async function readWith(
  session: Session,
  targets: readonly Target[],
  ways: {
    readonly bytesOf: BytesOf;
    readonly inspectPost: InspectPost;
    readonly progress?: Progress | undefined;
    readonly cache?: Cache;
    readonly writer?: CacheWriter;
  },
): Promise<BlogRead> {
  const {bytesOf, inspectPost, progress, cache, writer} = ways;
  const failures: Failure[] = [];
  const asked: Checked[] = [];
  const seen = new Set<string>();
  const state = {sums: cache?.sums ?? fold(session.active, []).sums, changed: false, broken: false};
  const swap = (before: Parameters<typeof exchange>[2], after: Parameters<typeof exchange>[3]): void => {
    const {sums, failures: broken} = exchange(session.active, state.sums, before, after);
    state.sums = sums;
    state.broken ||= broken.length > 0;
    failures.push(...broken.map(({rule, message}) => ruleFailed('', rule, message)));
  };
  for (const [index, target] of targets.entries()) {
    const pause = progress?.(index, targets.length);
    if (pause) await pause;
    const bytes = bytesOf(target, failures);
    if (!bytes) continue;
    const hash = writer || target.asked ? hashOf(bytes) : '';
    const known = cache?.posts.get(target.path);
    const same = known?.hash === hash;
    if (cache && known && same && (known.full || !target.asked)) {
      if (target.asked) asked.push({target, hash, inspection: cache.recall(target.path)});
      seen.add(target.path);
      writer?.keep(target.path, known);
      continue;
    }
    const inspection = await inspectPost(target, bytes, failures);
    if (!inspection) continue;
    state.changed = true;
    seen.add(target.path);
    if (!same) swap(known && cache?.recall(target.path), inspection);
    if (inspection.failures.length === 0) writer?.store(target.path, {hash, full: target.asked}, inspection);
    else state.broken = true;
    if (target.asked) asked.push({target, hash, inspection});
  }
  for (const path of cache?.posts.keys() ?? []) {
    if (seen.has(path)) continue;
    swap(cache?.recall(path), undefined);
    state.changed = true;
  }
  if (writer && state.changed && !state.broken) writer.save(state.sums);
  return {asked, sums: state.sums, failures, read: seen.size};
}
