/** A pattern taken apart, as far as it matters for what it can match and how long it can run. */
export type Part =
  /** One character of a set: codes of Latin-1, and one that stands for all beyond. */
  | {readonly kind: 'one'; readonly set: ReadonlySet<number>}
  /** Between a character of `\w` and another: `\b`, and the ends of a text or a line. */
  | {readonly kind: 'boundary'}
  /** What must, or must not, follow or stand before. */
  | {readonly kind: 'look'; readonly part: Part; readonly behind: boolean; readonly not: boolean}
  | {readonly kind: 'sequence'; readonly parts: readonly Part[]}
  | {readonly kind: 'either'; readonly parts: readonly Part[]}
  | {readonly kind: 'loop'; readonly part: Part; readonly least: number; readonly most: number};

/** The number that stands for every character beyond Latin-1. */
const beyond = 256;
const samples = [...Array.from({length: beyond}, (_, code) => String.fromCharCode(code)), '€'];
/** An atom that may name single characters beyond Latin-1, of which the sample is none. */
const farther = /[^\0-\xFF]|\\[pPux]/;

/** The characters that an atom stands for, by its flags and its source. */
const sets = new Map<string, ReadonlySet<number>>();

function characters(atom: string, flags: string): ReadonlySet<number> {
  const key = `${flags}/${atom}`;
  const known = sets.get(key);
  if (known) return known;
  const test = new RegExp(`^(?:${atom})$`, flags.includes('s') ? flags : `${flags}s`);
  const set = new Set(samples.flatMap((sample, index) => (test.test(sample) ? [index] : [])));
  if (farther.test(atom)) set.add(beyond);
  sets.set(key, set);
  return set;
}

/** Takes a pattern of JavaScript apart; undefined where it cannot be told how. */
export function parsePattern({source, flags: all}: Pick<RegExp, 'source' | 'flags'>): Part | undefined {
  const flags = all.replace(/[gmy]/g, '');
  let at = 0;
  const setOf = (atom: string): ReadonlySet<number> => characters(atom, flags);
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
    const [, sign, from, comma, to] = match;
    const least = sign ? (sign === '+' ? 1 : 0) : Number(from);
    if (sign) return {kind: 'loop', part, least, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY};
    return {kind: 'loop', part, least, most: comma ? (to ? Number(to) : Number.POSITIVE_INFINITY) : least};
  };
  const atom = (): Part => {
    const rest = source.slice(at, at + 200);
    const group = /^\((?:\?(?::|<?[=!]|<[^>]+>))?/.exec(rest)?.[0];
    if (group) {
      at += group.length;
      const part = either();
      at++;
      const look = /^\(\?(<?)([=!])$/.exec(group);
      return look ? {kind: 'look', part, behind: look[1] === '<', not: look[2] === '!'} : part;
    }
    const one =
      /^\[(?:\\.|[^\]\\])*\]/s.exec(source.slice(at)) ??
      /^\\(?:[pP]\{[^}]*\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|k<[^>]*>|\d+|.)/s.exec(rest) ??
      /^./s.exec(rest);
    const text = one?.[0] ?? '';
    at += Math.max(1, text.length);
    if (/^(?:[\^$]|\\b)$/.test(text)) return {kind: 'boundary'};
    if (text === '\\B') return {kind: 'sequence', parts: []};
    // a back reference can stand for anything
    if (/^\\(?:k<|[1-9])/.test(text))
      return {kind: 'loop', part: {kind: 'one', set: setOf('.')}, least: 0, most: Number.POSITIVE_INFINITY};
    return {kind: 'one', set: setOf(text)};
  };
  try {
    const part = either();
    return at >= source.length ? part : undefined;
  } catch {
    return undefined;
  }
}
