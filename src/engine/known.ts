import {aboutOf} from '../core/about.ts';
import type {Finding} from '../core/finding.ts';
import {sha256} from '../core/sha256.ts';
import {sentencesOf} from './sentence.ts';

/** How many findings there are of each print. */
export type Prints = ReadonlyMap<string, number>;

/**
 * Gives the print of each finding: of its rule, what it is about, and the sentence it is in, so that it holds while lines
 * move. The rule stands before it, to be read.
 */
export function printsOf(text: string, findings: readonly Finding[]): readonly string[] {
  const sentences = sentencesOf(text, findings);
  return findings.map((finding, index) => {
    const named = [finding.rule, aboutOf(finding), sentences[index] ?? ''].join('\0');
    return `${finding.rule} ${sha256(named).slice(0, 12)}`;
  });
}

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
