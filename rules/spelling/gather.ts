import type {Post} from '../../src/core/post.ts';
import type {Dictionary} from '../../src/core/rule.ts';
import {capitalised} from './candidates.ts';
import {foreignLanguage, foreignScript, isForeignPhrase} from './language.ts';
import {type Token, tokens} from './tokens.ts';

/** Where a word stands, as numbers: line, column and offset of its start, then of its end; and how it is written there. */
export type Spot = readonly [number, number, number, number, number, number, string];

/** In what surroundings a word stands in a post, as counts over its occurrences. */
export interface Setting {
  /** In lower case; with a capital inside a sentence; with a capital where every word has one; all capitals. */
  lower: number;
  capital: number;
  opening: number;
  upper: number;
  heading: number;
  link: number;
  alt: number;
  quoted: number;
  hyphen: number;
  /** Next to another word nobody knows; next to a word with a capital. */
  strangers: number;
  names: number;
  /** It also stands in code, an address or machinery of this post. */
  machine: number;
}

/** A word that may be misspelt, as found in one post. */
export interface Suspect {
  /** Lower case, apostrophes straight. */
  readonly word: string;
  readonly spots: readonly Spot[];
  readonly setting: Setting;
}

/** What one post tells: the words it teaches, and those it should be asked about. */
export interface Fact {
  /** A draft does not teach. */
  readonly draft: boolean;
  /** The language of a post that is not in English; such a post neither teaches nor is checked. */
  readonly language?: string;
  /** Its distinct words in lower case, sorted, with a blank between. */
  readonly words: string;
  /** The words of its title and headings, the same way. */
  readonly topic: string;
  readonly suspects: readonly Suspect[];
  /** The words that only one of American and British English writes so. */
  readonly american: readonly Suspect[];
  readonly british: readonly Suspect[];
}

const contraction = /^(.+)'(?:s|ll|ve|re|d|m|t)$/;
/** What is left of a word whose other letters an apostrophe stands for. */
const clippings = new Set(
  'em til till tis twas twere cause bout round nuff sup kay cuz coz n ol th o an ya'.split(' '),
);
const latin = /^[\p{Script=Latin}\p{M}']+$/u;
const camel = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}{2}/u;
const acronym = /^\p{Lu}{2,4}(?:'?s)?$/u;

/** Whether a word as written is known: in the dictionary, also without its accents or its possessive. */
export function isKnown(word: string, dictionary: Dictionary): boolean {
  if (dictionary.has(word)) return true;
  if (/[^\p{ASCII}]/u.test(word)) {
    const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
    if (plain !== word && dictionary.has(plain)) return true;
  }
  const base = contraction.exec(word)?.[1];
  if (base === undefined) return false;
  // a possessive of a name is always possible, one of a plain word only where the dictionary has a noun of it
  return (
    base !== base.toLowerCase() && word.endsWith("'s") && dictionary.has(base) && !dictionary.has(base.toLowerCase())
  );
}

/** Whether a word next to an apostrophe is one with letters left out: `nothin'`, `'em`. */
const isClipped = (word: string, dictionary: Dictionary): boolean =>
  clippings.has(word) || (word.endsWith('in') && word.length > 4 && dictionary.has(`${word}g`));

/** Whether a token is worth asking about: not a name with inner capitals, a short acronym, another script, or a drawn-out sound. */
function isPlain(word: string): boolean {
  if (!latin.test(word) || word.length > 40) return false;
  if (acronym.test(word)) return false;
  if (camel.test(word) && !/^\p{Lu}{2}\p{Ll}+$/u.test(word)) return false;
  return !/(\p{L})\1{3}/iu.test(word) && !/^(?:ha|he|hi|ho|mwa|bwa|la|na|blah?)+h?$/iu.test(word);
}

/** A post of so many words, of which more than this share are unknown, is in no English. */
const fewest = 60;
const mostUnknown = 0.6;

/** How many words on each side tell whether a word stands in a phrase of another language. */
const phrase = 3;

/** A setting in which nothing was counted yet. */
export const blank = (): Setting => ({
  lower: 0,
  capital: 0,
  opening: 0,
  upper: 0,
  heading: 0,
  link: 0,
  alt: 0,
  quoted: 0,
  hyphen: 0,
  strangers: 0,
  names: 0,
  machine: 0,
});

interface Gathered {
  readonly token: Token;
  readonly known: boolean;
}

/** Reads a post for the spelling rule. Pure; needs the dictionary to tell which words to keep places of. */
export function gather(post: Post, dictionary: Dictionary): Fact {
  const words = new Set<string>();
  const topic = new Set<string>();
  const suspects = new Map<string, {spots: Spot[]; setting: Setting}>();
  const american = new Map<string, {spots: Spot[]; setting: Setting}>();
  const british = new Map<string, {spots: Spot[]; setting: Setting}>();
  const blocks: Gathered[][] = [];
  let total = 0;
  let unknown = 0;
  const all: string[] = [];
  for (const prose of post.prose) {
    const block: Gathered[] = [];
    for (const token of tokens(prose)) {
      const known =
        isKnown(token.word, dictionary) || (token.clipped && isClipped(token.word.toLowerCase(), dictionary));
      block.push({token, known});
      total++;
      if (!known) unknown++;
      all.push(token.word.toLowerCase());
      if (prose.kind === 'heading' || (prose.kind === 'field' && prose.field === 'title'))
        topic.add(token.word.toLowerCase());
    }
    blocks.push(block);
  }
  const draft = post.stage === 'draft';
  const language =
    foreignScript(post.prose.map((p) => p.text).join(' ')) ??
    foreignLanguage(all, unknown / Math.max(1, total), 20) ??
    (total >= fewest && unknown > mostUnknown * total ? 'another language' : undefined);
  if (language !== undefined) return {draft, language, words: '', topic: '', suspects: [], american: [], british: []};

  for (const block of blocks) {
    const lower = block.map((g) => g.token.word.toLowerCase());
    const strange = block.filter((g) => !g.known).length;
    if (foreignLanguage(lower, strange / Math.max(1, block.length), 6) !== undefined) continue;
    block.forEach(({token, known}, i) => {
      const word = lower[i]!;
      if (
        strange > 2 &&
        isForeignPhrase(
          block.slice(Math.max(0, i - phrase), i + phrase + 1),
          (g) => g.known,
          (g) => g.token.word,
        )
      )
        return;
      if (word.length > 1) words.add(word);
      const side = known ? dictionary.dialect(word) : undefined;
      const doubted =
        !known || (dictionary.corrections(word).length > 0 && !(token.clipped && isClipped(word, dictionary)));
      if ((!doubted && side === undefined) || !isPlain(token.word)) return;
      const shelf = doubted ? suspects : side === 'american' ? american : british;
      let entry = shelf.get(word);
      if (!entry) {
        entry = {spots: [], setting: blank()};
        shelf.set(word, entry);
      }
      const place = post.position(token.start, token.end);
      entry.spots.push([
        place.start.line,
        place.start.column,
        token.start,
        place.end.line,
        place.end.column,
        token.end,
        post.text.slice(token.start, token.end),
      ]);
      const setting = entry.setting;
      if (token.word === word) setting.lower++;
      else if (token.word.length > 2 && token.word === token.word.toUpperCase()) setting.upper++;
      else if (token.opens || token.kind === 'heading' || (token.kind === 'field' && token.field === 'title'))
        setting.opening++;
      else setting.capital++;
      if (token.kind === 'heading' || token.field === 'title') setting.heading++;
      if (token.link) setting.link++;
      if (token.kind === 'alt') setting.alt++;
      if (token.quoted) setting.quoted++;
      if (token.hyphen) setting.hyphen++;
      const beside = [block[i - 1], block[i + 1]];
      if (beside.some((g) => g !== undefined && !g.known)) setting.strangers++;
      if (
        beside.some(
          (g) =>
            g !== undefined && !g.token.opens && g.token.word !== g.token.word.toLowerCase() && g.token.word.length > 1,
        )
      )
        setting.names++;
    });
  }
  const everywhere = runs(post.text);
  const finish = (shelf: Map<string, {spots: Spot[]; setting: Setting}>): Suspect[] =>
    [...shelf]
      .map(([word, {spots, setting}]) => ({
        word,
        spots,
        setting: {...setting, machine: Math.min(20, Math.max(0, (everywhere.get(word) ?? 0) - spots.length))},
      }))
      .sort((a, b) => (a.word < b.word ? -1 : 1));
  const list = (set: ReadonlySet<string>): string => [...set].sort().join(' ');
  return {
    draft,
    words: list(words),
    topic: list(topic),
    suspects: finish(suspects),
    american: finish(american),
    british: finish(british),
  };
}

const letterRun = /\p{L}[\p{L}\p{M}'’]*/gu;

/** Counts every run of letters of a text in lower case; of a name with inner capitals also its parts. */
function runs(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (word: string): void => {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const [run] of text.matchAll(letterRun)) {
    const word = run.replace(/[’‘]/g, "'");
    const lower = word.toLowerCase();
    count(lower);
    if (camel.test(word)) for (const part of word.split(/(?<=\p{Ll})(?=\p{Lu})/u)) count(part.toLowerCase());
  }
  return counts;
}

/** Whether a word that is unknown in lower case is known as a name: `paris`. */
export const isName = (word: string, dictionary: Dictionary): boolean =>
  dictionary.has(capitalised(word)) || dictionary.has(word.toUpperCase());
