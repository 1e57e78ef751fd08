import {type Node as JsonNode, type ParseError, parseTree, printParseErrorCode} from 'jsonc-parser';
import {parse as parseToml, TomlDate, TomlError} from 'smol-toml';
import {
  Composer,
  type CST,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Parser,
  type Scalar,
  type YAMLError,
  type Node as YamlNode,
} from 'yaml';
import type {Span} from './rule.ts';

export type FrontMatterFormat = 'yaml' | 'toml' | 'json';

/** The block of front matter in a text: `at` with its fences, `content` without. */
export interface FrontMatterBlock {
  readonly format: FrontMatterFormat;
  readonly at: Span;
  readonly content: Span;
  /** True for a `---js` block: it is code, which is never run, so what it sets is not known. */
  readonly code?: true;
}

/** A value with its place; `items` for a list, `entries` for a map. What an alias stands for keeps the places of its anchor. */
export interface FrontMatterValue {
  /** A plain value: text, number, boolean, null, list or map without a prototype. Dates are text, as written. */
  readonly value: unknown;
  /** The value as written, with its quotes; empty, right after the colon, where nothing is written. */
  readonly at: Span;
  /** For text: what is written between the quotes, escapes and line ends included. */
  readonly text?: Span;
  readonly entries?: readonly FrontMatterEntry[];
  readonly items?: readonly FrontMatterValue[];
}

export interface FrontMatterEntry {
  readonly key: string;
  /** The key as written, with its quotes. */
  readonly keyAt: Span;
  readonly value: FrontMatterValue;
}

/** A sentence for the writer and its exact place. */
export interface FrontMatterError {
  readonly message: string;
  readonly at: Span;
}

export interface FrontMatter extends FrontMatterBlock {
  /** The fields by name, a map without a prototype; empty where the block could not be read. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The fields in order, those that appear twice included; empty where the block could not be read. */
  readonly entries: readonly FrontMatterEntry[];
  readonly errors: readonly FrontMatterError[];
  /** What some generators read and others refuse. */
  readonly warnings: readonly FrontMatterError[];
}

/** What a reader of one format gives; offsets count from the start of the post's text. */
type Reading = Pick<FrontMatter, 'entries' | 'errors' | 'warnings'> & {readonly broken?: true};

/** Deeper than any front matter written by hand; it keeps the recursive parsers off the end of the stack. */
const deepest = 100;
/** How many values all aliases together may stand for: published blogs stay below a hundred. */
const mostAliased = 10_000;
const tooDeep = `The front matter is nested more than ${deepest} levels deep: make it flatter`;

const broken = (message: string, at: Span): Reading => ({
  entries: [],
  errors: [{message, at}],
  warnings: [],
  broken: true,
});

// ---------------------------------------------------------------------------------------------------------------------
// Finding the block

/** The end of the line that holds `from`, and the start of the next one. */
function lineEnd(text: string, from: number): {readonly end: number; readonly next: number} {
  const feed = text.indexOf('\n', from);
  if (feed < 0) return {end: text.length, next: text.length};
  return {end: feed > from && text[feed - 1] === '\r' ? feed - 1 : feed, next: feed + 1};
}

/** The first line from `from` on that `closes`, with its start and its end. */
function findLine(text: string, from: number, closes: (line: string) => boolean): Span | undefined {
  for (let start = from; start < text.length; ) {
    const {end, next} = lineEnd(text, start);
    if (closes(text.slice(start, end))) return {start, end};
    start = next;
  }
  return undefined;
}

const opening = /^---[ \t]*([A-Za-z0-9]*)[ \t]*$/;
const formats: Readonly<Record<string, FrontMatterFormat | 'js'>> = {
  '': 'yaml',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  json: 'json',
  js: 'js',
  javascript: 'js',
};
const yamlClosing = /^(?:---|\.\.\.)[ \t]*$/;
const dashClosing = /^---[ \t]*$/;
const tomlFence = /^\+\+\+[ \t]*$/;
const semicolons = /^;;;+[ \t]*$/;
const jsonOpening = /^\{[ \t\r\n]*["}]/;
const jsonField = /^[ \t]*"[^"\n]*"[ \t]*:/;

// A name of at most 41 characters, a colon, and a blank: longer ones are sentences.
const field = /^[ \t]*(["']?)[\p{L}\p{N}_][\p{L}\p{N}_. /-]{0,40}\1:(?:[ \t]|$)/u;
const fieldWithoutBlank = /^[ \t]*[\p{L}_][\p{L}\p{N}_-]{0,40}:(?!\/\/)/u;
const flowMap = /^[ \t]*\{[ \t]*(?:["'}]|\w+[ \t]*:|$)/;
const plainField = /^[A-Za-z_][A-Za-z0-9_-]*:(?:[ \t]|$)/;

/** Whether the lines between two `---` are fields rather than prose between two thematic breaks. */
function looksLikeFields(text: string, content: Span): boolean {
  let first = true;
  for (let start = content.start; start < content.end; ) {
    const {end, next} = lineEnd(text, start);
    const line = text.slice(start, end);
    const trimmed = line.trim();
    if (first && trimmed !== '' && !trimmed.startsWith('#')) {
      if (field.test(line) || fieldWithoutBlank.test(line) || flowMap.test(line)) return true;
      first = false;
    } else if (!first) {
      // Fields below a first line that is none: front matter that is broken, unless a blank line makes it prose.
      if (trimmed === '') return false;
      if (plainField.test(line)) return true;
    }
    start = next;
  }
  return first;
}

/** The end of the JSON object that starts at `from`; a quote left open ends with its line. */
function endOfObject(text: string, from: number): number | undefined {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      for (i++; i < text.length && text[i] !== '"' && text[i] !== '\n'; i++)
        if (text[i] === '\\' && text[i + 1] !== '\n') i++;
    } else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return i + 1;
  }
  return undefined;
}

function findJson(text: string): FrontMatterBlock | undefined {
  const format = 'json';
  if (text.startsWith('{')) {
    if (!jsonOpening.test(text)) return undefined;
    // Where the braces do not balance, the first one alone at the start of a line ends the block.
    const alone = () => findLine(text, 0, (line) => /^\}(?:;;;+)?[ \t]*$/.test(line));
    const unbalanced = () => {
      const at = alone();
      return at && at.start + 1;
    };
    const close = endOfObject(text, 0) ?? unbalanced();
    if (close === undefined) return undefined;
    const {end, next} = lineEnd(text, close);
    const rest = text.slice(close, end).trim();
    if (rest !== '' && !/^;;;+$/.test(rest)) return undefined;
    const below = lineEnd(text, next);
    const fenced = rest === '' && semicolons.test(text.slice(next, below.end));
    return {format, at: {start: 0, end: fenced ? below.end : end}, content: {start: 0, end: close}};
  }
  const first = lineEnd(text, 0);
  const start = semicolons.test(text.slice(0, first.end)) ? first.next : 0;
  if (start === 0 && !jsonField.test(text.slice(0, first.end))) return undefined;
  const close = findLine(text, start, (line) => semicolons.test(line));
  return close && {format, at: {start: 0, end: close.end}, content: {start, end: close.start}};
}

/** Finds the block at the start of a text from which a byte order mark was taken; offsets in UTF-16 units, in linear time. */
export function findFrontMatter(text: string): FrontMatterBlock | undefined {
  const {end, next} = lineEnd(text, 0);
  const first = text.slice(0, end);
  if (tomlFence.test(first)) {
    const close = findLine(text, next, (line) => tomlFence.test(line));
    return close && {format: 'toml', at: {start: 0, end: close.end}, content: {start: next, end: close.start}};
  }
  const language = opening.exec(first)?.[1]?.toLowerCase();
  if (language === undefined) return findJson(text);
  const format = Object.hasOwn(formats, language) ? formats[language] : undefined;
  if (format === undefined) return undefined;
  const closing = language === '' ? yamlClosing : dashClosing;
  const close = findLine(text, next, (line) => closing.test(line));
  if (close === undefined) return undefined;
  const at = {start: 0, end: close.end};
  const content = {start: next, end: close.start};
  if (format === 'js') return {format: 'json', at, content, code: true};
  return language !== '' || looksLikeFields(text, content) ? {format, at, content} : undefined;
}

// ---------------------------------------------------------------------------------------------------------------------
// Values

const emptyMap = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/** The map that entries make: the last of two entries wins; `__proto__`, which no generator knows, is left out. */
function mapOf(entries: readonly FrontMatterEntry[]): Record<string, unknown> {
  const map = emptyMap();
  for (const {key, value} of entries) if (key !== '__proto__') map[key] = value.value;
  return map;
}

/** The keys of one map that appeared before, each at its place. */
function duplicates(entries: readonly FrontMatterEntry[]): readonly FrontMatterError[] {
  const seen = new Set<string>();
  const errors: FrontMatterError[] = [];
  for (const {key, keyAt} of entries) {
    if (seen.has(key)) errors.push({message: `\`${key}\` appears twice; generators keep only the last`, at: keyAt});
    seen.add(key);
  }
  return errors;
}

// ---------------------------------------------------------------------------------------------------------------------
// YAML

/** What the tokens of a YAML text tell beyond its errors; offsets count from the text's start. */
interface TokenFacts {
  readonly depth: number;
  /** Where the token that passes the greatest allowed depth starts. */
  readonly deep: number | undefined;
  /** By its end, the start of each quoted scalar. */
  readonly quoted: ReadonlyMap<number, number>;
  /** Where the first `[` or `{` stands that nothing closes. */
  readonly unclosed: number | undefined;
}

function factsOf(tokens: readonly CST.Token[]): TokenFacts {
  let depth = 0;
  let deep: number | undefined;
  let unclosed: number | undefined;
  const quoted = new Map<number, number>();
  const stack: {readonly token: CST.Token; readonly depth: number}[] = tokens.map((token) => ({token, depth: 0}));
  for (let next = stack.pop(); next; next = stack.pop()) {
    const {token} = next;
    if (next.depth > depth) {
      depth = next.depth;
      if (depth > deepest) deep ??= token.offset;
    }
    if (token.type === 'document') {
      if (token.value) stack.push({token: token.value, depth: 1});
    } else if (token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar') {
      quoted.set(token.offset + token.source.length, token.offset);
    } else if (token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection') {
      if (token.type === 'flow-collection') {
        const close = token.start.source === '[' ? ']' : '}';
        const end = token.end[0];
        const isClosed = end !== undefined && 'source' in end && end.source === close;
        if (!isClosed && (unclosed === undefined || token.offset < unclosed)) unclosed = token.offset;
      }
      for (const item of token.items) {
        if (item.key) stack.push({token: item.key, depth: next.depth + 1});
        if (item.value) stack.push({token: item.value, depth: next.depth + 1});
      }
    }
  }
  return {depth, deep, quoted, unclosed};
}

function parseYaml(source: string) {
  const tokens = [...new Parser().parse(source)];
  const facts = factsOf(tokens);
  if (facts.deep !== undefined) return {facts, documents: []};
  const composer = new Composer({
    strict: true,
    uniqueKeys: false,
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
  });
  return {facts, documents: [...composer.compose(tokens, true, source.length)]};
}

/** A source with blanks put in, and the way back to the offsets of the source without them. */
interface Indented {
  readonly source: string;
  readonly original: (offset: number) => number;
  /** The first place, in the source without the blanks, where one was missing. */
  readonly first: number;
}

const isBlank = (c: string | undefined) => c === ' ' || c === '\t';

/** The end of a quoted scalar that starts at `from`, past its closing quote. */
function endOfQuoted(source: string, from: number): number | undefined {
  const quote = source[from];
  for (let i = from + 1; i < source.length; i++) {
    if (source[i] === '\\' && quote === '"') i++;
    else if (source[i] === quote) {
      if (quote === '"' || source[i + 1] !== "'") return i + 1;
      i++;
    }
  }
  return undefined;
}

/** The end of a list or map in brackets that starts at `from`, past its last bracket. */
function endOfFlow(source: string, from: number): number | undefined {
  let depth = 0;
  let before = '';
  for (let i = from; i < source.length; i++) {
    const c = source[i]!;
    if ((c === '"' || c === "'") && '[{,:'.includes(before)) {
      const end = endOfQuoted(source, i);
      if (end === undefined) return undefined;
      i = end - 1;
    } else if (c === '#' && /\s/.test(source[i - 1] ?? '')) {
      i = lineEnd(source, i).end - 1;
      continue;
    } else if (c === '[' || c === '{') depth++;
    else if ((c === ']' || c === '}') && --depth === 0) return i + 1;
    if (!/\s/.test(c)) before = c;
  }
  return undefined;
}

/**
 * Indents what quotes or brackets continue at the start of a line. libyaml (Ruby, Python), Go and the YAML 1.1 grammar
 * read that, YAML 1.2 and npm `yaml` do not. Quotes and brackets that never close, or with text behind, are left alone.
 */
function indentContinuations(source: string): Indented | undefined {
  const inserts: {readonly at: number; readonly count: number}[] = [];
  // Every scan for a closing mark is paid from here, so that marks which never close keep the time linear.
  let budget = 8 * source.length;
  for (let start = 0; start < source.length; ) {
    const {end, next} = lineEnd(source, start);
    const lineStart = start;
    let i = start;
    while (source[i] === ' ') i++;
    const indent = i - lineStart;
    while (source[i] === '-' && isBlank(source[i + 1])) for (i++; isBlank(source[i]); i++);
    let value = i;
    if (!'"\'[{'.includes(source[i] ?? ' ')) {
      const colon = source.slice(i, end).search(/:[ \t]/);
      value = colon < 0 ? end : i + colon + 1;
      while (isBlank(source[value])) value++;
    }
    start = next;
    const c = value < end ? source[value] : undefined;
    if (c === '|' || c === '>') {
      // A block of text: its lines are indented further than its field, or blank.
      for (; start < source.length; start = lineEnd(source, start).next) {
        let j = start;
        while (source[j] === ' ') j++;
        if (j - start <= indent && source[j] !== '\n' && source[j] !== '\r') break;
      }
    } else if (c !== undefined && '"\'[{'.includes(c) && budget > 0 && i - lineStart < deepest) {
      const close = c === '"' || c === "'" ? endOfQuoted(source, value) : endOfFlow(source, value);
      budget -= (close ?? source.length) - value;
      if (close === undefined || close <= end) continue;
      const last = lineEnd(source, close);
      if (!/^[ \t]*(?:#.*)?$/.test(source.slice(close, last.end))) continue;
      // More than the field's own column, which dashes push to the right, or than the dash of a list item.
      const needed = Math.max(indent, value === i ? i - lineStart - 2 : i - lineStart) + 1;
      for (let line = next; line < close; line = lineEnd(source, line).next) {
        let j = line;
        while (source[j] === ' ') j++;
        const missing = needed - (j - line);
        // A bracket that closes in the field's own column is read everywhere.
        const closes = j === close - 1 && missing === 1 && (c === '[' || c === '{');
        if (missing > 0 && !closes && source[j] !== '\n' && source[j] !== '\r')
          inserts.push({at: line, count: missing});
      }
      start = last.next;
    }
  }
  const first = inserts[0];
  if (first === undefined) return undefined;
  const parts: string[] = [];
  const places: {readonly at: number; readonly added: number; readonly original: number}[] = [];
  let from = 0;
  let added = 0;
  for (const {at, count} of inserts) {
    parts.push(source.slice(from, at), ' '.repeat(count));
    places.push({at: at + added, added: added + count, original: at});
    added += count;
    from = at;
  }
  parts.push(source.slice(from));
  const original = (offset: number): number => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle]!.at <= offset) low = middle + 1;
      else high = middle;
    }
    const place = places[low - 1];
    return place ? Math.max(place.original, offset - place.added) : offset;
  };
  return {source: parts.join(''), original, first: first.at};
}

/** The line that holds an offset, without the blanks around it. */
function lineAt(source: string, offset: number): Span {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const line = source.slice(start, lineEnd(source, start).end);
  const left = line.length - line.trimStart().length;
  return {start: start + left, end: start + Math.max(left, line.trimEnd().length)};
}

/** The field on a line, its name cut out of list marks, and the span of its value on that line. */
function fieldAt(source: string, line: Span): {readonly key: string; readonly value: Span} | undefined {
  const match = /^(?:-[ \t]+)*([^\s:#"'[{-][^:\n]{0,80}):[ \t]+/.exec(source.slice(line.start, line.end));
  return match ? {key: match[1]!.trim(), value: {start: line.start + match[0].length, end: line.end}} : undefined;
}

/** Speaks of a field's value: "the title" for plain names, else "the value of `name`". */
function naming(key: string | undefined): {readonly The: string; readonly whole: string} {
  if (key === undefined) return {The: 'The value', whole: 'the whole value'};
  return /^[a-z]+$/.test(key)
    ? {The: `The ${key}`, whole: `the whole ${key}`}
    : {The: `The value of \`${key}\``, whole: 'the whole value'};
}

const wrongIndent = 'This line is not indented like the fields around it: start it in the same column as they do';

/** Puts what the YAML parser complains of first into a sentence for the writer. */
function explain(source: string, error: YAMLError, facts: TokenFacts): FrontMatterError {
  const at = {start: error.pos[0], end: error.pos[1]};
  const line = lineAt(source, at.start);
  const written = source.slice(line.start, line.end);
  const here = fieldAt(source, line);
  const {The, whole} = naming(here?.key);
  const first = here && source[here.value.start];
  if (error.code === 'TAB_AS_INDENT') {
    return {message: 'This line is indented with a tab: use spaces instead', at: {start: at.start, end: at.start + 1}};
  }
  const openQuote = error.message.startsWith('Missing closing') ? facts.quoted.get(at.start) : undefined;
  if (openQuote !== undefined) {
    return {
      message: 'The quote that opens here is never closed',
      at: {start: openQuote, end: lineAt(source, openQuote).end},
    };
  }
  if (error.code === 'BAD_DQ_ESCAPE') {
    const wrong = source.slice(at.start, at.start + 2);
    const message = `\`${wrong}\` means nothing between double quotes: write \`\\${wrong}\`, or use single quotes`;
    return {message, at: {start: at.start, end: at.start + wrong.length}};
  }
  if (facts.unclosed !== undefined && error.message.includes('must') && error.message.includes('end with')) {
    const bracket = source[facts.unclosed]!;
    const message = `The \`${bracket}\` that opens here is never closed: add a \`${bracket === '[' ? ']' : '}'}\``;
    return {message, at: {start: facts.unclosed, end: facts.unclosed + 1}};
  }
  if (here && at.start >= here.value.start) {
    if (error.code === 'BLOCK_AS_IMPLICIT_KEY') {
      const value = source.slice(here.value.start, here.value.end);
      if (/:[ \t]/.test(value)) {
        return {message: `${The} holds a colon followed by a space: put ${whole} in quotes`, at: here.value};
      }
      if (value.endsWith(':')) return {message: `${The} ends with a colon: put ${whole} in quotes`, at: here.value};
      const below = source.slice(line.end).search(/\n[ \t]*[^\s#]/);
      if (below >= 0) return {message: wrongIndent, at: lineAt(source, line.end + below + 1)};
    }
    if (first === '"' && at.start > here.value.start) {
      return {message: `${The} goes on after its closing quote: write quotes inside it as \`\\"\``, at: here.value};
    }
    if (first === "'" && at.start > here.value.start) {
      return {
        message: `${The} goes on after its closing quote: write an apostrophe inside it twice, as \`''\``,
        at: here.value,
      };
    }
    if (first !== undefined && '*&!%@`|>[]{},?-'.includes(first)) {
      return {
        message: `${The} begins with \`${first}\`, which has a meaning of its own here: put ${whole} in quotes`,
        at: here.value,
      };
    }
  }
  if (error.code === 'MULTILINE_IMPLICIT_KEY' || error.message.startsWith('Implicit map keys'))
    return noField(source, line);
  const atLineStart = at.start <= line.start;
  if (
    atLineStart &&
    (error.code === 'BAD_INDENT' ||
      error.code === 'BLOCK_AS_IMPLICIT_KEY' ||
      (here && error.code === 'UNEXPECTED_TOKEN'))
  ) {
    return {message: wrongIndent, at: line};
  }
  const reason = error.message.split('\n', 1)[0]!.trim();
  return {message: `The front matter cannot be read here: ${reason}`, at: written === '' ? at : line};
}

/** Says why a line is no field. */
function noField(source: string, line: Span): FrontMatterError {
  const glued = /^([\p{L}\p{N}_-]{1,80}):([^ \t].*)$/u.exec(source.slice(line.start, line.end));
  const message = glued
    ? `A space is missing after the colon: write \`${glued[1]}: ${glued[2]!.trim()}\``
    : 'This line is no field: write it as `name: value`, or indent it if it belongs to the line above';
  return {message, at: line};
}

/** Turns the nodes of a YAML document into values; what aliases stand for is shared, not copied. */
function yamlEntries(root: YamlNode, source: string, place: (offset: number) => number) {
  const anchors = new Map<string, FrontMatterValue>();
  const weights = new Map<FrontMatterValue, number>();
  const errors: FrontMatterError[] = [];
  const repeated: FrontMatterError[] = [];
  let aliased = 0;
  const spanOf = (node: YamlNode): Span => ({start: place(node.range![0]), end: place(node.range![1])});
  const trimmed = (start: number, end: number): Span => {
    const raw = source.slice(start, end);
    return {start: place(start), end: place(start + raw.trimEnd().length)};
  };

  const scalarOf = (node: Scalar): FrontMatterValue => {
    const [start, end] = node.range!;
    const {value} = node;
    const at = node.type?.startsWith('BLOCK') ? trimmed(start, end) : spanOf(node);
    if (typeof value !== 'string' || at.start === at.end) return {value, at};
    if (node.type?.startsWith('QUOTE')) return {value, at, text: {start: place(start + 1), end: place(end - 1)}};
    if (!node.type?.startsWith('BLOCK')) return {value, at, text: at};
    const header = Math.min(lineEnd(source, start).next, end);
    const body = header + Math.max(source.slice(header, end).search(/\S/), 0);
    return {value, at, text: trimmed(body, end)};
  };

  const readValue = (node: YamlNode | null | undefined, empty: number): FrontMatterValue => {
    if (!node?.range) return {value: null, at: {start: place(empty), end: place(empty)}};
    if (isAlias(node)) {
      const at = spanOf(node);
      const target = anchors.get(node.source);
      if (target === undefined) {
        errors.push({
          message: `\`*${node.source}\` points to nothing: put the value in quotes if the \`*\` is part of it`,
          at,
        });
        return {value: null, at};
      }
      const weight = weights.get(target) ?? 1;
      aliased += weight;
      if (aliased > mostAliased) {
        if (aliased - weight <= mostAliased)
          errors.push({message: 'The aliases here stand for too many values: write them out', at});
        return {value: null, at};
      }
      const {value, items, entries} = target;
      const alias = {value, at, ...(items && {items}), ...(entries && {entries})};
      weights.set(alias, weight);
      return alias;
    }
    const value = isMap(node)
      ? mapValue(node)
      : isSeq(node)
        ? listValue(node)
        : isScalar(node)
          ? scalarOf(node)
          : undefined;
    const known = value ?? {value: null, at: spanOf(node)};
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, known);
    return known;
  };

  /** A block ends with its last value, not with the blank lines below. */
  const collectionAt = (node: YamlNode & {flow?: boolean}, last: FrontMatterValue | undefined): Span => {
    const at = spanOf(node);
    return node.flow || !last ? at : {start: at.start, end: Math.max(at.start, last.at.end)};
  };
  const weigh = (value: FrontMatterValue, children: readonly FrontMatterValue[]): FrontMatterValue => {
    weights.set(
      value,
      children.reduce((sum, child) => sum + (weights.get(child) ?? 1), 1),
    );
    return value;
  };

  const entriesOf = (items: readonly unknown[], offset: number): FrontMatterEntry[] => {
    const entries: FrontMatterEntry[] = [];
    for (const pair of items) {
      if (!isPair<YamlNode | null, YamlNode | null>(pair)) continue;
      const {key, value} = pair;
      const keyEnd = key?.range?.[1] ?? offset;
      const raw = key?.range ? source.slice(key.range[0], key.range[1]) : '';
      const name = isScalar(key) ? (key.source ?? raw) : raw;
      const keyAt = key?.range ? spanOf(key) : {start: place(keyEnd), end: place(keyEnd)};
      const read = readValue(value, keyEnd);
      // The parser places an empty value behind the blanks; it stands right after the colon.
      const colon = keyEnd + /^[ \t]{0,100}/.exec(source.slice(keyEnd, keyEnd + 101))![0].length;
      const isEmpty = value && isScalar(value) && value.range?.[0] === value.range?.[1] && source[colon] === ':';
      const after = place(colon + 1);
      entries.push({key: name, keyAt, value: isEmpty ? {...read, at: {start: after, end: after}} : read});
    }
    return entries;
  };
  const mapValue = (node: YamlNode & {items: readonly unknown[]}): FrontMatterValue => {
    const entries = entriesOf(node.items, node.range![0]);
    repeated.push(...duplicates(entries.filter(({key}) => key !== '<<')));
    const at = collectionAt(node, entries.at(-1)?.value);
    return weigh(
      {value: merged(entries), at, entries},
      entries.map(({value}) => value),
    );
  };
  const listValue = (node: YamlNode & {items: readonly unknown[]}): FrontMatterValue => {
    const items = node.items.map((item) =>
      isPair(item) ? {value: null, at: spanOf(node)} : readValue(item as YamlNode | null, node.range![0]),
    );
    const at = collectionAt(node, items.at(-1));
    return weigh({value: items.map(({value}) => value), at, items}, items);
  };
  const value = readValue(root, 0);
  return {entries: value.entries ?? [], errors, repeated};
}

/** The map that entries make, with what `<<` takes over from other maps. */
function merged(entries: readonly FrontMatterEntry[]): Record<string, unknown> {
  const map = mapOf(entries);
  for (const {key, value} of entries) {
    if (key !== '<<') continue;
    const sources = value.entries ? [value] : (value.items?.filter((item) => item.entries) ?? []);
    if (sources.length === 0) continue;
    delete map['<<'];
    for (const {value: other} of sources) {
      for (const [name, inherited] of Object.entries(other as Record<string, unknown>))
        if (!(name in map)) map[name] = inherited;
    }
  }
  return map;
}

/**
 * Reads YAML as if its lines ended with LF, which is what the parser's messages are about, and gives the places in the
 * text as it is.
 */
function readYaml(written: string, base: number): Reading {
  if (!written.includes('\r\n')) return readYamlLines(written, base);
  const source = written.replaceAll('\r\n', '\n');
  const places: number[] = [];
  for (let at = 0; at <= written.length; at++)
    if (written[at] !== '\r' || written[at + 1] !== '\n') places.push(base + at);
  const place = (span: Span): Span => ({start: placed(span.start), end: placed(span.end)});
  // a place before a line end stays before the whole of it
  const placed = (offset: number): number => {
    const found = places[offset] ?? base + written.length;
    return source[offset] === '\n' && written[found - base - 1] === '\r' ? found - 1 : found;
  };
  const moved = (value: FrontMatterValue): FrontMatterValue => ({
    ...value,
    at: place(value.at),
    ...(value.text && {text: place(value.text)}),
    ...(value.entries && {entries: value.entries.map(movedEntry)}),
    ...(value.items && {items: value.items.map(moved)}),
  });
  const movedEntry = (entry: FrontMatterEntry): FrontMatterEntry => ({
    ...entry,
    keyAt: place(entry.keyAt),
    value: moved(entry.value),
  });
  const movedError = (error: FrontMatterError): FrontMatterError => ({...error, at: place(error.at)});
  const reading = readYamlLines(source, 0);
  return {
    ...reading,
    entries: reading.entries.map(movedEntry),
    errors: reading.errors.map(movedError),
    warnings: reading.warnings.map(movedError),
  };
}

function readYamlLines(written: string, base: number): Reading {
  const shift = ({start, end}: Span): Span => {
    const first = Math.min(Math.max(start, 0), written.length);
    return {start: base + first, end: base + Math.min(Math.max(end, first), written.length)};
  };
  let source = written;
  let parsed = parseYaml(source);
  let original = (offset: number) => offset;
  const warnings: FrontMatterError[] = [];
  if (parsed.documents.some(({errors}) => errors.length > 0)) {
    const indented = indentContinuations(source);
    if (indented !== undefined) {
      source = indented.source;
      original = indented.original;
      parsed = parseYaml(source);
      const message =
        'Some site generators cannot read text in quotes or brackets that goes on at the start of a line: indent this line';
      warnings.push({message, at: shift(lineAt(written, indented.first))});
    }
  }
  const {facts, documents} = parsed;
  const place = (offset: number) => base + Math.min(original(offset), written.length);
  if (facts.deep !== undefined)
    return broken(tooDeep, shift({start: original(facts.deep), end: original(facts.deep) + 1}));
  for (const error of documents.flatMap(({errors}) => errors)) {
    if (error.message.startsWith('Comments must be separated')) {
      const at = shift({start: original(error.pos[0]), end: original(error.pos[1])});
      warnings.push({message: 'Put a space before the `#` of this comment: some site generators need it', at});
      continue;
    }
    // What comes after the first error mostly follows from it.
    const {message, at} = explain(source, error, facts);
    return {...broken(message, shift({start: original(at.start), end: original(at.end)})), warnings};
  }
  const [document, second] = documents;
  if (second) {
    const message = 'The front matter ends here for some site generators: take out this line';
    return {...broken(message, shift(lineAt(written, original(second.range[0])))), warnings};
  }
  const root = document?.contents;
  if (!root || (isScalar(root) && root.value === null)) return {entries: [], errors: [], warnings};
  if (!isMap(root)) {
    const {message, at} = noField(written, lineAt(written, original(root.range?.[0] ?? 0)));
    return {...broken(message, shift(at)), warnings};
  }
  const {entries, errors, repeated} = yamlEntries(root, source, place);
  const [unread] = errors;
  return unread ? {...broken(unread.message, unread.at), warnings} : {entries, errors: inOrder(repeated), warnings};
}

const inOrder = (errors: readonly FrontMatterError[]) => [...errors].sort((a, b) => a.at.start - b.at.start);

// ---------------------------------------------------------------------------------------------------------------------
// TOML

/** Where a TOML value stands; a table grows while the lines below it are scanned. */
interface TomlPlace {
  at: Span;
  readonly text?: Span;
  readonly fields?: Map<string, {readonly keyAt: Span; readonly place: TomlPlace}>;
  readonly items?: TomlPlace[];
}

interface TomlKey {
  readonly key: string;
  readonly at: Span;
}

const table = (start: number): TomlPlace & Required<Pick<TomlPlace, 'fields'>> => ({
  at: {start, end: start},
  fields: new Map(),
});

/** Scans a TOML text that was parsed without an error for the places of its values; undefined where keys nest too deep. */
function scanToml(s: string): TomlPlace | undefined {
  let p = 0;
  const skip = (lines: boolean) => {
    for (; p < s.length; p++) {
      if (s[p] === '#') p = lineEnd(s, p).end;
      if (!isBlank(s[p]) && !(lines && (s[p] === '\n' || s[p] === '\r'))) return;
    }
  };
  const string = (): TomlPlace => {
    const start = p;
    const quote = s[p]!;
    const long = s.startsWith(quote.repeat(3), p);
    const close = long ? quote.repeat(3) : quote;
    p += close.length;
    if (long && s[p] === '\r') p++;
    if (long && s[p] === '\n') p++;
    const from = p;
    while (p < s.length && !s.startsWith(close, p)) p += s[p] === '\\' && quote === '"' ? 2 : 1;
    // Up to two quotes may stand right before the three that close.
    if (long) for (let extra = 0; extra < 2 && s[p + 3] === quote; extra++) p++;
    const to = Math.min(p, s.length);
    p = Math.min(p + close.length, s.length);
    return {at: {start, end: p}, text: {start: from, end: to}};
  };
  const keys = (end: string): readonly TomlKey[] => {
    const path: TomlKey[] = [];
    while (p < s.length && s[p] !== end && s[p] !== '\n') {
      skip(false);
      const start = p;
      if (s[p] === '"' || s[p] === "'") {
        const {at} = string();
        // The parser knows what the escapes of a quoted key mean.
        const [key] = Object.keys(parseToml(`${s.slice(at.start, at.end)} = 0`));
        path.push({key: key ?? '', at});
      } else {
        while (p < s.length && /[A-Za-z0-9_-]/.test(s[p]!)) p++;
        path.push({key: s.slice(start, p), at: {start, end: p}});
      }
      skip(false);
      if (s[p] !== '.') break;
      p++;
    }
    return path;
  };
  const value = (): TomlPlace => {
    const start = p;
    if (s[p] === '"' || s[p] === "'") return string();
    if (s[p] === '[') {
      const items: TomlPlace[] = [];
      p++;
      for (skip(true); p < s.length && s[p] !== ']'; skip(true)) {
        if (s[p] === ',') p++;
        else items.push(value());
      }
      return {at: {start, end: ++p}, items};
    }
    if (s[p] === '{') {
      const place = table(start);
      p++;
      for (skip(true); p < s.length && s[p] !== '}'; skip(true)) {
        if (s[p] === ',') p++;
        else statement(place);
      }
      place.at = {start, end: ++p};
      return place;
    }
    while (p < s.length && !',]}#\n\r'.includes(s[p]!)) p++;
    const end = start + s.slice(start, p).trimEnd().length;
    p = Math.max(p, start + 1);
    return {at: {start, end}};
  };
  /** The table that a path leads to from another, through the last item of each list of tables. */
  const follow = (from: TomlPlace, path: readonly TomlKey[]): TomlPlace[] => {
    const way = [from];
    for (const {key, at} of path) {
      const fields = way.at(-1)?.fields;
      if (!fields) break;
      const known = fields.get(key)?.place;
      const next = known ? (known.items?.at(-1) ?? known) : table(at.start);
      if (!known) fields.set(key, {keyAt: at, place: next});
      if (known?.items) way.push(known);
      way.push(next);
    }
    return way;
  };
  const reach = (places: readonly TomlPlace[], end: number) => {
    for (const place of places) place.at = {start: place.at.start, end: Math.max(place.at.end, end)};
  };
  const statement = (into: TomlPlace) => {
    const path = keys('=');
    p++;
    skip(false);
    const last = path.at(-1);
    const way = follow(into, path.slice(0, -1));
    const place = value();
    if (last) way.at(-1)?.fields?.set(last.key, {keyAt: last.at, place});
    reach(way, place.at.end);
    return path.length;
  };

  const root = table(0);
  let current: readonly TomlPlace[] = [root];
  for (skip(true); p < s.length; skip(true)) {
    if (s[p] !== '[') {
      if (statement(current.at(-1)!) > deepest) return undefined;
      reach(current, p);
      continue;
    }
    const start = p;
    const isList = s[p + 1] === '[';
    p += isList ? 2 : 1;
    const path = keys(']');
    if (path.length > deepest) return undefined;
    p += isList ? 2 : 1;
    const last = path.at(-1);
    if (isList && last) {
      const way = follow(root, path.slice(0, -1));
      const fields = way.at(-1)?.fields;
      const list = fields?.get(last.key)?.place ?? {at: {start, end: start}, items: []};
      const item = table(start);
      fields?.set(last.key, {keyAt: fields.get(last.key)?.keyAt ?? last.at, place: list});
      list.items?.push(item);
      current = [...way, list, item];
    } else current = follow(root, path);
    reach(current, p);
  }
  return root;
}

/** Joins the places of TOML values with the values themselves. */
function tomlValue(s: string, base: number, {at, text, fields, items}: TomlPlace, value: unknown): FrontMatterValue {
  const shift = ({start, end}: Span): Span => ({start: base + start, end: base + end});
  if (fields && value !== null && typeof value === 'object') {
    const entries = [...fields].map(([key, {keyAt, place}]) => {
      const own = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : null;
      return {key, keyAt: shift(keyAt), value: tomlValue(s, base, place, own)};
    });
    return {value: mapOf(entries), at: shift(at), entries};
  }
  if (items && Array.isArray(value)) {
    const values = items.map((item, index) => tomlValue(s, base, item, value[index] ?? null));
    return {value: values.map((item) => item.value), at: shift(at), items: values};
  }
  const plain = value instanceof TomlDate ? s.slice(at.start, at.end) : value;
  return {value: plain, at: shift(at), ...(text && typeof plain === 'string' && {text: shift(text)})};
}

function readToml(s: string, base: number): Reading {
  const whole = {start: base, end: base + s.length};
  let data: unknown;
  try {
    // Line ends inside long strings are part of them: the same post gives the same data on every system.
    data = parseToml(s.replaceAll('\r\n', '\n'), {maxDepth: deepest});
  } catch (error) {
    if (!(error instanceof TomlError)) return broken('The front matter cannot be read', whole);
    return tomlProblem(s, base, error);
  }
  const root = scanToml(s);
  if (root === undefined) return broken(tooDeep, whole);
  return {entries: tomlValue(s, base, root, data).entries ?? [], errors: [], warnings: []};
}

/** Puts what the TOML parser complains of into a sentence for the writer. */
function tomlProblem(s: string, base: number, error: TomlError): Reading {
  let start = 0;
  for (let line = 1; line < error.line; line++) start = lineEnd(s, start).next;
  const place = Math.min(start + error.column - 1, s.length);
  const line = lineAt(s, place);
  const at = {start: base + Math.min(place, Math.max(line.end - 1, line.start)), end: base + line.end};
  const written = s.slice(line.start, line.end);
  const reason = error.message.split('\n', 1)[0]!.replace('Invalid TOML document: ', '');
  if (reason.includes('nested')) return broken(tooDeep, at);
  const key = /^\[*[ \t]*([^=\]\n]{1,80}?)[ \t]*[=\]]/.exec(written)?.[1];
  if (reason.includes('redefine') && key)
    return broken(`\`${key}\` appears twice: keep only one`, {start: base + line.start, end: at.end});
  if (reason === 'unfinished string' || reason.includes('control characters are not allowed in strings')) {
    return broken('The quote that opens on this line is never closed', {start: base + line.start, end: at.end});
  }
  if (/^[A-Za-z0-9_-]+[ \t]*:/.test(written)) {
    return broken('Between `+++` a field is written with an equals sign: `name = "value"`', {
      start: base + line.start,
      end: at.end,
    });
  }
  if (/=[ \t]*[^\s"'[{\d+-]/.test(written) && !/=[ \t]*(?:true|false|inf|nan)\b/.test(written)) {
    return broken(`Text needs quotes here: write \`${key ?? 'name'} = "…"\``, {start: base + line.start, end: at.end});
  }
  return broken(`The front matter cannot be read here: ${reason}`, at);
}

// ---------------------------------------------------------------------------------------------------------------------
// JSON

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

function readJson(written: string, base: number): Reading {
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
  const readValue = (node: JsonNode): FrontMatterValue => {
    const {type, offset, length, children = []} = node;
    const at = shift(offset, offset + length);
    if (type === 'object') {
      const entries = children.flatMap(({children: [key, value] = []}) =>
        key && value
          ? [{key: String(key.value), keyAt: shift(key.offset, key.offset + key.length), value: readValue(value)}]
          : [],
      );
      repeated.push(...duplicates(entries));
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

// ---------------------------------------------------------------------------------------------------------------------

const readers: Readonly<Record<FrontMatterFormat, (source: string, base: number) => Reading>> = {
  yaml: readYaml,
  toml: readToml,
  json: readJson,
};

/**
 * Reads the front matter of a text, its byte order mark taken off; undefined where it has none. Offsets count UTF-16 units from
 * the start of the text. Never throws: what cannot be read is in `errors`.
 */
export function readFrontMatter(text: string): FrontMatter | undefined {
  const block = findFrontMatter(text);
  if (block === undefined) return undefined;
  if (block.code) return {...block, data: emptyMap(), entries: [], errors: [], warnings: []};
  const {start, end} = block.content;
  const {entries, errors, warnings, broken: unread} = readers[block.format](text.slice(start, end), start);
  return {...block, data: unread ? emptyMap() : merged(entries), entries, errors, warnings};
}

/** The entry for a top-level key: exactly as written first, else in any case; of two, the last, which generators keep. */
export function entryOf(frontMatter: FrontMatter | undefined, key: string): FrontMatterEntry | undefined {
  if (frontMatter === undefined) return undefined;
  const folded = key.toLowerCase();
  return (
    frontMatter.entries.findLast((entry) => entry.key === key) ??
    frontMatter.entries.findLast((entry) => entry.key.toLowerCase() === folded)
  );
}
