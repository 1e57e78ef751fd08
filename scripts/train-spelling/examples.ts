/** Turns blogs into examples for the ranker and the judge. */
import {createHash} from 'node:crypto';
import {
  featuresOf as allOf,
  compare,
  type Described,
  describe,
  fit,
  type Ranked,
  type Surroundings,
  scoreOf,
  standing,
} from '../../rules/spelling/features.ts';
import {blank, type Setting, type Suspect} from '../../rules/spelling/gather.ts';
import {finder, type Models} from '../../rules/spelling/judge.ts';
import type {Features, Weights} from '../../rules/spelling/model.ts';
import {apartFrom, count, nothing} from '../../rules/spelling/vocabulary.ts';
import type {Dictionary} from '../../src/core/rule.ts';
import {type Blog, type Case, plain, stands} from './corpus.ts';
import {type Choice, fitJudge, fitRanker} from './fit.ts';

/** A suspect seen from one surrounding, with its corrections described. */
export interface View {
  readonly around: Surroundings;
  readonly described: readonly Described[];
}

/** A suspect with what is known about it. */
export interface Example {
  readonly blog: string;
  readonly suspect: Suspect;
  readonly misspelt: boolean;
  /** A mended misspelling, a word on a long-published post, or one that was labelled by reading. */
  readonly origin: 'case' | 'clean' | 'read';
  readonly right?: string;
  /** Whether a reader has said if it is misspelt. */
  readonly labelled: boolean;
  readonly weight: number;
  /** Within its blog, and with no blog around it. */
  readonly views: readonly [View, View];
}

/** Words labelled by reading, as hashes: whether each is misspelt. */
export type Labels = ReadonlyMap<string, boolean>;

/** The hash under which a word's label is kept, so that no word of anyone's blog lies in this repository. */
export const hashOf = (word: string): string => createHash('sha256').update(word).digest('hex').slice(0, 12);

/** One in so many suspects that nobody labelled and no draft of the judge suspected stands in for the rest. */
const sampled = 10;
/** How much such a sampled suspect counts. */
const sampleWeight = 3;

/** Makes the examples of blogs. `clean` are labels of words on long-published posts, by the word itself. */
export function examplesOf(
  blogs: readonly Blog[],
  read: Labels,
  clean: ReadonlyMap<string, boolean>,
  dictionary: Dictionary,
): Example[] {
  const examples: Example[] = [];
  for (const blog of blogs) {
    const cleanPaths = new Set(blog.clean);
    for (const [path, fact] of blog.facts) {
      const cases = blog.cases.filter((c) => c.path === path && (c.cls === 'nonword' || c.cls === 'nonword-join'));
      const others = blog.cases.filter((c) => c.path === path);
      const alone = count(nothing(), fact, 1);
      const findAlone = finder(dictionary, []);
      for (const suspect of fact.suspects) {
        const found = cases.filter((c) => stands(suspect, c));
        const known = read.get(hashOf(suspect.word));
        let kind: Pick<Example, 'misspelt' | 'origin' | 'weight' | 'labelled'> | undefined;
        if (found.length > 0)
          kind = {misspelt: true, origin: found[0]?.cls === 'nonword' ? 'case' : 'read', weight: 1, labelled: true};
        else if (cleanPaths.has(path)) {
          const label = clean.get(plain(suspect.word));
          kind = {misspelt: label === true, origin: 'clean', weight: 1, labelled: label !== undefined};
        } else if (others.some((c) => stands(suspect, c))) kind = undefined;
        else if (known !== undefined) kind = {misspelt: known, origin: 'read', weight: 1, labelled: true};
        else if (Number.parseInt(hashOf(`${blog.name} ${path} ${suspect.word}`).slice(0, 8), 16) % sampled === 0)
          kind = {misspelt: false, origin: 'read', weight: sampleWeight, labelled: false};
        if (!kind) continue;
        const view = (sum: typeof alone, find: Blog['find']): View => {
          const around = {...apartFrom(sum, fact), dictionary};
          return {around, described: find(suspect.word).map((c) => describe(suspect, c, around))};
        };
        const views = [view(blog.sum, blog.find), view(alone, findAlone)] as const;
        const one: (right?: Case) => Example = (right) => ({
          blog: blog.name,
          suspect,
          ...kind,
          views,
          ...(right ? {right: plain(right.right)} : {}),
        });
        examples.push(...(found.length > 0 ? found.map(one) : [one()]));
      }
    }
  }
  return examples;
}

const nowhere: Setting = {...blank(), lower: 1};

/** Slips of a closed class, which a corpus has too few of: an apostrophe or a blank that was forgotten. */
const closedClass =
  `dont=don't doesnt=doesn't didnt=didn't isnt=isn't arent=aren't wasnt=wasn't werent=weren't hasnt=hasn't havent=haven't
  hadnt=hadn't wouldnt=wouldn't shouldnt=shouldn't couldnt=couldn't mustnt=mustn't ive=i've youre=you're youve=you've
  youll=you'll youd=you'd theyre=they're theyve=they've theyll=they'll weve=we've thats=that's theres=there's whats=what's
  heres=here's wheres=where's alot=a_lot atleast=at_least aswell=as_well infact=in_fact incase=in_case eachother=each_other
  noone=no_one ofcourse=of_course inspite=in_spite upto=up_to thankyou=thank_you abit=a_bit`
    .split(/\s+/)
    .map((pair) => pair.replace('_', ' ').split('='));

/** A suspect of no post, with its corrections; whether the list of misspellings has it is not said where `unlisted`. */
function loose(word: string, dictionary: Dictionary, unlisted: boolean): {suspect: Suspect; view: View} {
  const around: Surroundings = {
    dictionary,
    posts: 0,
    others: () => 0,
    inPost: () => false,
    inTopic: () => false,
  };
  const suspect: Suspect = {word, spots: [[1, 1, 0, 1, 1, 1, word]], setting: nowhere};
  const found = finder(dictionary, [])(word);
  const alike = found.map(({candidate}) => ({...candidate, listed: -1, suggested: 0}));
  const compared = unlisted ? compare(word, alike, dictionary) : found;
  return {suspect, view: {around, described: compared.map((c) => describe(suspect, c, around))}};
}

/**
 * Choices for the ranker from the list of common misspellings, without saying that they are listed: they teach what
 * slips look like. `words` are entries of the list.
 */
export function listChoices(words: readonly string[], dictionary: Dictionary, weight: number): Choice[] {
  return words.flatMap((word) => {
    const [right, second] = dictionary.corrections(word);
    if (right === undefined || second !== undefined) return [];
    const {view} = loose(word, dictionary, true);
    const at = view.described.findIndex((d) => plain(d.candidate.word) === plain(right));
    const options = view.described.map((d) => ({...allOf(d), suggested: 0, notSuggested: 0}));
    return at < 0 ? [] : [{options, right: at, weight}];
  });
}

/** Examples of forgotten apostrophes and blanks. */
export function closedExamples(dictionary: Dictionary): Example[] {
  return closedClass.flatMap(([word, right]) => {
    if (word === undefined || right === undefined || dictionary.has(word)) return [];
    const {suspect, view} = loose(word, dictionary, false);
    return [
      {
        blog: '',
        suspect,
        misspelt: true,
        origin: 'read' as const,
        right,
        labelled: true,
        weight: 1,
        views: [view, view] as const,
      },
    ];
  });
}

/** Orders described corrections by a ranker, as the rule does. */
export const ranked = (described: readonly Described[], ranker: Weights): Ranked[] =>
  described
    .map((d) => ({...d, score: scoreOf(d, ranker)}))
    .sort((a, b) => b.score - a.score || (a.candidate.word < b.candidate.word ? -1 : 1));

/** The judge's features of a suspect in one surrounding. */
export const featuresOf = (suspect: Suspect, view: View, ranker: Weights): Features => {
  const stands = standing(suspect, view.around);
  return {...fit(suspect, ranked(view.described, ranker), view.around, stands), ...stands};
};

/** How strongly weights are drawn to zero. */
const ridge = {ranker: 1, judge: 0.5};

/** Fits the ranker, and the judge on its scores; each example counts half with its blog and half without. */
export function train(examples: readonly Example[], list: readonly Choice[]): Pick<Models, 'ranker' | 'judge'> {
  const choices = [...list];
  for (const {right, views} of examples) {
    for (const {described} of right === undefined ? [] : views) {
      const at = described.findIndex((d) => plain(d.candidate.word) === right);
      if (at >= 0) choices.push({options: described.map(allOf), right: at, weight: 0.5});
    }
  }
  const ranker = fitRanker(choices, ridge.ranker);
  const judge = fitJudge(
    examples.flatMap(({suspect, misspelt, weight, views}) =>
      views.map((view) => ({features: featuresOf(suspect, view, ranker), positive: misspelt, weight: weight / 2})),
    ),
    ridge.judge,
  );
  return {ranker, judge};
}
