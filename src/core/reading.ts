import {joiner, object, type Prose} from './prose.ts';
import type {Span} from './rule.ts';
import {isBlankUnit} from './units.ts';

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

/** Where the next character stands that is not read as it is written; the length of the text where none does. */
function nextSpecial(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 ? text.charCodeAt(at + 1) === 32 : code < 128 ? code < 14 && isSpecial(code) : isSpecial(code))
      return at;
  }
  return text.length;
}

const isSpecial = (code: number): boolean =>
  code === 10 ||
  code === 13 ||
  code === 9 ||
  code === 0xa0 ||
  (code >= 0x2018 && (code <= 0x2019 || code === 0x201c || code === 0x201d || code === 0x2060 || code === 0xfffc));

/** Gives the reading of a block. Its text is never longer than the block's. */
export function readingOf(prose: Prose, {plain = false}: Plain = {}): Reading {
  const source = prose.text.trimEnd();
  const lead = source.length - source.trimStart().length;
  // starts[i] is where, in the source, the stretch begins that stands at froms[i] in the reading
  const froms: number[] = [0];
  const starts: number[] = [lead];
  // joined at the end: a text that grows bit by bit is slow to look at
  const parts: string[] = [];
  let length = 0;
  let at = lead;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  const trim = (): void => {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      length -= part.length;
      const rest = part.trimEnd();
      if (rest === '') continue;
      add(rest);
      return;
    }
  };
  const jump = (to: number): void => {
    at = to;
    froms.push(length);
    starts.push(to);
  };
  for (let next = nextSpecial(source, lead); next < source.length; next = nextSpecial(source, at)) {
    if (next > at) add(source.slice(at, next));
    at = next;
    const found = source.charAt(at);
    if (found === joiner) jump(end(source, at, isJoiner));
    else if (found === object) {
      add(object);
      jump(end(source, at, isObject));
    } else if (found === '\n' || found === '\r') {
      trim();
      froms.push(length);
      starts.push(at);
      add(' ');
      jump(end(source, at, isBlank));
    } else if (plain) {
      const replacement = straight[found];
      if (replacement !== undefined && replacement !== ' ') {
        add(replacement);
        at++;
      } else {
        add(' ');
        jump(end(source, at, isBlank));
      }
    } else {
      const after = found === ' ' ? end(source, at, isSpace) : at + 1;
      add(source.slice(at, after));
      at = after;
    }
  }
  add(source.slice(at));
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
    text: parts.join(''),
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
const isSpace = (character: string): boolean => character === ' ';
const isBlank = (character: string): boolean => character === joiner || isBlankUnit(character.charCodeAt(0));

function end(source: string, start: number, goesOn: (character: string) => boolean): number {
  let at = start + 1;
  while (at < source.length && goesOn(source.charAt(at))) at++;
  return at;
}
