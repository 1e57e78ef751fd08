import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Finding, Severity} from '../../src/core/finding.ts';
import {settle, type Weighing} from '../../src/engine/settle.ts';

const weighing: Weighing = {
  severityOf: () => 'error',
  isUnfinished: () => false,
  drafts: 'note',
  only: [],
  skip: [],
};

/** A finding on the word at `column` of line 5. */
function found(rule: string, severity: Severity, column: number, actual: string, expected: readonly string[]): Finding {
  const place = {line: 5, column, endLine: 5, endColumn: column + actual.length};
  return {path: 'a.md', ...place, rule, severity, message: `${rule} on ${actual}`, actual, expected};
}

const settled = (findings: readonly Finding[], change: Partial<Weighing> = {}): readonly string[] =>
  settle('a.md', findings, {ignores: [], stage: 'post'}, {...weighing, ...change}).findings.map(({rule}) => rule);

describe('Two rules that ask for the same words in the same place', () => {
  const grammar = found('grammar/apostrophe', 'warning', 3, 'thats', ["that's"]);
  const spelling = found('spelling', 'error', 3, 'thats', ["that's", 'hats']);

  it('are one finding, the more severe one', () => {
    assert.deepEqual(settled([grammar, spelling]), ['spelling']);
    assert.deepEqual(settled([grammar, {...spelling, severity: 'info'}]), ['grammar/apostrophe']);
  });

  it('are the one on spelling where they are as severe', () => {
    assert.deepEqual(settled([grammar, {...spelling, severity: 'warning'}]), ['spelling']);
    assert.deepEqual(settled([{...spelling, severity: 'warning'}, grammar]), ['spelling']);
  });

  it('are weighed by the severities that were set', () => {
    const severityOf = (rule: string): Severity => (rule === 'spelling' ? 'info' : 'error');
    assert.deepEqual(settled([grammar, spelling], {severityOf}), ['grammar/apostrophe']);
  });

  it('are one of three as well', () => {
    const style = found('style/words', 'warning', 3, 'thats', ["that's"]);
    assert.deepEqual(settled([grammar, spelling, style]), ['spelling']);
  });

  it('leave a rule that is heard alone', () => {
    assert.deepEqual(settled([grammar, spelling], {skip: ['spelling']}), ['grammar/apostrophe']);
    assert.deepEqual(settled([grammar, spelling], {only: ['grammar']}), ['grammar/apostrophe']);
  });

  it('are two where they ask for different words, or stand in different places', () => {
    assert.deepEqual(settled([grammar, {...spelling, expected: ['hats']}]), ['grammar/apostrophe', 'spelling']);
    assert.deepEqual(settled([grammar, found('spelling', 'error', 30, 'thats', ["that's"])]), [
      'grammar/apostrophe',
      'spelling',
    ]);
    const {expected: _, ...silent} = spelling;
    assert.deepEqual(settled([grammar, silent]), ['grammar/apostrophe', 'spelling']);
  });
});
