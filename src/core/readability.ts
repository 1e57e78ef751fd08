import type {Prose, ProseKind} from './prose.ts';
import {plainReading} from './reading.ts';
import type {Span} from './rule.ts';
import {countWords, sentencesOf, wordsOf} from './sentences.ts';

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

/** The sentences of running text in reading order, without those that have no words. Linear in its length. */
export function sentencesIn(prose: readonly Prose[]): readonly Sentence[] {
  const known = found.get(prose);
  if (known) return known;
  const made = prose.flatMap((block) => (runningText.has(block.kind) ? sentencesOfBlock(block) : []));
  found.set(prose, made);
  return made;
}

const found = new WeakMap<readonly Prose[], readonly Sentence[]>();

function sentencesOfBlock(block: Prose): readonly Sentence[] {
  const {text: whole, at} = plainReading(block);
  return sentencesOf(whole).flatMap(({start, end}) => {
    const text = whole.slice(start, end);
    const words = countWords(text);
    return words === 0 ? [] : [{words, text, at: at(start, end)}];
  });
}

/** Counts the running text of a post and lists its sentences. Linear in its length. */
export function measure(prose: readonly Prose[]): {readonly figures: Figures; readonly sentences: readonly Sentence[]} {
  const sentences = sentencesIn(prose);
  const figures = {
    words: 0,
    sentences: sentences.length,
    paragraphs: prose.filter(({kind}) => runningText.has(kind)).length,
    characters: 0,
    syllables: 0,
    longWords: 0,
    polysyllables: 0,
  };
  for (const {text, words} of sentences) {
    figures.words += words;
    for (const word of wordsOf(text)) {
      const {letters, spoken} = soundOf(word);
      figures.characters += letters;
      figures.syllables += spoken;
      if (letters > 6) figures.longWords++;
      if (spoken >= 3) figures.polysyllables++;
    }
  }
  return {figures, sentences};
}

interface Sound {
  /** Letters and digits. */
  readonly letters: number;
  readonly spoken: number;
}

const sounds = new Map<string, Sound>();
/** A blog has some ten thousand words; more than this are no words. */
const mostSounds = 50_000;

function soundOf(word: string): Sound {
  const known = sounds.get(word);
  if (known) return known;
  const sound = {letters: word.replace(/[^\p{L}\p{N}]/gu, '').length, spoken: syllablesIn(word)};
  if (sounds.size < mostSounds && word.length < 40) sounds.set(word, sound);
  return sound;
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
