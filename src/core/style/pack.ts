import {lazy} from '../lazy.ts';
import type {Check} from './check.ts';
import {type Clue, isTrigger} from './clues.ts';
import {compileCheck, isCheck} from './compile.ts';
import {type Run, runOfWaiting} from './run.ts';

/** Checks of our own by their names, as a style's YAML holds them. */
export type Pack = Readonly<Record<string, unknown>>;
/** What is known of the patterns of each check of a pack, in their order; worked out when the package is built. */
export type PackClues = Readonly<Record<string, readonly Clue[]>>;

/** Makes a run of a pack when it is first asked for; a check is compiled when it is first tried. Throws where a check is wrong. */
export const packRun = (pack: Pack, clues: PackClues): (() => Run) =>
  lazy(() =>
    runOfWaiting(
      Object.entries(pack).map(([name, data]) => {
        const known = clues[name] ?? [];
        const triggers = known.filter(isTrigger);
        return {triggers, searches: triggers.length < known.length, check: lazy(() => compiled(name, data, known))};
      }),
    ),
  );

function compiled(name: string, data: unknown, clues: readonly Clue[]): Check {
  const check = compileCheck(name, data, {clues});
  if (isCheck(check)) return check;
  throw new Error(`${name}: ${check.reason}`);
}
