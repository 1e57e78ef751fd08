import type {Dictionary} from '../../src/core/rule.ts';
import type {Candidate} from './candidates.ts';
import {splits} from './candidates.ts';
import {type Slip, skeleton, slips, soundKey} from './edits.ts';
import {isName, type Suspect} from './gather.ts';
import {type Features, sumOf, type Weights, weigh} from './model.ts';
import {derive, related} from './morphology.ts';

/** What the blog and the post around a word know. */
export interface Surroundings {
  readonly dictionary: Dictionary;
  /** The number of other posts of the blog that were read. */
  readonly posts: number;
  /** In how many of them a word in lower case stands. */
  others(word: string): number;
  /** Whether a word stands in this post; in its title or headings. */
  inPost(word: string): boolean;
  inTopic(word: string): boolean;
}

const slipGroups: Readonly<Record<Slip, string>> = {
  lostDouble: 'double',
  doubled: 'double',
  tripled: 'double',
  swapped: 'swap',
  swappedFar: 'swap',
  lostVowel: 'lost',
  lostConsonant: 'lost',
  lostFirst: 'edge',
  lostLast: 'edge',
  extraFirst: 'edge',
  extraLast: 'edge',
  extraNear: 'extra',
  extraEcho: 'extra',
  extra: 'extra',
  nearKey: 'changed',
  vowel: 'vowel',
  sound: 'changed',
  changed: 'changed',
  changedFirst: 'edge',
  changedLast: 'edge',
  lostApostrophe: 'apostrophe',
  extraApostrophe: 'apostrophe',
  lostSpace: 'space',
  accent: 'accent',
};

/** Words that nouns are not made of: where one is half of a word, a blank was forgotten. */
const functionWords = new Set(
  'a an the as at in on of to by for from with and or but no not so if is are be was all each every any some more most much many too very well even still just also as this that these those it its my your our their who what when where which how can do does did has have had will would could should may might up out off over then than thus far i we you he she they least lot other one time course fact case spite bit'.split(
    ' ',
  ),
);

/** Forms with an apostrophe that are no possessives. */
const contraction =
  /^(?:[a-z]+n't|(?:i|you|we|they)'(?:m|re|ve|ll|d)|(?:he|she|it|that|there|here|what|who|where|how|let|when|why)'(?:s|ll|d))$/;

/** A word's share of the blog's posts on a scale that grows slowly. */
const grade = (count: number): number => Math.log1p(count);

/** How many letters two words begin with that are the same. */
function sameHead(a: string, b: string): number {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  return head;
}

/** The share of the word at the two ends that a candidate keeps. */
function kept(a: string, b: string): number {
  const head = sameHead(a, b);
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return (head + tail) / Math.max(a.length, b.length);
}

/** A candidate beside a written word, wherever that stands; `slips` are the steps from it to the word. */
export interface Compared {
  readonly candidate: Candidate;
  readonly slips: readonly Slip[];
  readonly frequency: number;
  readonly traits: Features;
}

/** A candidate with all that speaks for it: `slips`, `traits`, and in `fitting` what the blog and the post say. */
export interface Described extends Compared {
  readonly fitting: Features;
}

/** What the ranker knows slips by. */
const slipNames = Object.fromEntries(Object.keys(slipGroups).map((slip) => [slip, `slip.${slip}`])) as Record<
  Slip,
  string
>;

/** How much speaks for a candidate, on the ranker's scale. */
export function scoreOf({slips: steps, traits, fitting}: Described, ranker: Weights): number {
  let score = weigh(traits, ranker) + sumOf(fitting, ranker);
  for (const slip of steps) score += ranker[slipNames[slip]] ?? 0;
  return score;
}

/** All that the ranker knows of a candidate, with how often each slip was made. */
export function featuresOf({slips: steps, traits, fitting}: Described): Features {
  const all: Record<string, number> = {...traits, ...fitting};
  for (const slip of steps) all[slipNames[slip]] = (all[slipNames[slip]] ?? 0) + 1;
  return all;
}

/** A written word, how it sounds, and its consonants: each candidate is compared with all three. */
interface Written {
  readonly word: string;
  readonly sound: string;
  readonly consonants: string;
}

/**
 * What a candidate and a written word have in common. Every candidate has the same names in the same order: with others V8
 * would make a class for each.
 */
function traitsOf(
  written: Written,
  candidate: Candidate,
  steps: readonly Slip[] | undefined,
  frequency: number,
  dictionary: Dictionary,
): Features {
  const {word} = written;
  const count = steps?.length ?? 4;
  const {parts} = candidate;
  return {
    two: count === 2 ? 1 : 0,
    three: count >= 3 ? 1 : 0,
    twoInShort: count >= 2 && word.length <= 5 ? 1 : 0,
    slipsByLength: count / word.length,
    frequency,
    unseen: frequency === 0 ? 1 : 0,
    firstKept: word[0] === candidate.word[0] ? 1 : 0,
    lastKept: word.at(-1) === candidate.word.at(-1) ? 1 : 0,
    endKept: word.slice(-3) === candidate.word.slice(-3) ? 1 : 0,
    kept: kept(word, candidate.word),
    sound: written.sound === soundKey(candidate.word) ? 1 : 0,
    skeleton: written.consonants === skeleton(candidate.word) ? 1 : 0,
    listedFirst: candidate.listed === 0 ? 1 : 0,
    listedLater: candidate.listed > 0 ? 1 : 0,
    suggested: candidate.suggested >= 0 ? 1 / (1 + candidate.suggested) : 0,
    notSuggested: candidate.suggested < 0 ? 1 : 0,
    parts: parts ? 1 : 0,
    partsShort: parts && Math.min(parts[0].length, parts[1].length) <= 2 ? 1 : 0,
    partsFrequency: parts ? frequency : 0,
    partsFunction: parts?.some((p) => functionWords.has(p)) ? 1 : 0,
    partsAllFunction: parts?.every((p) => functionWords.has(p)) ? 1 : 0,
    contraction: candidate.word.replace("'", '') === word && contraction.test(candidate.word) ? 1 : 0,
    unknown: !parts && !dictionary.has(candidate.form) ? 1 : 0,
    possessive: candidate.word.endsWith("'s") && !word.endsWith("'s") ? 1 : 0,
    short: candidate.word.length <= 2 ? 1 : 0,
  };
}

/** Compares a written word with its candidates, without those that are more than three slips away and not listed. */
export function compare(word: string, found: readonly Candidate[], dictionary: Dictionary): readonly Compared[] {
  const compared: Compared[] = [];
  const written: Written = {word, sound: soundKey(word), consonants: skeleton(word)};
  for (const candidate of found) {
    const steps = slips(word, candidate.word);
    if (!steps && candidate.listed < 0) continue;
    const frequency = candidate.parts
      ? Math.min(...candidate.parts.map((p) => dictionary.frequency(p)))
      : dictionary.frequency(candidate.word);
    const traits = traitsOf(written, candidate, steps, frequency, dictionary);
    compared.push({candidate, slips: steps ?? [], frequency, traits});
  }
  return compared;
}

/** Describes how a candidate fits a suspect where that stands. */
export function describe({setting}: Suspect, compared: Compared, around: Surroundings): Described {
  const {candidate, slips: steps, frequency, traits} = compared;
  const isCapital = candidate.form !== candidate.word;
  const fitting = {
    blog: grade(around.others(candidate.word)),
    inPost: !candidate.parts && around.inPost(candidate.word) ? 1 : 0,
    inTopic: around.inTopic(candidate.word) ? 1 : 0,
    name: isCapital && setting.lower > 0 ? 1 : 0,
    nameForName: isCapital && setting.lower === 0 ? 1 : 0,
  };
  return {candidate, slips: steps, frequency, traits, fitting};
}

/** A candidate and how much speaks for it, on the ranker's scale. */
export interface Ranked extends Described {
  readonly score: number;
}

/** How a word may be made of another one that is known, by what `standing` calls it: then a slip inside that one is less likely. */
const derivations = ['plural', 'inflected', 'prefix'] as const;
/** An ending and the letters before it that it changes are no longer. */
const longestEnding = 4;

/** What the judge learns from the corrections found, given what it learned without: `ranked` holds the best first. */
export function fit(
  {word, setting}: Suspect,
  ranked: readonly Ranked[],
  around: Surroundings,
  stands: Features,
): Features {
  const f: Record<string, number> = {};
  const best = ranked[0];
  const second = ranked.find((r) => r !== best && !r.candidate.parts);
  f.none = best ? 0 : 1;
  if (best) {
    f.score = best.score;
    f.margin = Math.min(6, best.score - (second?.score ?? best.score - 6));
    f.two = best.slips.length === 2 ? 1 : 0;
    f.three = best.slips.length >= 3 ? 1 : 0;
    f.capitalTwo = f.two && setting.capital > 0 ? 1 : 0;
    f.firstLost = word[0] === best.candidate.word[0] ? 0 : 1;
    f.frequency = best.frequency;
    f.rare = best.frequency < 0.3 ? 1 : 0;
    f.bestIsTwoWords = best.candidate.parts ? 1 : 0;
    f.bestIsContraction = best.traits.contraction ?? 0;
    f.bestIsName = best.candidate.form === best.candidate.word ? 0 : 1;
    f.bestInBlog = grade(around.others(best.candidate.word));
    f.bestInPost = around.inPost(best.candidate.word) ? 1 : 0;
    f.bestInTopic = around.inTopic(best.candidate.word) ? 1 : 0;
    f.bestListed = best.candidate.listed >= 0 ? 1 : 0;
    // a common word has no capital inside a sentence: what is near one and has a capital may well be a name
    const backed = best.candidate.listed >= 0 || f.bestInPost > 0;
    f.capitalUnbacked = setting.capital > 0 && setting.lower === 0 && !backed && f.bestIsName === 0 ? 1 : 0;
    f.capitalScore = setting.capital > 0 && setting.lower === 0 && !backed ? best.score / 10 : 0;
    if (best.candidate.parts) {
      f.partsFrequency = best.frequency;
      f.partsFunction = best.candidate.parts.some((p) => functionWords.has(p)) ? 1 : 0;
      f.partsAllFunction = best.candidate.parts.every((p) => functionWords.has(p)) ? 1 : 0;
    }
    f.justPlural =
      best.slips.length === 1 && (`${best.candidate.word}s` === word || best.candidate.word === `${word}s`) ? 1 : 0;
    f.justPluralListed = f.justPlural * f.bestListed;
    f.scoreByLength = (best.score * Math.min(12, word.length)) / 40;
    const inside = f.bestListed === 0 && sameHead(word, best.candidate.word) < word.length - longestEnding;
    for (const name of derivations) f[`${name}Inside`] = inside ? (stands[name] ?? 0) : 0;
    for (const slip of best.slips) f[`slip.${slipGroups[slip]}`] = 1;
  }
  return f;
}

/** What the judge learns about a word without looking for corrections. */
export function standing({word, setting, spots}: Suspect, around: Surroundings): Features {
  const {dictionary} = around;
  const n = spots.length;
  const f: Record<string, number> = {};
  const base = word.replace(/'(?:s|ll|ve|re|d)$/, '');
  const listed = Math.max(dictionary.corrections(word).length, dictionary.corrections(base).length);
  f.listed = listed > 0 ? 1 : 0;
  f.listedOnce = listed === 1 ? 1 : 0;
  // the list knows no names, no compounds and no other languages
  f.listedHyphen = (f.listed * setting.hyphen) / n;
  f.listedCapital = setting.lower === 0 && setting.capital > 0 ? f.listed : 0;
  f.listedOpening = setting.lower === 0 && setting.opening > 0 ? f.listed : 0;
  f.listedShort = word.length <= 4 ? f.listed : 0;
  f.attested = listed === 0 && dictionary.rare(base) ? 1 : 0;
  f.attestedShort = word.length <= 5 ? f.attested : 0;
  f.droppedG = base.endsWith('in') && dictionary.has(`${base}g`) ? 1 : 0;
  f.known = dictionary.has(word) ? 1 : 0;
  f.technical = dictionary.technical(word) ? 1 : 0;
  f.technicalListed = f.technical * f.listed;
  f.lowerName = isName(word, dictionary) && !dictionary.has(word) ? 1 : 0;

  const others = listed > 0 ? 0 : around.others(word);
  f.others = grade(others);
  f.seenElsewhere = others > 0 ? 1 : 0;
  f.newInLargeBlog = others === 0 ? grade(around.posts) / 5 : 0;
  f.repeated = Math.log2(n);
  f.machine = setting.machine > 0 ? 1 : 0;
  f.machineMuch = Math.log1p(setting.machine);
  f.kin = related(word, (w) => around.inPost(w) && !dictionary.has(w)) ? 1 : 0;
  f.kinInBlog = related(word, (w) => around.others(w) >= 2 && !dictionary.has(w)) ? 1 : 0;

  f.capital = setting.capital / n;
  f.opening = setting.opening / n;
  f.upper = setting.upper / n;
  f.capitalAlways = setting.lower === 0 && n > 1 ? 1 : 0;
  f.heading = (setting.heading + setting.title) / n;
  f.link = setting.link / n;
  f.alt = setting.alt / n;
  f.quoted = setting.quoted / n;
  f.hyphen = setting.hyphen / n;
  f.foreign = setting.foreign / n;
  f.endsVowel = /[aiou]$/.test(word) ? 1 : 0;
  f.endsVowelUnlisted = listed > 0 ? 0 : f.endsVowel;
  f.emphasis = setting.emphasis / n;
  f.emphasisUnlisted = listed > 0 ? 0 : f.emphasis;
  f.strangers = setting.strangers / n;
  f.names = setting.names / n;
  f.surname = setting.surname / n;
  f.capitalAmongNames = setting.capital > 0 ? f.names : 0;
  f.title = around.inTopic(word) ? 1 : 0;

  f.length = Math.min(12, word.length) / 4;
  f.short3 = word.length <= 3 ? 1 : 0;
  f.short4 = word.length === 4 ? 1 : 0;
  f.short5 = word.length === 5 ? 1 : 0;
  f.apostrophe = word.includes("'") ? 1 : 0;
  f.noVowel = /[aeiouy]/.test(word) ? 0 : 1;
  f.accented = /[^a-z']/.test(word) ? 1 : 0;
  f.tripled = /([a-z])\1\1/.test(word) ? 1 : 0;
  f.possessiveOfKnown = base !== word && (dictionary.has(base) || dictionary.technical(base)) ? 1 : 0;

  const d = derive(base, (w) => dictionary.has(w) && dictionary.frequency(w) > 0);
  f.prefix = d.prefix ? 1 : 0;
  f.living = d.living ? 1 : 0;
  f.withY = d.withY ? 1 : 0;
  f.suffix = d.suffix ? 1 : 0;
  f.plural = d.plural ? 1 : 0;
  f.inflected = d.inflected ? 1 : 0;
  f.both = d.both && !d.prefix && !d.living && !d.suffix ? 1 : 0;
  f.letter = d.letter && listed === 0 ? 1 : 0;
  const compound = Math.max(
    0,
    ...[...splits(word, dictionary)]
      .filter(([a, b]) => a.length >= 3 && b.length >= 3)
      .map((p) => Math.min(dictionary.frequency(p[0]), dictionary.frequency(p[1]))),
  );
  f.compound = compound > 0 ? 1 : 0;
  f.compoundFrequency = compound;
  return f;
}
