import {findFrontMatter} from './front-matter.ts';
import type {Post} from './post.ts';
import type {Span} from './rule.ts';

/** Front matter that a writer meant and no generator sees as such. */
export interface LostFrontMatter {
  /** Blank lines above it, text above it, a sign in front of its first fence, no fence that begins it, or none that ends it. */
  readonly kind: 'blank' | 'text' | 'sign' | 'begin' | 'open';
  /** What is in the way, the first line, or the fence that nothing closes. */
  readonly at: Span;
}

/** Names that front matter has and slides or prose between two rules rarely do. */
const usual =
  /^(?:title|layout|date|tags|categories|category|draft|author|authors|description|slug|permalink|published|excerpt|summary|image|url)$/i;
const field = /^[ \t]*["']?([A-Za-z_][\w-]{0,40})["']?[ \t]*[:=](?:[ \t]|$)/;
const fence = /^(---|\+\+\+)[ \t]*$/;
/** How many lines of text may stand above front matter for it to be taken for such; a tutorial has more. */
const mostLinesAbove = 5;

/** Gives the lines of a text's beginning, each with its offset; at most `most` characters are read. */
function* linesFrom(text: string, from: number, most = 20_000): Generator<Span & {readonly line: string}> {
  const limit = Math.min(text.length, from + most);
  for (let start = from; start < limit; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, end).replace(/\r$/, '');
    yield {start, end: start + line.length, line};
    start = end + 1;
  }
}

/** Whether the lines from an offset on are fields, one of them by a usual name, and whether the same fence ends them. */
function fieldsAt(text: string, from: number, mark: string): {readonly fields: boolean; readonly closed: boolean} {
  let known = false;
  let first = true;
  for (const {line} of linesFrom(text, from)) {
    if (line.trimEnd() === mark) return {fields: known, closed: true};
    const key = field.exec(line)?.[1];
    if (first && line.trim() !== '' && !line.startsWith('#')) {
      if (key === undefined) return {fields: false, closed: false};
      first = false;
    }
    if (key !== undefined && usual.test(key)) known = true;
    // Fields end at the first line that is neither one nor part of one.
    if (key === undefined && !first && line.trim() !== '' && !/^(?:[ \t]|-|#|\]|\})/.test(line))
      return {fields: known, closed: false};
  }
  return {fields: known, closed: false};
}

/** Whether two fields or more stand at the very top, the first by a usual name, and a fence ends them. */
function startsWithFields(text: string): boolean {
  let fields = 0;
  for (const {line} of linesFrom(text, 0)) {
    if (line.trimEnd() === '---') return fields > 1;
    const key = field.exec(line)?.[1];
    if (fields === 0 && (key === undefined || !usual.test(key))) return false;
    if (key === undefined && !/^[ \t]*(?:- |#)/.test(line)) return false;
    if (key !== undefined) fields++;
  }
  return false;
}

/**
 * Finds front matter that does not start at the first character or that is never closed. Undefined where the post has
 * front matter, or nothing that looks like it: a thematic break, slides and examples in code are left alone.
 */
export function findLostFrontMatter(post: Post): LostFrontMatter | undefined {
  const {text} = post;
  if (findFrontMatter(text)) return undefined;
  if (startsWithFields(text)) return {kind: 'begin', at: {start: 0, end: /^[^\r\n]*/.exec(text)?.[0].length ?? 0}};
  let above = 0;
  let code = false;
  let comment = false;
  for (const {start, end, line} of linesFrom(text, 0)) {
    const mark = fence.exec(line)?.[1];
    if (mark !== undefined && !code && !comment) {
      const {fields, closed} = fieldsAt(text, end + (text[end] === '\r' ? 2 : 1), mark);
      if (fields && start === 0) return closed ? undefined : {kind: 'open', at: {start, end}};
      if (fields && closed) return {kind: above === 0 ? 'blank' : 'text', at: {start: 0, end: start}};
      return undefined;
    }
    const sign = start === 0 ? /^([^\s+-]{1,3})(---|\+\+\+)[ \t]*$/.exec(line) : undefined;
    if (sign) {
      const {fields, closed} = fieldsAt(text, end + (text[end] === '\r' ? 2 : 1), sign[2] ?? '');
      if (fields && closed) return {kind: 'sign', at: {start: 0, end: (sign[1] ?? '').length}};
    }
    if (/^[ \t]*(?:```|~~~)/.test(line)) code = !code;
    if (line.startsWith('<!--')) comment = true;
    if (line.includes('-->')) comment = false;
    else if (line.trim() !== '' && !comment && ++above > mostLinesAbove) return undefined;
  }
  return undefined;
}
