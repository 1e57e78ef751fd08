import type {Finding} from '../core/finding.ts';
import {linesOf} from '../core/lines.ts';

/** Looked through to both sides of a place, in UTF-16 units: longer sentences are cut. */
const longest = 400;
/** Where a sentence begins or ends: punctuation before a blank, an empty line, or a line that begins a block. */
const border = /[.!?]["'”’)\]*_]*\s|\n[^\S\n]*\n|\n[^\S\n]*(?:[-*+#>|~`]|\d{1,9}[.)])|\n(?:---|\+\+\+)/;

/**
 * Gives the sentence that each finding is in, on one line: what stays the same when lines move or are broken anew.
 * In front matter it is the line.
 */
export function sentencesOf(text: string, findings: readonly Finding[]): readonly string[] {
  const unix = text.replace(/\r\n?/g, '\n');
  const {starts} = linesOf(unix);
  const head = /^(?:---|\+\+\+)\s*\n/.test(unix) ? unix.search(/\n(?:---|\+\+\+)\s*(?:\n|$)/) : -1;
  return findings.map(({line, column}) => {
    const start = starts[line - 1] ?? unix.length;
    const at = Math.min(start + column - 1, unix.length);
    const [from, to] = at <= head ? [start, starts[line] ?? unix.length] : around(unix, at);
    return unix.slice(from, to).replace(/\s+/g, ' ').trim();
  });
}

function around(text: string, at: number): readonly [number, number] {
  const lowest = Math.max(0, at - longest);
  let from = lowest;
  for (const match of text.slice(lowest, at).matchAll(new RegExp(border, 'g')))
    from = lowest + match.index + borderLength(match[0]);
  const after = text.slice(at, at + longest);
  const next = border.exec(after);
  return [from, at + (next ? next.index + next[0].trimEnd().split('\n', 1)[0]!.length : after.length)];
}

/** Of a line that begins a block, only the line end stands before the sentence. */
const borderLength = (mark: string): number => (mark.startsWith('\n') ? 1 : mark.length);
