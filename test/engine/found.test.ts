import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {foundIn, packFound} from '../../src/engine/found.ts';

const place = {line: 3, column: 1, endLine: 3, endColumn: 6};
const findings = [
  {path: 'a.md', rule: 'spelling', severity: 'error' as const, message: 'Misspelt: naïv → naïve 🙂', ...place},
  {path: 'a.md', rule: 'no-placeholders', severity: 'info' as const, message: 'Two\nlines', ...place},
];
const ignores = [
  {
    rules: ['spelling'],
    from: {line: 1, column: 1},
    to: {line: 2, column: 4},
    at: place,
    dialect: 'draftlint' as const,
  },
];

describe('what was found in a post, packed', () => {
  it('is what it was, with findings, with ignores, and with nothing', () => {
    for (const found of [
      {findings, ignores},
      {findings, ignores: []},
      {findings: [], ignores},
      {findings: [], ignores: []},
    ]) {
      assert.deepEqual(foundIn(packFound(found)), found);
      assert.deepEqual(foundIn(structuredClone(packFound(found))), found);
    }
  });

  it('takes no bytes where there is nothing', () => assert.equal(packFound({findings: [], ignores: []}).length, 0));

  it('is refused where it is damaged', () => {
    assert.throws(() => foundIn(packFound({findings, ignores}).subarray(1)), SyntaxError);
  });
});
