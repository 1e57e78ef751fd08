import type {Finding} from './finding.ts';
import type {Ignore} from './ignores.ts';

/*
 * Which ignores silence which findings, where a post has thousands of both: asking `silences` of each pair takes time that grows with
 * the square. Both are sorted by the names of rules, and those of one name by place.
 */

type Spot = Readonly<Record<'line' | 'column', number>>;
const compare = (a: Spot, b: Spot): number => a.line - b.line || a.column - b.column;
const max = (a: Spot, b: Spot): Spot => (compare(a, b) >= 0 ? a : b);

/** The names that an ignore may give a finding's rule: `grammar` and `grammar/in-to` for the latter. */
function namesOf(rule: string): readonly string[] {
  const names = [rule];
  for (let at = rule.lastIndexOf('/'); at > 0; at = rule.lastIndexOf('/', at - 1)) names.push(rule.slice(0, at));
  return names;
}

/** How many of a sorted list come before the first that is beyond; `isBeyond` is false for some and then true for all others. */
function countBefore<T>(list: readonly T[], isBeyond: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBeyond(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Gives the list under a key, and makes it where there is none. */
function listAt<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const known = lists.get(key);
  if (known) return known;
  const fresh: T[] = [];
  lists.set(key, fresh);
  return fresh;
}

/** What an ignore names, as one text: a rule, or every rule, and where it lists words one of them. */
const keyOf = (rule: string | undefined, word: string | undefined): string =>
  JSON.stringify([rule ?? null, word ?? null]);

/** Gives what tells whether any of some ignores silences a finding, as `silences` has it. */
export function silencer(ignores: readonly Ignore[]): (finding: Finding) => boolean {
  if (ignores.length === 0) return () => false;
  const stretches = new Map<string, {from: Spot; to: Spot}[]>();
  for (const {rules, words, from, to, slip} of ignores) {
    if (slip) continue;
    for (const rule of rules.length === 0 ? [undefined] : rules)
      for (const word of words ?? [undefined]) listAt(stretches, keyOf(rule, word)).push({from, to});
  }
  for (const list of stretches.values()) {
    list.sort((a, b) => compare(a.from, b.from));
    // the furthest end of all that begin before
    for (let n = 1; n < list.length; n++) list[n] = {from: list[n]!.from, to: max(list[n - 1]!.to, list[n]!.to)};
  }
  const covers = (key: string, finding: Finding): boolean => {
    const list = stretches.get(key);
    const last = list?.[countBefore(list, ({from}) => compare(from, finding) > 0) - 1];
    return last !== undefined && compare(finding, last.to) <= 0;
  };
  return (finding) => {
    const word = (finding.actual ?? '').toLowerCase();
    return [undefined, ...namesOf(finding.rule)].some(
      (rule) => covers(keyOf(rule, undefined), finding) || covers(keyOf(rule, word), finding),
    );
  };
}

/**
 * Gives what tells whether an ignore that lists no words would silence any of some findings, if it named the given rule alone, or, where none
 * is given, every rule.
 */
export function silencedIn(findings: readonly Finding[]): (ignore: Ignore, rule?: string) => boolean {
  const places = new Map<string | undefined, Finding[]>();
  for (const finding of findings)
    for (const rule of [undefined, ...namesOf(finding.rule)]) listAt(places, rule).push(finding);
  for (const list of places.values()) list.sort(compare);
  return ({from, to, slip}, rule) => {
    const list = places.get(rule) ?? [];
    const first = list[countBefore(list, (finding) => compare(finding, from) >= 0)];
    return !slip && first !== undefined && compare(first, to) <= 0;
  };
}
