import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Finding} from '../../src/core/finding.ts';
import type {Outcome, ReportOptions} from '../../src/core/outcome.ts';
import {formats, reporters} from '../../src/report/index.ts';
import {mergeRepeats} from '../../src/report/text.ts';

/** What no report may hold, written apart from the code that removes it, by Unicode class. */
const forbidden = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

// biome-ignore format: a table
const nasty = [
  '\u001b[31m', '\u001b[2J', '\u001b]8;;https://example.org\u001b\\', '\u009b1m', '\u0007', '\b', '\u0000', '\u007f', '\u0085',
  '\r', '\n', '\r\n', '\t', '\u2028', '\u2029', '\u202e', '\u2066', '\u061c', '\u200f', '\u200b', '\u2060', '\ufeff', '\u{e0041}',
  '\ud800', '\udc00', '::error file=a::', '::stop-commands::t', '##[add-path]/x', '##[SET-ENV name=a]b', '%0A', '%', ',', '=', '`', '"',
  '$&', '→', '🧑‍🍳', '東京', 'e\u0301', `e${'\u0301'.repeat(400)}`, 'word '.repeat(40), 'https://example.org/', 'javascript:x', ' ', '',
];
const text = fc
  .array(
    fc.oneof(
      {weight: 3, arbitrary: fc.constantFrom(...nasty)},
      fc.string({unit: 'binary', maxLength: 8}),
      fc.string({maxLength: 8}),
    ),
    {maxLength: 6},
  )
  .map((parts) => parts.join(''));
const from1 = fc.integer({min: 1, max: 2000});
const finding = fc.record(
  {
    path: text,
    rule: text,
    severity: fc.constantFrom('error', 'warning', 'info'),
    message: text,
    line: from1,
    column: from1,
    endLine: from1,
    endColumn: from1,
    actual: text,
    expected: fc.array(text, {maxLength: 2}),
    note: text,
    url: text,
    fix: fc.record({start: fc.nat(), end: fc.nat(), text}),
  },
  {requiredKeys: ['path', 'rule', 'severity', 'message', 'line', 'column', 'endLine', 'endColumn']},
);
const file = fc.record({
  path: text,
  ready: fc.boolean(),
  verdict: fc.constantFrom('ready', 'notes', 'not-ready', 'draft'),
  stage: fc.constantFrom('post', 'draft'),
  findings: fc.array(finding, {maxLength: 4}),
});
const outcome: fc.Arbitrary<Outcome> = fc.record({
  version: fc.constantFrom('0.1.0', '1.0.0-beta.1'),
  files: fc.uniqueArray(file, {maxLength: 3, selector: ({path}) => path}),
  failures: fc.array(fc.record({path: text, message: text}), {maxLength: 2}),
  notes: fc.array(text, {maxLength: 1}),
  read: fc.nat(3000),
}) as fc.Arbitrary<Outcome>;
const options: fc.Arbitrary<ReportOptions> = fc.record({
  color: fc.constant(false),
  links: fc.constant(false),
  quiet: fc.boolean(),
  width: fc.oneof(fc.integer({min: -5, max: 300}), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY)),
  failOn: fc.constantFrom('error', 'warning', 'info', 'never'),
});

const withoutOwnSequences = (report: string): string =>
  report
    .replace(/\u001b\[(?:1|2|4|22|24|31|32|33|34|36|39)m/g, '')
    .replace(/\u001b\]8;;(?:https?:[\x21-\x7e]+)?\u001b\\/g, '');
const endsTrimmed = (report: string): string => report.replace(/ +$/gm, '');

/** What a GitHub runner takes for a command: the first form at the start of a line, the second anywhere (actions/runner, ActionCommand.cs). */
const command = /^\s*::(?:error|stop-commands|warning)\b.*::|##\[(?:add-path|set-env|group)[\] ]/i;

for (const format of formats) {
  const report = reporters[format];

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
      const read = JSON.parse(reporters.json(given, {...asked, quiet: false})) as Record<string, unknown>;
      const findings = given.files.flatMap((file) => file.findings);
      const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
      const withoutPath = ({path: _, ...rest}: Finding) => rest;
      assert.deepEqual(read, {
        draftlint: given.version,
        files: JSON.parse(
          JSON.stringify(given.files.map((file) => ({...file, findings: file.findings.map(withoutPath)}))),
        ),
        failures: JSON.parse(JSON.stringify(given.failures)),
        summary: {
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

test('github: each line but the last is one annotation of ours, and its path reads back', () => {
  fc.assert(
    fc.property(outcome, options, (given, asked) => {
      const lines = reporters
        .github(given, {...asked, quiet: false})
        .trimEnd()
        .split('\n');
      const merged = given.files.reduce((sum, file) => sum + mergeRepeats(file.findings).length, 0);
      assert.equal(lines.length, merged + given.failures.length + 1);
      for (const line of lines.slice(0, -1)) {
        const [, name, properties] = /^::(\w+) (.*?)::/.exec(line)!;
        assert.match(name!, /^(?:error|warning|notice)$/);
        const keys = properties!.split(',').map((pair) => pair.slice(0, pair.indexOf('=')));
        assert.ok(
          keys.every((key) => ['file', 'line', 'endLine', 'col', 'endColumn', 'title'].includes(key)),
          properties,
        );
      }
      assert.match(lines.at(-1)!, /^[✖✔✎–] /);
    }),
  );
});

test('compact: one line for each finding and failure', () => {
  fc.assert(
    fc.property(outcome, options, (given, asked) => {
      const report = reporters.compact(given, {...asked, quiet: false});
      const expected = given.files.reduce((sum, file) => sum + file.findings.length, given.failures.length);
      assert.equal(report.split('\n').length - 1, expected);
    }),
  );
});
