import stringWidth from 'string-width';

/** Gives how many columns a text takes in a terminal. */
export const columns = (text: string): number => (/^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text));

const graphemes = new Intl.Segmenter();

/** Gives the text cut to so many columns, with an ellipsis where something was cut; what a reader sees as one character is kept whole. */
export function clip(text: string, limit: number): string {
  // Bounded in units too: one visible character may carry any number of combining marks.
  const start = text.slice(0, limit * 4).replace(/[\ud800-\udbff]$/, '');
  if (start.length === text.length && columns(text) <= limit) return text;
  let kept = '';
  let width = 0;
  for (const {segment} of graphemes.segment(start)) {
    width += columns(segment);
    if (width > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Gives the text in lines of at most so many columns, broken at blanks, and inside a word where it is wider than a line. */
export function wrap(text: string, limit: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columns(longer) <= limit) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const pieces = chop(word, limit);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1)!;
  }
  return [...lines, line];
}

/** Cuts a word into pieces of at most so many columns; what a reader sees as one character is kept whole. */
function chop(word: string, limit: number): readonly string[] {
  if (columns(word) <= limit) return [word];
  const pieces = [''];
  let width = 0;
  for (const {segment} of graphemes.segment(word)) {
    const more = columns(segment);
    if (width + more > limit) {
      pieces.push('');
      width = 0;
    }
    pieces[pieces.length - 1] += segment;
    width += more;
  }
  return pieces;
}
