import {object} from '../../src/core/prose.ts';
import type {Problem} from '../../src/core/rule.ts';
import type {Block} from '../../src/core/style/check.ts';

/** Where text comes in whole paragraphs. */
export const whole: ReadonlySet<string> = new Set(['paragraph', 'list', 'quote', 'footnote']);
/** Where brackets need not come in pairs: faces, formulas, `a)` and `1)`, and brackets that are spoken of. */
const unpaired = /[:;=8xX][-']?[()]|[$\\]|(?:^|[\s(])\w{1,3}\)|["“][^"”]{0,3}[()]/;

/**
 * Gives the round bracket of each paragraph that has no other half, at most one a paragraph. One that opens a paragraph or ends it
 * may have its other half in another paragraph, one beside code in the code. `source` is the post's text.
 */
export function* unmatchedBrackets(blocks: readonly Block[], source: string): Generator<Problem> {
  for (const {scopes, text, at} of blocks) {
    if (!scopes.some((scope) => whole.has(scope))) continue;
    // most paragraphs have no bracket, or pairs of them
    const alone = unmatched(text);
    if (alone === undefined || unpaired.test(text) || alone === 0 || /^[.!?]?$/.test(text.slice(alone + 1))) continue;
    if ([text[alone - 1], text[alone + 1]].includes(object)) continue;
    const bracket = text.charAt(alone);
    const place = at(alone, alone + 1);
    if (source[place.start - 1] === '\\') continue;
    yield {
      at: place,
      name: 'brackets',
      message: `The bracket "${bracket}" is never ${bracket === '(' ? 'closed' : 'opened'}`,
      severity: 'warning',
    };
  }
}

function unmatched(text: string): number | undefined {
  const open: number[] = [];
  for (const {index, 0: bracket} of text.matchAll(/[()]/g)) {
    if (bracket === '(') open.push(index);
    else if (open.pop() === undefined) return index;
  }
  return open.at(-1);
}
