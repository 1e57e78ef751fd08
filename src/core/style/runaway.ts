import {type Part, parsePattern} from './parts.ts';

/** More rounds than this count as no end. */
const many = 20;

type Loop = Part & {readonly kind: 'loop'};
/** Whether a loop has so many rounds that it counts as endless. */
const endless = ({least, most}: Loop): boolean => most > least && most > many;
/** What looks around takes no text, but its time counts. */
const looked = (part: Part & {readonly kind: 'look'}): Loop => ({kind: 'loop', part: part.part, least: 0, most: 1});
/**
 * Says how the time that a pattern takes can grow with the length of a text: 1 for straight ahead, 2 for with its
 * square and so on, Infinity where it can double with every character. It errs on the side of too much.
 */
export function growthOf(pattern: RegExp): number {
  const part = parsePattern(pattern);
  if (part === undefined || doubles(part)) return Number.POSITIVE_INFINITY;
  return 1 + longestRow(part);
}

const overlap = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((one) => b.has(one));
const union = (sets: readonly ReadonlySet<number>[]): Set<number> => new Set(sets.flatMap((set) => [...set]));

/** Whether a part can take no text. */
function empty(part: Part): boolean {
  if (part.kind === 'one') return false;
  if (part.kind === 'boundary' || part.kind === 'look') return true;
  if (part.kind === 'sequence') return part.parts.every(empty);
  if (part.kind === 'either') return part.parts.some(empty);
  return part.least === 0 || empty(part.part);
}

/** The characters that a part can begin with. */
function first(part: Part): ReadonlySet<number> {
  if (part.kind === 'one') return part.set;
  if (part.kind === 'boundary') return new Set();
  if (part.kind === 'look') return first(part.part);
  if (part.kind === 'either') return union(part.parts.map(first));
  if (part.kind === 'loop') return first(part.part);
  const sets: ReadonlySet<number>[] = [];
  for (const one of part.parts) {
    sets.push(first(one));
    if (!empty(one)) break;
  }
  return union(sets);
}

/** All characters that a part can take. */
function all(part: Part): ReadonlySet<number> {
  if (part.kind === 'one') return part.set;
  if (part.kind === 'boundary') return new Set();
  if (part.kind === 'loop' || part.kind === 'look') return all(part.part);
  return union(part.parts.map(all));
}

/** Whether an endless loop can take the same text in more than one way, so that every round doubles the time. */
function doubles(part: Part): boolean {
  if (part.kind === 'one' || part.kind === 'boundary') return false;
  if (part.kind === 'look') return doubles(part.part);
  if (part.kind !== 'loop') return part.parts.some(doubles);
  return doubles(part.part) || (endless(part) && ambiguous(part.part));
}

/** Whether one round after another of a part can be parted in more than one way. */
function ambiguous(part: Part): boolean {
  if (part.kind === 'one' || part.kind === 'boundary') return false;
  if (empty(part)) return true;
  if (part.kind === 'either') {
    const alike = part.parts.some((one, index) =>
      part.parts.slice(index + 1).some((other) => overlap(first(one), first(other)) && !apart(one, other)),
    );
    return alike || part.parts.some(ambiguous);
  }
  if (part.kind === 'look') return ambiguous(looked(part));
  if (part.kind === 'loop') return endless(part) || ambiguous(part.part);
  // a loop inside is harmless where something it cannot take must follow before it comes round again
  return part.parts.some((one, index) => {
    if (one.kind !== 'loop' && one.kind !== 'look') return ambiguous(one);
    const taken = all(one.part);
    const others = [...part.parts.slice(index + 1), ...part.parts.slice(0, index)];
    const parted = others.some((other) => !empty(other) && !overlap(first(other), taken));
    return !parted || ambiguous(one.part);
  });
}

/** The text of a part that is letters one after another. */
function letters(part: Part): readonly ReadonlySet<number>[] | undefined {
  if (part.kind === 'one') return [part.set];
  if (part.kind !== 'sequence') return undefined;
  const sets = part.parts.map((one) => (one.kind === 'one' ? one.set : undefined));
  return sets.every((set) => set !== undefined) ? sets : undefined;
}

/** Whether two texts differ before either of them ends. */
function apart(one: Part, other: Part): boolean {
  const a = letters(one);
  const b = letters(other);
  return a !== undefined && b !== undefined && a.some((set, index) => b[index] && !overlap(set, b[index]));
}

/** How many endless loops can stand one after another over the same characters: each adds a power. */
function longestRow(part: Part): number {
  const loops: ReadonlySet<number>[] = [];
  const gather = (one: Part): void => {
    if (one.kind === 'loop' || one.kind === 'look') {
      if (one.kind === 'loop' && endless(one)) loops.push(all(one.part));
      gather(one.part);
    } else if (one.kind === 'sequence' || one.kind === 'either') one.parts.forEach(gather);
  };
  gather(part);
  let most = 0;
  for (const loop of loops) most = Math.max(most, loops.filter((other) => overlap(loop, other)).length);
  return most;
}
