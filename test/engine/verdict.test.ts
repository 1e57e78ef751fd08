import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Finding, Severity} from '../../src/core/finding.ts';
import type {FileOutcome} from '../../src/core/outcome.ts';
import {type Moment, moments} from '../../src/core/rule.ts';
import {reasonsIn, runVerdictOf} from '../../src/engine/verdict.ts';

const noticed: Readonly<Record<string, Moment>> = {
  'valid-links': 'later',
  'no-empty-sections': 'at a glance',
  'post-file-name': 'before reading',
};

const found = (rule: string, line: number, severity: Severity = 'error'): Finding => ({
  ...{path: 'a.md', rule, severity, message: rule},
  ...{line, column: 1, endLine: line, endColumn: 2},
});

describe('reasonsIn', () => {
  it('puts what a reader notices first before the rest, and keeps the order of reading among equals', () => {
    const findings = [
      found('valid-links', 3),
      found('spelling', 4),
      found('no-empty-sections', 9),
      found('spelling', 12),
      found('no-empty-sections', 20),
      found('post-file-name', 30),
    ];
    assert.deepEqual(
      reasonsIn(findings, (rule) => noticed[rule]).map(({line}) => line),
      [30, 9, 20, 4, 12, 3],
    );
  });

  it('gives errors alone', () => {
    const findings = [found('no-empty-sections', 1, 'warning'), found('spelling', 2), found('spelling', 3, 'info')];
    assert.deepEqual(
      reasonsIn(findings, (rule) => noticed[rule]).map(({line}) => line),
      [2],
    );
  });

  it('knows every moment of a rule, the earliest first', () => {
    assert.deepEqual(moments, ['before reading', 'at a glance', 'while reading', 'later']);
  });
});

describe('runVerdictOf', () => {
  const file = (verdict: FileOutcome['verdict']): FileOutcome => ({
    ...{path: 'a.md', ready: verdict !== 'not-ready', verdict},
    ...{stage: 'post', reasons: [], findings: []},
  });
  const failure = {path: 'b.md', message: 'It cannot be read'};
  const cases = [
    [['ready', 'notes', 'not-ready', 'draft'], 'not-ready'],
    [['ready', 'notes', 'draft'], 'notes'],
    [['ready', 'draft'], 'ready'],
    [['draft', 'draft'], 'draft'],
    [[], 'nothing'],
  ] as const;
  for (const [verdicts, expected] of cases)
    it(`${verdicts.join(', ') || 'no post'}: ${expected}`, () => {
      assert.equal(runVerdictOf({files: verdicts.map(file), failures: []}), expected);
      assert.equal(runVerdictOf({files: verdicts.map(file), failures: [failure]}), 'incomplete');
    });
});
