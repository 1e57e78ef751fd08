import type {Dictionary} from '../../src/core/rule.ts';
import {type Candidate, candidates, type Sources, shelve} from './candidates.ts';
import {type Compared, compare, describe, fit, type Ranked, type Surroundings, scoreOf, standing} from './features.ts';
import type {Suspect} from './gather.ts';
import {chance, type Weights, weigh} from './model.ts';

/** What was found out about a suspect. */
export interface Verdict {
  /** The chance that it is a misspelling, between 0 and 1. */
  readonly confidence: number;
  /** What may have been meant, the best first. */
  readonly ranked: readonly Ranked[];
}

/** The two linear models: which correction is meant, and whether it is a misspelling at all. */
export interface Models {
  readonly ranker: Weights;
  readonly judge: Weights;
  /** The most that a good correction ever adds to the judge's logit. */
  readonly reach: number;
}

/** How the likeliest correction looks to the ranker, ordered by score; ties are settled by the alphabet. */
export function rank(suspect: Suspect, found: readonly Compared[], around: Surroundings, ranker: Weights): Ranked[] {
  const ranked = found.map((compared): Ranked => {
    const described = describe(suspect, compared, around);
    return {...described, score: scoreOf(described, ranker)};
  });
  return ranked.sort((a, b) => b.score - a.score || (a.candidate.word < b.candidate.word ? -1 : 1));
}

/**
 * Judges one suspect. Where nothing that `find` could give would lift the confidence to `least`, it is not asked, because
 * corrections are what costs time, and there is no verdict.
 */
export function judge(
  suspect: Suspect,
  find: (word: string) => readonly Compared[],
  around: Surroundings,
  models: Models,
  least = 0,
): Verdict | undefined {
  const stands = standing(suspect, around);
  const standingLogit = weigh(stands, models.judge);
  if (chance(standingLogit + models.reach) < least) return undefined;
  const ranked = rank(suspect, find(suspect.word), around, models.ranker);
  const logit = standingLogit + weigh(fit(suspect, ranked, around, stands), models.judge) - (models.judge.bias ?? 0);
  return {confidence: chance(logit), ranked: apartFirst(suspect.word, ranked, around.dictionary)};
}

/** Two words written as one stand first where the list of common misspellings names them first: `alot` is seldom `allot`. */
function apartFirst(word: string, ranked: readonly Ranked[], dictionary: Dictionary): readonly Ranked[] {
  const listed = dictionary.corrections(word)[0];
  const meant = listed?.includes(' ') ? ranked.find(({candidate}) => candidate.word === listed) : undefined;
  return meant ? [meant, ...ranked.filter((one) => one !== meant)] : ranked;
}

/** Gives a look-up of candidates that works each distinct word out once: blogs repeat names. `blog` are words the blog itself teaches. */
export function finder(dictionary: Dictionary, blog: readonly string[]): (word: string) => readonly Compared[] {
  const memo = new Map<string, readonly Compared[]>();
  const shelf = shelve(blog);
  return (word) => {
    let found = memo.get(word);
    if (!found) {
      found = compare(word, candidatesOf(word, {dictionary, blog: shelf}), dictionary);
      memo.set(word, found);
    }
    return found;
  };
}

/** The candidates of a word; of a possessive whose stem is unknown, those of the stem with its ending. */
function candidatesOf(word: string, sources: Sources): readonly Candidate[] {
  const own = candidates(word, sources);
  const stem = /^(.{3,})'s$/.exec(word)?.[1];
  if (stem === undefined || sources.dictionary.has(stem)) return own;
  const have = new Set(own.map((c) => c.word));
  const ofStem = candidates(stem, sources)
    .filter((c) => !c.parts && !have.has(`${c.word}'s`))
    .map((c) => ({...c, word: `${c.word}'s`, form: `${c.form}'s`}));
  return [...own, ...ofStem];
}
