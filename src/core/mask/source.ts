import {lazy} from '../lazy.ts';

/** How far a template may reach, in UTF-16 units: beyond this, what opened it is taken for plain text. */
export const reach = 2000;
/** How far a tag, a comment or a module statement may reach: they hold lists and whole sections, and open unmistakably. */
export const longReach = 20_000;

export const isBreak = (unit: string | undefined): boolean => unit === '\n' || unit === '\r';
export const isSpace = (unit: string | undefined): boolean => unit === ' ' || unit === '\t' || isBreak(unit);

/** Gives the index of the first element of a sorted list that is at least `value`. */
export function lowerBound(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Like `text.indexOf(needle, from)`, with the last answer kept: asking from left to right reads the text once. */
function finder(text: string): (needle: string, from: number) => number {
  const answers = new Map<string, {readonly from: number; readonly at: number}>();
  return (needle, from) => {
    const known = answers.get(needle);
    if (known && known.from <= from && (known.at === -1 || from <= known.at)) return known.at;
    const at = text.indexOf(needle, from);
    answers.set(needle, {from, at});
    return at;
  };
}

/** A post as what finds template syntax in it asks about it. Offsets are in UTF-16 units; each answer takes time that the whole shares. */
export interface Source {
  readonly text: string;
  /** Where its lines start. */
  readonly starts: readonly number[];
  /** Like `text.indexOf`, for questions that go from left to right. */
  find(needle: string, from: number): number;
  /** Where the next blank line starts, or the text ends: a paragraph ends there at the latest. */
  paragraphEnd(from: number): number;
  /** Where the line ends, without what ends it. */
  lineEnd(from: number): number;
  /** Whether nothing but blanks follow on the line. */
  endsLine(from: number): boolean;
}

/** Makes ready to ask about a text whose lines start at these offsets. */
export function sourceOf(text: string, starts: readonly number[]): Source {
  const blanks = lazy(() => starts.filter((_, line) => lineIsBlank(text, starts, line)));
  return {
    text,
    starts,
    find: finder(text),
    paragraphEnd: (from) => blanks()[lowerBound(blanks(), from)] ?? text.length,
    lineEnd: (from) => {
      let end = starts[lowerBound(starts, from + 1)] ?? text.length;
      while (end > from && isBreak(text[end - 1])) end--;
      return end;
    },
    endsLine: (from) => {
      const at = contentAt(text, from, false);
      return at >= text.length || isBreak(text[at]);
    },
  };
}

/** Where something stands behind the blanks of a line, and behind the marks of quotes. */
export function contentAt(text: string, from: number, inQuotes = true): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || (inQuotes && text[at] === '>')) at++;
  return at;
}

/** Whether a line is blank, also within a quote; a lone `>` behind a line without one closes an HTML tag. */
function lineIsBlank(text: string, starts: readonly number[], line: number): boolean {
  const start = starts[line]!;
  const content = contentAt(text, start);
  if (content < text.length && !isBreak(text[content])) return false;
  const before = starts[line - 1];
  return !text.slice(start, content).includes('>') || (before !== undefined && isQuoted(text, before));
}

const isQuoted = (text: string, start: number): boolean => text[contentAt(text, start, false)] === '>';
