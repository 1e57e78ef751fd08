import type {Point, Position} from 'unist';

/** Finds lines and columns for the offsets of one text. */
export interface Lines {
  /** Offsets where lines start, the first is 0. */
  readonly starts: readonly number[];
  /** Gives line and column from 1; an offset beyond the text counts as its end. */
  point(offset: number): Point;
  position(start: number, end: number): Position;
}

/** Gives the offsets at which lines start; a line ends with LF, CRLF or a lone CR, as in CommonMark. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  const {length} = text;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 13) continue;
    if (code === 10 || (code === 13 && (i + 1 === length || text.charCodeAt(i + 1) !== 10))) starts.push(i + 1);
  }
  return starts;
}

export function linesOf(text: string): Lines {
  const starts = lineStarts(text);
  const point = (wanted: number): Point => {
    const offset = Math.max(0, Math.min(wanted, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return {line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset};
  };
  return {starts, point, position: (start, end) => ({start: point(start), end: point(end)})};
}
