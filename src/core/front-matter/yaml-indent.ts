import {isBlank, lineEnd} from './lines.ts';
import {deepest} from './model.ts';

/** What is said of the first line where one is missing. */
export const indentThis =
  'Some site generators cannot read text in quotes or brackets that goes on at the start of a line: indent this line';

/** A source with blanks put in, and the way back to the offsets of the source without them. */
export interface Indented {
  readonly source: string;
  readonly original: (offset: number) => number;
  /** The first place, in the source without the blanks, where one was missing. */
  readonly first: number;
}

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
export function indentContinuations(source: string): Indented | undefined {
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
