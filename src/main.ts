#!/usr/bin/env node
import process from 'node:process';
import {run} from './cli.ts';

// A reader that closes the pipe, as `head` does, has what it wanted.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
process.on('uncaughtException', (error) => {
  process.stderr.write(`error: Something went wrong in draftlint itself: ${error.message}\n`);
  process.exit(2);
});

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
