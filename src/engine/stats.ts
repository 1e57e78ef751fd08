import {excerpt} from '../core/excerpt.ts';
import type {Post} from '../core/post.ts';
import type {BlogStats, PostStats} from '../core/post-stats.ts';
import {fleschOf, gradeOf, measure, minutesOf} from '../core/readability.ts';

/** How many of the longest sentences are named. */
const named = 3;
/** Of a sentence, this many UTF-16 units are quoted. */
const quoted = 60;

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** Measures a post. A post without running text has 0 words, and 0 everywhere else. */
export function statsOf(post: Post): PostStats {
  const {figures, sentences} = measure(post.prose);
  const longest = [...sentences].sort((a, b) => b.words - a.words || a.at.start - b.at.start).slice(0, named);
  const {words} = figures;
  return {
    path: post.path,
    words,
    sentences: figures.sentences,
    minutes: words === 0 ? 0 : minutesOf(words),
    ease: Math.round(fleschOf(figures)),
    grade: oneDecimal(gradeOf(figures)),
    sentenceLength: words === 0 ? 0 : oneDecimal(words / figures.sentences),
    longest: longest.map(({words: count, text, at}) => {
      const {start} = post.position(at.start, at.end);
      return {words: count, line: start.line, column: start.column, text: excerpt(text, quoted)};
    }),
  };
}

/** Gives what is usual in a blog; undefined where none of its posts has text. */
export function usualOf(stats: readonly PostStats[]): BlogStats | undefined {
  const written = stats.filter(({words}) => words > 0);
  if (written.length === 0) return undefined;
  const usual = (figure: (one: PostStats) => number): number => oneDecimal(median(written.map(figure)));
  return {
    posts: written.length,
    words: usual(({words}) => words),
    minutes: usual(({minutes}) => minutes),
    ease: usual(({ease}) => ease),
    grade: usual(({grade}) => grade),
    sentenceLength: usual(({sentenceLength}) => sentenceLength),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
