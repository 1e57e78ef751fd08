import stringWidth from 'fast-string-width';
import {addAll} from '../core/add-all.ts';
import {lazy} from '../core/lazy.ts';

/** Texts of which each unit takes one column: most sentences. Asking the library about each made a long report some fifty times slower. */
const narrow = /^[\x20-\x7e\u00c0-\u024f–—‘’“”…→×]*$/;

/** Gives how many columns a text takes in a terminal. */
export const columns = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

/** Made when it is first needed: it takes longer to make than a short report to print. */
const graphemes = lazy(() => new Intl.Segmenter());

/** Gives the text cut to so many columns, with an ellipsis where something was cut; what a reader sees as one character is kept whole. */
export function clip(text: string, limit: number): string {
  // Bounded in units too: one visible character may carry any number of combining marks.
  const start = text.slice(0, limit * 4).replace(/[\ud800-\udbff]$/, '');
  if (start.length === text.length && columns(text) <= limit) return text;
  let kept = '';
  let width = 0;
  for (const {segment} of graphemes().segment(start)) {
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
  let width = 0;
  for (const word of text.split(' ')) {
    const more = columns(word);
    const gap = line === '' ? '' : ' ';
    if (width + gap.length + more <= limit) {
      line += gap + word;
      width += gap.length + more;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const pieces = more <= limit ? [word] : chop(word, limit);
    addAll(lines, pieces.slice(0, -1));
    line = pieces.at(-1)!;
    width = columns(line);
  }
  return [...lines, line];
}

/** Cuts a word into pieces of at most so many columns; what a reader sees as one character is kept whole. */
function chop(word: string, limit: number): readonly string[] {
  const pieces = [''];
  let width = 0;
  for (const {segment} of graphemes().segment(word)) {
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
