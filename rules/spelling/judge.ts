import type {Dictionary} from '../../src/core/rule.ts';
import {type Candidate, candidates, type Sources, shelve} from './candidates.ts';
import {describe, evidence, type Features, type Ranked, type Surroundings} from './features.ts';
import type {Suspect} from './gather.ts';
import {chance, type Weights, weigh} from './model.ts';

/** What was found out about a suspect. */
export interface Verdict {
  /** The chance that it is a misspelling, between 0 and 1. */
  readonly confidence: number;
  /** What may have been meant, the best first. */
  readonly ranked: readonly Ranked[];
  readonly features: Features;
}

/** The two linear models: which correction is meant, and whether it is a misspelling at all. */
export interface Models {
  readonly ranker: Weights;
  readonly judge: Weights;
}

/** How the likeliest correction looks to the ranker, ordered by score; ties are settled by the alphabet. */
export function rank(suspect: Suspect, found: readonly Candidate[], around: Surroundings, ranker: Weights): Ranked[] {
  const ranked: Ranked[] = [];
  for (const candidate of found) {
    const described = describe(suspect, candidate, around);
    if (described) ranked.push({...described, score: weigh(described.features, ranker)});
  }
  return ranked.sort((a, b) => b.score - a.score || (a.candidate.word < b.candidate.word ? -1 : 1));
}

/** Judges one suspect. */
export function judge(suspect: Suspect, found: readonly Candidate[], around: Surroundings, models: Models): Verdict {
  const ranked = rank(suspect, found, around, models.ranker);
  const features = evidence(suspect, ranked, around);
  return {confidence: chance(weigh(features, models.judge)), ranked, features};
}

/** Gives a look-up of candidates that works each distinct word out once. `blog` are words the blog itself teaches. */
export function finder(dictionary: Dictionary, blog: readonly string[]): (word: string) => readonly Candidate[] {
  const memo = new Map<string, readonly Candidate[]>();
  const shelf = shelve(blog);
  return (word) => {
    let found = memo.get(word);
    if (!found) {
      found = candidatesOf(word, {dictionary, blog: shelf});
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
