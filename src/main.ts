#!/usr/bin/env node
import process from 'node:process';
import {run} from './cli.ts';

// A reader that closes the pipe, as `head` does, has what it wanted; a terminal that was closed reads no more.
const gone = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (gone.includes(error.code ?? '')) process.exit(process.exitCode ?? 0);
    throw error;
  });
process.on('uncaughtException', (error) => {
  process.stderr.write(`error: Something went wrong in draftlint itself: ${error.message}\n`);
  process.exit(2);
});

/**
 * Exit codes as shells give them to what a signal ended; a second signal ends the process at once. SIGHUP is left to end
 * it by itself: Node aborts where it comes to exit and its terminal is closed.
 */
const signals = {SIGINT: 130, SIGTERM: 143} as const;

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  wire: {input: process.stdin, output: process.stdout},
  interrupted: () =>
    new Promise((resolve) => {
      for (const [signal, code] of Object.entries(signals)) process.once(signal, () => resolve(code));
    }),
});
