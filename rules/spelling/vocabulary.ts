import {lazy} from '../../src/core/lazy.ts';
import type {Dictionary} from '../../src/core/rule.ts';
import {wordMemo} from '../../src/core/word-memo.ts';
import type {Fact} from './gather.ts';

/** What posts of one language teach together. */
interface Lesson {
  /** The number of posts that were read: no drafts, none in a language whose words nobody has. */
  posts: number;
  /** For each word in lower case, in how many posts it stands. */
  words: Record<string, number>;
}

/** What the posts of a blog teach together: those in English, and apart from them those in other languages. */
export interface Vocabulary extends Lesson {
  /** How many distinct American and British forms the posts have, added up over posts. */
  american: number;
  british: number;
  /** By tag. */
  languages: Record<string, Lesson>;
}

/** The vocabulary of no posts. */
export const nothing = (): Vocabulary => ({posts: 0, words: {}, american: 0, british: 0, languages: {}});

/** Words that are remembered at once. */
const remembered = 65_536;
/**
 * Gives a word of a list, each time the same string: V8 looks a property up by a string it has seen before in a fraction of the time
 * that one takes which was only now cut out of a text.
 */
const wordAt = wordMemo((word) => word, remembered);

/** Goes through the words of a list, which are parted by a blank. */
function eachOf(list: string, see: (word: string) => void): void {
  for (let start = 0; start < list.length; ) {
    const blank = list.indexOf(' ', start);
    const end = blank < 0 ? list.length : blank;
    see(wordAt(list, start, end));
    start = end + 1;
  }
}

const teaches = (fact: Fact): boolean => !fact.draft && fact.language === undefined;
const setOf = (list: string): ReadonlySet<string> => {
  const words = new Set<string>();
  eachOf(list, (word) => words.add(word));
  return words;
};

/** In how many posts a word stands. What is no number is what every object has, such as `constructor`. */
export function countOf({words}: Pick<Lesson, 'words'>, word: string): number {
  const count: unknown = words[word];
  return typeof count === 'number' ? count : 0;
}

const lessonOf = (sum: Vocabulary, {tag}: Fact): Lesson =>
  tag === undefined ? sum : (sum.languages[tag] ?? {posts: 0, words: {}});

/** Counts a post in (`step` 1) or out (-1), in place; words that no post has any more are forgotten. */
export function count(sum: Vocabulary, fact: Fact, step: 1 | -1): Vocabulary {
  if (!teaches(fact)) return sum;
  const lesson = lessonOf(sum, fact);
  lesson.posts += step;
  const {words} = lesson;
  eachOf(fact.words, (word) => {
    const known: unknown = words[word];
    const n = (typeof known === 'number' ? known : 0) + step;
    if (n > 0) words[word] = n;
    else delete words[word];
  });
  if (fact.tag !== undefined) {
    if (lesson.posts > 0) sum.languages[fact.tag] = lesson;
    else delete sum.languages[fact.tag];
  }
  sum.american += step * fact.american.length;
  sum.british += step * fact.british.length;
  return sum;
}

/** What the blog knows apart from one of its posts. */
export interface Neighbourhood {
  readonly posts: number;
  others(word: string): number;
  inPost(word: string): boolean;
  inTopic(word: string): boolean;
}

/** Looks at a blog from one of its posts, whose own words do not count. */
export function apartFrom(sum: Vocabulary, fact: Fact): Neighbourhood {
  const own = lazy(() => setOf(fact.words));
  const topic = lazy(() => setOf(fact.topic));
  const self = teaches(fact) ? 1 : 0;
  const lesson = lessonOf(sum, fact);
  return {
    posts: Math.max(0, lesson.posts - self),
    others: (word) => Math.max(0, countOf(lesson, word) - (own().has(word) ? self : 0)),
    inPost: (word) => own().has(word),
    inTopic: (word) => topic().has(word),
  };
}

/** In how many posts a word no dictionary has must stand before it is offered as a correction. */
const settled = 3;

/** The words that only the blog itself teaches, sorted: names and terms used in several posts that are no known misspellings. */
export function ownWords(sum: Vocabulary, dictionary: Dictionary): string[] {
  return Object.keys(sum.words)
    .filter(
      (word) =>
        sum.words[word]! >= settled &&
        word.length >= 4 &&
        !dictionary.has(word) &&
        dictionary.corrections(word).length === 0,
    )
    .sort();
}
