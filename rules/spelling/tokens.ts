import {joiner, object, type Prose} from '../../src/core/prose.ts';

/** A word of prose that could be misspelt: letters and inner apostrophes only. */
export interface Token {
  /** The word without marks, its apostrophes straight. */
  readonly word: string;
  /** Offsets in the post's text, in UTF-16 units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: Prose['kind'];
  /** The front matter's field it stands in. */
  readonly field: string | undefined;
  /** It opens a sentence or a block, where any word has a capital. */
  readonly opens: boolean;
  readonly link: boolean;
  /** A hyphen ties it to its neighbour. */
  readonly hyphen: boolean;
  /** A quotation mark stands right before it or at its end. */
  readonly quoted: boolean;
  /** An apostrophe stands right before it (`'em`) or at its end (`nothin'`): letters were left out on purpose. */
  readonly clipped: boolean;
}

/** Signs that a stretch without blanks is an address, a handle, a path, code or a formula, never words. */
const machinery =
  /:\/\/|@|^#\p{L}|[\\$=<>{}|`^~_]|::|\(\)|->|\+\+|&\p{L}|\p{L}&|\p{L}[+*]\p{L}|^www\.|\p{L}:\p{L}|\p{L}\(\p{L}{2}|\p{L}\[/iu;
const path = /^\.{0,2}\/|\/[^/]*\/|\.\p{L}+\/|\/[^/]*\.\p{L}/u;
const dotted = /[\p{L}\p{N}]\.\p{L}|^\.\p{L}/u;
/** A full stop with the blank after it forgotten: two sentences, not a name with a dot. */
const forgottenBlank = /\p{Ll}{2}\.\p{Lu}\p{Ll}*$/u;
const joiners = new RegExp(joiner, 'g');
const longMark = new RegExp(`${joiner}{4}`);
const wordRun = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\u2060]*(?:['’‘][\p{L}\p{M}\u2060]+)*/gu;
const chunkRun = /[^\s]+/g;
const sentenceEnd = /[.!?:…]["'”’)\]*]*$/;
const apostrophe = /['’‘]/;
const quote = /["“”„«»‘]/;

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
  if (bare === '') return false;
  if (machinery.test(bare)) return true;
  if (bare.includes('/') && path.test(bare)) return true;
  return dotted.test(bare) && !forgottenBlank.test(bare);
}

/** Gives the words of a block of prose in reading order; numbers, addresses, names with dots and code-like words are left out. */
export function* tokens(prose: Prose): Generator<Token> {
  let opens = true;
  let link = 0;
  for (const {0: chunk, index: at} of prose.text.matchAll(chunkRun)) {
    const plain = chunk.includes(joiner) ? chunk.replace(joiners, '') : chunk;
    if (plain === '') continue;
    const machine = isMachinery(plain);
    let first = opens;
    if (!machine) {
      for (const {0: run, index: offset} of chunk.matchAll(wordRun)) {
        const body = trimmed(run);
        const start = at + offset;
        const end = start + body.length;
        const before = neighbour(prose.text, start, -1);
        const after = neighbour(prose.text, end, 1);
        const opened = first;
        first = false;
        if (before === object || after === object || /\p{N}/u.test(body)) continue;
        // where a link ends inside a word, the two sides may be words of their own: nobody can tell
        if (longMark.test(body)) continue;
        const word = body.replace(joiners, '').replace(/[’‘]/g, "'");
        if (word.length < 2) continue;
        while (link < prose.links.length && prose.links[link]!.end <= start) link++;
        const inLink = link < prose.links.length && prose.links[link]!.start <= start;
        yield {
          word,
          start: prose.start + start,
          end: prose.start + end,
          kind: prose.kind,
          field: prose.field,
          opens: opened || quote.test(before),
          link: inLink,
          hyphen: before === '-' || after === '-' || before === '‑' || after === '‑',
          quoted: quote.test(before) || quote.test(after),
          clipped: apostrophe.test(before) || apostrophe.test(after),
        };
      }
    }
    opens = sentenceEnd.test(plain) || (opens && !/[\p{L}\p{N}\uFFFC]/u.test(plain));
  }
}

/** The nearest unit beside an offset that is no joiner; a blank at the ends. */
function neighbour(text: string, offset: number, step: 1 | -1): string {
  let i = step > 0 ? offset : offset - 1;
  while (text[i] === joiner) i += step;
  return text[i] ?? ' ';
}
