import {diffArrays} from 'diff';
import type {Finding} from '../core/finding.ts';
import {findFrontMatter} from '../core/front-matter.ts';
import {linesOf} from '../core/lines.ts';

/** Whether a finding is about what changed in a post. */
export type Concerns = (finding: Finding) => boolean;

/** Differences beyond this number of lines are a post written anew, and take long to find. */
const mostEdits = 2000;

/**
 * Tells which findings are about the lines that changed from one text of a post to another: those on a new line, and
 * those on the last line with text above lines that were taken out. A change in front matter concerns all of it,
 * because what is missing there has no line of its own.
 */
export function concernsChange(before: string, after: string): Concerns {
  const lines = split(after);
  const {added, cut} = compare(split(before), lines);
  const touched = new Set(added);
  for (const line of cut) {
    let above = line - 1;
    while (above > 0 && lines[above - 1]?.trim() === '') above--;
    touched.add(Math.max(1, above));
  }
  const block = findFrontMatter(after);
  const fence = block ? linesOf(after).point(block.at.end).line : 0;
  const head = [...touched].some((line) => line <= fence) || cut.some((line) => line <= fence);
  return ({line, endLine, endColumn}) => {
    if (head && line <= fence) return true;
    const last = Math.max(line, endColumn === 1 ? endLine - 1 : endLine);
    for (let at = line; at <= last; at++) if (touched.has(at)) return true;
    return false;
  };
}

const split = (text: string): readonly string[] => text.split(/\r\n?|\n/);

/** Gives the new lines by number, from 1, and the numbers of the lines that now stand where some were taken out for nothing. */
function compare(before: readonly string[], after: readonly string[]) {
  const added: number[] = [];
  const cut: number[] = [];
  const parts = diffArrays([...before], [...after], {maxEditLength: mostEdits});
  if (!parts) return {added: after.map((_, index) => index + 1), cut};
  let line = 1;
  for (const [index, part] of parts.entries()) {
    if (part.removed) {
      const replaced = parts[index - 1]?.added || parts[index + 1]?.added;
      if (!replaced) cut.push(line);
      continue;
    }
    if (part.added) for (let n = 0; n < part.count; n++) added.push(line + n);
    line += part.count;
  }
  return {added, cut};
}
