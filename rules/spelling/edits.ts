/** For two letters of a to z, whether their keys are neighbours, and whether they sound alike. */
const kinship = new Uint8Array(26 * 26);
const nearKeys = 1;
const sameSound = 2;
const letterOf = (c: string): number => c.charCodeAt(0) - 97;
function relate(a: string | undefined, b: string | undefined, kind: number): void {
  if (a === undefined || b === undefined) return;
  kinship[letterOf(a) * 26 + letterOf(b)]! |= kind;
  kinship[letterOf(b) * 26 + letterOf(a)]! |= kind;
}
// QWERTY: a key has its neighbours in its row, and two in the row below
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
for (const [r, row] of rows.entries())
  for (const [i, key] of [...row].entries())
    for (const other of [row[i + 1], rows[r + 1]?.[i - 1], rows[r + 1]?.[i]]) relate(key, other, nearKeys);
for (const [a, b] of ['cs', 'ck', 'cq', 'kq', 'sz', 'gj', 'dt', 'fv', 'bp', 'mn', 'tc', 'xc', 'sx', 'vw', 'fp'])
  relate(a, b, sameSound);
function areRelated(a: string | undefined, b: string | undefined, kind: number): boolean {
  const one = a === undefined ? -1 : letterOf(a);
  const other = b === undefined ? -1 : letterOf(b);
  return one >= 0 && one < 26 && other >= 0 && other < 26 && (kinship[one * 26 + other]! & kind) !== 0;
}
const vowels = 'aeiouy';
const isVowel = (c: string | undefined): boolean => c !== undefined && vowels.includes(c);
const stripAccents = (c: string): string => (c < '\x80' ? c : c.normalize('NFD').replace(/\p{M}/gu, ''));

/** Beyond this many slips words have nothing to do with each other. */
export const farthest = 3;

/** The kinds of slip that lead from the right word to the written one, and how dear each is: the cheapest ones explain a word. */
const steps = {
  lostSpace: {slip: 'lostSpace', cost: 1},
  lostApostrophe: {slip: 'lostApostrophe', cost: 0.8},
  lostDouble: {slip: 'lostDouble', cost: 0.8},
  lostFirst: {slip: 'lostFirst', cost: 1.05},
  lostLast: {slip: 'lostLast', cost: 1},
  lostVowel: {slip: 'lostVowel', cost: 0.95},
  lostConsonant: {slip: 'lostConsonant', cost: 0.97},
  extraApostrophe: {slip: 'extraApostrophe', cost: 0.9},
  tripled: {slip: 'tripled', cost: 0.75},
  doubled: {slip: 'doubled', cost: 0.8},
  extraFirst: {slip: 'extraFirst', cost: 1.05},
  extraLast: {slip: 'extraLast', cost: 1},
  extraEcho: {slip: 'extraEcho', cost: 0.95},
  extraNear: {slip: 'extraNear', cost: 0.95},
  extra: {slip: 'extra', cost: 1},
  accent: {slip: 'accent', cost: 0.3},
  vowel: {slip: 'vowel', cost: 0.95},
  changedFirst: {slip: 'changedFirst', cost: 1.1},
  nearKey: {slip: 'nearKey', cost: 0.98},
  sound: {slip: 'sound', cost: 0.98},
  changedLast: {slip: 'changedLast', cost: 1.05},
  changed: {slip: 'changed', cost: 1.05},
  swapped: {slip: 'swapped', cost: 0.85},
  swappedFar: {slip: 'swappedFar', cost: 1.1},
} as const;
export type Slip = keyof typeof steps;

interface Step {
  readonly slip: Slip;
  readonly cost: number;
}

/** The least that a change, a lost and an added letter costs; and the most that any slip does. */
const least = {changed: 0.3, lost: 0.8, added: 0.75} as const;
const dearest = 1.1;

function lost(right: string, j: number): Step {
  const c = right[j]!;
  if (c === ' ') return steps.lostSpace;
  if (c === "'") return steps.lostApostrophe;
  if (c === right[j - 1] || c === right[j + 1]) return steps.lostDouble;
  if (j === 0) return steps.lostFirst;
  if (j === right.length - 1) return steps.lostLast;
  return isVowel(c) ? steps.lostVowel : steps.lostConsonant;
}

function added(written: string, i: number, right: string, j: number): Step {
  const c = written[i]!;
  if (c === "'") return steps.extraApostrophe;
  if (c === written[i - 1] || c === written[i + 1]) {
    return c === written[i - 1] && c === (written[i + 1] ?? written[i - 2]) ? steps.tripled : steps.doubled;
  }
  if (i === 0) return steps.extraFirst;
  if (i === written.length - 1) return steps.extraLast;
  if (c === right[j - 2] || c === right[j + 1] || c === written[i - 2] || c === written[i + 2]) return steps.extraEcho;
  if (areRelated(c, written[i - 1], nearKeys) || areRelated(c, written[i + 1], nearKeys)) return steps.extraNear;
  return steps.extra;
}

function changed(written: string, i: number, right: string, j: number): Step {
  const a = written[i]!;
  const b = right[j]!;
  if (stripAccents(a) === stripAccents(b)) return steps.accent;
  if (isVowel(a) && isVowel(b)) return steps.vowel;
  if (i === 0 && j === 0) return steps.changedFirst;
  if (areRelated(a, b, nearKeys)) return steps.nearKey;
  if (areRelated(a, b, sameSound)) return steps.sound;
  if (i === written.length - 1 && j === right.length - 1) return steps.changedLast;
  return steps.changed;
}

// The table that `slips` fills, kept for the next two words: making one takes longer than filling it. There is a cell for each two
// prefixes: what the slips between them cost, how many they are, the last of them, and the cell before it.
const tooDear = 99;
const costs: number[] = [];
const counts: number[] = [];
const backs: number[] = [];
const lasts: (Slip | undefined)[] = [];

function relax(at: number, back: number, step: Step | undefined): void {
  const sum = costs[back]! + (step === undefined ? 0 : step.cost);
  if (sum >= costs[at]!) return;
  costs[at] = sum;
  counts[at] = counts[back]! + (step === undefined ? 0 : 1);
  backs[at] = back;
  lasts[at] = step?.slip;
}

/** Whether the best way may lead through a cell where going on costs this much more. */
const mayLead = (at: number, back: number, more: number): boolean =>
  // a way that has cost more than the dearest slips together is one of too many
  costs[back]! <= farthest * dearest && costs[back]! + more < costs[at]!;

/**
 * Gives the cheapest list of slips that turn `right` into `written` (both in lower case), or nothing where it takes
 * more than three. A transposition, also across one letter, is one slip.
 */
export function slips(written: string, right: string): readonly Slip[] | undefined {
  const n = written.length;
  const m = right.length;
  if (Math.abs(n - m) > farthest) return undefined;
  const width = m + 1;
  const size = (n + 1) * width;
  for (let at = 0; at < size; at++) costs[at] = tooDear;
  costs[0] = 0;
  counts[0] = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = Math.max(0, i - farthest); j <= Math.min(m, i + farthest); j++) {
      const at = i * width + j;
      if (i > 0 && j > 0) {
        const back = at - width - 1;
        if (written[i - 1] === right[j - 1]) relax(at, back, undefined);
        else if (mayLead(at, back, least.changed)) relax(at, back, changed(written, i - 1, right, j - 1));
      }
      if (
        i > 1 &&
        j > 1 &&
        written[i - 1] === right[j - 2] &&
        written[i - 2] === right[j - 1] &&
        written[i - 1] !== written[i - 2]
      ) {
        relax(at, at - 2 * width - 2, steps.swapped);
      }
      if (
        i > 2 &&
        j > 2 &&
        written[i - 1] === right[j - 3] &&
        written[i - 2] === right[j - 2] &&
        written[i - 3] === right[j - 1] &&
        written[i - 1] !== written[i - 3]
      ) {
        relax(at, at - 3 * width - 3, steps.swappedFar);
      }
      if (j > 0 && mayLead(at, at - 1, least.lost)) relax(at, at - 1, lost(right, j - 1));
      if (i > 0 && mayLead(at, at - width, least.added)) relax(at, at - width, added(written, i - 1, right, j));
    }
  }
  const end = size - 1;
  if (costs[end]! >= tooDear || counts[end]! > farthest) return undefined;
  const found: Slip[] = [];
  for (let at = end; at !== 0; at = backs[at]!) {
    const slip = lasts[at];
    if (slip !== undefined) found.push(slip);
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
