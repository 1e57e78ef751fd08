/** The writer's card of one post, as plain data. Figures are of the running text: no headings, tables, captions or code. */
export interface PostStats {
  readonly path: string;
  readonly words: number;
  readonly sentences: number;
  /** Minutes to read. */
  readonly minutes: number;
  /** Reading ease after Flesch, rounded: 100 is easy, 30 hard. */
  readonly ease: number;
  /** The school grade that the text asks for, to one decimal. */
  readonly grade: number;
  /** Words a sentence, to one decimal. */
  readonly sentenceLength: number;
  /** The three longest sentences, the longest first; lines and columns from 1. */
  readonly longest: readonly LongSentence[];
}

export interface LongSentence {
  readonly words: number;
  readonly line: number;
  readonly column: number;
  /** How it begins. */
  readonly text: string;
}

/** What is usual in a blog: the median of each figure over posts that have text. */
export interface BlogStats {
  readonly posts: number;
  readonly words: number;
  readonly minutes: number;
  readonly ease: number;
  readonly grade: number;
  readonly sentenceLength: number;
}
