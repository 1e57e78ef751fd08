import type {BlockContent, Nodes, PhrasingContent, Root, Text} from 'mdast';
import type {Point} from 'unist';
import {addAll} from './add-all.ts';
import {lazy} from './lazy.ts';
import type {Lines} from './lines.ts';
import {delimiterRow} from './parse.ts';
import {linkOf, type PlainBlocks, plainCharacters, plainLink, readBlocks, type Sketch} from './plain-blocks.ts';
import type {Span} from './rule.ts';

/** A text made short for the parser, and the way back. */
export interface Condensed {
  /** The same Markdown, on fewer lines. */
  readonly text: string;
  /** Gives the offset in the whole text of one in the short text, which lies within no stretch. */
  placeOf(offset: number): number;
  /**
   * Gives the tree of the short text the places and the words of the whole one, whose lines are given; the tree is changed, and
   * returned. Gives nothing where what was taken for plain turns out not to be: a link in another, or in an image, is the only one.
   */
  restore(tree: Root, lines: Lines): Root | undefined;
}

/** What one character stands for in the short text, and where that is in the whole one: words, or what is read already. */
interface Held extends Span {
  readonly link?: Sketch<PhrasingContent>;
  readonly blocks?: readonly Sketch<BlockContent>[];
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
 * Where `plainly` is set, what is plain is read by ourselves. Blocks between blank lines become a paragraph of one character (`readBlocks`). A link
 * or image beside something else becomes three characters: Markdown would make some thirty tokens of it. Commas are around it, because marks
 * beside it tell by what is next to them what they mean, and brackets and commas are the same to them.
 *
 * The Markdown starts at `start`; of the lines before it one line end is left, and blanks take the place of what is on its own line.
 */
export function condense(text: string, start = 0, plainly = true): Condensed {
  const held: Held[] = [];
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
  for (const one of stretchesOf(text, start, plainly)) {
    const stand = String.fromCharCode(firstPrivateUse + held.length);
    if (one.blocks) replace(one.start, one.end, stand);
    else if (one.link) replace(one.start, one.end, `,${stand},`);
    else replace(one.start + 1, one.end - 1, stand);
    held.push(one);
  }
  short += text.slice(end);
  const places = lazy(() => placesOf(short, cuts));
  const placeOf = (offset: number): number => places()[offset] ?? text.length;
  return {
    text: short,
    placeOf,
    restore: (tree, lines) => restored(tree, {text, held, placeOf, pointAt: (offset) => lines.point(offset)}),
  };
}

const firstPrivateUse = 0xe000;
const privateUses = 0xf900 - firstPrivateUse;
const privateUse = /[\uE000-\uF8FF]/;
/** What stands for a link; a letter is before what stands for words. */
const link = /,([\uE000-\uF8FF]),/g;
const everyHeld = /,([\uE000-\uF8FF]),|[\uE000-\uF8FF]/g;

/** What is longer without a blank line is no prose, and more than an expression can go back over. */
const longest = 100_000;
/** A line of more blanks is not taken for a blank one. */
const mostBlanks = 100;
const blankLine = new RegExp(`(?:\\r\\n|\\n|\\r(?!\\n))[ \\t]{0,${mostBlanks}}(?:\\r\\n|\\n|\\r)`, 'g');

const fence = '(?:`{3}|~{3})[^\\r\\n]*';
const address = '\\]\\((?:[^()\\\\\\s"\'<[\\]]*(?: "[^"()\\\\\\r\\n]*")?\\))?';
const last = '[A-Za-z0-9.,;:?!%/"\')\\u00A1-\\uD7FF]';
const inner = `[${plainCharacters}]`;
/** In an address: what is read as it is written, in a link and where there is none. */
const inAddress = /(?<![&#A-Za-z0-9])[A-Za-z][A-Za-z0-9.,:;/?=%#+@-]{4,}[A-Za-z0-9/]/g;
const nextLine = `(?<=${last})(?:\\r\\n|\\n|\\r)(?=[A-Za-z])`;
/** A stretch starts with a letter that is in no character reference, and ends with a character that marks nothing. */
const startOfStretch = `(?<![&#A-Za-z0-9])[A-Za-z\\u00C0-\\u1FFF\\u2C00-\\uD7FF]${inner}{4,}`;
const stretch = `${startOfStretch}(?:${nextLine}${inner}+)*${last}`;
/** The same in one line, for texts with tables: of a longer one no more would be taken, and each line would look at those behind it anew. */
const lineStretch = `${startOfStretch}${last}`;
/** The box of a task: what is beside it decides where its paragraph starts. */
const task = /\[[\sxX]\]/;
/**
 * Whether each backtick plainly has another. Looking for one that is not there, micromark reads the lines to the end, and then
 * counts the indent of a list to the end of the line before, which shows where a text ends before a link.
 */
function ticksMatch(block: string): boolean {
  const ticks = block.match(/\\?`+/g) ?? [];
  return ticks.length % 2 === 0 && ticks.every((one) => one === '`');
}

/** A plain link that no backslash takes the meaning from. */
const freeLink = `(?<plain>(?:(?<!\\\\)(?=!)|(?<![\\\\!])(?=\\[))${plainLink})`;
interface Patterns {
  readonly bare: RegExp;
  readonly withLinks: RegExp;
}
/** A stretch, a plain link, or what is to be left alone: the line of a fence, and the address of a link, of which there may be no more than `](`. */
const [acrossLines, inLines] = [stretch, lineStretch].map((words) => ({
  bare: new RegExp(`${fence}|${address}|${words}`, 'g'),
  withLinks: new RegExp(`${fence}|${freeLink}|${address}|${words}`, 'g'),
})) as [Patterns, Patterns];

/** Finds what can be shortened from `start` on, in order; as much as there are characters to stand for it. */
function stretchesOf(text: string, start: number, plainly: boolean): readonly Held[] {
  if (privateUse.test(text)) return [];
  const found: Held[] = [];
  const defines = text.includes(']:', start);
  const tables = delimiterRow.test(text);
  const patterns = tables ? inLines : acrossLines;
  const judge = ({start: from, end: to}: Span): void => {
    const block = text.slice(from, to);
    if (block.includes('<') || (defines && block.includes('['))) return;
    const pattern = plainly && !task.test(block) && ticksMatch(block) ? patterns.withLinks : patterns.bare;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(block); match; match = pattern.exec(block)) {
      const {index, 0: words, groups} = match;
      if (groups?.plain) {
        const at = {start: from + index, end: from + index + words.length};
        found.push({...at, link: linkOf(groups, at.start, at.end)});
        continue;
      }
      if (words === '](') return;
      if (words.startsWith('](')) {
        for (const {index: at, 0: run} of words.matchAll(inAddress))
          found.push({start: from + index + at, end: from + index + at + run.length});
        continue;
      }
      if (/^[`~]/.test(words)) {
        // in the middle of a line that is no fence, and what is taken with it may open the address of a link
        if (words.includes('](')) return;
        continue;
      }
      const line = words.search(/[\r\n]/);
      const length = line > 0 && !startsWithLetter(block, index) ? line : words.length;
      pattern.lastIndex = index + length;
      if (length > 5) found.push({start: from + index, end: from + index + length});
    }
  };
  const parts = partsOf(text, start);
  // what begins so goes on beyond blank lines, and each kind ends with a `>`
  const hides = /<(?:[!?]|pre|script|style|textarea)/i.test(text);
  const isClosing = hides ? seeker(text, '>') : () => false;
  const read = parts.map((part) => (plainly && !isClosing(part) ? readPart(text, part) : undefined));
  for (let n = 0; n < parts.length; n++) {
    const first = parts[n]!;
    if (first.end - first.start > longest) continue;
    const nodes: Sketch<BlockContent>[] = [];
    let end = first.start;
    // the lines between must be empty: of blanks, code in a fence that is never closed keeps what micromark says
    for (; read[n] && (nodes.length === 0 || !/[ \t]/.test(text.slice(end, parts[n]!.start))); n++) {
      if (!standsAlone(n, read, text, parts)) break;
      addAll(nodes, read[n]!.nodes);
      end = parts[n]!.end;
    }
    if (nodes.length === 0) judge(first);
    else {
      found.push({start: first.start, end, blocks: nodes});
      n--;
    }
  }
  return found.slice(0, privateUses);
}

/** What stands between blank lines, from the start of a line to the end of one, but for what is before the first. */
function partsOf(text: string, start: number): readonly Span[] {
  const parts: Span[] = [];
  let from = isLineStart(text, start) || /[\r\n]/.test(text[start] ?? '') ? pastBlankLines(text, start) : start;
  const add = (to: number): void => {
    let end = to;
    while (end > from && /[\r\n]/.test(text[end - 1]!)) end--;
    if (end > from) parts.push({start: from, end});
  };
  blankLine.lastIndex = start;
  for (let gap = blankLine.exec(text); gap; gap = blankLine.exec(text)) {
    add(gap.index);
    from = pastBlankLines(text, blankLine.lastIndex);
    blankLine.lastIndex = from;
  }
  add(text.length);
  return parts;
}

/** Where the first line starts, from the start of one on, that is not blank. */
function pastBlankLines(text: string, from: number): number {
  for (let start = from; ; ) {
    let at = start;
    while (at < start + mostBlanks && (text[at] === ' ' || text[at] === '\t')) at++;
    if (text[at] !== '\n' && text[at] !== '\r') return start;
    start = text.startsWith('\r\n', at) ? at + 2 : at + 1;
  }
}

const isLineStart = (text: string, at: number): boolean => at === 0 || /[\r\n]/.test(text[at - 1]!);

/** Gives what tells whether a character stands in a part of a text, asked from left to right: the text is read once. */
function seeker(text: string, character: string): (part: Span) => boolean {
  let at = text.indexOf(character);
  return ({start, end}) => {
    if (at >= 0 && at < start) at = text.indexOf(character, start);
    return at >= 0 && at < end;
  };
}

const readPart = (text: string, {start, end}: Span): PlainBlocks | undefined =>
  isLineStart(text, start) && end - start <= longest ? readBlocks(text, start, end) : undefined;

/** Whether a part is read alike wherever it stands: a list may go on with what is before or behind it. */
function standsAlone(
  n: number,
  read: readonly (PlainBlocks | undefined)[],
  text: string,
  parts: readonly Span[],
): boolean {
  if (!read[n]!.isList) return true;
  if (n > 0 && (read[n - 1]?.isList ?? true)) return false;
  const next = parts[n + 1];
  return next === undefined || /[A-Za-z#"(`[!<]/.test(text[next.start]!);
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

/** What a tree is restored by. */
interface Whole {
  readonly text: string;
  readonly held: readonly Held[];
  placeOf(offset: number): number;
  /** The point at an offset of the whole text. */
  pointAt(offset: number): Point;
}

function restored(tree: Root, {text, held, placeOf, pointAt}: Whole): Root | undefined {
  const links = held.some(({link: one}) => one);
  const blocks = held.some((one) => one.blocks);
  const state = {misread: false};
  const heldBy = (stand: string): Held | undefined => held[stand.charCodeAt(0) - firstPrivateUse];
  const whole = <T extends string | null | undefined>(short: T): T | string =>
    short && privateUse.test(short)
      ? short.replace(everyHeld, (stand, inLink?: string) => {
          const one = heldBy(inLink ?? stand);
          const rest = inLink || one?.blocks ? 0 : 1;
          return one ? text.slice(one.start + rest, one.end - rest) : stand;
        })
      : short;
  /** The texts and links that a text with links is. */
  const apart = (node: Text, inside: boolean): PhrasingContent[] => {
    const {value} = node;
    const parts: PhrasingContent[] = [];
    const say = (words: string, from: number, to: number): void => {
      let [start, end] = [from, to];
      // blanks around a line end are in no text
      if (/^[\r\n]/.test(words)) while (/[ \t]/.test(text[start] ?? '')) start++;
      if (/[\r\n]$/.test(words)) while (end > start && !/[\r\n]/.test(text[end - 1] ?? '')) end--;
      if (words !== '')
        parts.push({type: 'text', value: whole(words), position: {start: pointAt(start), end: pointAt(end)}});
    };
    let at = placeOf(node.position?.start.offset ?? 0);
    let done = 0;
    for (const match of value.matchAll(link)) {
      const one = heldBy(match[1] ?? '');
      if (!one?.link) continue;
      say(value.slice(done, match.index), at, one.start);
      const made = one.link(pointAt);
      if (inside && made.type === 'link') state.misread = true;
      parts.push(made);
      at = one.end;
      done = match.index + match[0].length;
    }
    say(value.slice(done), at, placeOf(node.position?.end.offset ?? 0));
    return parts;
  };
  /** The blocks that a paragraph stands for. */
  const blocksIn = (node: Nodes): readonly Sketch<BlockContent>[] | undefined => {
    const [only, more] = node.type === 'paragraph' ? node.children : [];
    return only?.type === 'text' && !more && only.value.length === 1 ? heldBy(only.value)?.blocks : undefined;
  };
  const visit = (node: Nodes, inside: boolean): void => {
    if (node.position) {
      for (const point of [node.position.start, node.position.end])
        Object.assign(point, pointAt(placeOf(point.offset ?? 0)));
    }
    if ('alt' in node && links && node.alt?.match(link)) state.misread = true;
    if ('value' in node) node.value = whole(node.value);
    if ('alt' in node) node.alt = whole(node.alt);
    if ('url' in node) node.url = whole(node.url);
    if ('title' in node) node.title = whole(node.title);
    if (!('children' in node)) return;
    const within = inside || node.type === 'link';
    const children: Nodes[] = [];
    for (const child of node.children) {
      const plain = blocks ? blocksIn(child) : undefined;
      if (plain) for (const block of plain) children.push(block(pointAt));
      else if (links && child.type === 'text' && child.value.search(link) >= 0) addAll(children, apart(child, within));
      else {
        visit(child, within);
        children.push(child);
      }
    }
    Object.assign(node, {children});
  };
  visit(tree, false);
  return state.misread ? undefined : tree;
}
