import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Finding} from '../../src/core/finding.ts';
import {type Ignore, silences} from '../../src/core/ignores.ts';
import {silencedIn, silencer} from '../../src/core/silencer.ts';

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

const names = ['spelling', 'grammar', 'grammar/in-to', 'a/b/c', 'a/b', ''];
const words = ['teh', 'colour', ''];

function ignoreOf(roll: (sides: number) => number): Ignore {
  const pick = <T>(list: readonly T[]): T[] => list.filter(() => roll(3) === 0);
  const from = {line: 1 + roll(6), column: 1 + roll(4)};
  const to =
    roll(4) === 0 ? {line: Number.MAX_SAFE_INTEGER, column: 1} : {line: from.line + roll(2), column: 1 + roll(6)};
  const at = {line: 1, column: 1, endLine: 1, endColumn: 2};
  return {
    ...{rules: pick(names), from, to, at, dialect: 'draftlint'},
    ...(roll(4) === 0 && {words: pick(words)}),
    ...(roll(9) === 0 && {slip: {word: 'x', meant: 'y'}}),
  };
}

function findingOf(roll: (sides: number) => number): Finding {
  const [line, column] = [1 + roll(8), 1 + roll(6)];
  const rule = names[roll(names.length - 1)]!;
  const actual = ['Teh', 'colour', undefined][roll(3)];
  return {
    ...{path: 'a.md', rule, severity: 'error', message: 'x', line, column, endLine: line, endColumn: column + 1},
    ...(actual !== undefined && {actual}),
  };
}

describe('ignores and findings, sorted', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const roll = dice(seed * 7919);
    const ignores = Array.from({length: roll(8)}, () => ignoreOf(roll));
    const findings = Array.from({length: 40}, () => findingOf(roll));
    it(`${seed}: give what each pair gives`, () => {
      const isSilent = silencer(ignores);
      for (const finding of findings)
        assert.equal(
          isSilent(finding),
          ignores.some((ignore) => silences(ignore, finding)),
        );
      for (const few of [findings.slice(0, 3), findings]) {
        const isUsed = silencedIn(few);
        for (const {words: _, ...ignore} of ignores)
          for (const rule of [undefined, ...names])
            assert.equal(
              isUsed(ignore, rule),
              few.some((finding) => silences({...ignore, rules: rule === undefined ? [] : [rule]}, finding)),
            );
      }
    });
  }
});
