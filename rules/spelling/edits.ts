/** The kinds of slip that lead from the right word to the written one. */
export type Slip =
  | 'lostDouble'
  | 'lostVowel'
  | 'lostConsonant'
  | 'lostFirst'
  | 'lostLast'
  | 'doubled'
  | 'tripled'
  | 'extraNear'
  | 'extraEcho'
  | 'extra'
  | 'extraFirst'
  | 'extraLast'
  | 'swapped'
  | 'swappedFar'
  | 'nearKey'
  | 'vowel'
  | 'sound'
  | 'changed'
  | 'changedFirst'
  | 'changedLast'
  | 'lostApostrophe'
  | 'extraApostrophe'
  | 'lostSpace'
  | 'accent';

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** For each letter the letters on the keys around it, on a QWERTY keyboard. */
const near: ReadonlyMap<string, string> = new Map(
  rows.flatMap((row, r) =>
    [...row].map((key, i): [string, string] => {
      const around = [
        row[i - 1],
        row[i + 1],
        rows[r - 1]?.[i],
        rows[r - 1]?.[i + 1],
        rows[r + 1]?.[i - 1],
        rows[r + 1]?.[i],
      ];
      return [key, around.filter((k) => k !== undefined).join('')];
    }),
  ),
);
const isNear = (a: string, b: string): boolean => near.get(a)?.includes(b) ?? false;
const vowels = 'aeiouy';
const isVowel = (c: string | undefined): boolean => c !== undefined && vowels.includes(c);
const sounds = ['cs', 'ck', 'cq', 'kq', 'sz', 'gj', 'dt', 'fv', 'bp', 'mn', 'tc', 'xc', 'sx', 'vw', 'fp'];
const soundsAlike = (a: string, b: string): boolean => sounds.some((pair) => pair.includes(a) && pair.includes(b));
const stripAccents = (c: string): string => (c < '\x80' ? c : c.normalize('NFD').replace(/\p{M}/gu, ''));

/** Beyond this many slips words have nothing to do with each other. */
export const farthest = 3;

interface Step {
  readonly slip: Slip;
  readonly cost: number;
}

/** The least that a change, a lost and an added letter costs; and the most that any slip does. */
const least = {changed: 0.3, lost: 0.8, added: 0.75} as const;
const dearest = 1.1;

function lost(right: string, j: number): Step {
  const c = right[j]!;
  if (c === ' ') return {slip: 'lostSpace', cost: 1};
  if (c === "'") return {slip: 'lostApostrophe', cost: 0.8};
  if (c === right[j - 1] || c === right[j + 1]) return {slip: 'lostDouble', cost: 0.8};
  if (j === 0) return {slip: 'lostFirst', cost: 1.05};
  if (j === right.length - 1) return {slip: 'lostLast', cost: 1};
  return isVowel(c) ? {slip: 'lostVowel', cost: 0.95} : {slip: 'lostConsonant', cost: 0.97};
}

function added(written: string, i: number, right: string, j: number): Step {
  const c = written[i]!;
  if (c === "'") return {slip: 'extraApostrophe', cost: 0.9};
  if (c === written[i - 1] || c === written[i + 1]) {
    return c === written[i - 1] && c === (written[i + 1] ?? written[i - 2])
      ? {slip: 'tripled', cost: 0.75}
      : {slip: 'doubled', cost: 0.8};
  }
  if (i === 0) return {slip: 'extraFirst', cost: 1.05};
  if (i === written.length - 1) return {slip: 'extraLast', cost: 1};
  if (c === right[j - 2] || c === right[j + 1] || c === written[i - 2] || c === written[i + 2])
    return {slip: 'extraEcho', cost: 0.95};
  if (isNear(c, written[i - 1] ?? '') || isNear(c, written[i + 1] ?? '')) return {slip: 'extraNear', cost: 0.95};
  return {slip: 'extra', cost: 1};
}

function changed(written: string, i: number, right: string, j: number): Step {
  const a = written[i]!;
  const b = right[j]!;
  if (stripAccents(a) === stripAccents(b)) return {slip: 'accent', cost: 0.3};
  if (isVowel(a) && isVowel(b)) return {slip: 'vowel', cost: 0.95};
  if (i === 0 && j === 0) return {slip: 'changedFirst', cost: 1.1};
  if (isNear(a, b)) return {slip: 'nearKey', cost: 0.98};
  if (soundsAlike(a, b)) return {slip: 'sound', cost: 0.98};
  if (i === written.length - 1 && j === right.length - 1) return {slip: 'changedLast', cost: 1.05};
  return {slip: 'changed', cost: 1.05};
}

/**
 * Gives the cheapest list of slips that turn `right` into `written` (both in lower case), or nothing where it takes
 * more than three. A transposition, also across one letter, is one slip.
 */
export function slips(written: string, right: string): readonly Slip[] | undefined {
  const n = written.length;
  const m = right.length;
  if (Math.abs(n - m) > farthest) return undefined;
  const width = m + 1;
  const cost = new Float64Array((n + 1) * width).fill(99);
  const count = new Uint8Array((n + 1) * width);
  const from = new Array<{readonly slip: Slip | undefined; readonly back: number} | undefined>((n + 1) * width);
  cost[0] = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = Math.max(0, i - farthest); j <= Math.min(m, i + farthest); j++) {
      const at = i * width + j;
      // a way that has cost more than the dearest slips together is one of too many
      const leads = (back: number, more: number): boolean =>
        cost[back]! <= farthest * dearest && cost[back]! + more < cost[at]!;
      const relax = (back: number, step: Step | undefined): void => {
        const sum = cost[back]! + (step?.cost ?? 0);
        if (sum < cost[at]!) {
          cost[at] = sum;
          count[at] = count[back]! + (step ? 1 : 0);
          from[at] = {slip: step?.slip, back};
        }
      };
      if (i > 0 && j > 0) {
        if (written[i - 1] === right[j - 1]) relax(at - width - 1, undefined);
        else if (leads(at - width - 1, least.changed)) relax(at - width - 1, changed(written, i - 1, right, j - 1));
      }
      if (
        i > 1 &&
        j > 1 &&
        written[i - 1] === right[j - 2] &&
        written[i - 2] === right[j - 1] &&
        written[i - 1] !== written[i - 2]
      ) {
        relax(at - 2 * width - 2, {slip: 'swapped', cost: 0.85});
      }
      if (
        i > 2 &&
        j > 2 &&
        written[i - 1] === right[j - 3] &&
        written[i - 2] === right[j - 2] &&
        written[i - 3] === right[j - 1] &&
        written[i - 1] !== written[i - 3]
      ) {
        relax(at - 3 * width - 3, {slip: 'swappedFar', cost: 1.1});
      }
      if (j > 0 && leads(at - 1, least.lost)) relax(at - 1, lost(right, j - 1));
      if (i > 0 && leads(at - width, least.added)) relax(at - width, added(written, i - 1, right, j));
    }
  }
  const last = n * width + m;
  if (cost[last]! >= 99 || count[last]! > farthest) return undefined;
  const found: Slip[] = [];
  for (let at = last; at !== 0; ) {
    const step = from[at]!;
    if (step.slip) found.push(step.slip);
    at = step.back;
  }
  return found.reverse();
}

/** A rough key of how a word sounds: two words with one key are easily taken for each other. */
export function soundKey(word: string): string {
  return word
    .replace(/[^a-z]/g, '')
    .replace(/ph/g, 'f')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/[ckq]+u?/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/z/g, 's')
    .replace(/g(?=[eiy])/g, 'j')
    .replace(/([sc]|t)h/g, '$1')
    .replace(/^[wkgp](?=[rn])/, '')
    .replace(/[aeiouyhw]+/g, (_, at: number) => (at === 0 ? 'a' : ''))
    .replace(/(.)\1+/g, '$1');
}

/** The consonants of a word in order, runs of one letter taken once. */
export const skeleton = (word: string): string => word.replace(/[aeiouy']/g, '').replace(/(.)\1+/g, '$1');
