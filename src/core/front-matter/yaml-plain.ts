import {addAll} from '../add-all.ts';
import {
  duplicates,
  type FrontMatterEntry,
  type FrontMatterError,
  type FrontMatterValue,
  inOrder,
  mapOf,
  type Reading,
} from './model.ts';

/*
 * What most front matter is written in: fields of one line, lists of such values, lists in brackets, and maps of all these. For such
 * lines the YAML library, which reads all of YAML, takes as long as several rules. What is not plainly one of these is left
 * to it; what is read here is read as the library reads it, in every value and every place.
 */

/** Tabs, controls, odd line ends and byte order marks: they have meanings, or errors, of their own. */
const unusual = /[^\n -~\u00a0-\ufefe\uff00-\uffff]/;
const field = /[A-Za-z_][\w-]{0,99}:(?= |$)/y;
/** A line that is indented further is not plain. */
const mostIndented = 20;
const quoted = /^(?:"[^"\\]*"|'[^']*')$/;
const text = /^[A-Za-z0-9/(\u00a0-\uffff](?:[^:#]|:(?! |$)|(?<! )#)*$/;
const integer = /^(?:0|[1-9]\d{0,14})$/;
const otherNumber = /^(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+)$/i;
const inBrackets = /"[^"\\]*"|'[^']*'|[^ "'[\]{},][^"'[\]{},]*/y;

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

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

/** A text, a number, a boolean or null, which is all that is written from `start` on. */
function scalarOf(written: string, start: number): FrontMatterValue | undefined {
  const at = {start, end: start + written.length};
  if (quoted.test(written)) return {value: written.slice(1, -1), at, text: {start: start + 1, end: at.end - 1}};
  const word = words.get(written);
  if (word !== undefined) return {value: word, at};
  if (integer.test(written)) return {value: Number(written), at};
  return text.test(written) && !otherNumber.test(written) ? {value: written, at, text: at} : undefined;
}

const listOf = (items: readonly FrontMatterValue[], start: number, end: number): FrontMatterValue => ({
  value: items.map(({value}) => value),
  at: {start, end},
  items,
});

/** A list in brackets, which is all that is written from `start` on. */
function bracketsOf(written: string, start: number): FrontMatterValue | undefined {
  const items: FrontMatterValue[] = [];
  const last = written.length - 1;
  let at = pastSpaces(written, 1);
  while (at < last) {
    inBrackets.lastIndex = at;
    const match = inBrackets.exec(written);
    const item = match && scalarOf(withoutSpaces(match[0]), start + at);
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

/** What was read of the lines from some line on, and the next line. */
interface Block<T> {
  readonly read: T;
  readonly next: number;
}

/** The list whose first item is on the line `first`. */
function listIn(lines: readonly Line[], first: number): Block<FrontMatterValue> | undefined {
  const items: FrontMatterValue[] = [];
  const {indent, start: from} = lines[first]!;
  let next = first;
  for (; isItem(lines[next]) && lines[next]!.indent === indent; next++) {
    const {written, start} = lines[next]!;
    const at = pastSpaces(written, 1);
    const item = scalarOf(written.slice(at), start + at);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return {read: listOf(items, from, items.at(-1)!.at.end), next};
}

/** The value of a field that has none on its line, whose colon ends at `after`. */
function valueBelow(
  lines: readonly Line[],
  first: number,
  indent: number,
  after: number,
  repeated: FrontMatterError[],
): Block<FrontMatterValue> | undefined {
  const line = lines[first];
  if (line !== undefined && isItem(line) && line.indent >= indent) return listIn(lines, first);
  if (line === undefined || line.indent <= indent)
    return {read: {value: null, at: {start: after, end: after}}, next: first};
  const map = fieldsIn(lines, first, line.indent, repeated);
  if (map === undefined) return undefined;
  const {read: entries, next} = map;
  return {read: {value: mapOf(entries), at: {start: line.start, end: entries.at(-1)!.value.at.end}, entries}, next};
}

/** The fields from the line `first` on that are indented so far, and the keys that appear twice in any map of them. */
function fieldsIn(
  lines: readonly Line[],
  first: number,
  indent: number,
  repeated: FrontMatterError[],
): Block<FrontMatterEntry[]> | undefined {
  const entries: FrontMatterEntry[] = [];
  let next = first;
  while (lines[next]?.indent === indent) {
    const {written, start} = lines[next++]!;
    field.lastIndex = 0;
    if (!field.test(written)) return undefined;
    const after = field.lastIndex;
    const from = pastSpaces(written, after);
    let value: FrontMatterValue | undefined;
    if (from < written.length) {
      const rest = written.slice(from);
      value = rest.startsWith('[') ? bracketsOf(rest, start + from) : scalarOf(rest, start + from);
    } else {
      const below = valueBelow(lines, next, indent, start + after, repeated);
      value = below?.read;
      next = below?.next ?? next;
    }
    if (value === undefined) return undefined;
    entries.push({key: written.slice(0, after - 1), keyAt: {start, end: start + after - 1}, value});
  }
  addAll(repeated, duplicates(entries));
  return {read: entries, next};
}

/** The lines of a text without those that hold nothing or a comment; undefined where one is indented too far. */
function linesOf(source: string, base: number): readonly Line[] | undefined {
  const lines: Line[] = [];
  let start = base;
  for (const line of source.split('\n')) {
    const indent = pastSpaces(line, 0);
    const written = withoutSpaces(line.slice(indent));
    if (written !== '' && !written.startsWith('#')) {
      if (indent > mostIndented) return undefined;
      lines.push({written, indent, start: start + indent});
    }
    start += line.length + 1;
  }
  return lines;
}

/**
 * Reads YAML that is made of plain lines alone, in linear time.
 *
 * @param source the YAML, whose lines end with LF
 * @param base where it starts in the post
 * @returns undefined where there is anything else: the library reads that
 */
export function readPlainYaml(source: string, base: number): Reading | undefined {
  const lines = unusual.test(source) ? undefined : linesOf(source, base);
  if (lines === undefined) return undefined;
  const repeated: FrontMatterError[] = [];
  const fields = fieldsIn(lines, 0, 0, repeated);
  if (fields === undefined || fields.next < lines.length) return undefined;
  return {entries: fields.read, errors: inOrder(repeated), warnings: []};
}
