import type {Span} from './rule.ts';

/** Abbreviations after which a sentence goes on, without their last full stop. */
const abbreviations = new Set(
  `mr mrs ms dr prof sr jr st vs etc approx dept est fig figs eq eqs sec ch vol ed eds inc ltd corp co no nos pp
  e.g i.e eg ie cf al a.m p.m u.s u.k jan feb mar apr jun jul aug sep sept oct nov dec`.split(/\s+/),
);

// bounded, so that a long row of stops costs no more than its length
const stop = /[.!?…]{1,8}["'”’)\]*_]{0,8}(?=\s|$)/g;
const word = /[\p{L}\p{N}.'’-]*$/u;

/**
 * Parts running text into sentences, without the blanks around them: offsets in UTF-16 units. A full stop after an
 * abbreviation or an initial, or before a word in lower case, ends none. Linear in the length of the text.
 */
export function sentencesOf(text: string): readonly Span[] {
  const sentences: Span[] = [];
  let start = 0;
  const cut = (end: number): void => {
    const sentence = text.slice(start, end);
    const from = start + sentence.length - sentence.trimStart().length;
    if (sentence.trim() !== '') sentences.push({start: from, end: from + sentence.trim().length});
    start = end;
  };
  for (const match of text.matchAll(stop)) {
    const end = match.index + match[0].length;
    if (!goesOn(text, start, match.index, match[0], end)) cut(end);
  }
  cut(text.length);
  return sentences;
}

function goesOn(text: string, start: number, index: number, mark: string, end: number): boolean {
  const next = /^\s*["'“‘([]?(.)/u.exec(text.slice(end, end + 20))?.[1];
  if (next === undefined) return false;
  if (next !== next.toUpperCase()) return true;
  if (!/^\.["'”’)\]]*$/.test(mark)) return false;
  const before = word.exec(text.slice(Math.max(start, index - 20), index))?.[0] ?? '';
  return abbreviations.has(before.toLowerCase()) || /^\p{Lu}$/u.test(before);
}

const words = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;

/** The words of a text: letters and digits with what joins them. */
export const wordsOf = (text: string): readonly string[] => text.match(words) ?? [];

/** How many words a text has. */
export function countWords(text: string): number {
  let count = 0;
  words.lastIndex = 0;
  while (words.test(text)) count++;
  return count;
}
