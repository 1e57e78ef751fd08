import {joiner, object, type Prose} from './prose.ts';
import type {Span} from './rule.ts';

/** A block of prose as a reader reads it, with the way back to the post. */
export interface Reading {
  /** The text on one line: no marks, things as one `object`, each run of blanks with a line end in it as one blank, none around. */
  readonly text: string;
  /** Where a stretch of `text` stands in the post: offsets in UTF-16 units. */
  at(start: number, end: number): Span;
}

/** How a reading departs from what is written, for patterns that shall not care. */
export interface Plain {
  /** Curly apostrophes and quotes become straight ones, other blanks a space, runs of blanks one. */
  readonly plain?: boolean;
}

const straight: Readonly<Record<string, string>> = {'’': "'", '‘': "'", '“': '"', '”': '"', '\u00A0': ' ', '\t': ' '};
const special = /[\u2060\uFFFC\r\n]|[’‘“”\u00A0\t]| {2,}/g;

/** Gives the reading of a block. Its text is never longer than the block's. */
export function readingOf(prose: Prose, {plain = false}: Plain = {}): Reading {
  const source = prose.text.trimEnd();
  const lead = source.length - source.trimStart().length;
  // starts[i] is where, in the source, the stretch begins that stands at froms[i] in the reading
  const froms: number[] = [0];
  const starts: number[] = [lead];
  let text = '';
  let at = lead;
  const jump = (to: number): void => {
    at = to;
    froms.push(text.length);
    starts.push(to);
  };
  special.lastIndex = lead;
  for (let match = special.exec(source); match; match = special.exec(source)) {
    if (match.index < at) continue;
    const [found] = match;
    text += source.slice(at, match.index);
    at = match.index;
    if (found === joiner) jump(end(source, at, isJoiner));
    else if (found === object) {
      text += object;
      jump(end(source, at, isObject));
    } else if (found === '\n' || found === '\r') {
      text = text.trimEnd();
      froms.push(text.length);
      starts.push(at);
      text += ' ';
      jump(end(source, at, isBlank));
    } else if (plain) {
      const replacement = straight[found];
      if (replacement !== undefined && replacement !== ' ') {
        text += replacement;
        at++;
      } else {
        text += ' ';
        jump(end(source, at, isBlank));
      }
    } else {
      text += found;
      at += found.length;
    }
    special.lastIndex = at;
  }
  text += source.slice(at);
  const offsetOf = (position: number): number => {
    let low = 0;
    let high = froms.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((froms[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return prose.start + (starts[low] ?? 0) + position - (froms[low] ?? 0);
  };
  return {
    text,
    at: (from, to) => ({start: offsetOf(from), end: to > from ? offsetOf(to - 1) + 1 : offsetOf(from)}),
  };
}

const plainReadings = new WeakMap<Prose, Reading>();

/** Gives the plain reading of a block, made once. */
export function plainReading(prose: Prose): Reading {
  const known = plainReadings.get(prose);
  if (known) return known;
  const made = readingOf(prose, {plain: true});
  plainReadings.set(prose, made);
  return made;
}

const isJoiner = (character: string): boolean => character === joiner;
const isObject = (character: string): boolean => character === object || character === joiner;
const isBlank = (character: string): boolean => /[\s\u2060]/.test(character);

function end(source: string, start: number, goesOn: (character: string) => boolean): number {
  let at = start + 1;
  while (at < source.length && goesOn(source.charAt(at))) at++;
  return at;
}
