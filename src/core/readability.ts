import type {Prose, ProseKind} from './prose.ts';
import {plainReading} from './reading.ts';
import type {Span} from './rule.ts';
import {eachWord, sentencesOf} from './sentences.ts';

/** Where running text stands: what is read aloud, without headings, tables, captions and front matter. */
export const runningText: ReadonlySet<ProseKind> = new Set(['paragraph', 'list', 'quote', 'footnote']);

/** One sentence: its length in words, its text as read, and its place in the post. */
export interface Sentence {
  readonly words: number;
  readonly text: string;
  readonly at: Span;
}

/** What the formulas of readability count in running text. */
export interface Figures {
  readonly words: number;
  readonly sentences: number;
  readonly paragraphs: number;
  /** Letters and digits. */
  readonly characters: number;
  readonly syllables: number;
  /** Words of more than six letters. */
  readonly longWords: number;
  /** Words of three syllables or more. */
  readonly polysyllables: number;
}

/** What a post's running text comes to. */
interface Measures {
  readonly figures: Figures;
  /** The sentences in reading order, without those that have no words. */
  readonly sentences: readonly Sentence[];
}

/** The sentences of running text in reading order, without those that have no words. Linear in its length. */
export const sentencesIn = (prose: readonly Prose[]): readonly Sentence[] => measure(prose).sentences;

const measured = new WeakMap<readonly Prose[], Measures>();

/** Counts the running text of a post and lists its sentences; done once for all who ask. Linear in its length. */
export function measure(prose: readonly Prose[]): Measures {
  const known = measured.get(prose);
  if (known) return known;
  const made = measureAnew(prose);
  measured.set(prose, made);
  return made;
}

function measureAnew(prose: readonly Prose[]): Measures {
  const sentences: Sentence[] = [];
  const figures = {
    words: 0,
    sentences: 0,
    paragraphs: 0,
    characters: 0,
    syllables: 0,
    longWords: 0,
    polysyllables: 0,
  };
  for (const block of prose) {
    if (!runningText.has(block.kind)) continue;
    figures.paragraphs++;
    const {text, at} = plainReading(block);
    const count = (start: number, end: number): void => {
      const sound = soundOf(text, start, end);
      const letters = Math.floor(sound / spokenLimit);
      const spoken = sound % spokenLimit;
      figures.characters += letters;
      figures.syllables += spoken;
      if (letters > 6) figures.longWords++;
      if (spoken >= 3) figures.polysyllables++;
    };
    for (const {start, end} of sentencesOf(text)) {
      const words = eachWord(text, start, end, count);
      if (words === 0) continue;
      figures.words += words;
      sentences.push({words, text: text.slice(start, end), at: at(start, end)});
    }
  }
  return {figures: {...figures, sentences: sentences.length}, sentences};
}

/** No word has so many syllables. */
const spokenLimit = 2 ** 16;

/** The letters and digits of a word and its syllables in one number. */
export function soundOfAny(word: string): number {
  const letters = word.replace(/[^\p{L}\p{N}]/gu, '').length;
  return letters * spokenLimit + Math.min(syllablesIn(word), spokenLimit - 1);
}

const letterA = 97;
const vowels = new Uint8Array(26);
for (const vowel of 'aeiouy') vowels[vowel.charCodeAt(0) - letterA] = 1;
const [e, d, l, s, t, y] = [...'edlsty'].map((letter) => letter.charCodeAt(0) - letterA);

/** The same as `soundOfAny`, of a word read in place: a blog has a million. */
export function soundOf(text: string, start: number, end: number): number {
  let letters = 0;
  let digits = 0;
  let groups = 0;
  let run = 0;
  // places in the alphabet
  let third = 0;
  let second = 0;
  let last = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return soundOfAny(text.slice(start, end));
    const letter = (code | 32) - letterA;
    if (letter < 0 || letter > 25) {
      if (code >= 48 && code <= 57) digits++;
      continue;
    }
    letters++;
    third = second;
    second = last;
    last = letter;
    if (vowels[letter] === 0 || (letter === y && letters === 1)) run = 0;
    else if (run++ % 2 === 0) groups++;
  }
  const before = last === e ? second : third;
  const silent =
    last === e || (last === s && second === e) || (last === d && second === e && before !== d && before !== t);
  if (letters <= 3) groups = 1;
  else if (silent && before !== l && vowels[before] === 0) groups--;
  return (letters + digits) * spokenLimit + Math.min(Math.max(groups, 1), spokenLimit - 1);
}

/** The syllables of an English word: groups of vowels, without the endings that are silent. A word has at least one. */
export function syllablesIn(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '');
  if (plain.length <= 3) return 1;
  const spoken = plain.replace(/(?:[^laeiouy]es|[^laeiouydt]ed|[^laeiouy]e)$/, '').replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}

/** The reading ease after Flesch (1948): 100 is easy, 60 plain English, 30 hard; 0 to 100 for most texts. */
export const fleschOf = ({words, sentences, syllables}: Figures): number =>
  words === 0 ? 0 : 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words);

/** The school grade in the United States that a text asks for, after Kincaid and others (1975). */
export const gradeOf = ({words, sentences, syllables}: Figures): number =>
  words === 0 ? 0 : 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;

/** Words a grown-up reads in a minute: the mean for English non-fiction in Brysbaert (2019). */
const wordsPerMinute = 238;

/** How long a text takes to read, in whole minutes, at least one. */
export const minutesOf = (words: number): number => Math.max(1, Math.round(words / wordsPerMinute));
