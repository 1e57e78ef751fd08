import type {Edit} from './finding.ts';

/**
 * Applies edits to a text. Edits that lie outside the text are left out; of two that overlap the first in reading
 * order wins, so the result does not depend on the order given.
 */
export function applyEdits(text: string, edits: readonly Edit[]): {readonly text: string; readonly applied: number} {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1));
  let out = '';
  let at = 0;
  let applied = 0;
  let last = -1;
  for (const edit of sorted) {
    const misplaced = edit.start < at || edit.end < edit.start || edit.end > text.length || edit.start === last;
    if (misplaced) continue;
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
    last = edit.start;
    applied++;
  }
  return {text: out + text.slice(at), applied};
}
