import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Finding} from '../../src/core/finding.ts';
import type {Outcome, Reporter} from '../../src/core/outcome.ts';
import {formats, reportOf} from '../../src/report/index.ts';
import {mergeRepeats} from '../../src/report/text.ts';
import {fc} from '../support/fast-check.ts';
import {options, outcome} from '../support/outcomes.ts';

/** What no report may hold, written apart from the code that removes it, by Unicode class. */
const forbidden = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

const withoutOwnSequences = (report: string): string =>
  report
    .replace(/\u001b\[(?:1|2|4|22|24|31|32|33|34|36|39)m/g, '')
    .replace(/\u001b\]8;;(?:https?:[\x21-\x7e]+)?\u001b\\/g, '');
const endsTrimmed = (report: string): string => report.replace(/ +$/gm, '');

/** What a GitHub runner takes for a command: the first form at the start of a line, the second anywhere (actions/runner, ActionCommand.cs). */
const command = /^\s*::(?:error|stop-commands|set-output|warning)\b.*::|##\[(?:add-path|set-env|group)[\] ]/i;

for (const format of formats) {
  const report = (...about: Parameters<Reporter>): string => reportOf(format, ...about);

  test(`${format}: no control or bidi character of a post, a path or a config is printed`, () => {
    fc.assert(
      fc.property(outcome, options, (given, asked) => {
        assert.doesNotMatch(report(given, asked).replaceAll('\n', ''), forbidden);
      }),
    );
  });

  test(`${format}: colour and links add sequences of their own and nothing else`, () => {
    fc.assert(
      fc.property(outcome, options, (given, asked) => {
        const colored = report(given, {...asked, color: true, links: true});
        // Commands are defused where they stand at the start of a line, which a colour moves.
        const same = (printed: string) => endsTrimmed(printed).replaceAll('\\u{3a}:', '::');
        assert.equal(same(withoutOwnSequences(colored)), same(report(given, asked)));
      }),
    );
  });

  test(`${format}: it is empty or ends with one line end, and is the same twice`, () => {
    fc.assert(
      fc.property(outcome, options, (given, asked) => {
        const once = report(given, asked);
        assert.match(once, /^$|[^\n]\n$/);
        assert.equal(report(given, asked), once);
      }),
    );
  });

  if (format === 'github') continue;
  test(`${format}: no line is a command to a GitHub runner`, () => {
    fc.assert(
      fc.property(outcome, options, (given, asked) => {
        const lines = report(given, asked).split('\n');
        assert.equal(
          lines.find((line) => command.test(line)),
          undefined,
        );
      }),
    );
  });
}

test('json: reading it back gives the outcome, every occurrence included', () => {
  fc.assert(
    fc.property(outcome, options, (given, asked) => {
      const read = JSON.parse(reportOf('json', given, {...asked, quiet: false})) as Record<string, unknown>;
      const findings = given.files.flatMap((file) => file.findings);
      const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
      const withoutPath = ({path: _, ...rest}: Finding) => rest;
      const reasonOf = ({rule, message, line, column}: Finding) => ({rule, message, line, column});
      const files = given.files.map(({findings, reasons, ...file}) => ({
        ...file,
        reasons: reasons.map(reasonOf),
        findings: findings.map(withoutPath),
      }));
      assert.deepEqual(read, {
        draftlint: given.version,
        files: JSON.parse(JSON.stringify(files)),
        failures: JSON.parse(JSON.stringify(given.failures)),
        summary: {
          verdict: given.verdict,
          files: given.files.length,
          ready: given.files.filter((file) => file.ready).length,
          errors: count('error'),
          warnings: count('warning'),
          infos: count('info'),
        },
      });
    }),
  );
});

/** One on the run, and one on each post with findings where there are several. */
const verdictsOn = ({files}: Outcome): number =>
  1 + (files.length > 1 ? files.filter(({findings}) => findings.length > 0).length : 0);

test('github: each line but the verdicts is one annotation of ours, and its path reads back', () => {
  fc.assert(
    fc.property(outcome, options, (given, asked) => {
      const lines = reportOf('github', given, {...asked, quiet: false})
        .trimEnd()
        .split('\n');
      const merged = given.files.reduce((sum, file) => sum + mergeRepeats(file.findings).length, 0);
      const annotations = lines.slice(0, merged + given.failures.length);
      assert.equal(lines.length - annotations.length, verdictsOn(given));
      for (const line of annotations) {
        const [, name, properties] = /^::(\w+) (.*?)::/.exec(line)!;
        assert.match(name!, /^(?:error|warning|notice)$/);
        const keys = properties!.split(',').map((pair) => pair.slice(0, pair.indexOf('=')));
        assert.ok(
          keys.every((key) => ['file', 'line', 'endLine', 'col', 'endColumn', 'title'].includes(key)),
          properties,
        );
      }
      for (const line of lines.slice(annotations.length)) assert.match(line, /^[✖✔✎–] /);
    }),
  );
});

test('compact: one line for each finding, failure and verdict', () => {
  fc.assert(
    fc.property(outcome, options, (given, asked) => {
      const report = reportOf('compact', given, {...asked, quiet: false});
      const expected = given.files.reduce((sum, file) => sum + file.findings.length, given.failures.length);
      assert.equal(report.split('\n').length - 1, expected + verdictsOn(given));
    }),
  );
});
