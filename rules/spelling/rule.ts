import type {Position} from 'unist';
import type {Severity} from '../../src/core/finding.ts';
import {choice, number, strings, type ValuesOf} from '../../src/core/options.ts';
import {siteRule} from '../../src/core/plugin.ts';
import type {Dictionary, SiteProblem, World} from '../../src/core/rule.ts';
import {capitalised} from './candidates.ts';
import {notChecked, unknownWords} from './elsewhere.ts';
import type {Ranked} from './features.ts';
import {type Fact, gather, type Spot, type Suspect} from './gather.ts';
import {finder, judge, type Verdict} from './judge.ts';
import {apartFrom, count, countOf, type Neighbourhood, nothing, ownWords, type Vocabulary} from './vocabulary.ts';
import models from './weights.json' with {type: 'json'};

const options = {
  dialect: choice(
    ['auto', 'american', 'british'],
    'The English of the blog; `auto` goes by the majority of its posts.',
  ),
  unknown: choice(
    ['warning', 'info', 'error', 'off'],
    'How a word is reported that is in no dictionary and may yet be right.',
  ),
  confidence: number(
    models.error,
    {minimum: 0, maximum: 1},
    'From which confidence on a word is called misspelt; below it, it is only unknown.',
  ),
  doubt: number(
    models.report,
    {minimum: 0, maximum: 1},
    'From which confidence on an unknown word is mentioned at all.',
  ),
  words: strings([], 'Words to accept.'),
};
type Values = ValuesOf<typeof options>;

/** At most this many corrections are offered. */
const offered = 8;
/** A correction that the ranker puts this far behind the best is not worth a reader's glance. */
const farBehind = 9;

const positionOf = ([line, column, offset, endLine, endColumn, endOffset]: Spot): Position => ({
  start: {line, column, offset},
  end: {line: endLine, column: endColumn, offset: endOffset},
});

/** Writes a correction the way the word was written: with a capital, in capitals, or as it is. */
function dressed(form: string, written: string): string {
  if (written.length > 2 && written === written.toUpperCase() && written !== written.toLowerCase())
    return form.toUpperCase();
  const first = written.charAt(0);
  return first !== first.toLowerCase() ? capitalised(form) : form;
}

/** The corrections to offer, the best first. */
const corrections = (ranked: readonly Ranked[], written: string): string[] => {
  const curly = written.includes('’');
  return [
    ...new Set(
      ranked
        .filter((r) => r.score >= ranked[0]!.score - farBehind)
        .slice(0, offered)
        .map((r) => dressed(r.candidate.form, written)),
    ),
  ].map((w) => (curly ? w.replaceAll("'", '’') : w));
};

/** A chance in per cent, in steps that do not pretend to know more than can be known. */
const stated = (chance: number): number =>
  chance >= 0.99 ? 99 : chance >= 0.95 ? 95 : chance >= 0.1 ? Math.floor(chance * 10) * 10 : Math.floor(chance * 100);

const posts = (n: number): string => (n === 0 ? 'no other post' : n === 1 ? '1 other post' : `${n} other posts`);

/** Says why a word was reported. */
function noteOf(word: string, verdict: Verdict, around: Neighbourhood, listed: boolean, misspelt: boolean): string {
  const best = verdict.ranked[0]?.candidate;
  const parts: string[] = [];
  if (listed) parts.push('a common misspelling');
  const there = best && misspelt ? around.others(best.word) : 0;
  if (around.posts > 0) parts.push(`used in ${posts(around.others(word))}`);
  if (best && there > 0) parts.push(`\`${best.form}\` in ${there}`);
  else if (best && misspelt && around.inPost(best.word)) parts.push(`this post also has \`${best.form}\``);
  if (misspelt) parts.push(`confidence ${stated(verdict.confidence)} %`);
  return parts.join('; ');
}

/** Whether the author or the settings accept a word. */
function isAccepted(word: string, spot: Spot, accepted: ReadonlySet<string>): boolean {
  const written = spot[6].replaceAll('’', "'");
  if (accepted.has(word) || accepted.has(written)) return true;
  const stem = /^(.+)'s$/.exec(written)?.[1];
  return stem !== undefined && (accepted.has(stem) || accepted.has(stem.toLowerCase()));
}

/** Finding corrections takes milliseconds a word: of a post with more unknown words than a long book has, the first are judged. */
const mostSuspects = 3000;

/** A word that stands in so many other posts belongs to the blog's own vocabulary, unless it is a well-known misspelling. */
const learned = 3;

/** What the list of common misspellings has for a word, or for the owner in a possessive. */
function listedFor(word: string, dictionary: Dictionary): readonly string[] {
  const own = dictionary.corrections(word);
  if (own.length > 0 || !word.endsWith("'s")) return own;
  return dictionary.corrections(word.slice(0, -2)).map((right) => `${right}'s`);
}

/** Below this confidence an unknown word is a note, not a warning. */
const doubtful = 0.3;

/** How sure a correction must be before it may be made without asking. */
const certain = 0.97;

function* suspectProblems(
  path: string,
  suspect: Suspect,
  verdict: Verdict,
  around: Neighbourhood,
  listed: readonly string[],
  values: Values,
  accepted: ReadonlySet<string>,
): Generator<SiteProblem> {
  const misspelt = verdict.confidence >= values.confidence && verdict.ranked.length > 0;
  if (!misspelt && (verdict.confidence < values.doubt || values.unknown === 'off')) return;
  const note = noteOf(suspect.word, verdict, around, listed.length > 0, misspelt);
  const quiet = !misspelt && verdict.confidence < doubtful;
  for (const spot of suspect.spots) {
    if (isAccepted(suspect.word, spot, accepted)) continue;
    const written = spot[6];
    const expected = corrections(verdict.ranked, written.replaceAll('\u2060', ''));
    const best = verdict.ranked[0];
    const safe =
      misspelt &&
      best !== undefined &&
      verdict.confidence >= certain &&
      best.slips.length === 1 &&
      !best.candidate.parts &&
      // a heading's words are its address, which links may lead to
      suspect.setting.hyphen + suspect.setting.quoted + suspect.setting.heading === 0 &&
      (listed.length === 0 || listed[0] === best.candidate.form) &&
      (verdict.ranked[1] === undefined || best.score - verdict.ranked[1].score >= models.sureMargin) &&
      /^[\p{L}'’]+$/u.test(written);
    yield {
      path,
      at: positionOf(spot),
      actual: written,
      message:
        misspelt && expected[0] !== undefined
          ? `Misspelt: ${written} → ${expected[0]}`
          : `Not in the dictionary: ${written}`,
      severity: misspelt
        ? 'error'
        : values.unknown === 'off' || (quiet && values.unknown === 'warning')
          ? 'info'
          : values.unknown,
      ...(expected.length > 0 ? {expected} : {}),
      ...(note ? {note} : {}),
      ...(safe ? {fix: {start: spot[2], end: spot[5], text: expected[0]!}} : {}),
    };
  }
}

/** The unknown words of a post that another dictionary than the English one is asked about. */
function* problemsElsewhere(
  path: string,
  fact: Fact,
  tag: string,
  around: Neighbourhood,
  values: Values,
  accepted: ReadonlySet<string>,
  world: World,
): Generator<SiteProblem> {
  const lexicon = fact.suspects.length > 0 && values.unknown !== 'off' ? world.languages?.lexicon(tag) : undefined;
  if (!lexicon || 'problem' in lexicon) return;
  for (const {suspect, near, likely, note} of unknownWords(fact, tag, lexicon, around, learned)) {
    // what is near no word is a name or a coinage, and is mentioned to those who want to hear of everything
    if (near.length === 0 && values.doubt > 0) continue;
    for (const spot of suspect.spots) {
      if (isAccepted(suspect.word, spot, accepted)) continue;
      const expected = [...new Set(near.map((word) => dressed(word, spot[6])))];
      yield {
        path,
        at: positionOf(spot),
        actual: spot[6],
        message: `Not in the dictionary: ${spot[6]}`,
        severity: likely || values.unknown !== 'warning' ? severityOf(values.unknown) : 'info',
        ...(expected.length > 0 && {expected}),
        note,
      };
    }
  }
}

const severityOf = (unknown: Values['unknown']): Severity => (unknown === 'off' ? 'info' : unknown);

/** How clear a majority must be before the other dialect is remarked on: this many forms, and this many times the other's. */
const clearForms = 5;
const clearLead = 4;

/** So many forms of one dialect, and hardly any of the other, are no slips. */
const ofOneMind = 3;

/** The English of the blog where it is settled. */
function dialectOf(sum: Vocabulary, values: Values): 'american' | 'british' | undefined {
  if (values.dialect !== 'auto') return values.dialect;
  const most = Math.max(sum.american, sum.british);
  if (most < clearForms || most < clearLead * Math.min(sum.american, sum.british)) return undefined;
  return sum.american > sum.british ? 'american' : 'british';
}

function* dialectProblems(
  path: string,
  fact: Fact,
  sum: Vocabulary,
  around: Neighbourhood,
  values: Values,
  accepted: ReadonlySet<string>,
  dictionary: Dictionary,
): Generator<SiteProblem> {
  const blog = dialectOf(sum, values);
  if (blog === undefined) return;
  const name = {american: 'American', british: 'British'} as const;
  const other = blog === 'american' ? 'british' : 'american';
  // another author's post, in the English of that author throughout
  if (
    values.dialect === 'auto' &&
    fact[other].length >= ofOneMind &&
    fact[other].length > clearLead * fact[blog].length
  )
    return;
  for (const suspect of fact[other]) {
    // a name keeps its spelling wherever it stands, and so does what someone said
    const {lower, upper, capital, quoted} = suspect.setting;
    if (quoted > 0 || (capital > 0 && lower + upper === 0)) continue;
    const right = dictionary.otherDialect(suspect.word);
    if (right === undefined) continue;
    // where the blog itself prefers this form of this word, it is no slip
    const used = around.others(suspect.word);
    if (values.dialect === 'auto' && used >= 2 && used >= countOf(sum, right)) continue;
    for (const spot of suspect.spots) {
      if (isAccepted(suspect.word, spot, accepted)) continue;
      const expected = dressed(right, spot[6]);
      yield {
        path,
        at: positionOf(spot),
        actual: spot[6],
        message: `${name[other]} spelling: ${spot[6]} → ${expected}`,
        severity: 'warning',
        expected: [expected],
        note:
          values.dialect === 'auto'
            ? `the blog's posts have ${sum[blog]} ${name[blog]} and ${sum[other]} ${name[other]} forms`
            : `the blog is set to ${name[blog]} English`,
      };
    }
  }
}

export default siteRule<Fact, Vocabulary, typeof options>({
  id: 'spelling',
  summary: 'misspelt words, with the correction, and words it does not know',
  why: 'A misspelling makes a reader stumble and doubt the rest.',
  severity: 'error',
  options,
  needs: ['dictionary'],
  collect: (post, _values, world) =>
    world.dictionary
      ? gather(post, world.dictionary, world)
      : {draft: true, words: '', topic: '', suspects: [], american: [], british: []},
  empty: nothing,
  add: (sum, fact) => count(sum, fact, 1),
  remove: (sum, fact) => count(sum, fact, -1),
  *check(sum: Vocabulary, asked: ReadonlyMap<string, Fact>, values: Values, world: World) {
    const {dictionary} = world;
    if (!dictionary) return;
    const everywhere = new Set([...(world.words ?? []), ...values.words]);
    const dialect: Values['dialect'] = values.dialect === 'auto' ? (world.dialect ?? 'auto') : values.dialect;
    const settled = {...values, dialect, confidence: world.confidence ?? values.confidence};
    const find = finder(dictionary, ownWords(sum, dictionary));
    for (const [path, fact] of asked) {
      if (fact.language !== undefined) {
        yield {path, message: notChecked(fact), severity: 'info'};
        continue;
      }
      const own = world.wordsIn?.(path) ?? [];
      const accepted = own.length > 0 ? new Set([...everywhere, ...own]) : everywhere;
      const around = apartFrom(sum, fact);
      if (fact.tag !== undefined) {
        yield* problemsElsewhere(path, fact, fact.tag, around, settled, accepted, world);
        continue;
      }
      const first = [...fact.suspects].sort((a, b) => a.spots[0]![2] - b.spots[0]![2]).slice(0, mostSuspects);
      for (const suspect of first) {
        if (suspect.spots.every((spot) => isAccepted(suspect.word, spot, accepted))) continue;
        const listed = listedFor(suspect.word, dictionary);
        if (listed.length === 0 && around.others(suspect.word) >= learned) continue;
        const verdict = judge(
          suspect,
          find,
          {...around, dictionary},
          models,
          Math.min(settled.doubt, settled.confidence),
        );
        if (verdict) yield* suspectProblems(path, suspect, verdict, around, listed, settled, accepted);
      }
      yield* dialectProblems(path, fact, sum, around, settled, accepted, dictionary);
    }
  },
});
