import type {Nodes, Root} from 'mdast';
import type {Point} from 'unist';
import {lazy} from './lazy.ts';
import type {Lines} from './lines.ts';
import {delimiterRow} from './parse.ts';
import type {Span} from './rule.ts';

/** A text made short for the parser, and the way back. */
export interface Condensed {
  /** The same Markdown, on fewer lines. */
  readonly text: string;
  /** Gives the offset in the whole text of one in the short text, which lies within no stretch. */
  placeOf(offset: number): number;
  /** Gives the tree of the short text the places and the words of the whole one, whose lines are given; the tree is changed, and returned. */
  restore(tree: Root, lines: Lines): Root;
}

/** A place in the short text from which on it is behind the whole one by so many units. */
interface Cut {
  readonly at: number;
  readonly behind: number;
}

/**
 * Makes a text short for micromark, which calls several functions for each character and many for each line: of a stretch of plain
 * words the first and the last character stay, and one of Unicode's private use stands for what is between. Nothing there means
 * anything in Markdown, and the marks around a stretch meet the characters that they met before.
 *
 * What lies between two blank lines is judged as one, and is left as it is where words could mean something: in HTML and
 * addresses in `<>`; in brackets, where links are defined; after a fence; and after `](`, unless it is plainly an address. A stretch goes on
 * beyond the end of its line where both lines start with a letter: whatever the first one is in, the second is in it too, except in a table.
 *
 * The Markdown starts at `start`; of the lines before it one line end is left, and blanks take the place of what is on its own line.
 */
export function condense(text: string, start = 0): Condensed {
  const words: string[] = [];
  const cuts: Cut[] = [];
  let short = '';
  let end = 0;
  const replace = (from: number, to: number, by: string): void => {
    short += text.slice(end, from) + by;
    end = to;
    cuts.push({at: short.length, behind: end - short.length});
  };
  const lastLine = 1 + Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1));
  if (start > 0 && lastLine > 0) replace(0, lastLine, '\n');
  if (end < start) replace(end, start, ' '.repeat(start - end));
  for (const {start: from, end: to} of stretchesOf(text, start)) {
    replace(from + 1, to - 1, String.fromCharCode(firstPrivateUse + words.length));
    words.push(text.slice(from + 1, to - 1));
  }
  short += text.slice(end);
  const places = lazy(() => placesOf(short, cuts));
  const placeOf = (offset: number): number => places()[offset] ?? text.length;
  return {
    text: short,
    placeOf,
    restore: (tree, lines) => restored(tree, words, (offset) => lines.point(placeOf(offset))),
  };
}

const firstPrivateUse = 0xe000;
const privateUses = 0xf900 - firstPrivateUse;
const privateUse = /[\uE000-\uF8FF]/;
const everyPrivateUse = /[\uE000-\uF8FF]/g;

/** What is longer without a blank line is no prose, and more than an expression can go back over. */
const longest = 100_000;
const blankLine = /(?:\r\n|\n|\r(?!\n))[ \t]{0,100}(?:\r\n|\n|\r)/g;

const fence = '(?:`{3}|~{3})[^\\r\\n]*';
const address = '\\]\\((?:[^()\\\\\\s"\'<[\\]]*(?: "[^"()\\\\\\r\\n]*")?\\))?';
const last = '[A-Za-z0-9.,;:?!%/"\')\\u00A1-\\uD7FF]';
const inner = '[A-Za-z0-9.,;:?!%/"\'() =$@^{}+\\-\\u00A1-\\uDFFF\\uFFFC]';
/** In an address: what is read as it is written, in a link and where there is none. */
const inAddress = /(?<![&#A-Za-z0-9])[A-Za-z][A-Za-z0-9.,:;/?=%#+@-]{4,}[A-Za-z0-9/]/g;
const nextLine = `(?<=${last})(?:\\r\\n|\\n|\\r)(?=[A-Za-z])`;
/** A stretch starts with a letter that is in no character reference, and ends with a character that marks nothing. */
const stretch = `(?<![&#A-Za-z0-9])[A-Za-z\\u00C0-\\u1FFF\\u2C00-\\uD7FF]${inner}{4,}(?:${nextLine}${inner}+)*${last}`;
/** A stretch, or what is to be left alone: the line of a fence, and the address of a link, of which there may be no more than `](`. */
const next = new RegExp(`${fence}|${address}|${stretch}`, 'g');

/** Finds the stretches of plain words from `start` on, in order; as many as there are characters to stand for them. */
function stretchesOf(text: string, start: number): readonly Span[] {
  if (privateUse.test(text)) return [];
  const found: Span[] = [];
  const defines = text.includes(']:', start);
  const tables = delimiterRow.test(text);
  let from = start;
  const judge = (to: number): void => {
    if (to - from > longest) return;
    const block = text.slice(from, to);
    if (block.includes('<') || (defines && block.includes('['))) return;
    next.lastIndex = 0;
    for (let match = next.exec(block); match; match = next.exec(block)) {
      const {index, 0: words} = match;
      if (words === '](') return;
      if (words.startsWith('](')) {
        for (const {index: at, 0: run} of words.matchAll(inAddress))
          found.push({start: from + index + at, end: from + index + at + run.length});
        continue;
      }
      if (/^[`~]/.test(words)) continue;
      const line = words.search(/[\r\n]/);
      const length = line > 0 && (tables || !startsWithLetter(block, index)) ? line : words.length;
      next.lastIndex = index + length;
      if (length > 5) found.push({start: from + index, end: from + index + length});
    }
  };
  blankLine.lastIndex = start;
  for (let gap = blankLine.exec(text); gap; gap = blankLine.exec(text)) {
    judge(gap.index);
    from = blankLine.lastIndex;
  }
  judge(text.length);
  return found.slice(0, privateUses);
}

/** Whether the line of a place starts with a letter. */
function startsWithLetter(block: string, at: number): boolean {
  let start = at;
  while (start > 0 && !/[\r\n]/.test(block[start - 1] ?? '')) start--;
  return /[A-Za-z]/.test(block[start] ?? '');
}

/** For each place in the short text the one in the whole text. */
function placesOf(short: string, cuts: readonly Cut[]): Int32Array {
  const places = new Int32Array(short.length + 1);
  let at = 0;
  let behind = 0;
  for (const cut of [...cuts, {at: places.length, behind: 0}]) {
    for (; at < cut.at; at++) places[at] = at + behind;
    behind = cut.behind;
  }
  return places;
}

function restored(tree: Root, words: readonly string[], pointAt: (offset: number) => Point): Root {
  const move = (point: Point): void => {
    Object.assign(point, pointAt(point.offset ?? 0));
  };
  const whole = <T extends string | null | undefined>(short: T): T | string =>
    short && privateUse.test(short)
      ? short.replace(everyPrivateUse, (one) => words[one.charCodeAt(0) - firstPrivateUse] ?? one)
      : short;
  const visit = (node: Nodes): void => {
    if (node.position) {
      move(node.position.start);
      move(node.position.end);
    }
    if ('value' in node) node.value = whole(node.value);
    if ('alt' in node) node.alt = whole(node.alt);
    if ('url' in node) node.url = whole(node.url);
    if ('title' in node) node.title = whole(node.title);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return tree;
}
