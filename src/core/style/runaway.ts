/** A pattern taken apart, as far as it matters for how long it can run. */
type Part =
  | {readonly kind: 'one'; readonly set: Set<number>}
  | {readonly kind: 'none'}
  | {readonly kind: 'sequence'; readonly parts: readonly Part[]}
  | {readonly kind: 'either'; readonly parts: readonly Part[]}
  | {readonly kind: 'loop'; readonly part: Part; readonly least: number; readonly open: boolean};

/** More rounds than this count as no end. */
const many = 20;
/** The characters that stand for all: Latin-1, and one from beyond. */
const samples = [...Array.from({length: 256}, (_, code) => String.fromCharCode(code)), '€'];

/**
 * Says how the time that a pattern takes can grow with the length of a text: 1 for straight ahead, 2 for with its
 * square and so on, Infinity where it can double with every character. It errs on the side of too much.
 */
export function growthOf({source, flags}: RegExp): number {
  const part = parseAll(source, flags.replace(/[gmy]/g, ''));
  if (part === undefined || doubles(part)) return Number.POSITIVE_INFINITY;
  return 1 + longestRow(part);
}

/** The characters that an atom stands for, by its flags and its source. */
const sets = new Map<string, Set<number>>();

function characters(atom: string, flags: string): Set<number> {
  const key = `${flags}/${atom}`;
  const known = sets.get(key);
  if (known) return known;
  const test = new RegExp(`^(?:${atom})$`, flags.includes('s') ? flags : `${flags}s`);
  const set = new Set(samples.flatMap((sample, index) => (test.test(sample) ? [index] : [])));
  sets.set(key, set);
  return set;
}

function parseAll(source: string, flags: string): Part | undefined {
  let at = 0;
  const setOf = (atom: string): Set<number> => characters(atom, flags);
  const either = (): Part => {
    const parts = [sequence()];
    while (source[at] === '|') {
      at++;
      parts.push(sequence());
    }
    return parts.length === 1 && parts[0] ? parts[0] : {kind: 'either', parts};
  };
  const sequence = (): Part => {
    const parts: Part[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(quantified(atom()));
    return {kind: 'sequence', parts};
  };
  const quantified = (part: Part): Part => {
    const match = /^(?:([?*+])|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at, at + 24));
    if (!match) return part;
    at += match[0].length;
    const least = match[1] ? (match[1] === '+' ? 1 : 0) : Number(match[2]);
    const open = match[1] ? match[1] !== '?' : match[3] === ',' && (match[4] === '' || Number(match[4]) > many);
    return {kind: 'loop', part, least, open};
  };
  const atom = (): Part => {
    const rest = source.slice(at);
    const group = /^\((?:\?(?::|<?[=!]|<[^>]+>))?/.exec(rest);
    if (group) {
      at += group[0].length;
      const inner = either();
      at++;
      // what looks around takes no text, but its time counts
      return /[=!]$/.test(group[0]) ? {kind: 'loop', part: inner, least: 0, open: false} : inner;
    }
    const one =
      /^\[(?:\\.|[^\]\\])*\]/s.exec(rest) ??
      /^\\(?:[pP]\{[^}]*\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|k<[^>]*>|\d+|.)/s.exec(rest) ??
      /^./s.exec(rest);
    const text = one?.[0] ?? '';
    at += Math.max(1, text.length);
    if (/^(?:[\^$]|\\[bB])$/.test(text)) return {kind: 'none'};
    // a back reference can stand for anything
    if (/^\\(?:k<|[1-9])/.test(text)) return {kind: 'loop', part: {kind: 'one', set: setOf('.')}, least: 0, open: true};
    return {kind: 'one', set: setOf(text)};
  };
  try {
    const part = either();
    return at >= source.length ? part : undefined;
  } catch {
    return undefined;
  }
}

const overlap = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((one) => b.has(one));
const union = (sets: readonly ReadonlySet<number>[]): Set<number> => new Set(sets.flatMap((set) => [...set]));

/** Whether a part can take no text. */
function empty(part: Part): boolean {
  if (part.kind === 'one') return false;
  if (part.kind === 'none') return true;
  if (part.kind === 'sequence') return part.parts.every(empty);
  if (part.kind === 'either') return part.parts.some(empty);
  return part.least === 0 || empty(part.part);
}

/** The characters that a part can begin with. */
function first(part: Part): Set<number> {
  if (part.kind === 'one') return part.set;
  if (part.kind === 'none') return new Set();
  if (part.kind === 'either') return union(part.parts.map(first));
  if (part.kind === 'loop') return first(part.part);
  const sets: Set<number>[] = [];
  for (const one of part.parts) {
    sets.push(first(one));
    if (!empty(one)) break;
  }
  return union(sets);
}

/** All characters that a part can take. */
function all(part: Part): Set<number> {
  if (part.kind === 'one') return part.set;
  if (part.kind === 'none') return new Set();
  if (part.kind === 'loop') return all(part.part);
  return union(part.parts.map(all));
}

/** Whether an endless loop can take the same text in more than one way, so that every round doubles the time. */
function doubles(part: Part): boolean {
  if (part.kind === 'one' || part.kind === 'none') return false;
  if (part.kind !== 'loop') return part.parts.some(doubles);
  return doubles(part.part) || (part.open && ambiguous(part.part));
}

/** Whether one round after another of a part can be parted in more than one way. */
function ambiguous(part: Part): boolean {
  if (part.kind === 'one' || part.kind === 'none') return false;
  if (empty(part)) return true;
  if (part.kind === 'either') {
    const alike = part.parts.some((one, index) =>
      part.parts.slice(index + 1).some((other) => overlap(first(one), first(other)) && !apart(one, other)),
    );
    return alike || part.parts.some(ambiguous);
  }
  if (part.kind === 'loop') return part.open || ambiguous(part.part);
  // a loop inside is harmless where something it cannot take must follow before it comes round again
  return part.parts.some((one, index) => {
    if (one.kind !== 'loop') return ambiguous(one);
    const taken = all(one.part);
    const others = [...part.parts.slice(index + 1), ...part.parts.slice(0, index)];
    const parted = others.some((other) => !empty(other) && !overlap(first(other), taken));
    return !parted || ambiguous(one.part);
  });
}

/** The text of a part that is letters one after another. */
function letters(part: Part): readonly Set<number>[] | undefined {
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
  const loops: Set<number>[] = [];
  const gather = (one: Part): void => {
    if (one.kind === 'loop') {
      if (one.open) loops.push(all(one.part));
      gather(one.part);
    } else if (one.kind === 'sequence' || one.kind === 'either') one.parts.forEach(gather);
  };
  gather(part);
  let most = 0;
  for (const loop of loops) most = Math.max(most, loops.filter((other) => overlap(loop, other)).length);
  return most;
}
