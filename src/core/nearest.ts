import {distance} from 'fastest-levenshtein';

/** Gives the candidate a writer most likely meant: at most a third of its letters (and at least two) differ. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: {name: string; cost: number} | undefined;
  const wanted = word.toLowerCase().slice(0, 100);
  for (const name of candidates) {
    const cost = distance(wanted, name.toLowerCase());
    if (cost <= Math.max(2, Math.floor(name.length / 3)) && (!best || cost < best.cost)) best = {name, cost};
  }
  return best?.name;
}

/** Completes an error about an unknown name: `, did you mean "spelling"?`, or the names there are. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const name = nearest(word, candidates);
  if (name) return `; did you mean "${name}"?`;
  return candidates.length > 0 && candidates.length <= 12 ? `; known are: ${candidates.join(', ')}` : '';
}
