import type {BlockContent, PhrasingContent} from 'mdast';
import type {Point} from 'unist';

/*
 * What most posts are made of: paragraphs, headings and flat lists of words, links, code, and emphasis around them. Micromark makes some ten
 * tokens of each, and asks a dozen constructs what every character could be. What is plainly one of these is read here as
 * micromark reads it, in every node and every place; where anything else stands in it, all between two blank lines is left to micromark.
 */

/** Gives the point at an offset of the text. */
type PointAt = (offset: number) => Point;

/** Makes the nodes of what was read, when the lines of the text are known. */
export type Sketch<T> = (pointAt: PointAt) => T;

/** What stands between two blank lines, read. */
export interface PlainBlocks {
  readonly nodes: readonly Sketch<BlockContent>[];
  /** It is a list, and a list before or behind it could be part of it. */
  readonly isList: boolean;
}

/** Characters that mark nothing, wherever in a line they stand but at its start. */
export const plainCharacters = 'A-Za-z0-9.,;:?!%/"\'() =$@^{}+\\-\\u00A1-\\uDFFF\\uFFFC';
const words = new RegExp(`[${plainCharacters}]+`, 'y');
/** In a paragraph three more mark nothing: a heading could end with the first, and tables have a row of dashes. */
const moreWords = new RegExp(`[${plainCharacters}#>|]+`, 'y');
/** What a line of text, or the item of a list, can start with: what is left after it tells whether it is a block of another kind. */
const lineStart = /(?:[A-Za-z("'$\u00A1-\uD7FF\uFFFC`*_[!]|\d+(?![\d.)]))/y;
const heading = /#{1,6} +(?=[^ #])/y;
const item = /[-*+] (?=[^ ])/y;
const code = /`([^`\u0000-\u001F]+)`(?!`)/y;
/** A link or image whose parts are plain; its words are no mark of a footnote, and its address and title have nothing to decode. */
export const plainLink =
  `(?<image>!?)\\[(?<words>(?!\\^)[${plainCharacters}]{1,300})\\]` +
  '\\((?<url>[^\\u0000- \\u007f()<>[\\]\\\\"\'`|;]{1,1000})(?: "(?<title>[^"()<>[\\]\\\\`|&\\r\\n]{0,300})")?\\)';
/** The same, with words that go on in the next line. */
const link = new RegExp(
  plainLink.replace(
    `[${plainCharacters}]{1,300}`,
    `(?:[${plainCharacters}]|(?<! )(?:\\r\\n|[\\r\\n])(?=[A-Za-z(])){1,300}`,
  ),
  'y',
);
/** The box of a task, or what a reader would take for one: what is beside it decides where its paragraph starts. */
const task = /\[[\sxX]\]/;

/**
 * Reads what stands between two blank lines, from the start of a line to the end of one; undefined where it is not plain. Linear in its
 * length.
 */
export function readBlocks(text: string, from: number, to: number): PlainBlocks | undefined {
  const nodes: Sketch<BlockContent>[] = [];
  let at = from;
  while (isMatch(heading, text, at)) {
    const depth = text.indexOf(' ', at) - at;
    const start = at;
    const end = lineEndIn(text, start, to);
    const children = inlines(text, heading.lastIndex, end, words);
    if (!children) return undefined;
    nodes.push((pointAt) => ({
      type: 'heading',
      depth: depth as 1,
      children: made(children, pointAt),
      position: {start: pointAt(start), end: pointAt(end)},
    }));
    at = nextLine(text, end);
    if (at > to || end === to) return {nodes, isList: false};
  }
  if (isMatch(item, text, at)) {
    const list = nodes.length === 0 ? listIn(text, at, to) : undefined;
    return list && {nodes: [list], isList: true};
  }
  const paragraph = paragraphIn(text, at, to);
  if (!paragraph) return undefined;
  nodes.push(paragraph);
  return {nodes, isList: false};
}

function paragraphIn(text: string, start: number, end: number): Sketch<BlockContent & {type: 'paragraph'}> | undefined {
  if (!isMatch(lineStart, text, start)) return undefined;
  // blanks at its end are of the paragraph, and of no text
  let said = end;
  while (said > start && text[said - 1] === ' ') said--;
  const children = inlines(text, start, said, moreWords);
  return (
    children &&
    ((pointAt) => ({
      type: 'paragraph',
      children: made(children, pointAt),
      position: {start: pointAt(start), end: pointAt(end)},
    }))
  );
}

/** A list of one line an item. */
function listIn(text: string, start: number, to: number): Sketch<BlockContent> | undefined {
  const marker = text[start];
  const items: {readonly start: number; readonly end: number; readonly content: Sketch<BlockContent>}[] = [];
  for (let at = start; at < to; ) {
    const end = lineEndIn(text, at, to);
    const content = text[at] === marker && isMatch(item, text, at) ? paragraphIn(text, at + 2, end) : undefined;
    if (!content || task.test(text.slice(at, end))) return undefined;
    items.push({start: at, end, content});
    at = end === to ? to : nextLine(text, end);
  }
  const last = items.at(-1)!.end;
  return (pointAt) => ({
    type: 'list',
    ordered: false,
    start: null,
    spread: false,
    children: items.map(({start: from, end, content}) => ({
      type: 'listItem',
      spread: false,
      checked: null,
      children: [content(pointAt)],
      position: {start: pointAt(from), end: pointAt(end)},
    })),
    position: {start: pointAt(start), end: pointAt(last)},
  });
}

/** What was read of a text up to a mark. */
interface Inlines {
  readonly parts: readonly Sketch<PhrasingContent>[];
  readonly end: number;
}

const made = (parts: readonly Sketch<PhrasingContent>[], pointAt: PointAt): PhrasingContent[] =>
  parts.map((part) => part(pointAt));

const inlines = (
  text: string,
  from: number,
  to: number,
  plain: RegExp,
): readonly Sketch<PhrasingContent>[] | undefined =>
  text[to - 1] === ' ' ? undefined : inlinesTo(text, from, to, plain, '')?.parts;

/** Reads words, links, code and, where that is no emphasis itself, emphasis, up to the mark that closes it, or to the end. */
function inlinesTo(text: string, from: number, to: number, plain: RegExp, closing: string): Inlines | undefined {
  const parts: Sketch<PhrasingContent>[] = [];
  let at = from;
  let said = from;
  const say = (end: number): void => {
    if (end > said) parts.push(textOf(text, said, end));
  };
  while (at < to) {
    const character = text[at]!;
    if (character === '[') {
      // the mark of an image is one of the words before it
      const start = text[at - 1] === '!' && at > said ? at - 1 : at;
      link.lastIndex = start;
      const groups = link.exec(text)?.groups;
      if (!groups || link.lastIndex > to) return undefined;
      say(start);
      at = link.lastIndex;
      said = at;
      parts.push(linkOf(groups, start, at));
    } else if (character === '`') {
      code.lastIndex = at;
      const value = code.exec(text)?.[1];
      if (value === undefined || code.lastIndex > to) return undefined;
      say(at);
      parts.push(codeOf(value, at, code.lastIndex));
      at = code.lastIndex;
      said = at;
    } else if (character === '*' || character === '_') {
      if (closing !== '' && character === closing[0]) {
        if (!closes(text, at, to, closing) || at === from) return undefined;
        say(at);
        return {parts, end: at};
      }
      const mark = text[at + 1] === character ? character + character : character;
      const within =
        closing === '' && opens(text, at, mark, from) ? inlinesTo(text, at + mark.length, to, plain, mark) : undefined;
      if (!within) return undefined;
      say(at);
      const start = at;
      at = within.end + mark.length;
      said = at;
      parts.push(emphasisOf(mark.length === 2 ? 'strong' : 'emphasis', within.parts, start, at));
    } else if (character === '\n' || character === '\r') {
      const next = nextLine(text, at);
      if (text[at - 1] === ' ' || !isMatch(lineStart, text, next)) return undefined;
      at = next;
    } else {
      if (!isMatch(plain, text, at)) return undefined;
      at = Math.min(plain.lastIndex, to);
    }
  }
  if (closing !== '') return undefined;
  say(to);
  return {parts, end: to};
}

/** Whether a mark of emphasis can only begin one: there is nothing before it but a blank or a bracket, and a letter, code or a link behind. */
const opens = (text: string, at: number, mark: string, from: number): boolean =>
  (at === from || /[ \n(]/.test(text[at - 1]!)) && /[A-Za-z0-9[`]/.test(text[at + mark.length] ?? ' ');

/** Whether a mark can only end one: it is as long as the one that began it, and has no blank before it, and no letter behind. */
const closes = (text: string, at: number, to: number, mark: string): boolean => {
  const after = at + mark.length;
  if (!text.startsWith(mark, at) || after > to) return false;
  const behind = after === to ? ' ' : text[after]!;
  return /[A-Za-z0-9]/.test(text[at - 1]!)
    ? /[ \r\n.,;:!?)]/.test(behind)
    : /[.,:;!?)`]/.test(text[at - 1]!) && /[ \r\n]/.test(behind);
};

const textOf =
  (text: string, start: number, end: number): Sketch<PhrasingContent> =>
  (pointAt) => ({
    type: 'text',
    value: text.slice(start, end),
    position: {start: pointAt(start), end: pointAt(end)},
  });

function codeOf(written: string, start: number, end: number): Sketch<PhrasingContent> {
  const isPadded = written.startsWith(' ') && written.endsWith(' ') && /[^ ]/.test(written);
  const value = isPadded ? written.slice(1, -1) : written;
  return (pointAt) => ({type: 'inlineCode', value, position: {start: pointAt(start), end: pointAt(end)}});
}

const emphasisOf =
  (
    type: 'emphasis' | 'strong',
    parts: readonly Sketch<PhrasingContent>[],
    start: number,
    end: number,
  ): Sketch<PhrasingContent> =>
  (pointAt) => ({type, children: made(parts, pointAt), position: {start: pointAt(start), end: pointAt(end)}});

/** The node of a link or an image, from the groups of its pattern. */
export const linkOf =
  (groups: Readonly<Record<string, string | undefined>>, start: number, end: number): Sketch<PhrasingContent> =>
  (pointAt) => {
    const {image, words: label = '', url = ''} = groups;
    const title = groups.title ?? null;
    const position = {start: pointAt(start), end: pointAt(end)};
    if (image) return {type: 'image', title, url, alt: label, position};
    const inner = {start: pointAt(start + 1), end: pointAt(start + 1 + label.length)};
    return {type: 'link', title, url, children: [{type: 'text', value: label, position: inner}], position};
  };

function isMatch(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** The end of the line, without its line end; no further than `to`. */
function lineEndIn(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The start of the next line, behind the line end at an offset. */
const nextLine = (text: string, end: number): number => (text.startsWith('\r\n', end) ? end + 2 : end + 1);
