import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {applyEdits} from '../../src/core/edit.ts';
import type {Edit} from '../../src/core/finding.ts';
import {fc} from '../support/fast-check.ts';

const edit = (start: number, end: number, text: string): Edit => ({start, end, text});

// biome-ignore format: a table
const cases: readonly (readonly [what: string, text: string, edits: readonly Edit[], after: string, applied: number])[] = [
  ['none', 'teh rain', [], 'teh rain', 0],
  ['one', 'teh rain', [edit(0, 3, 'the')], 'the rain', 1],
  ['two in any order', 'teh rian', [edit(4, 8, 'rain'), edit(0, 3, 'the')], 'the rain', 2],
  ['side by side', 'abcd', [edit(0, 2, 'x'), edit(2, 4, 'y')], 'xy', 2],
  ['an insertion', 'rain', [edit(0, 0, 'the ')], 'the rain', 1],
  ['an insertion at the end', 'rain', [edit(4, 4, '.')], 'rain.', 1],
  ['a deletion', 'the the rain', [edit(3, 7, '')], 'the rain', 1],
  ['of two that overlap the first', 'abcd', [edit(1, 4, 'y'), edit(0, 2, 'x')], 'xcd', 1],
  ['of two that are the same, one', 'abcd', [edit(0, 2, 'x'), edit(0, 2, 'x')], 'xcd', 1],
  ['of two insertions at one place, one', 'ab', [edit(1, 1, 'y'), edit(1, 1, 'x')], 'axb', 1],
  ['one beyond the text', 'ab', [edit(1, 3, 'x')], 'ab', 0],
  ['one before the text', 'ab', [edit(-1, 1, 'x')], 'ab', 0],
  ['one that ends before it starts', 'ab', [edit(2, 1, 'x')], 'ab', 0],
];

describe('edits', () => {
  for (const [what, text, edits, after, applied] of cases)
    it(what, () => assert.deepEqual(applyEdits(text, edits), {text: after, applied}));

  it('do not depend on their order, and leave what is between them', () => {
    const edits = fc.array(
      fc.record({
        start: fc.integer({min: -1, max: 12}),
        end: fc.integer({min: -1, max: 12}),
        text: fc.string({maxLength: 2}),
      }),
      {maxLength: 6},
    );
    fc.assert(
      fc.property(fc.string({maxLength: 10}), edits, (text, some) => {
        const result = applyEdits(text, some);
        assert.deepEqual(applyEdits(text, some.toReversed()), result);
        assert.ok(result.applied <= some.length);
        const kept = [...text].filter((_, at) => !some.some(({start, end}) => start <= at && at < end)).join('');
        let from = 0;
        for (const character of kept) {
          from = result.text.indexOf(character, from) + 1;
          assert.ok(from > 0, 'a character that no edit names is gone');
        }
      }),
    );
  });
});
