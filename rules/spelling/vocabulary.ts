import type {Dictionary} from '../../src/core/rule.ts';
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

const teaches = (fact: Fact): boolean => !fact.draft && fact.language === undefined;
const wordsOf = (list: string): string[] => (list === '' ? [] : list.split(' '));

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
  for (const word of wordsOf(fact.words)) {
    const n = countOf(lesson, word) + step;
    if (n > 0) lesson.words[word] = n;
    else delete lesson.words[word];
  }
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
  const own = new Set(wordsOf(fact.words));
  const topic = new Set(wordsOf(fact.topic));
  const self = teaches(fact) ? 1 : 0;
  const lesson = lessonOf(sum, fact);
  return {
    posts: Math.max(0, lesson.posts - self),
    others: (word) => Math.max(0, countOf(lesson, word) - (own.has(word) ? self : 0)),
    inPost: (word) => own.has(word),
    inTopic: (word) => topic.has(word),
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
