import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import type {Finding, Severity} from '../../src/core/finding.ts';
import type {FileOutcome, Outcome, ReportOptions} from '../../src/core/outcome.ts';
import {reasonsIn} from '../../src/engine/verdict.ts';
import {verdictOf} from '../../src/report/verdict.ts';

const table = new URL('verdicts.txt', import.meta.url);
const severities: Readonly<Record<string, Severity>> = {e: 'error', w: 'warning', i: 'info'};

function fileOf(text: string, index: number): FileOutcome {
  const [stage, ...words] = text.split(' ');
  const path = `posts/${index}.md`;
  const glance = words.indexOf('g');
  const fixes = words.filter((word) => word === 'f').length;
  const findings = words
    .filter((word) => word !== 'f' && word !== 'g')
    .flatMap((word) => Array<Severity>(Number.parseInt(word, 10)).fill(severities[word.at(-1)!]!))
    .map((severity, at): Finding => {
      const place = {line: at + 1, column: 1, endLine: at + 1, endColumn: 2};
      const rule = at === glance ? 'no-placeholders' : 'spelling';
      const finding = {...place, path, rule, severity, message: `Finding ${at}`};
      return at < fixes ? {...finding, fix: {start: 0, end: 1, text: 'A'}} : finding;
    });
  const errors = findings.some((finding) => finding.severity === 'error');
  const verdict = stage === 'draft' ? 'draft' : errors ? 'not-ready' : findings.length > 0 ? 'notes' : 'ready';
  const reasons = reasonsIn(findings, (rule) => (rule === 'no-placeholders' ? 'at a glance' : undefined));
  return {path, ready: !errors, verdict, stage: stage as 'post' | 'draft', reasons, findings};
}

function say(given: string): string {
  const [files, read, failOn, failed] = given.split('|').map((cell) => cell.trim());
  const listed = (text: string): readonly string[] => (text === '' ? [] : text.split(', '));
  const outcome: Outcome = {
    version: '0.1.0',
    verdict: 'ready',
    files: listed(files!).map(fileOf),
    failures: listed(failed!).map((given) => {
      const [path = '', unfixed] = given.split(' ');
      return {path: path === '*' ? '' : path, message: 'It is no text.', ...(unfixed && {unfixed: true})};
    }),
    notes: [],
    read: Number(read),
  };
  const {mark, text} = verdictOf(outcome, {failOn: failOn as ReportOptions['failOn']});
  return `${mark} ${text}`;
}

const lines = readFileSync(table, 'utf8').trimEnd().split('\n');

if (process.env.UPDATE === '1') {
  const given = (line: string) => line.slice(0, line.lastIndexOf('=>')).trimEnd();
  const said = lines.map((line) => (line.startsWith('#') ? line : `${given(line)} => ${say(given(line))}`));
  writeFileSync(table, `${said.join('\n')}\n`);
}

for (const line of readFileSync(table, 'utf8').trimEnd().split('\n')) {
  if (line.startsWith('#')) continue;
  const [given = '', expected] = line.split(' => ');
  test(`verdict on: ${given}`, () => assert.equal(say(given), expected));
}
