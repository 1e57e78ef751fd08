import type {Span} from './rule.ts';
import {growthOf} from './style/runaway.ts';

/** A pattern of the user's that names stretches of a post, made ready. */
export interface Passage {
  readonly pattern: RegExp;
  /** How the time it takes grows with the length of a text: 2 for with its square. */
  readonly growth: number;
}

/** Stretches of a post that the user's settings take out of the spelling check, or those alone that it is about. */
export interface Passages {
  readonly ignored: readonly Passage[];
  /** Where there are any, only what they match is checked. */
  readonly included: readonly Passage[];
}

/** From this growth on a pattern is refused. */
const steep = 4;
/** Steps, by the worst estimate, that one pattern may take on a post as a whole, and that all of them may take. */
const allowance = {one: 5e8, all: 2e9} as const;
/** Nobody writes longer patterns by hand. In UTF-16 units. */
const longest = 2000;

/** `/source/flags`, as cspell takes it; `x` allows blanks and comments in the source. */
const delimited = /^\/([\s\S]*)\/([gimsuxy]*)$/;

/**
 * Reads a pattern as cspell writes it: `/source/flags`, or a source alone. Gives a sentence without its subject where it
 * cannot be used.
 */
export function readPassage(written: string): Passage | {readonly problem: string} {
  if (written.length > longest) return {problem: 'is too long for a pattern'};
  const [, source = written.trim(), given = 'imu'] = delimited.exec(written.trim()) ?? [];
  const body = given.includes('x')
    ? source.replace(/\\[\s\S]|#[^\n]*|\s+/g, (part) => (part[0] === '\\' ? part : ''))
    : source;
  const flags = `g${given.replace(/[gxy]/g, '')}`;
  const pattern = compiled(body, flags) ?? compiled(body, flags.replace('u', ''));
  if (!pattern) return {problem: 'is no regular expression'};
  const growth = growthOf(pattern);
  if (growth >= steep) return {problem: 'could run without end, because it repeats what repeats'};
  return {pattern, growth};
}

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** So many ways there are to choose the places where repeats end. */
function stepsOf(length: number, growth: number): number {
  let steps = 1;
  for (let power = 1; power <= growth; power++) steps *= (length + power) / power;
  return steps;
}

/**
 * Gives the stretches that patterns match, in the order of the text. A pattern that could take too long on the whole text is
 * tried line by line, and given up where even that could.
 */
function matchesOf(text: string, passages: readonly Passage[]): readonly Span[] {
  const spans: Span[] = [];
  let left: number = allowance.all;
  for (const {pattern, growth} of passages) {
    const whole = stepsOf(text.length, growth);
    const pieces = whole <= Math.min(allowance.one, left) ? [{0: text, index: 0}] : text.matchAll(/[^\r\n]+/g);
    for (const {0: piece, index} of pieces) {
      const steps = stepsOf(piece.length, growth);
      if (steps > left) break;
      left -= steps;
      for (const match of piece.matchAll(pattern))
        if (match[0] !== '') spans.push({start: index + match.index, end: index + match.index + match[0].length});
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Gives the stretches of a text that are not to be checked, in its order; they may overlap. */
export function passedOver(text: string, {ignored, included}: Passages): readonly Span[] {
  const spans = [...matchesOf(text, ignored)];
  if (included.length > 0) {
    let at = 0;
    for (const {start, end} of matchesOf(text, included)) {
      if (start > at) spans.push({start: at, end: start});
      at = Math.max(at, end);
    }
    if (at < text.length) spans.push({start: at, end: text.length});
  }
  return spans.sort((a, b) => a.start - b.start);
}
