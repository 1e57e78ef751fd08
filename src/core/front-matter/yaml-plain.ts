import {addAll} from '../add-all.ts';
import type {Span} from '../rule.ts';
import {lineEnd} from './lines.ts';
import {
  duplicates,
  type FrontMatterEntry,
  type FrontMatterError,
  type FrontMatterValue,
  inOrder,
  mapOf,
  type Reading,
} from './model.ts';
import {indentThis} from './yaml-indent.ts';

/*
 * What most front matter is written in: fields, lists and maps of them, and lists in brackets; texts with quotes or without, also on
 * several lines, and after `|` and `>`. For such lines the YAML library, which reads all of YAML, takes as long as several rules. What is
 * not plainly one of these is left to it; what is read here is read as the library reads it, in every value and every place.
 */

/** Tabs, controls, odd line ends and byte order marks: they have meanings, or errors, of their own. */
const unusual = /[^\n -~\u00a0-\ufefe\uff00-\uffff]/;
const field = /([A-Za-z_][\w-]*(?: [\w-]+)*) ?:(?= |$)/y;
const longestKey = 100;
/** A line that is indented further is not plain. */
const mostIndented = 20;
const quotedAlone = /^(?:"[^"\\]*"|'[^']*')$/;
/** Text without quotes: it begins with nothing that marks anything, and has neither a colon nor a comment. */
const text = /^[A-Za-z0-9/(<_$=;^\\\u00a0-\uffff](?:[^:#]|:(?! |$)|(?<! )#)*$/;
/** The same in a line that goes on with a text, which may begin with more. */
const moreText = /^[^#:](?:[^:#]|:(?! |$)|(?<! )#)*$/;
const integer = /^(?:0|[1-9]\d{0,14})$/;
const otherNumber = /^(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+)$/i;
const inBrackets = /"[^"\\]*"|'[^']*'|[^ "'[\]{},][^"'[\]{},]*/y;
const blockHeader = /^[|>]-?(?: +#.*)?$/;
const nothingMore = /^ *(?: #.*)?$/;

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

/** What a backslash and a letter stand for between double quotes. */
const escapes: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', ' ': ' ', '"': '"', '/': '/', '\\': '\\'};
const escaped = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g;

/** One line: its text without the spaces around it, how many stand before it, and where it starts behind them in the post. */
interface Line {
  readonly written: string;
  readonly indent: number;
  readonly start: number;
}

const pastSpaces = (written: string, from: number): number => {
  let at = from;
  while (written[at] === ' ') at++;
  return at;
};
/** Only spaces: other blanks belong to a value. */
const withoutSpaces = (written: string): string => {
  let end = written.length;
  while (written[end - 1] === ' ') end--;
  return written.slice(0, end);
};

/** What stands before a comment, without the spaces there. */
const withoutComment = (written: string): string => {
  const at = written.indexOf(' #');
  return at < 0 ? written : withoutSpaces(written.slice(0, at));
};

/** Where a value stands: on the line of its field or in lines below, or in a list. */
type Stands = 'beside' | 'below' | 'item';

/** Goes through the lines of a source; where something is not plain, what reads it gives undefined, and all is left to the library. */
class Cursor {
  readonly source: string;
  /** Where the source starts in the post. */
  readonly base: number;
  readonly lines: Line[] = [];
  /** The next line to read. */
  next = 0;
  readonly repeated: FrontMatterError[] = [];
  /** The first line between quotes that is indented no further than its field. */
  unindented: Line | undefined;
  /** Whether lines between quotes may be indented no further than the line where the quotes begin, in a list or below a field. */
  hasAligned = false;
  constructor(source: string, base: number) {
    this.source = source;
    this.base = base;
    let start = base;
    for (const line of source.split('\n')) {
      const indent = pastSpaces(line, 0);
      this.lines.push({written: withoutSpaces(line.slice(indent)), indent, start: start + indent});
      start += line.length + 1;
    }
  }
  /** The next line that has more than a comment. */
  peek(): Line | undefined {
    let line = this.lines[this.next];
    while (line !== undefined && (line.written === '' || line.written.startsWith('#'))) line = this.lines[++this.next];
    return line;
  }
  /** The text of the post between two places. */
  between(start: number, end: number): string {
    return this.source.slice(start - this.base, end - this.base);
  }
}

/** Puts the lines of a text together: a line end is a blank, and an empty line is a line end. */
function folded(lines: readonly string[]): string {
  let [all = ''] = lines;
  let empty = 0;
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue;
    if (line === '' && i < lines.length - 1) {
      empty++;
      continue;
    }
    all += (empty === 0 ? ' ' : '\n'.repeat(empty)) + line;
    empty = 0;
  }
  return all;
}

/** The same between double quotes, where a backslash before a line end joins two lines; undefined where the second is empty. */
function joined(lines: readonly string[]): string | undefined {
  const whole: string[] = [];
  let joins = false;
  for (const [i, line] of lines.entries()) {
    if (joins && line === '') return undefined;
    const before = joins ? whole.pop()! : '';
    const slashes = line.length - line.replace(/\\+$/, '').length;
    joins = slashes % 2 === 1 && i < lines.length - 1;
    whole.push(before + (joins ? line.slice(0, -1) : line));
  }
  return folded(whole);
}

/** A text, a number, a boolean or null, which is all that is written from `start` on. */
function aloneOf(written: string, start: number): FrontMatterValue | undefined {
  const at = {start, end: start + written.length};
  if (quotedAlone.test(written)) return {value: written.slice(1, -1), at, text: {start: start + 1, end: at.end - 1}};
  const word = words.get(written);
  if (word !== undefined) return {value: word, at};
  if (integer.test(written)) return {value: Number(written), at};
  return text.test(written) && !otherNumber.test(written) ? {value: written, at, text: at} : undefined;
}

/** The value that is written from `start` on, in what is left of the line before the next, and in lines below that are indented further. */
function scalarOf(
  cursor: Cursor,
  written: string,
  start: number,
  indent: number,
  stands: Stands,
): FrontMatterValue | undefined {
  const [first] = written;
  if (first === '"' || first === "'")
    return quotedAlone.test(written) ? aloneOf(written, start) : quotedOf(cursor, written, start, indent, stands);
  if (first === '|' || first === '>') return blockOf(cursor, written, start, indent);
  const line = withoutComment(written);
  const lines = [line];
  let end = start + line.length;
  // a comment ends it
  let goesOn = line.length === written.length;
  for (let at = cursor.next; goesOn && at < cursor.lines.length; at++) {
    const more = cursor.lines[at]!;
    if (more.written === '') {
      lines.push('');
      continue;
    }
    if (more.indent <= indent || more.written.startsWith('#')) break;
    const further = withoutComment(more.written);
    if (!moreText.test(further)) return undefined;
    lines.push(further);
    end = more.start + further.length;
    goesOn = further.length === more.written.length;
    cursor.next = at + 1;
  }
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  if (lines.length === 1) return aloneOf(line, start);
  if (!text.test(line)) return undefined;
  return {value: folded(lines), at: {start, end}, text: {start, end}};
}

/**
 * A text in quotes that goes on in lines below, or has quotes or a backslash in it, or a comment behind it. Beside its field it may go on
 * at the start of a line, which many site generators read.
 */
function quotedOf(
  cursor: Cursor,
  written: string,
  start: number,
  indent: number,
  stands: Stands,
): FrontMatterValue | undefined {
  const [quote] = written;
  let close = start + 1 - cursor.base;
  const {source} = cursor;
  for (; close < source.length; close++) {
    if (quote === '"' && source[close] === '\\') close++;
    else if (source[close] === quote) {
      if (quote === '"' || source[close + 1] !== quote) break;
      close++;
    }
  }
  if (close >= source.length) return undefined;
  const end = cursor.base + close + 1;
  const own = cursor.lines[cursor.next - 1]!.indent;
  let last: Line = {written, indent, start};
  while (last.start + last.written.length < end) {
    const more = cursor.lines[cursor.next++];
    if (more === undefined) return undefined;
    last = more;
    if (more.written === '') continue;
    if (more.indent <= indent) {
      if (stands !== 'beside' || !text.test(more.written) || more.written.trimStart() !== more.written)
        return undefined;
      cursor.unindented ??= more;
    } else if (stands === 'item' || (stands === 'below' && more.indent <= own)) cursor.hasAligned = true;
  }
  if (!nothingMore.test(last.written.slice(end - last.start))) return undefined;
  const lines = cursor.between(start + 1, end - 1).split('\n');
  const inner = lines.map((line, i) => {
    const begun = i > 0 ? line.slice(pastSpaces(line, 0)) : line;
    return i < lines.length - 1 ? withoutSpaces(begun) : begun;
  });
  // a blank after a backslash is kept
  if (quote === '"' && lines.some((line) => /\\ +$/.test(line))) return undefined;
  const value = quote === '"' ? unescaped(joined(inner)) : folded(inner).replaceAll("''", "'");
  return value === undefined ? undefined : {value, at: {start, end}, text: {start: start + 1, end: end - 1}};
}

function unescaped(written: string | undefined): string | undefined {
  let known = written !== undefined;
  const value = written?.replace(escaped, (_, four?: string, two?: string, one = '') => {
    if (four ?? two) return String.fromCharCode(Number.parseInt(four ?? two ?? '', 16));
    known &&= one in escapes;
    return escapes[one] ?? '';
  });
  return known ? value : undefined;
}

/** The lines below `|`, or below `>`, where they become one. */
function blockOf(cursor: Cursor, header: string, start: number, indent: number): FrontMatterValue | undefined {
  const first = cursor.lines[cursor.next];
  if (!blockHeader.test(header) || first === undefined || first.indent <= indent) return undefined;
  const folds = header.startsWith('>');
  const lines: string[] = [];
  let filled = 0;
  let end = start;
  for (; cursor.next < cursor.lines.length; cursor.next++) {
    const line = cursor.lines[cursor.next]!;
    if (line.written === '') {
      if (lines.length === 0 || line.indent > first.indent) return undefined;
      lines.push('');
      continue;
    }
    if (line.indent <= indent) break;
    if (line.indent < first.indent || (folds && line.indent > first.indent) || /^\s*$/.test(line.written))
      return undefined;
    // blanks at the end of a line belong to it
    const from = line.start - line.indent + first.indent;
    end = lineEnd(cursor.source, from - cursor.base).end + cursor.base;
    lines.push(cursor.between(from, end));
    filled = lines.length;
  }
  const kept = lines.slice(0, filled);
  const value = folds ? folded(kept) : kept.join('\n');
  const body = first.start + cursor.between(first.start, end).search(/\S/);
  end = start + cursor.between(start, end).trimEnd().length;
  return {
    value: header[1] === '-' ? value : `${value}\n`,
    at: {start, end},
    text: {start: body, end},
  };
}

const listOf = (items: readonly FrontMatterValue[], start: number, end: number): FrontMatterValue => ({
  value: items.map(({value}) => value),
  at: {start, end},
  items,
});

const mapAt = (entries: readonly FrontMatterEntry[], start: number): FrontMatterValue => ({
  value: mapOf(entries),
  at: {start, end: entries.at(-1)!.value.at.end},
  entries,
});

/** A list in brackets, which is all that is written from `start` on. */
function bracketsOf(written: string, start: number): FrontMatterValue | undefined {
  const items: FrontMatterValue[] = [];
  const last = written.length - 1;
  let at = pastSpaces(written, 1);
  while (at < last) {
    inBrackets.lastIndex = at;
    const match = inBrackets.exec(written);
    const item = match && aloneOf(withoutSpaces(match[0]), start + at);
    if (!item) return undefined;
    items.push(item);
    at = pastSpaces(written, inBrackets.lastIndex);
    if (at === last) break;
    if (written[at] !== ',') return undefined;
    at = pastSpaces(written, at + 1);
  }
  return at === last && written[last] === ']' ? listOf(items, start, start + written.length) : undefined;
}

const isItem = (line: Line | undefined): boolean => line?.written.startsWith('- ') === true;

/** Where the value starts in a line that begins with a key; 0 where it does not. */
function keyIn(written: string): {readonly key: string; readonly after: number} | undefined {
  field.lastIndex = 0;
  const [, key = ''] = field.exec(written) ?? [];
  return key === '' || key.length > longestKey ? undefined : {key, after: field.lastIndex};
}

/** The list whose first item is on the next line. */
function listIn(cursor: Cursor): FrontMatterValue | undefined {
  const items: FrontMatterValue[] = [];
  const {indent, start: from} = cursor.peek()!;
  for (let line = cursor.peek(); isItem(line) && line!.indent === indent; line = cursor.peek()) {
    const at = pastSpaces(line!.written, 1);
    const rest: Line = {written: line!.written.slice(at), indent: indent + at, start: line!.start + at};
    let item: FrontMatterValue | undefined;
    if (keyIn(rest.written)) {
      // the map of the item begins as if its first line were indented so far
      cursor.lines[cursor.next] = rest;
      const entries = fieldsIn(cursor, rest.indent);
      item = entries && mapAt(entries, rest.start);
    } else {
      cursor.next++;
      item = scalarOf(cursor, rest.written, rest.start, indent, 'item');
    }
    if (item === undefined) return undefined;
    items.push(item);
  }
  return listOf(items, from, items.at(-1)!.at.end);
}

/** The value of a field that has none on its line, whose colon ends at `after`. */
function valueBelow(cursor: Cursor, indent: number, after: number): FrontMatterValue | undefined {
  const below = cursor.next;
  const line = cursor.peek();
  if (line !== undefined && isItem(line) && line.indent >= indent) return listIn(cursor);
  if (line === undefined || line.indent <= indent) return {value: null, at: {start: after, end: after}};
  if (!keyIn(line.written)) {
    // after a comment, the library reads a text on several lines only where the comment is indented, too
    if (cursor.lines.slice(below, cursor.next).some(({written}) => written !== '')) return undefined;
    cursor.next++;
    return scalarOf(cursor, line.written, line.start, indent, 'below');
  }
  const entries = fieldsIn(cursor, line.indent);
  return entries && mapAt(entries, line.start);
}

/** The fields from the next line on that are indented so far. */
function fieldsIn(cursor: Cursor, indent: number): FrontMatterEntry[] | undefined {
  const entries: FrontMatterEntry[] = [];
  for (let line = cursor.peek(); line?.indent === indent; line = cursor.peek()) {
    const {written, start} = line;
    const found = indent > mostIndented ? undefined : keyIn(written);
    if (found === undefined) return undefined;
    const {key, after} = found;
    const from = pastSpaces(written, after);
    const rest = written.slice(from);
    cursor.next++;
    const value =
      rest === '' || rest.startsWith('#')
        ? valueBelow(cursor, indent, start + after)
        : rest.startsWith('[')
          ? bracketsOf(rest, start + from)
          : scalarOf(cursor, rest, start + from, indent, 'beside');
    if (value === undefined) return undefined;
    entries.push({key, keyAt: {start, end: start + key.length}, value});
  }
  addAll(cursor.repeated, duplicates(entries));
  return entries;
}

const lineOf = ({written, start}: Line): Span => {
  const from = start + written.length - written.trimStart().length;
  return {start: from, end: from + written.trim().length};
};

/**
 * Reads YAML that is made of plain lines alone, in linear time.
 *
 * @param source the YAML, whose lines end with LF
 * @param base where it starts in the post
 * @returns undefined where there is anything else: the library reads that
 */
export function readPlainYaml(source: string, base: number): Reading | undefined {
  if (unusual.test(source)) return undefined;
  const cursor = new Cursor(source, base);
  const entries = fieldsIn(cursor, 0);
  if (entries === undefined || cursor.peek() !== undefined) return undefined;
  const {unindented, hasAligned} = cursor;
  // then the library takes these, too, for lines that are to be indented
  if (unindented && hasAligned) return undefined;
  const warnings = unindented ? [{message: indentThis, at: lineOf(unindented)}] : [];
  return {entries, errors: inOrder(cursor.repeated), warnings};
}
