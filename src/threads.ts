import {addAll} from './core/add-all.ts';
import type {Failure} from './core/outcome.ts';
import type {Inspection} from './engine/inspect.ts';
import {type Heard, listen, noteHeard} from './host/disk.ts';
import type {Target} from './host/find.ts';
import {buildId, builtFile} from './host/package.ts';
import {cores, openPool, serveJobs} from './host/pool.ts';
import type {Progress} from './host/progress.ts';
import {decode} from './host/read.ts';
import {expectLongRun} from './host/v8.ts';
import {inspectTarget, type Opening, openSession, type Session} from './session.ts';

/*
 * Inspecting side by side. A thread opens the blog for itself, with what the run opened it with, and inspects the posts it is
 * handed; what it gives is what an inspection is anyway, plain data. All else stays with the run: reading, storing, folding and
 * judging, in the order of the posts.
 */

/** What finds out about posts. */
export interface Inspector {
  /** How many posts may be begun before the first of them is done. */
  readonly ahead: number;
  /** Finds out about a post; what fails is added to `failures`, of a post that is asked about. */
  inspect(target: Target, bytes: Uint8Array, failures: Failure[]): Promise<Inspection | undefined>;
  close(): void;
}

/** A post to inspect in a thread. */
interface Job {
  readonly target: Target;
  readonly bytes: Uint8Array;
}

/** What a thread gives of a post, and what it asked of the disk meanwhile. */
interface Answer {
  readonly inspection: Inspection | undefined;
  readonly failures: readonly Failure[];
  readonly heard: Heard;
}

/** A thread compiles for itself what others have compiled: it is worth its start where it has so many posts to read. */
const postsEach = 200;
/** More threads than this would wait for the one that reads and folds. */
const mostThreads = 8;
/** Posts that wait for a thread, so that it need not wait for them. */
const queue = 8;

/**
 * How many threads inspect some posts, where nobody says it. One core is left to the thread that reads and folds, and to what V8 does beside
 * them all: on two cores, two threads take a quarter off the wait, and more than half again of the memory (`npm run bench -- --only threads`).
 */
export function threadsFor(posts: number, available?: number): number {
  const worth = Math.min(mostThreads, Math.floor(posts / postsEach));
  return worth <= 1 ? 1 : Math.max(1, Math.min((available ?? cores()) - 1, worth));
}

/**
 * Gives what inspects posts of a session: in this thread, or in some others where more than one is wanted and there is a
 * built package to run in them.
 */
export function inspectorOf(session: Session, threads = 1): Inspector {
  const here: Inspector = {
    ahead: 1,
    inspect: (target, bytes, failures) =>
      inspectTarget(session, target, {path: target.path, ...decode(bytes)}, failures),
    close: () => undefined,
  };
  const {opening} = session;
  if (threads <= 1 || !opening || buildId() === undefined) return here;
  const pool = openPool<Job, Answer>(builtFile('thread.js'), threads, opening);
  return {
    ahead: threads * queue,
    inspect: async (target, bytes, failures) => {
      const copy = new Uint8Array(bytes);
      const answer = await pool.run({target, bytes: copy}, [copy.buffer]);
      if (!answer) return here.inspect(target, bytes, failures);
      noteHeard(answer.heard);
      addAll(failures, answer.failures);
      return answer.inspection;
    },
    close: () => pool.close(),
  };
}

/**
 * Begins with each item, and ends each in its turn: `begin` gives what is left to do then. So many items at most are begun and not
 * ended; `progress` is told before each is begun.
 */
export async function inTurn<T>(
  items: readonly T[],
  {ahead, progress}: {readonly ahead: number; readonly progress?: Progress | undefined},
  begin: (item: T) => () => Promise<void>,
): Promise<void> {
  const turns: (() => Promise<void>)[] = [];
  for (const [index, item] of items.entries()) {
    const pause = progress?.(index, items.length);
    if (pause) await pause;
    turns.push(begin(item));
    if (turns.length >= ahead) await turns.shift()?.();
  }
  for (const turn of turns) await turn();
}

/** What a thread runs. */
export function serveInspections(): void {
  // flags are those of the whole program, and the thread was loaded as for a short run
  expectLongRun();
  serveJobs<Opening, Job, Answer>(
    ({cwd, paths, ...request}) => {
      const disk = listen();
      const here = inspectorOf(openSession(cwd, paths, request));
      return async ({target, bytes}) => {
        const failures: Failure[] = [];
        const inspection = await here.inspect(target, bytes, failures);
        return {inspection, failures, heard: disk.take()};
      };
    },
    ({inspection}) => (inspection ? [inspection.facts.bytes.buffer as ArrayBuffer] : []),
  );
}
