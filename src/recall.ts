import type {Failure} from './core/outcome.ts';
import {exchange, fold, type Sums} from './engine/judge.ts';
import {type Cache, type CacheWriter, hashOf, openCache, writeCache} from './host/cache.ts';
import type {Target} from './host/find.ts';
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

/** Fewer posts are read as fast as recalled. */
const worthStoring = 20;

/**
 * Reads the posts of a run and folds what they teach. With a store, a post whose bytes were seen before is neither parsed nor
 * judged again, and sums are brought up to date by the posts that changed; what comes out is the same. `bytesOf` gives
 * undefined, and says why, where a post cannot be read.
 */
export async function readBlog(
  session: Session,
  targets: readonly Target[],
  bytesOf: (target: Target, failures: Failure[]) => Uint8Array | undefined,
  store: Store | undefined,
): Promise<BlogRead> {
  if (!store || targets.length < worthStoring) return readWith(session, targets, bytesOf, undefined, undefined);
  const cache = openCache(store.folder, store.key);
  if (cache) {
    try {
      return await readWith(session, targets, bytesOf, cache, writeCache(store.folder, store.key));
    } catch {
      // the store is damaged: what it held is found out again
    }
  }
  return readWith(session, targets, bytesOf, undefined, writeCache(store.folder, store.key));
}

async function readWith(
  session: Session,
  targets: readonly Target[],
  bytesOf: (target: Target, failures: Failure[]) => Uint8Array | undefined,
  cache: Cache | undefined,
  writer: CacheWriter | undefined,
): Promise<BlogRead> {
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
  for (const target of targets) {
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
    const inspection = await inspectTarget(session, target, {path: target.path, ...decode(bytes)}, failures);
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
