import {availableParallelism} from 'node:os';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';

/** Threads that do jobs of one kind: what goes in and what comes out is plain data. */
export interface Pool<Job, Answer> {
  /**
   * Has the thread with the least to do do a job; `moved` is handed over to it and no longer usable here. Gives undefined where no thread
   * is left that could.
   */
  run(job: Job, moved?: readonly ArrayBuffer[]): Promise<Answer | undefined>;
  /** Ends the threads, whatever they do; what was not answered by now is never. */
  close(): void;
}

/** A job on its way there, and its answer on the way back. */
interface Parcel<T> {
  readonly id: number;
  readonly content: T;
}

/** Cores that may be used at once. */
export const cores = (): number => availableParallelism();

/** Starts threads that run a module, each with a copy of `about`. */
export function openPool<Job, Answer>(file: string, count: number, about: unknown): Pool<Job, Answer> {
  const threads = Array.from({length: count}, () => {
    const worker = new Worker(file, {workerData: about});
    const waiting = new Map<number, (answer: Answer | undefined) => void>();
    const thread = {worker, waiting, gone: false};
    // whatever ended it, what it was asked is done by others, who find out what is wrong
    const end = (): void => {
      thread.gone = true;
      for (const answered of waiting.values()) answered(undefined);
      waiting.clear();
    };
    worker.on('message', ({id, content}: Parcel<Answer>) => {
      waiting.get(id)?.(content);
      waiting.delete(id);
    });
    worker.on('messageerror', end);
    worker.on('error', end);
    worker.on('exit', end);
    return thread;
  });
  const numbers = {last: 0};
  return {
    run: (job, moved = []) =>
      new Promise((resolve) => {
        const [idlest] = threads.filter(({gone}) => !gone).sort((a, b) => a.waiting.size - b.waiting.size);
        if (!idlest) return resolve(undefined);
        const id = ++numbers.last;
        idlest.waiting.set(id, resolve);
        idlest.worker.postMessage({id, content: job} satisfies Parcel<Job>, [...moved]);
      }),
    close: () => {
      for (const {worker, waiting} of threads) {
        waiting.clear();
        void worker.terminate();
      }
    },
  };
}

/**
 * What a thread of a pool runs: answers its jobs, one after the other, with what `open` makes of what the pool was opened with. `moved` names
 * what of an answer is handed over.
 */
export function serveJobs<About, Job, Answer>(
  open: (about: About) => (job: Job) => Promise<Answer>,
  moved: (answer: Answer) => readonly ArrayBuffer[],
): void {
  if (isMainThread || !parentPort) throw new Error('Jobs are done in a thread that a pool started');
  const port = parentPort;
  const answerTo = open(workerData);
  const state = {last: Promise.resolve()};
  port.on('message', ({id, content}: Parcel<Job>) => {
    state.last = state.last.then(async () => {
      const answer = await answerTo(content);
      port.postMessage({id, content: answer} satisfies Parcel<Answer>, [...moved(answer)]);
    });
  });
}
