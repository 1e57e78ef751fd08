import {joiner, object, type Prose} from '../../src/core/prose.ts';
import {isBlankUnit, textTest, unicodePattern} from '../../src/core/units.ts';
import {wordMemo} from '../../src/core/word-memo.ts';

/** A word of a stretch without blanks that could be misspelt: letters and inner apostrophes only. */
export interface Word {
  /** The word without marks, its apostrophes straight; and the same in lower case. */
  readonly word: string;
  readonly lower: string;
  /** Offsets in the stretch, in UTF-16 units, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** It is the first word of the stretch. */
  readonly leads: boolean;
  /** A hyphen ties it to its neighbour. */
  readonly hyphen: boolean;
  /** A quotation mark stands right before it; right before it or at its end. */
  readonly opened: boolean;
  readonly quoted: boolean;
  /** An apostrophe stands right before it (`'em`) or at its end (`nothin'`): letters were left out on purpose. */
  readonly clipped: boolean;
}

/** A word where it stands in a post. */
export interface Token<W extends Word = Word> {
  readonly form: W;
  /** Offsets in the post's text, in UTF-16 units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** It opens a sentence or a block, where any word has a capital. */
  readonly opens: boolean;
  readonly link: boolean;
}

/** A stretch without blanks: it is the same wherever it stands, and most stand in many places. */
export interface Stretch<W extends Word = Word> {
  /** None where the stretch is an address, a handle, a path, code or a formula. */
  readonly words: readonly W[];
  /** A sentence ends with it. */
  readonly ends: boolean;
  /** There is nothing to read in it: after it, a sentence still begins. */
  readonly silent: boolean;
}

/** Signs that a stretch without blanks is an address, a handle, a path, code or a formula, never words. */
const isMachine = textTest(
  String.raw`://|@|^#\p{L}|[\\$=<>{}|\x60^~_]|::|\(\)|->|\+\+|&\p{L}|\p{L}&|\p{L}[+*]\p{L}|^[wW]{3}\.|\p{L}:\p{L}|\p{L}\(\p{L}{2}|\p{L}\[`,
);
/** What each of these signs, and each below, has one of: most stretches have none. */
const telling = /[:@#\\$=<>{}|`^~_(+*&[/.]/;
const isPath = textTest(String.raw`^\.{0,2}/|/[^/]*/|\.\p{L}+/|/[^/]*\.\p{L}`);
const isDotted = textTest(String.raw`[\p{L}\p{N}]\.\p{L}|^\.\p{L}`);
const hasDigit = textTest(String.raw`\p{N}`);
const hasText = textTest(String.raw`[\p{L}\p{N}\uFFFC]`);
/** A full stop with the blank after it forgotten: two sentences, not a name with a dot. */
const lacksBlank = textTest(String.raw`\p{Ll}{2}\.\p{Lu}\p{Ll}*$`);
const joiners = new RegExp(joiner, 'g');
const longMark = new RegExp(`${joiner}{4}`);
const wordRun = unicodePattern(String.raw`[\p{L}\p{N}][\p{L}\p{M}\p{N}\u2060]*(?:['’‘][\p{L}\p{M}\u2060]+)*`, 'g');
const sentenceEnd = /[.!?:…]["'”’)\]*]*$/;
const apostrophe = /['’‘]/;
const quote = /["“”„«»‘]/;

/** What hides a part of a word: a thing, or what could not be read. */
const isGap = (character: string): boolean => character === object || character === '\uFFFD';

/** A longer stretch without blanks is no prose. */
const longest = 200;

/** A run without the marks, and the apostrophe before them, at its end. */
function trimmed(run: string): string {
  let end = run.length;
  while (run[end - 1] === joiner) end--;
  return end < run.length && apostrophe.test(run[end - 1] ?? '') ? run.slice(0, end - 1) : run.slice(0, end);
}

/** Whether a stretch without blanks is machinery: an address, a path, a file name, a dotted name, code. */
function isMachinery(chunk: string): boolean {
  if (chunk.length > longest) return true;
  const bare = chunk.replace(/^[("'“‘[]+|[.,;:!?)"'”’\]]+$/gu, '');
  if (!telling.test(bare)) return false;
  if (isMachine(bare)) return true;
  if (bare.includes('/') && isPath(bare)) return true;
  return isDotted(bare) && !lacksBlank(bare);
}

/** What most stretches are: a word, and what ends a sentence or a part of it. */
const wordAlone = /^[A-Za-z]{2,}[.,;:!?]?$/;

/** Reads a stretch that is a word and at most one mark behind it. */
function alone(text: string): Stretch {
  const mark = text.at(-1)!;
  const marked = mark < 'A';
  const word = marked ? text.slice(0, -1) : text;
  const form = {
    word,
    lower: word.toLowerCase(),
    from: 0,
    to: word.length,
    leads: true,
    hyphen: false,
    opened: false,
    quoted: false,
    clipped: false,
  };
  return {words: [form], ends: marked && mark !== ',' && mark !== ';', silent: false};
}

/** Reads a stretch without blanks; numbers, addresses, names with dots and code-like words are left out. */
export function stretchOf(text: string): Stretch {
  if (text.length <= longest && wordAlone.test(text)) return alone(text);
  const plain = text.includes(joiner) ? text.replace(joiners, '') : text;
  if (plain === '') return {words: [], ends: false, silent: true};
  const words: Word[] = [];
  let leads = true;
  for (const {0: run, index: from} of isMachinery(plain) ? [] : text.matchAll(wordRun(text))) {
    const body = trimmed(run);
    const to = from + body.length;
    const before = neighbour(text, from, -1);
    const after = neighbour(text, to, 1);
    const first = leads;
    leads = false;
    if (isGap(before) || isGap(after) || hasDigit(body)) continue;
    // where a link ends inside a word, the two sides may be words of their own: nobody can tell
    if (longMark.test(body)) continue;
    const word = body.replace(joiners, '').replace(/[’‘]/g, "'");
    if (word.length < 2) continue;
    words.push({
      word,
      lower: word.toLowerCase(),
      from,
      to,
      leads: first,
      hyphen: before === '-' || after === '-' || before === '‑' || after === '‑',
      opened: quote.test(before),
      quoted: quote.test(before) || quote.test(after),
      clipped: apostrophe.test(before) || apostrophe.test(after),
    });
  }
  return {words, ends: sentenceEnd.test(plain), silent: !hasText(plain)};
}

/** What reads the stretch between two offsets of a text. */
export type Reader<W extends Word = Word> = (text: string, start: number, end: number) => Stretch<W>;

/** Goes through the stretches of a text in reading order, with where each begins. */
function eachStretch<W extends Word>(
  text: string,
  read: Reader<W>,
  see: (stretch: Stretch<W>, start: number) => void,
): void {
  const {length} = text;
  for (let at = 0; at < length; ) {
    if (isBlankUnit(text.charCodeAt(at))) {
      at++;
      continue;
    }
    let end = at;
    // nothing is asked beyond the end, where the answer is no whole number and makes the loop many times as slow
    while (end < length && !isBlankUnit(text.charCodeAt(end))) end++;
    see(read(text, at, end), at);
    at = end;
  }
}

/** Gives the words of a block of prose in reading order, wherever in it they stand. */
export function formsIn<W extends Word>({text}: Prose, read: Reader<W>): W[] {
  const forms: W[] = [];
  eachStretch(text, read, ({words}) => {
    for (let i = 0; i < words.length; i++) forms.push(words[i]!);
  });
  return forms;
}

/** Gives the words of a block of prose in reading order, with their places. */
export function tokens<W extends Word>({text, start, links}: Prose, read: Reader<W>): Token<W>[] {
  const found: Token<W>[] = [];
  let opens = true;
  let link = 0;
  eachStretch(text, read, ({words, ends, silent}, at) => {
    for (const form of words) {
      const from = at + form.from;
      while (link < links.length && links[link]!.end <= from) link++;
      found.push({
        form,
        start: start + from,
        end: start + at + form.to,
        opens: (opens && form.leads) || form.opened,
        link: link < links.length && links[link]!.start <= from,
      });
    }
    opens = ends || (opens && silent);
  });
  return found;
}

/** Stretches that are remembered at once: a blog's text is made of fewer. */
const remembered = 65_536;

/** Gives what reads each stretch without blanks by `make`, and remembers the answer. */
export const remembering = <W extends Word>(make: (stretch: string) => Stretch<W>): Reader<W> =>
  wordMemo(make, remembered);

/** The nearest unit beside an offset that is no joiner; a blank at the ends. */
function neighbour(text: string, offset: number, step: 1 | -1): string {
  let i = step > 0 ? offset : offset - 1;
  while (text[i] === joiner) i += step;
  return text[i] ?? ' ';
}
