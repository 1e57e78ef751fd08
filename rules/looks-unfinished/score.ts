import {type Fact, type Habits, medianWords} from './habits.ts';
import {type SignName, signNames} from './signs.ts';

/** Why a post looks unfinished: a sentence, and how much it says. */
export interface Reason {
  /** Missing where the sign is too common to be told. */
  readonly words?: string;
  readonly weight: number;
}

/** A sign: the share of published posts that show it, its weight, and what to say of it. */
interface Sign {
  readonly usual: number;
  readonly weight: number;
  /** Missing where the sign is too common to be told. */
  readonly says?: (count: number) => string;
}

const plural = (count: number, one: string, many: string): string =>
  count === 1 ? one : many.replace('#', String(count));

/**
 * Shares and weights come from a logistic regression over 312 drafts and 837 published posts of 26 blogs; each sign
 * enters with the surprise at seeing it in this blog, which is the negative logarithm of its share there.
 */
const signs: Readonly<Record<SignName, Sign>> = {
  small: {
    usual: 0.026,
    weight: 0.51,
    says: (n) =>
      plural(
        n,
        'a paragraph begins in small letters and has no full stop',
        '# paragraphs begin in small letters and have no full stop',
      ),
  },
  fragments: {
    usual: 0.114,
    weight: 0.42,
    says: (n) => plural(n, 'a paragraph is a fragment', '# paragraphs are fragments'),
  },
  open: {
    usual: 0.176,
    weight: 0.52,
    says: (n) => plural(n, 'a long paragraph has no full stop', '# long paragraphs have no full stop'),
  },
  thin: {
    usual: 0.008,
    weight: 0.51,
    says: (n) => plural(n, 'a section holds a few words only', '# sections hold a few words only'),
  },
  addresses: {
    usual: 0.032,
    weight: 0.08,
    says: (n) => plural(n, 'a paragraph is nothing but an address', '# paragraphs are nothing but an address'),
  },
  list: {usual: 0.131, weight: 0.21, says: (n) => `most of it is a list of ${n} items`},
  smallItems: {usual: 0.061, weight: 0.38, says: (n) => `${n} items of its lists are notes in small letters`},
  blanks: {
    usual: 0.112,
    weight: 0.72,
    says: (n) => plural(n, 'a field of the front matter is empty', '# fields of the front matter are empty'),
  },
  named: {usual: 0.007, weight: 0.35, says: () => 'it is called a list of ideas, notes or a draft'},
  endsInHeading: {usual: 0.033, weight: 0.62, says: () => 'it ends with a heading'},
  endsInItem: {usual: 0.105, weight: 0.55, says: () => 'it ends with a list'},
  endsInCode: {usual: 0.032, weight: 0.19, says: () => 'it ends with code'},
  endsInQuestion: {usual: 0.018, weight: 0.42, says: () => 'it ends with a question'},
  withoutLinks: {usual: 0.129, weight: 0.49},
  withoutImages: {usual: 0.44, weight: 0.66},
  unusedDefinitions: {
    usual: 0.027,
    weight: 0.47,
    says: (n) => plural(n, 'an address is defined and not used', '# addresses are defined and not used'),
  },
  quoted: {usual: 0.005, weight: 0.22, says: () => 'most of it is quoted'},
};
const intercept = -3.63;
const shorterWeight = 1.03;
const tinyWeight = 0.15;
const lackingWeight = 1.46;

/** A blog's own share of a sign counts as much as this many posts of the world. */
const prior = 8;
/** Below this many posts, nothing is a habit of fields. */
const fieldPosts = 5;
/** Half of the posts of the world are longer. */
const usualWords = 700;
const tinyWords = 150;
const mostSurprise = 4;
const mostShort = 3;
/** Fields that posts get when they are published, or that only some need. */
const passing = new Set('date published draft permalink layout slug url aliases lastmod updated'.split(' '));

/** Scores a post from 0 to 100 by the habits of its blog; the reasons come with the weightiest first. */
export function scoreOf(fact: Fact, habits: Habits): {readonly score: number; readonly reasons: readonly Reason[]} {
  const reasons: Reason[] = [];
  for (const name of signNames) {
    const seen = fact.seen[name];
    if (!seen) continue;
    const {usual, weight, says} = signs[name];
    const share = ((habits.signs[name] ?? 0) + prior * usual) / (habits.posts + prior);
    reasons.push({...(says && {words: says(seen)}), weight: weight * Math.min(mostSurprise, -Math.log(share))});
  }
  const median = medianWords(habits);
  const shorter = clamp(Math.log(((median ?? usualWords) + 1) / (fact.words + 1)), mostShort);
  const tiny = clamp(Math.log(tinyWords / (fact.words + 1)), mostShort);
  const length = shorterWeight * shorter + tinyWeight * tiny;
  if (length > 0) reasons.push({words: lengthWords(fact.words, median), weight: length});
  const lacking = Object.keys(habits.fields).filter(
    (field) =>
      habits.posts >= fieldPosts &&
      !passing.has(field) &&
      (habits.fields[field] ?? 0) >= 0.8 * habits.posts &&
      !fact.fields.includes(field),
  );
  if (lacking.length > 0)
    reasons.push({
      words: `the front matter has no ${lacking.sort().slice(0, 3).join(', ')}`,
      weight: lackingWeight * Math.min(3, lacking.length),
    });
  reasons.sort((a, b) => b.weight - a.weight || ((a.words ?? '') < (b.words ?? '') ? -1 : 1));
  const sum = reasons.reduce((total, reason) => total + reason.weight, intercept);
  return {score: Math.round(100 / (1 + Math.exp(-sum))), reasons};
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));

const lengthWords = (words: number, median: number | undefined): string =>
  median !== undefined && words * 1.5 < median
    ? `it has ${plural(words, '1 word', '# words')} where half of the blog’s posts have ${median} and more`
    : `it has only ${plural(words, '1 word', '# words')}`;
