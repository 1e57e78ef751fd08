import {fstatSync, writeSync} from 'node:fs';
import type {Writable} from 'node:stream';
import {reasonOf} from './read.ts';

/*
 * Where there is no terminal, what is said is written to the pipe or the file itself: Node takes two milliseconds to make streams of
 * standard output and standard error, and a stream keeps all that a slow reader has not read yet.
 */

/** Standard output or standard error. */
export interface Output {
  /** Writes a text, or its bytes in UTF-8; whoever reads on a pipe is waited for. */
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  /** How wide the terminal is, in characters. */
  readonly columns?: number;
  /** The terminal itself. */
  readonly terminal?: Writable;
}

/** What is said cannot be written where it goes; the message says why and what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  constructor(name: Name, cause: unknown) {
    const place = name === 'stdout' ? 'standard output' : 'standard error';
    super(
      `draftlint cannot write to ${place}: ${reasonOf(cause)}. Make room there, or have it write elsewhere (a report: --output-file FILE)`,
      {cause},
    );
  }
}

/** A reader that closes the pipe, as `head` does, has what it wanted; a terminal that was closed reads no more. */
const isGone = ({code = ''}: NodeJS.ErrnoException): boolean => ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'].includes(code);

type Name = 'stdout' | 'stderr';
const leaver = (around: NodeJS.Process) => (): void => around.exit(around.exitCode ?? 0);

/**
 * Opens one of them as Node's stream. The process ends, with its exit code so far, when its reader is gone; another failure is an
 * OutputError that nobody who writes can catch.
 */
export function openStream(name: Name, around: NodeJS.Process): NodeJS.WriteStream {
  const stream = around[name];
  const leave = leaver(around);
  stream.on('error', (error) => {
    if (isGone(error)) leave();
    throw new OutputError(name, error);
  });
  return stream;
}

/** Opens one of them to say something, with streams or without; it ends and fails as `openStream` says. */
export function openOutput(name: Name, around: NodeJS.Process): Output {
  const file = name === 'stdout' ? 1 : 2;
  // Windows has ways of its own to write to pipes
  if (around.platform !== 'win32' && isPlain(file)) return {write: plainWriter(name, file, leaver(around))};
  const stream = openStream(name, around);
  return {
    write: (text) => stream.write(text),
    isTTY: stream.isTTY,
    // a terminal's width changes while posts are watched
    get columns() {
      return stream.columns;
    },
    ...(stream.isTTY && {terminal: stream}),
  };
}

/** Whether that is a pipe, a socket or a file, and no device. */
function isPlain(file: number): boolean {
  const stats = fstatSync(file);
  return stats.isFIFO() || stats.isFile() || stats.isSocket();
}

function plainWriter(name: Name, file: number, leave: () => void): Output['write'] {
  let isRead = true;
  return (text) => {
    const bytes = Buffer.from(text);
    for (let written = 0; isRead && written < bytes.length; )
      try {
        written += writeSync(file, bytes, written);
      } catch (error) {
        const {code} = error as NodeJS.ErrnoException;
        // another process that has the same pipe may have said that nobody waits there: then its reader is waited for here
        if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, 2);
        else {
          isRead = false;
          // what is running now may yet say with which code, and must not take this for a fault of its own
          setImmediate(() => {
            if (isGone(error as NodeJS.ErrnoException)) leave();
            throw new OutputError(name, error);
          });
        }
      }
  };
}

const pause = new Int32Array(new SharedArrayBuffer(4));
