import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import type {Outcome, ReportOptions} from '../../src/core/outcome.ts';
import {reasonsIn, runVerdictOf} from '../../src/engine/verdict.ts';
import {type Format, formats, reportOf} from '../../src/report/index.ts';

/** A case is an outcome and the reports to print of it: a format and options, such as `pretty.width=40.color`. */
interface Case {
  readonly reports: readonly string[];
  readonly outcome: Outcome;
}

const folder = new URL('cases/', import.meta.url);
const update = process.env.UPDATE === '1';
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

const noticed = (rule: string) => (rule.startsWith('no-') ? 'at a glance' : undefined);

const rules: ReportOptions['rules'] = [
  {
    id: 'grammar',
    summary: 'words that are often mixed up.',
    why: 'Readers stop where a sentence says another word than it means.',
    severity: 'warning',
  },
  {
    id: 'spelling',
    summary: 'misspelt words, and words nobody knows.',
    why: 'A misspelling is the first thing a reader sees.',
    severity: 'error',
    url: 'https://example.org/rules/spelling',
  },
];

const optionsOf = (words: readonly string[]): ReportOptions => {
  const value = (name: string) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  return {
    color: words.includes('color'),
    links: words.includes('links'),
    quiet: words.includes('quiet'),
    width: Number(value('width') ?? 80),
    failOn: (value('failOn') ?? 'error') as ReportOptions['failOn'],
    rules,
  };
};

test('there are cases, and each format has one', () => {
  const asked = names.flatMap((name) => read(name).reports.map((report) => report.split('.')[0]));
  for (const format of formats) assert.ok(asked.includes(format), format);
});

for (const name of names) {
  for (const report of read(name).reports) {
    test(`${name}: ${report}`, () => {
      const [format, ...words] = report.split('.');
      const printed = reportOf(format as Format, read(name).outcome, optionsOf(words));
      // An escape character would make the file unreadable in an editor and in a diff.
      const actual = printed.replaceAll('\u001b', '␛');
      const file = new URL(`${name}.${report}.txt`, folder);
      if (update) writeFileSync(file, actual);
      assert.equal(actual, readFileSync(file, 'utf8'));
    });
  }
}

test('each expected output belongs to a case', () => {
  const known = names.flatMap((name) => read(name).reports.map((report) => `${name}.${report}.txt`));
  const found = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  assert.deepEqual(found.toSorted(), known.toSorted());
  for (const name of known) assert.ok(existsSync(new URL(name, folder)), name);
});

/** Gives a case; what follows from its findings is left out in the file. */
function read(name: string): Case {
  const {reports, outcome} = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Case;
  const files = outcome.files.map((file) => ({...file, reasons: reasonsIn(file.findings, noticed)}));
  return {reports, outcome: {...outcome, files, verdict: runVerdictOf({...outcome, files})}};
}
