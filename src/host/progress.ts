import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import type {Spinner} from 'yocto-spinner';

/** Told while posts are read how many of how many were; the run waits for what it gives. */
export type Progress = (read: number, all: number) => Promise<void> | undefined;

/** A shorter run, in milliseconds, shows nothing. */
const patience = 500;
/** Between one number and the next, in milliseconds. */
const pace = 100;

/**
 * Shows on a terminal how far a long run is. What draws it is loaded when there is something to draw; each time it is drawn
 * the process gets a breath, without which it would not hear Ctrl-C. `clear` takes it off the terminal.
 */
export function progressOn(
  stream: Writable,
  now: () => number = Date.now,
): {readonly progress: Progress; clear(): void} {
  const began = now();
  const state: {drawn: number; spinner?: Spinner} = {drawn: began};
  const draw = async (text: string): Promise<void> => {
    if (state.spinner) state.spinner.text = text;
    else {
      const {default: spin} = await import('yocto-spinner');
      state.spinner = spin({stream, text}).start();
    }
    await setImmediate();
  };
  return {
    progress: (read, all) => {
      const time = now();
      if (time - began < patience || time - state.drawn < pace) return undefined;
      state.drawn = time;
      return draw(`${read} of ${all} posts read`);
    },
    clear: () => void state.spinner?.stop(),
  };
}
