import process from 'node:process';
import {setFlagsFromString} from 'node:v8';

/*
 * What V8 is told. It is made for programs that run for long; most runs are over before what it prepares has paid off.
 */

/** Eighteen times as long as usual: by then a short run is over, and a long one has lost nothing that could be measured. */
const patience = '--interrupt-budget=1200000';
/** The newest version of Node whose V8 has that flag. */
const newestWithPatience = 20;

const flags = [
  // V8 lets a heap grow to four times of what lives in it before it looks for what can go. Most of what a run makes goes with its post, so
  // looking at two and a half times costs nothing that could be measured, and takes a quarter off the memory of 3,000 posts
  '--heap-growing-percent=150',
  // a short run ends about when V8 would begin to mark, step by step, what lives: that took a twelfth of its time
  '--no-incremental-marking',
  // the young are a megabyte then: threads that help to copy what lives among them take longer to call than to do it
  '--no-parallel-scavenge',
  // of the expressions that a short run asks, most are asked a few times: making each of them fast takes longer than asking it
  '--no-regexp-peephole-optimization',
  '--regexp-tier-up-ticks=20',
];

/** Has V8 wait longer before it optimises what runs often. */
export function bePatient(): void {
  if (Number.parseInt(process.versions.node, 10) <= newestWithPatience) setFlagsFromString(patience);
}

/** Makes V8 ready for a run that is soon over. */
export function expectShortRun(): void {
  bePatient();
  for (const flag of flags) setFlagsFromString(flag);
}

/**
 * Has V8 mark beside the work, and not in place of it, which takes a fortieth off the time of some hundred posts, and copy in threads, which
 * takes as much off the wait.
 */
export function expectLongRun(): void {
  for (const flag of ['--incremental-marking', '--parallel-scavenge']) setFlagsFromString(flag);
}

/** With so many posts to inspect a run is a long one. */
const many = 50;

/** Makes V8 ready for a run that inspects so many posts. */
export function expectPosts(count: number): void {
  if (count >= many) expectLongRun();
}

/**
 * Has V8 look more often for what can go, once a run has read its posts: what it found lives until it is printed, and while the heap
 * grew to two and a half times of that, 10,000 posts took a fifth more memory.
 */
export const expectTheEnd = (): void => setFlagsFromString('--heap-growing-percent=50');

/** Says whether V8 may forget what it compiled and has not run for a while: all that starts the command, by the time it would be kept. */
export const mayForget = (forgets: boolean): void =>
  setFlagsFromString(forgets ? '--flush-bytecode' : '--no-flush-bytecode');
