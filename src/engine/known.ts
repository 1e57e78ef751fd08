import type {Finding} from '../core/finding.ts';

/** How many findings there are of each print. */
export type Prints = ReadonlyMap<string, number>;

/** Counts prints. */
export function countPrints(prints: readonly string[]): Prints {
  const counts = new Map<string, number>();
  for (const print of prints) counts.set(print, (counts.get(print) ?? 0) + 1);
  return counts;
}

/** Says how many of the prints found are known, and how many known ones were not met any more. */
export function tallyKnown(found: readonly string[], known: Prints = new Map()) {
  const counts = countPrints(found);
  let met = 0;
  let total = 0;
  for (const [print, count] of known) {
    met += Math.min(count, counts.get(print) ?? 0);
    total += count;
  }
  return {known: met, stale: total - met};
}

/** Takes out findings that are known: `prints` has the print of each, in their order. */
export function withoutKnown(
  findings: readonly Finding[],
  prints: readonly string[],
  known: Prints = new Map(),
): readonly Finding[] {
  const left = new Map(known);
  return findings.filter((_, index) => {
    const print = prints[index] ?? '';
    const count = left.get(print) ?? 0;
    if (count > 0) left.set(print, count - 1);
    return count === 0;
  });
}
