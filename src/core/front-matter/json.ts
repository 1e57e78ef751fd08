import {type Node, type ParseError, parseTree, printParseErrorCode} from 'jsonc-parser';
import {addAll} from '../add-all.ts';
import type {Span} from '../rule.ts';
import {lineEnd} from './lines.ts';
import {
  broken,
  deepest,
  duplicates,
  type FrontMatterError,
  type FrontMatterValue,
  inOrder,
  mapOf,
  type Reading,
  tooDeep,
} from './model.ts';

const jsonMessages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is no JSON value: put text in double quotes',
  InvalidNumberFormat: 'This is no number: put text in double quotes',
  PropertyNameExpected: 'A name in double quotes is missing here, or the comma before it is one too many',
  ValueExpected: 'A value is missing here, or the comma before it is one too many',
  ColonExpected: 'A colon is missing here, between the name and its value',
  CommaExpected: 'A comma is missing before this',
  CloseBraceExpected: 'A `}` is missing here',
  CloseBracketExpected: 'A `]` is missing here',
  EndOfFileExpected: 'The front matter ends before this: take it out, or the bracket before it',
  InvalidCommentToken: 'JSON has no comments: take this out',
  UnexpectedEndOfComment: 'JSON has no comments: take this out',
  UnexpectedEndOfString: 'The quote that opens here is never closed',
  UnexpectedEndOfNumber: 'This number is not finished',
  InvalidUnicode: 'A `\\u` needs four digits behind it',
  InvalidEscapeCharacter: 'A backslash means nothing before this letter: write it twice',
  InvalidCharacter: 'A tab or another control character stands between quotes here: take it out',
};

/** Where brackets outside quotes nest too deep. */
function deepJson(source: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === '"') {
      for (i++; i < source.length && source[i] !== '"' && source[i] !== '\n'; i++) if (source[i] === '\\') i++;
    } else if (c === '{' || c === '[') {
      if (++depth > deepest) return i;
    } else if (c === '}' || c === ']') depth--;
  }
  return undefined;
}

/** Reads JSON, with or without the outer braces; `base` is where its text starts in the post. */
export function readJson(written: string, base: number): Reading {
  if (written.trim() === '') return {entries: [], errors: [], warnings: []};
  // Hexo leaves the outer braces out.
  const bare = /^\s*"/.test(written);
  const source = bare ? `{${written}}` : written;
  const from = base - (bare ? 1 : 0);
  const shift = (start: number, end: number): Span => {
    const first = Math.min(Math.max(from + start, base), base + written.length);
    return {start: first, end: Math.min(Math.max(from + end, first), base + written.length)};
  };
  const deep = deepJson(source);
  if (deep !== undefined) return broken(tooDeep, shift(deep, deep + 1));
  const problems: ParseError[] = [];
  const root = parseTree(source, problems, {disallowComments: true, allowTrailingComma: false});
  const [problem] = problems;
  if (problem) {
    const reason = printParseErrorCode(problem.error);
    const end = Math.min(problem.offset + problem.length, lineEnd(source, problem.offset).end);
    return broken(jsonMessages[reason] ?? 'The front matter cannot be read here', shift(problem.offset, end));
  }
  const repeated: FrontMatterError[] = [];
  const readValue = (node: Node): FrontMatterValue => {
    const {type, offset, length, children = []} = node;
    const at = shift(offset, offset + length);
    if (type === 'object') {
      const entries = children.flatMap(({children: [key, value] = []}) =>
        key && value
          ? [{key: String(key.value), keyAt: shift(key.offset, key.offset + key.length), value: readValue(value)}]
          : [],
      );
      addAll(repeated, duplicates(entries));
      return {value: mapOf(entries), at, entries};
    }
    if (type === 'array') {
      const items = children.map(readValue);
      return {value: items.map(({value}) => value), at, items};
    }
    const value: unknown = node.value;
    return {value, at, ...(type === 'string' && {text: shift(offset + 1, offset + length - 1)})};
  };
  if (root?.type !== 'object')
    return broken('JSON front matter is an object: write it between `{` and `}`', shift(0, source.length));
  const {entries = []} = readValue(root);
  return {entries, errors: inOrder(repeated), warnings: []};
}
