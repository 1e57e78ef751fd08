import path from 'node:path';
import {setImmediate} from 'node:timers/promises';
import type {Finding} from './core/finding.ts';
import {lazy} from './core/lazy.ts';
import type {Failure} from './core/outcome.ts';
import type {Inspection, Source} from './engine/inspect.ts';
import {exchange, type Sums} from './engine/judge.ts';
import {Shelf} from './engine/shelf.ts';
import {find, type Target} from './host/find.ts';
import {readSource} from './host/read.ts';
import {fromDisk, readBlog} from './recall.ts';
import {
  inspectTarget,
  openSession,
  type Session,
  settleAll,
  storeFor,
  withFilesRead,
  withWordsRead,
} from './session.ts';

/** What is to be said of a post that is shown in an editor. */
export interface Shown {
  readonly findings: readonly Finding[];
  /** Why it could not be checked, or not by every rule. */
  readonly failures: readonly Failure[];
}

/**
 * A blog that is kept current while posts of it are written: what the other posts teach is read once, and a post that
 * changes updates its own part. Files are absolute. Calls are answered in the order they are made.
 */
export interface LiveBlog {
  readonly session: Session;
  /** Takes what an editor shows of a file; false where the file is no post of this blog. */
  show(file: string, text: string): Promise<boolean>;
  /** From now on the post is what the disk has. */
  hide(file: string): Promise<void>;
  /** Takes files as the disk has them by now, but for those that an editor shows. */
  reread(files: readonly string[]): Promise<void>;
  /** Reads the user's words again. */
  rereadWords(): Promise<void>;
  /** Judges the posts that are shown, by all the blog knows. */
  judge(): Promise<ReadonlyMap<string, Shown>>;
}

interface Kept {
  readonly target: Target;
  readonly inspection: Inspection | undefined;
  /** What an editor shows; undefined where the disk is read. */
  readonly text?: string;
  readonly failures: readonly Failure[];
}

/**
 * Opens the blog that a file belongs to and reads it, with a breath after each post so that the editor gets its answers. What is
 * stored of the blog is recalled, and stored. Rejects with ConfigError where the configuration cannot be used.
 */
export async function openLiveBlog(
  file: string,
  {cache = true}: {readonly cache?: boolean | string} = {},
): Promise<LiveBlog> {
  const opened = openSession(path.dirname(file), [file], {cache});
  const state: {session: Session; sums: Sums} = {session: opened, sums: new Map()};
  const posts = new Map<string, Kept>();

  const keep = (
    target: Target,
    inspection: Inspection | undefined,
    rest: Omit<Kept, 'target' | 'inspection'>,
  ): void => {
    const {sums, failures} = exchange(state.session.active, state.sums, posts.get(target.file)?.inspection, inspection);
    state.sums = sums;
    posts.set(target.file, {
      target,
      inspection,
      ...rest,
      failures: [...rest.failures, ...failures.map(({rule, message}) => ({path: '', message: `${rule}: ${message}`}))],
    });
  };
  const forget = (name: string): void => {
    const known = posts.get(name);
    if (!known) return;
    state.sums = exchange(state.session.active, state.sums, known.inspection, undefined).sums;
    posts.delete(name);
  };
  const inspectText = async (target: Target, source: Source, text?: string): Promise<void> => {
    const failures: Failure[] = [];
    const inspection = await inspectTarget(state.session, target, source, failures);
    keep(target, inspection, {failures, ...(text !== undefined && {text})});
  };
  const takeFromDisk = async (target: Target): Promise<void> => {
    const source = attempt(() => ({path: target.path, ...readSource(target.file)}));
    if (source) await inspectText({...target, asked: false}, source);
    else forget(target.file);
  };
  const targetOf = (name: string): Target | undefined =>
    posts.get(name)?.target ?? targets(state.session, name).find((target) => target.file === name);

  const unasked = targets(opened, file).map((target) => ({...target, asked: false}));
  const {sums} = await readBlog(opened, unasked, fromDisk, {
    store: storeFor(opened, {cache}),
    progress: () => setImmediate(),
    each: (target, inspection) => void posts.set(target.file, {target, inspection, failures: []}),
  });
  state.sums = sums;

  const queue: {last: Promise<unknown>} = {last: Promise.resolve()};
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = queue.last.then(task);
    queue.last = turn.catch(() => undefined);
    return turn;
  };
  return {
    get session() {
      return state.session;
    },
    show: (name, text) =>
      inTurn(async () => {
        const target = targetOf(name);
        if (!target) return false;
        await inspectText({...target, asked: true}, {path: target.path, text}, text);
        return true;
      }),
    hide: (name) =>
      inTurn(async () => {
        const known = posts.get(name);
        if (known) await takeFromDisk(known.target);
      }),
    reread: (names) =>
      inTurn(async () => {
        state.session = withFilesRead(state.session);
        const found = lazy(() => new Map(targets(state.session, file).map((target) => [target.file, target])));
        for (const name of names) {
          if (posts.get(name)?.text !== undefined) continue;
          const target = posts.get(name)?.target ?? found().get(name);
          if (target) await takeFromDisk(target);
        }
      }),
    rereadWords: () =>
      inTurn(async () => {
        state.session = withWordsRead(state.session);
        for (const {target, text} of [...posts.values()])
          if (text !== undefined) await inspectText(target, {path: target.path, text}, text);
      }),
    judge: () =>
      inTurn(async () => {
        const shown = [...posts.values()].filter(({text}) => text !== undefined);
        const inspected = shown.flatMap(({target, inspection}) => (inspection ? [{target, inspection}] : []));
        const asked = inspected.map(({target, inspection: {stage}}) => ({target, stage}));
        const shelf = new Shelf(inspected.map(({inspection}) => inspection));
        const failures: Failure[] = [];
        const outcomes = settleAll(state.session, asked, shelf, state.sums, {drafts: 'note', unused: true}, failures);
        const byFile = new Map(asked.map(({target}, index) => [target.file, outcomes[index]?.findings ?? []]));
        return new Map(
          shown.map(({target, failures: own}) => [
            target.file,
            {findings: byFile.get(target.file) ?? [], failures: [...own, ...failures]},
          ]),
        );
      }),
  };
}

/** The posts of a blog; where nothing marks a folder as a blog, the file is a post of it whatever it is. */
function targets({blog, config}: Session, file: string): readonly Target[] {
  const named = blog.sure ? [] : [file];
  return find(blog, blog.root, {paths: named}, config, true).targets;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
