#!/usr/bin/env node
import process from 'node:process';
import {OutputError, openOutput, openStream} from './host/output.ts';
import {buildId, builtFile} from './host/package.ts';
import {askOf, environmentOf, recallRun} from './host/receipts.ts';
import {bePatient} from './host/v8.ts';

const stdout = openOutput('stdout', process);
const stderr = openOutput('stderr', process);
process.on('uncaughtException', (error) => {
  const message =
    error instanceof OutputError ? error.message : `Something went wrong in draftlint itself: ${error.message}`;
  stderr.write(`error: ${message}\n`);
  process.exit(2);
});

/**
 * Exit codes as shells give them to what a signal ended; a second signal ends the process at once. SIGHUP is left to end
 * it by itself: Node aborts where it comes to exit and its terminal is closed.
 */
const signals = {SIGINT: 130, SIGTERM: 143} as const;

async function main(): Promise<void> {
  bePatient();
  const argv = process.argv.slice(2);
  const cwd = process.cwd();
  const env = environmentOf(process.env);
  const ask = askOf(argv, {cwd, env, stdout});
  const said = ask && recallRun(ask);
  if (said) {
    stdout.write(said.out);
    stderr.write(said.err);
    process.exitCode = said.code;
    return;
  }
  // loaded only now: most of the time of a short run is spent on loading
  const {loadCode} = await import('./host/code.ts');
  const build = argv.includes('--no-cache') ? undefined : buildId();
  const command = loadCode<typeof import('./cli.ts')>(builtFile('cli.cjs'), build);
  const {run} = command.exports;
  process.exitCode = await run(argv, {
    cwd,
    env,
    stdout,
    stderr,
    stdin: () => process.stdin,
    ...(ask && {ask}),
    ...(stderr.terminal && {terminal: stderr.terminal}),
    wire: () => ({input: process.stdin, output: openStream('stdout', process)}),
    interrupted: () =>
      new Promise((resolve) => {
        for (const [signal, code] of Object.entries(signals)) process.once(signal, () => resolve(code));
      }),
  });
  command.keep();
}

void main();
