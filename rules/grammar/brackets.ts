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
    if (!scopes.some((scope) => whole.has(scope)) || unpaired.test(text)) continue;
    const alone = unmatched(text);
    if (alone === undefined || alone === 0 || /^[.!?]?$/.test(text.slice(alone + 1))) continue;
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
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') open.push(at);
    else if (text[at] === ')' && open.pop() === undefined) return at;
  }
  return open.at(-1);
}
