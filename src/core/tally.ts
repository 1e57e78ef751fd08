/** How often each of some words was met, as JSON; a word met no more is not in it. */
export type Tally = Record<string, number>;

/** Gives how often a word was met; words such as `constructor` count as any other. */
export const countOf = (tally: Readonly<Tally>, word: string): number =>
  Object.hasOwn(tally, word) ? (tally[word] ?? 0) : 0;

/** Counts a word `by` more, or fewer where `by` is negative; `__proto__` alone is not counted, since no object takes it. */
export function count(tally: Tally, word: string, by: number): void {
  const now = countOf(tally, word) + by;
  if (now === 0) delete tally[word];
  else tally[word] = now;
}
