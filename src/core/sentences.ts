import type {Span} from './rule.ts';
import {isBlankUnit, letterOrDigitAt, textTest, unicodePattern} from './units.ts';

/** Abbreviations after which a sentence goes on, without their last full stop. */
const abbreviations = new Set(
  `mr mrs ms dr prof sr jr st vs etc approx dept est fig figs eq eqs sec ch vol ed eds inc ltd corp co no nos pp
  e.g i.e eg ie cf al a.m p.m u.s u.k jan feb mar apr jun jul aug sep sept oct nov dec`.split(/\s+/),
);
const longestAbbreviation = Math.max(...[...abbreviations].map(({length}) => length));

/** A row of stops, and of quotes and brackets after it, is no longer than this: a long one costs no more than its length. */
const mostMarks = 8;
const closers = new Set([...`"'”’)]*_`].map((character) => character.charCodeAt(0)));
const word = unicodePattern(String.raw`[\p{L}\p{N}.'’-]*$`);

const isCapital = textTest(String.raw`^\p{Lu}$`);

const isStop = (code: number): boolean => code === 46 || code === 33 || code === 63 || code === 0x2026;

/**
 * Parts running text into sentences, without the blanks around them: offsets in UTF-16 units. A full stop after an
 * abbreviation or an initial, or before a word in lower case, ends none. Linear in the length of the text.
 */
export function sentencesOf(text: string): readonly Span[] {
  const sentences: Span[] = [];
  let start = 0;
  const cut = (stop: number): void => {
    let from = start;
    let end = stop;
    while (from < end && isBlankUnit(text.charCodeAt(from))) from++;
    while (end > from && isBlankUnit(text.charCodeAt(end - 1))) end--;
    if (end > from) sentences.push({start: from, end});
    start = stop;
  };
  const {length} = text;
  for (let at = nextStop(text, 0); at < length; at = nextStop(text, at)) {
    const first = at;
    while (at < length && isStop(text.charCodeAt(at))) at++;
    const stops = at;
    while (at < length && closers.has(text.charCodeAt(at))) at++;
    if (at - stops > mostMarks || (at < length && !isBlankUnit(text.charCodeAt(at)))) continue;
    if (!goesOn(text, start, Math.max(first, stops - mostMarks), stops, at)) cut(at);
  }
  cut(length);
  return sentences;
}

/** Where the next full stop, or what else may end a sentence, stands; the length of the text where none does. */
function nextStop(text: string, from: number): number {
  const {length} = text;
  let at = from;
  while (at < length && !isStop(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a sentence goes on after its stops, which stand from `index` to `stops`, and the quotes and brackets up to `end`. */
function goesOn(text: string, start: number, index: number, stops: number, end: number): boolean {
  // nothing is asked beyond the end of a text: the answer is no whole number, and V8 compiles anew what met one
  const code = end + 1 < text.length && text.charCodeAt(end) === 32 ? text.charCodeAt(end + 1) : 0;
  if (code >= 97 && code <= 122) return true;
  if (!((code >= 65 && code <= 90) || (code >= 48 && code <= 57))) {
    const next = /^\s*["'“‘([]?(.)/u.exec(text.slice(end, end + 20))?.[1];
    if (next === undefined) return false;
    if (next !== next.toUpperCase()) return true;
  }
  if (stops - index !== 1 || text.charCodeAt(index) !== 46) return false;
  for (let at = stops; at < end; at++) if (text[at] === '*' || text[at] === '_') return false;
  return isAbbreviated(text, Math.max(start, index - 20), index);
}

/** Whether what stands before a full stop is an abbreviation or an initial. */
function isAbbreviated(text: string, from: number, end: number): boolean {
  // a word of more letters is neither
  let at = end;
  while (at > from && end - at <= longestAbbreviation && isPlainLetter(text.charCodeAt(at - 1))) at--;
  if (end - at > longestAbbreviation) return false;
  const stretch = text.slice(from, end);
  const before = word(stretch).exec(stretch)?.[0] ?? '';
  return abbreviations.has(before.toLowerCase()) || isCapital(before);
}

const isPlainLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

const isJoin = (code: number): boolean => code === 39 || code === 0x2019 || code === 46 || code === 45;

/**
 * Goes through the words of a stretch of a text: letters and digits with an apostrophe, a full stop or a hyphen between them.
 * Gives how many there are.
 */
export function eachWord(text: string, from: number, to: number, see?: (start: number, end: number) => void): number {
  let count = 0;
  for (let at = from; at < to; ) {
    let step: number = letterOrDigitAt(text, at);
    if (step === 0) {
      at++;
      continue;
    }
    const start = at;
    while (step > 0 && at + step <= to) {
      at += step;
      if (at >= text.length) break;
      step = letterOrDigitAt(text, at);
      if (step === 0 && at + 1 < to && isJoin(text.charCodeAt(at)) && letterOrDigitAt(text, at + 1) > 0) step = 1;
    }
    count++;
    see?.(start, at);
  }
  return count;
}
