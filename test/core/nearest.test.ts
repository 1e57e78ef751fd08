import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {didYouMean, nearest} from '../../src/core/nearest.ts';

const rules = ['spelling', 'no-placeholders', 'no-empty-sections', 'required-fields'];

// biome-ignore format: a table
const cases: readonly (readonly [word: string, candidates: readonly string[], meant: string | undefined])[] = [
  ['speling', rules, 'spelling'], ['SPELLING', rules, 'spelling'], ['no-placeholder', rules, 'no-placeholders'],
  ['required-field', rules, 'required-fields'], ['empty-sections', rules, 'no-empty-sections'], ['grammar', rules, undefined],
  ['', rules, undefined], ['spelling', [], undefined], ['jsn', ['json', 'pretty'], 'json'], ['jn', ['json', 'pretty'], 'json'], ['xx', ['json', 'pretty'], undefined], ['ab', ['ba', 'abc'], 'abc'],
  ['x'.repeat(100_000), rules, undefined],
];

describe('the nearest name', () => {
  for (const [word, candidates, meant] of cases)
    it(`to ${word.slice(0, 20) || 'nothing'}`, () => assert.equal(nearest(word, candidates), meant));
  it('does not depend on the order, where one is nearer', () => {
    assert.equal(nearest('speling', rules.toReversed()), 'spelling');
  });
  it('is asked about', () => assert.equal(didYouMean('speling', rules), '; did you mean "spelling"?'));
  it('without one, names what there is', () =>
    assert.equal(didYouMean('x', ['json', 'pretty']), '; known are: json, pretty'));
  it('but not too much', () =>
    assert.equal(
      didYouMean(
        'x',
        Array.from({length: 13}, (_, n) => `rule-${n}`),
      ),
      '',
    ));
  it('and nothing where there is none', () => assert.equal(didYouMean('x', []), ''));
});
