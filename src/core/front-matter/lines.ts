import type {Span} from '../rule.ts';

/** The end of the line that holds `from`, and the start of the next one. */
export function lineEnd(text: string, from: number): {readonly end: number; readonly next: number} {
  const feed = text.indexOf('\n', from);
  if (feed < 0) return {end: text.length, next: text.length};
  return {end: feed > from && text[feed - 1] === '\r' ? feed - 1 : feed, next: feed + 1};
}

/** The line that holds an offset, without the blanks around it. */
export function lineAt(source: string, offset: number): Span {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const line = source.slice(start, lineEnd(source, start).end);
  const left = line.length - line.trimStart().length;
  return {start: start + left, end: start + Math.max(left, line.trimEnd().length)};
}

export const isBlank = (c: string | undefined) => c === ' ' || c === '\t';
