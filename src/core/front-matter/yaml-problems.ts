import type {CST, YAMLError} from 'yaml';
import type {Span} from '../rule.ts';
import {lineAt} from './lines.ts';
import {deepest, type FrontMatterError} from './model.ts';

/** What the tokens of a YAML text tell beyond its errors; offsets count from the text's start. */
export interface TokenFacts {
  readonly depth: number;
  /** Where the token that passes the greatest allowed depth starts. */
  readonly deep: number | undefined;
  /** By its end, the start of each quoted scalar. */
  readonly quoted: ReadonlyMap<number, number>;
  /** Where the first `[` or `{` stands that nothing closes. */
  readonly unclosed: number | undefined;
}

export function factsOf(tokens: readonly CST.Token[]): TokenFacts {
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
export function explain(source: string, error: YAMLError, facts: TokenFacts): FrontMatterError {
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
export function noField(source: string, line: Span): FrontMatterError {
  const glued = /^([\p{L}\p{N}_-]{1,80}):([^ \t].*)$/u.exec(source.slice(line.start, line.end));
  const message = glued
    ? `A space is missing after the colon: write \`${glued[1]}: ${glued[2]!.trim()}\``
    : 'This line is no field: write it as `name: value`, or indent it if it belongs to the line above';
  return {message, at: line};
}
