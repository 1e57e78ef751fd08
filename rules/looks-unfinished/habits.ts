import {type SignName, type Signs, signNames} from './signs.ts';

/** What one post adds to the habits of its blog. */
export interface Fact extends Signs {
  /** Drafts have no say in what is usual. */
  readonly counts: boolean;
  /** The fields of front matter that hold a value. */
  readonly fields: readonly string[];
}

/** The habits of a blog, as counts over its posts. */
export interface Habits {
  posts: number;
  /** How many posts show a sign. */
  readonly signs: Partial<Record<SignName, number>>;
  /** How many posts fill a field. */
  readonly fields: Record<string, number>;
  /** How many posts have a length, by steps of it. */
  readonly lengths: Record<string, number>;
}

/** Lengths are kept in steps of a sixteenth of an octave, so that one word more changes nothing. */
const steps = 16;
const stepOf = (words: number): number => Math.round(steps * Math.log2(words + 1));

export const noHabits = (): Habits => ({posts: 0, signs: {}, fields: {}, lengths: {}});

/** Adds a post to the habits, or with `-1` takes it out again, in place. */
export function count(habits: Habits, fact: Fact, by: 1 | -1): Habits {
  if (!fact.counts) return habits;
  habits.posts += by;
  for (const name of signNames) if (fact.seen[name]) bump(habits.signs, name, by);
  for (const field of fact.fields) bump(habits.fields, field, by);
  bump(habits.lengths, String(stepOf(fact.words)), by);
  return habits;
}

/** Counts are kept without zeros, so that taking a post out leaves what was there before. */
function bump(counts: Record<string, number | undefined>, key: string, by: 1 | -1): void {
  const sum = (Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0) + by;
  if (sum === 0) delete counts[key];
  else Object.defineProperty(counts, key, {value: sum, enumerable: true, configurable: true, writable: true});
}

/** The median number of words of a blog's posts; undefined below three posts. */
export function medianWords({posts, lengths}: Habits): number | undefined {
  if (posts < 3) return undefined;
  let below = 0;
  for (const [step, number] of Object.entries(lengths).sort(([a], [b]) => Number(a) - Number(b))) {
    below += number;
    if (below * 2 >= posts) return Math.round(2 ** (Number(step) / steps) - 1);
  }
  return undefined;
}
