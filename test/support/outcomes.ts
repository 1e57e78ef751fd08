import type {Outcome, ReportOptions} from '../../src/core/outcome.ts';
import {fc} from './fast-check.ts';
import {rare} from './rare.ts';

// biome-ignore format: a table
const nasty = [
  '\u001b[31m', '\u001b[2J', '\u001b]8;;https://example.org\u001b\\', '\u009b1m', '\u0007', '\b', '\u0000', '\u007f', '\u0085',
  '\r', '\n', '\r\n', '\t', '\u2028', '\u2029', '\u202e', '\u2066', '\u061c', '\u200f', '\u200b', '\u2060', '\ufeff', '\u{e0041}',
  '\ud800', '\udc00', '::error file=a::', '::stop-commands::t', '::set-output name=a::b', '##[add-path]/x', '##[SET-ENV name=a]b', '%0A', '%', ',', '=', '`', '"',
  '$&', '→', '🧑‍🍳', '東京', 'e\u0301', `e${'\u0301'.repeat(400)}`, 'word '.repeat(40), 'https://example.org/', 'javascript:x', ' ', '',
  ']]>', '-->', '<!--', '<script>alert(1)</script>', '<img src=x>', '&lt;', '&#64;', '|', '\\', '\\|', '```', '[a](https://example.org/)',
  '![a](b)', '@octocat', 'a@example.org', '#1', 'GH-1', '!1', 'www.example.org', 'mailto:a@b.c', '\ufffe', '\uffff', '/', '../', './',
];
/** Text as nasty as a post, a path or a configuration can hold. */
export const text = fc
  .array(
    fc.oneof(
      {weight: 3, arbitrary: fc.constantFrom(...nasty)},
      rare,
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
    fix: fc
      .record({start: fc.nat(), length: fc.nat(), text})
      .map(({start, length, text}) => ({start, end: start + length, text})),
  },
  {requiredKeys: ['path', 'rule', 'severity', 'message', 'line', 'column', 'endLine', 'endColumn']},
);
const file = fc.record({
  path: text,
  ready: fc.boolean(),
  verdict: fc.constantFrom('ready', 'notes', 'not-ready', 'draft'),
  stage: fc.constantFrom('post', 'draft'),
  findings: fc.array(finding, {maxLength: 4}),
  reasons: fc.array(finding, {maxLength: 3}),
});
/** Outcomes of every kind, with nasty text wherever text is. */
export const outcome: fc.Arbitrary<Outcome> = fc.record({
  version: fc.constantFrom('0.1.0', '1.0.0-beta.1'),
  verdict: fc.constantFrom('ready', 'notes', 'not-ready', 'draft', 'incomplete', 'nothing'),
  files: fc.uniqueArray(file, {maxLength: 3, selector: ({path}) => path}),
  failures: fc.array(fc.record({path: text, message: text}), {maxLength: 2}),
  notes: fc.array(text, {maxLength: 1}),
  read: fc.nat(3000),
}) as fc.Arbitrary<Outcome>;
/** Everything a report may be asked for, without colour. */
export const options: fc.Arbitrary<ReportOptions> = fc.record({
  color: fc.constant(false),
  links: fc.constant(false),
  quiet: fc.boolean(),
  width: fc.oneof(fc.integer({min: -5, max: 300}), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY)),
  failOn: fc.constantFrom('error', 'warning', 'info', 'never'),
  rules: fc.constant([
    {id: 'spelling', summary: 'misspelt words.', why: 'Readers see them first.', severity: 'error'},
  ] satisfies ReportOptions['rules']),
});
