import {looksEnglish} from '../../src/core/english.ts';
import {entryOf} from '../../src/core/front-matter.ts';
import {languageOf, languages, languageTag} from '../../src/core/languages.ts';
import {lazy} from '../../src/core/lazy.ts';
import type {Post} from '../../src/core/post.ts';
import type {Prose} from '../../src/core/prose.ts';
import type {Dictionary, Lexicon, Span, World} from '../../src/core/rule.ts';
import {textTest, unicodePattern, unitTest} from '../../src/core/units.ts';
import {capitalised} from './candidates.ts';
import {foreignLanguage, foreignScript, isForeignPhrase, leastUnknown} from './language.ts';
import {formsIn, type Reader, remembering, stretchOf, type Token, tokens, type Word} from './tokens.ts';

/** Where a word stands, as numbers: line, column and offset of its start, then of its end; and how it is written there. */
export type Spot = readonly [number, number, number, number, number, number, string];

/** In what surroundings a word stands in a post, as counts over its occurrences. */
export interface Setting {
  /** In lower case; with a capital inside a sentence; with a capital where every word has one; all capitals. */
  lower: number;
  capital: number;
  opening: number;
  upper: number;
  /** Beside a small word of another language, or such a word. */
  foreign: number;
  /** In a heading; in the title in front matter. */
  heading: number;
  title: number;
  link: number;
  alt: number;
  quoted: number;
  hyphen: number;
  /** Alone or among few words in emphasis, as words of other languages are set. */
  emphasis: number;
  /** Next to another word nobody knows; next to a word with a capital. */
  strangers: number;
  names: number;
  /** With a capital, right behind a word that only names have: a first name, mostly. */
  surname: number;
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
  /** The language of a post that is not in English and whose words nobody has; such a post neither teaches nor is checked. */
  readonly language?: string;
  /** Why the words of that language cannot be used though they are installed. */
  readonly problem?: string;
  /** The tag of the language by whose dictionary the post is judged, where that is not English. */
  readonly tag?: string;
  /** Its distinct words in lower case, in the order they come in, with a blank between. */
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
/** Words of English prose that the dictionary lacks: some with an apostrophe, and thanks and greetings that are borrowed. */
const lacking = new Set(["c'mon", "hallowe'en", ...'danke gracias grazie buongiorno buon appetito dente'.split(' ')]);
const isLatin = textTest(String.raw`^[\p{Script=Latin}\p{M}']+$`);
const isOfLetters = textTest(String.raw`^[\p{L}\p{M}']+$`);
const isCamel = textTest(String.raw`\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}{2}`);
const isAcronym = textTest(String.raw`^\p{Lu}{2,4}(?:'?s)?$`);
const hasTwoCapitals = textTest(String.raw`^\p{Lu}{2}\p{Ll}+$`);
const isCapitalised = textTest(String.raw`^\p{Lu}\p{Ll}{2,}$`);
const isDrawn = textTest(String.raw`(\p{L})\1{3}`);

/** Whether a word as written is known: in the dictionary, also without its accents or its possessive. */
export function isKnown(word: string, dictionary: Dictionary): boolean {
  if (dictionary.has(word)) return true;
  if (/[^\p{ASCII}]/u.test(word)) {
    const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
    if (plain !== word && dictionary.has(plain)) return true;
  }
  if (lacking.has(word.toLowerCase())) return true;
  if (!word.includes("'")) return isInflected(word, dictionary) || isAmerican(word, dictionary);
  // a verb made of another word on the spot: `sync'ed`
  const verb = /^(.{4,})'(?:d|ed|ing)$/.exec(word)?.[1];
  if (verb !== undefined && (dictionary.has(verb) || dictionary.technical(verb))) return true;
  const base = contraction.exec(word)?.[1];
  if (base === undefined) return false;
  // a possessive of a name is always possible, one of a plain word only where the dictionary has a noun of it
  return (
    base !== base.toLowerCase() && word.endsWith("'s") && dictionary.has(base) && !dictionary.has(base.toLowerCase())
  );
}

const formOfIze = /^(.{3,}[iy])([sz])(?:e[sd]|ing)$/i;
const formOfIfy = /^(.{3,}if)(?:ie[sd]|ying)$/i;

/**
 * Whether a word is a form of a verb in -ize, -yze or -ify, or in -ise beside -ize, which the dictionary has without that form:
 * `incentivizes`. All such verbs are regular. A common misspelling is none.
 */
function isInflected(word: string, dictionary: Dictionary): boolean {
  const [, root, letter] = formOfIze.exec(word) ?? [];
  const [, stem] = formOfIfy.exec(word) ?? [];
  const has =
    root === undefined
      ? stem !== undefined && dictionary.has(`${stem}y`)
      : dictionary.has(`${root}${letter}e`) && dictionary.has(`${root}ze`);
  return has && dictionary.corrections(word.toLowerCase()).length === 0;
}

/** So many letters have words of which the dictionary may lack the American form. */
const learned = 8;

/** Whether a word has an `e` where one that the dictionary has has the British `ae` or `oe`: `hypovolemia`. */
const isAmerican = (word: string, dictionary: Dictionary): boolean =>
  word.length >= learned &&
  [...word.matchAll(/e/g)].some(({index}) =>
    ['a', 'o'].some((vowel) => dictionary.has(`${word.slice(0, index)}${vowel}${word.slice(index)}`)),
  ) &&
  dictionary.corrections(word.toLowerCase()).length === 0;

/** Whether a word next to an apostrophe is one with letters left out: `nothin'`, `'em`. */
const isClipped = (word: string, dictionary: Dictionary): boolean =>
  clippings.has(word) || (word.endsWith('in') && word.length > 3 && dictionary.has(`${word}g`));

/** Whether a token is worth asking about: not a name with inner capitals, a short acronym, another script, or a drawn-out sound. */
function isPlain(word: string, isOfScript = isLatin): boolean {
  if (!isOfScript(word) || word.length > 40) return false;
  if (isAcronym(word)) return false;
  if (isCamel(word) && !hasTwoCapitals(word)) return false;
  return !isDrawn(word.toLowerCase()) && !/^(?:ha|he|hi|ho|mwa|bwa|la|na|blah?)+h?$/iu.test(word);
}

/** Whether a vowel of a known word was drawn out, as in `reeeally`; a third one typed beside two (`seeemed`) is a slip. */
const isDrawnOut = (word: string, dictionary: Dictionary): boolean =>
  /([aeiou])\1\1/.test(word) &&
  !word.endsWith('eee') &&
  dictionary.corrections(word).length === 0 &&
  dictionary.has(word.replace(/([aeiou])\1{2,}/g, '$1'));

/** A post of so many words, of which more than this share are unknown, is in no English. */
const fewest = 60;
const mostUnknown = 0.6;

/** What stands in prose for each character of a mark. */
const mark = '\u2060';

/** How many words on each side tell whether a word stands in a phrase of another language. */
const phrase = 3;

/** A setting in which nothing was counted yet. */
export const blank = (): Setting => ({
  lower: 0,
  capital: 0,
  opening: 0,
  upper: 0,
  foreign: 0,
  heading: 0,
  title: 0,
  link: 0,
  alt: 0,
  quoted: 0,
  hyphen: 0,
  emphasis: 0,
  strangers: 0,
  names: 0,
  surname: 0,
  machine: 0,
});

/** A word with what the dictionary says of it. */
interface Looked extends Word {
  readonly known: boolean;
  /** It may be misspelt, although it is known where it is on the list of common misspellings. */
  readonly doubted: boolean;
  readonly dialect: 'american' | 'british' | undefined;
}

/** What was found out about stretches, by the dictionary that was asked. */
const readers = new WeakMap<Dictionary, Reader<Looked>>();

/** Gives what reads stretches and looks their words up. */
function readerOf(dictionary: Dictionary): Reader<Looked> {
  const known = readers.get(dictionary);
  if (known) return known;
  const reader = remembering((text) => {
    const {words, ends, silent} = stretchOf(text);
    return {
      ends,
      silent,
      words: joined(
        text,
        words.map((word) => lookUp(word, dictionary)),
        dictionary,
      ),
    };
  });
  readers.set(dictionary, reader);
  return reader;
}

function lookUp(form: Word, dictionary: Dictionary): Looked {
  const {word, lower} = form;
  const clipped = form.clipped && isClipped(lower, dictionary);
  const known = isKnown(word, dictionary) || clipped;
  // written out: a spread takes longer than the look-ups
  return {
    word,
    lower,
    from: form.from,
    to: form.to,
    leads: form.leads,
    hyphen: form.hyphen,
    opened: form.opened,
    quoted: form.quoted,
    clipped: form.clipped,
    known,
    doubted: !known || (dictionary.corrections(lower).length > 0 && !clipped),
    dialect: known ? dictionary.dialect(lower) : undefined,
  };
}

/** The words of a stretch, of which those that are one known word without the hyphen between them are known too: `take-aways`. */
function joined(text: string, words: readonly Looked[], dictionary: Dictionary): readonly Looked[] {
  if (words.length < 2 || words.every(({doubted}) => !doubted)) return words;
  const isOne = (first: Looked | undefined, second: Looked | undefined): boolean =>
    first !== undefined &&
    second !== undefined &&
    text.slice(first.to, second.from) === '-' &&
    dictionary.has(first.lower + second.lower);
  return words.map((form, at) =>
    form.doubted && (isOne(words[at - 1], form) || isOne(form, words[at + 1]))
      ? {...form, known: true, doubted: false}
      : form,
  );
}

/** Whether a word is written as a name, and the dictionary knows it as nothing else. */
const isNameOnly = ({word, lower}: Word, dictionary: Dictionary): boolean =>
  isCapitalised(word) && dictionary.has(word) && !dictionary.has(lower);

/** Front-matter fields that say which language a post is in. */
const languageFields = ['lang', 'language', 'locale'];

/** The tag of the language that a post's front matter names. */
function declaredIn(post: Post): string | undefined {
  for (const field of languageFields) {
    const value = entryOf(post.frontMatter, field)?.value.value;
    const tag = typeof value === 'string' ? languageTag(value) : undefined;
    if (tag !== undefined) return tag;
  }
  return undefined;
}

/** Gives a test for whether a stretch touches one of some spans, which are in order. */
function touches(spans: readonly Span[]): (start: number, end: number) => boolean {
  const merged: {start: number; end: number}[] = [];
  for (const {start, end} of spans) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({start, end});
  }
  return (start, end) => {
    let low = 0;
    let high = merged.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (merged[middle]!.end <= start) low = middle + 1;
      else high = middle;
    }
    return merged[low] !== undefined && merged[low]!.start < end;
  };
}

/** So many words tell what they read like. */
const telling = 20;

/**
 * The language of a post that is not in English: as its front matter says, as it reads, or as the settings say of the blog. A
 * post that reads as English is English whatever is said of it: `lang: cs` may stand for C#.
 */
function otherLanguage(post: Post, blocks: readonly Block[], settings: readonly string[]): string | undefined {
  let total = 0;
  let unknown = 0;
  for (const {forms, strange} of blocks) {
    total += forms.length;
    unknown += strange;
  }
  const all = lazy(() => blocks.flatMap(({forms}) => forms.map(({lower}) => lower)));
  const reads =
    foreignScript(post.prose.map(({text}) => text)) ??
    (unknown >= leastUnknown * total ? foreignLanguage(all(), telling) : undefined);
  const isEnglish = (): boolean => reads === undefined && total >= telling && looksEnglish(all().join(' '));
  const declared = declaredIn(post);
  if (declared !== undefined && declared !== 'en' && !isEnglish()) return languageOf(declared)?.name;
  if (reads !== undefined) return reads;
  const [set] = settings;
  if (set !== undefined && declared === undefined && !settings.includes('en') && !isEnglish())
    return languageOf(set)?.name;
  return total >= fewest && unknown > mostUnknown * total ? 'another language' : undefined;
}

const nobody = (draft: boolean): Fact => ({draft, words: '', topic: '', suspects: [], american: [], british: []});

/** Whether a word stands at the beginning or the end of a phrase of another language; no well-known misspelling does. */
function endsPhrase(forms: readonly Looked[], at: number, dictionary: Dictionary): boolean {
  const {known, lower} = forms[at]!;
  if (known || dictionary.corrections(lower).length > 0) return false;
  return (
    isForeignPhrase(forms.slice(at, at + 2 * phrase + 1)) ||
    isForeignPhrase(forms.slice(Math.max(0, at - 2 * phrase), at + 1))
  );
}

/** A block of prose with its words looked up. */
interface Block {
  readonly prose: Prose;
  readonly forms: readonly Looked[];
  /** How many of them are unknown. */
  readonly strange: number;
  /** The same words with their places. */
  tokens(): readonly Token<Looked>[];
}

function blockOf(prose: Prose, forms: readonly Looked[], read: Block['tokens']): Block {
  let strange = 0;
  for (let i = 0; i < forms.length; i++) if (!forms[i]!.known) strange++;
  return {prose, forms, strange, tokens: read};
}

type Shelf = Map<string, {spots: Spot[]; setting: Setting}>;
type Shelves = Readonly<Record<'suspects' | 'american' | 'british', Shelf>>;

/** Articles, prepositions and the like of languages that English borrows phrases of; none that English has as well. */
const smallWords: ReadonlySet<string> = new Set(
  `al alla alle allo au aux avec buen buena buon buona ce cette che con das dans de del della delle dello dem den der des di du ein eine el en es est et
  für gli il ist je la las le les los mit mon nel nella noch nous por pour que qui sans sehr sin sur tout très un una und une vom von vous
  zu zum zur à`.split(/\s+/),
);

/** What is emphasised is short: a term, a title, a phrase of another language; in UTF-16 units. */
const shortEmphasis = 40;

/** Whether a word of prose, at these offsets in its text, stands between single marks (`*`, `_`) that have little between them. */
function isEmphasised({text}: Prose, start: number, end: number): boolean {
  const from = text.lastIndexOf(mark, start);
  const to = text.indexOf(mark, end);
  return (
    from >= 0 &&
    to >= 0 &&
    to - from <= shortEmphasis &&
    text[from - 1] !== mark &&
    text[to + 1] !== mark &&
    !/\s/.test(text[from + 1]!) &&
    !/\s/.test(text[to - 1]!)
  );
}

/** Keeps the places and the surroundings of the words of a block that are to be asked about. */
function shelveBlock(
  post: Post,
  {prose, forms, tokens: places}: Block,
  dictionary: Dictionary,
  {suspects, american, british}: Shelves,
  isAsked: (form: Looked, place: number) => boolean,
): void {
  const block = places();
  for (const [i, {start, end, opens, link}] of block.entries()) {
    const form = forms[i]!;
    const {word, lower, doubted, dialect} = form;
    if (!doubted && dialect === undefined) continue;
    if (isDrawnOut(lower, dictionary) || !isAsked(form, i)) continue;
    const shelf = doubted ? suspects : dialect === 'american' ? american : british;
    let entry = shelf.get(lower);
    if (!entry) {
      entry = {spots: [], setting: blank()};
      shelf.set(lower, entry);
    }
    const place = post.position(start, end);
    entry.spots.push([
      place.start.line,
      place.start.column,
      start,
      place.end.line,
      place.end.column,
      end,
      post.text.slice(start, end),
    ]);
    const {setting} = entry;
    if (word === lower) setting.lower++;
    else if (word.length > 2 && word === word.toUpperCase()) setting.upper++;
    else if (opens || isTopic(prose)) setting.opening++;
    else setting.capital++;
    if (prose.kind === 'heading') setting.heading++;
    if (prose.field === 'title') setting.title++;
    if (link) setting.link++;
    if (prose.kind === 'alt') setting.alt++;
    if (form.quoted) setting.quoted++;
    if (form.hyphen) setting.hyphen++;
    if (isEmphasised(prose, start - prose.start, end - prose.start)) setting.emphasis++;
    const neighbours = [block[i - 1], block[i + 1]];
    if ([forms[i - 1], forms[i + 1]].some((one) => one && !one.known)) setting.strangers++;
    if (neighbours.some((token) => token && !token.opens && token.form.word !== token.form.lower)) setting.names++;
    if ([forms[i - 1], form, forms[i + 1]].some((one) => one && smallWords.has(one.lower))) setting.foreign++;
    const before = forms[i - 1];
    if (before && word !== lower && isNameOnly(before, dictionary)) setting.surname++;
  }
}

/**
 * Reads a post for the spelling rule. Pure; needs the dictionary to tell which words to keep places of, and of the world what
 * is not read, and the words of other languages.
 */
export function gather(
  post: Post,
  dictionary: Dictionary,
  {languages: others, passedOver}: Pick<World, 'languages' | 'passedOver'> = {},
): Fact {
  const words = new Set<string>();
  const topic = new Set<string>();
  const shelves: Shelves = {suspects: new Map(), american: new Map(), british: new Map()};
  const reader = readerOf(dictionary);
  const spans = passedOver?.in(post.path, post.text) ?? [];
  const isPassedOver = touches(spans);
  const settings = others?.of(post.path) ?? [];
  const read = post.prose.map((prose): Block => {
    if (!isPassedOver(prose.start, prose.start + prose.text.length))
      return blockOf(prose, formsIn(prose, reader), () => tokens(prose, reader));
    const left = tokens(prose, reader).filter(({start, end}) => !isPassedOver(start, end));
    return blockOf(
      prose,
      left.map(({form}) => form),
      () => left,
    );
  });
  for (const {prose, forms} of read) if (isTopic(prose)) for (const {lower} of forms) topic.add(lower);
  const draft = post.stage === 'draft';
  const language = otherLanguage(post, read, settings);
  const tag = languages.find(({name}) => name === language)?.tag;
  const found = tag === undefined ? undefined : others?.lexicon(tag);
  const lexicon = found && !('problem' in found) ? found : undefined;
  if (language !== undefined && !lexicon)
    return {...nobody(draft), language, ...(found && 'problem' in found && {problem: found.problem})};
  // words of other languages that the settings name beside English are right in English posts too
  const beside = settings.flatMap((one): Lexicon | readonly never[] => {
    const more = one === 'en' || language !== undefined ? undefined : others?.lexicon(one);
    return more && !('problem' in more) ? more : [];
  });
  const inLanguage = (form: Looked): Looked => {
    const known =
      form.known ||
      lexicon?.has(form.word) === true ||
      (beside.some((one) => one.has(form.word)) && dictionary.corrections(form.lower).length === 0);
    return lexicon
      ? {...form, known, doubted: !known, dialect: undefined}
      : known === form.known
        ? form
        : {...form, known, doubted: false};
  };
  const blocks =
    lexicon || beside.length > 0
      ? read.map(({prose, forms, tokens: places}) => blockOf(prose, forms.map(inLanguage), places))
      : read;

  for (const block of blocks) {
    const {forms, strange} = block;
    if (strange > 0 && strange >= leastUnknown * forms.length) {
      const quoted = foreignLanguage(
        forms.map(({lower}) => lower),
        6,
      );
      if (quoted !== undefined && quoted !== language) continue;
    }
    const inPhrase = (i: number): boolean =>
      strange > 2 &&
      (isForeignPhrase(forms.slice(Math.max(0, i - phrase), i + phrase + 1)) || endsPhrase(forms, i, dictionary));
    for (let i = 0; i < forms.length; i++) if (strange <= 2 || !inPhrase(i)) words.add(forms[i]!.lower);
    if (!forms.some(({doubted, dialect}) => doubted || dialect !== undefined)) continue;
    const isWorth = lexicon ? isOfLetters : isLatin;
    shelveBlock(post, block, dictionary, shelves, (form, i) => isPlain(form.word, isWorth) && !inPhrase(i));
  }
  const occurrences = counter(post.text);
  const finish = (shelf: Shelf): Suspect[] =>
    [...shelf]
      .map(([word, {spots, setting}]) => ({
        word,
        spots,
        setting: {...setting, machine: Math.max(0, occurrences(word, spots.length + mostCounted) - spots.length)},
      }))
      .sort((a, b) => (a.word < b.word ? -1 : 1));
  return {
    draft,
    ...(tag !== undefined && {tag}),
    words: [...words].join(' '),
    topic: [...topic].join(' '),
    suspects: finish(shelves.suspects),
    american: finish(shelves.american),
    british: finish(shelves.british),
  };
}

/** Whether a block names what the post is about. */
const isTopic = ({kind, field}: Prose): boolean => kind === 'heading' || (kind === 'field' && field === 'title');

/** More occurrences of a word outside prose say no more. */
const mostCounted = 20;

const isOfRun = unitTest(String.raw`[\p{L}\p{M}'’]`);
const isLetter = unitTest(String.raw`\p{L}`);
const humps = unicodePattern(String.raw`(?<=\p{Ll})(?=\p{Lu})`);
const letterRun = unicodePattern(String.raw`\p{L}[\p{L}\p{M}'’]*`, 'y');

/**
 * Gives what counts the runs of letters of a text that are a word, in prose or not; of a name with inner capitals its parts
 * count too. Words are in lower case, apostrophes straight; counting ends with `most`.
 */
function counter(text: string): (word: string, most: number) => number {
  const small = text.toLowerCase();
  // a letter whose lower case is longer stays as it is, or places would differ
  const lower = (
    small.length === text.length
      ? small
      : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('')
  ).replaceAll('’', "'");
  const letters = letterRun(text);
  return (word, most) => {
    let count = 0;
    for (let at = lower.indexOf(word); at >= 0 && count < most; ) {
      let from = at;
      while (from > 0 && isOfRun(text.charCodeAt(from - 1))) from--;
      while (from < at && !isLetter(text.charCodeAt(from))) from++;
      letters.lastIndex = from;
      const run = letters.exec(text)?.[0] ?? '';
      const end = from + run.length;
      if (lower.slice(from, end) === word) count++;
      if (isCamel(run))
        for (const part of run.split(humps(run))) if (part.toLowerCase().replaceAll('’', "'") === word) count++;
      at = lower.indexOf(word, Math.max(end, at + 1));
    }
    return Math.min(count, most);
  };
}

/** Whether a word that is unknown in lower case is known as a name: `paris`. */
export const isName = (word: string, dictionary: Dictionary): boolean =>
  dictionary.has(capitalised(word)) || dictionary.has(word.toUpperCase());
