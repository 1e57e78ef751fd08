import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import type {ValidateFunction} from 'ajv';
import {Ajv2020} from 'ajv/dist/2020.js';
import type {Nodes} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import {SaxesParser} from 'saxes';
import {unified} from 'unified';
import type {Finding} from '../../src/core/finding.ts';
import {linesOf} from '../../src/core/lines.ts';
import type {Outcome, ReportOptions} from '../../src/core/outcome.ts';
import {type Format, reportOf} from '../../src/report/index.ts';
import {mergeRepeats, reaches, sentence} from '../../src/report/text.ts';
import {fc} from '../support/fast-check.ts';
import {options, outcome, text} from '../support/outcomes.ts';

/*
 * Each format as its readers take it: JSON by the schema that is published, XML by a parser that takes nothing that is not
 * well-formed, Markdown by a parser of GFM.
 */
const schemas = new URL('schemas/', import.meta.url);
const json = (file: URL | string): object => JSON.parse(readFileSync(file, 'utf8'));

const findingsOf = ({files}: Outcome): readonly Finding[] => files.flatMap(({findings}) => findings);

/** Asserts something of a report of every outcome there may be. */
const always = (format: Format, check: (report: string, given: Outcome, asked: ReportOptions) => void): void =>
  fc.assert(
    fc.property(outcome, options, (given, asked) => {
      const all = {...asked, quiet: false};
      check(reportOf(format, given, all), given, all);
    }),
  );

const valid = (validate: ValidateFunction, report: string): void => {
  assert.ok(validate(JSON.parse(report)), JSON.stringify(validate.errors));
};

describe('sarif', () => {
  it('has every finding, and what marks each', () => {
    always('sarif', (report, given) => {
      const [run] = JSON.parse(report).runs;
      assert.equal(run.results.length, findingsOf(given).length);
      for (const {ruleId, ruleIndex} of run.results) assert.equal(run.tool.driver.rules[ruleIndex].id, ruleId);
      const prints: string[] = run.results.map((result: {partialFingerprints: object}) =>
        JSON.stringify(result.partialFingerprints),
      );
      assert.equal(new Set(prints).size, prints.length);
    });
  });

  it('has the verdicts, of the run and of every file, as properties', () => {
    always('sarif', (report, given) => {
      const [run] = JSON.parse(report).runs;
      assert.equal(run.properties.verdict, given.verdict);
      assert.deepEqual(
        run.artifacts.map(({properties}: {properties: {verdict: string; reasons: object[]}}) => [
          properties.verdict,
          properties.reasons.length,
        ]),
        given.files.map(({verdict, reasons}) => [verdict, reasons.length]),
      );
    });
  });

  it('gives addresses that lead back to the path', () => {
    fc.assert(
      fc.property(text, (name) => {
        const found = {rule: 'spelling', severity: 'error', message: 'Misspelt', line: 1, column: 1} as const;
        const findings = [{...found, path: name, endLine: 1, endColumn: 2}];
        const file = {path: name, ready: false, verdict: 'not-ready', stage: 'post', reasons: [], findings} as const;
        const [run] = JSON.parse(reportOf('sarif', {...nothing, files: [file]}, plain)).runs;
        const {uri} = run.results[0].locations[0].physicalLocation.artifactLocation;
        assert.match(uri, /^[\w.%!~*'()/-]*$/);
        assert.equal(decodeURIComponent(uri), name.replace(/\p{Cs}/gu, '\ufffd'));
      }),
    );
  });
});

describe('gitlab', () => {
  const validate = new Ajv2020().compile(json(new URL('gitlab-code-quality.json', schemas)));

  it('is valid by its documentation, and no two fingerprints are the same', () => {
    always('gitlab', (report, given) => {
      valid(validate, report);
      const issues: {fingerprint: string}[] = JSON.parse(report);
      assert.equal(issues.length, findingsOf(given).length + given.failures.length);
      const failures = new Set(given.failures.map((failure) => JSON.stringify(failure)));
      const prints = new Set(issues.map(({fingerprint}) => fingerprint));
      assert.equal(prints.size, findingsOf(given).length + failures.size);
    });
  });

  it('keeps its fingerprints when lines move', () => {
    const prints = (report: string) =>
      JSON.parse(report).map(({fingerprint}: {readonly fingerprint: string}) => fingerprint);
    always('gitlab', (report, given, asked) => {
      const move = (finding: Finding): Finding => ({
        ...finding,
        line: finding.line + 7,
        endLine: finding.endLine + 7,
        column: finding.column + 2,
      });
      const moved = given.files.map((file) => ({...file, findings: file.findings.map(move)}));
      assert.deepEqual(prints(reportOf('gitlab', {...given, files: moved}, asked)), prints(report));
    });
  });
});

describe('rdjson', () => {
  const validate = new Ajv2020().compile(json(new URL('reviewdog-diagnostics.json', schemas)));

  it('is valid by its schema, and has every finding', () => {
    always('rdjson', (report, given) => {
      valid(validate, report);
      const {diagnostics, severity} = JSON.parse(report);
      assert.equal(diagnostics.length, findingsOf(given).length + given.failures.length);
      assert.equal(severity === 'ERROR', ['not-ready', 'incomplete'].includes(given.verdict));
    });
  });

  /** A line with a piece of it that was found; the words around it are in every width of UTF-8. */
  const piece = fc.constantFrom('word', 'é', '“', '東京', '🧑‍🍳', ' ', '\t');
  const line = fc.tuple(fc.array(piece), fc.array(piece, {minLength: 1}), fc.array(piece));
  const end = fc.constantFrom('\n', '\r\n');

  it('counts columns in bytes: what stands there is what was found, and a suggestion replaces just that', () => {
    fc.assert(
      fc.property(fc.array(line, {minLength: 1, maxLength: 4}), end, fc.boolean(), (lines, ending, safe) => {
        const whole = lines.map((parts) => parts.map((part) => part.join('')).join('')).join(ending);
        const findings = lines.map(([before, found], index): Finding => {
          const column = before.join('').length + 1;
          const actual = found.join('');
          const start = (linesOf(whole).starts[index] ?? 0) + column - 1;
          return {
            path: 'a.md',
            rule: 'spelling',
            severity: 'error',
            message: 'Misspelt',
            line: index + 1,
            column,
            endLine: index + 1,
            endColumn: column + actual.length,
            actual,
            expected: ['new'],
            ...(safe && {fix: {start, end: start + actual.length, text: 'new'}}),
          };
        });
        const file = {path: 'a.md', ready: false, verdict: 'not-ready', stage: 'post', reasons: [], findings} as const;
        const report = reportOf('rdjson', {...nothing, files: [file]}, {...plain, textOf: () => whole});
        valid(validate, report);
        for (const [index, {location, suggestions}] of JSON.parse(report).diagnostics.entries()) {
          const {start, end} = location.range;
          assert.deepEqual(suggestions, [{range: location.range, text: 'new'}]);
          assert.equal(start.line, index + 1);
          assert.equal(end.line, index + 1);
          const bytes = Buffer.from(whole.split(ending)[index]!);
          assert.equal(bytes.subarray(start.column - 1, end.column - 1).toString(), findings[index]!.actual);
        }
      }),
    );
  });

  const at = (line: number, column: number, endColumn: number, actual?: string): Finding => ({
    ...{path: 'a.md', rule: 'spelling', severity: 'error', message: 'x', expected: ['new']},
    ...{line, column, endLine: line, endColumn, ...(actual !== undefined && {actual})},
  });
  const ranges = (whole: string, ...findings: readonly Finding[]) => {
    const file = {path: 'a.md', ready: false, verdict: 'not-ready', stage: 'post', reasons: [], findings} as const;
    const report = JSON.parse(reportOf('rdjson', {...nothing, files: [file]}, {...plain, textOf: () => whole}));
    return report.diagnostics.map(({location, suggestions}: {location: {range: unknown}; suggestions?: unknown}) => {
      assert.ok(suggestions === undefined || findings.every(({actual}) => actual !== undefined));
      return location.range;
    });
  };
  const columns = (line: number, from: number, to: number) => ({
    start: {line, column: from},
    end: {line, column: to},
  });

  it('gives columns also of what does not say which text it found, and suggests nothing for it', () => {
    assert.deepEqual(ranges('é“x\n\nwords', at(1, 2, 4), at(2, 1, 1), at(3, 1, 6)), [
      columns(1, 3, 7),
      columns(2, 1, 1),
      columns(3, 1, 6),
    ]);
  });

  it('gives lines alone where the text is another by now', () => {
    always('rdjson', (report, given, asked) => {
      const telling = given.files.map((file) => ({
        ...file,
        findings: file.findings.map((finding) => ({actual: 'what was found', ...finding})),
      }));
      const without = reportOf('rdjson', {...given, files: telling}, asked);
      assert.equal(reportOf('rdjson', {...given, files: telling}, {...asked, textOf: () => 'rewritten'}), without);
      assert.equal(JSON.parse(without).diagnostics.length, JSON.parse(report).diagnostics.length);
    });
    const lines = (line: number) => ({start: {line}, end: {line}});
    assert.deepEqual(ranges('rewritten', at(1, 1, 4), at(1, 5, 9, 'word')), [lines(1), lines(1)]);
    assert.deepEqual(ranges('short', at(1, 1, 4), at(1, 5, 9), at(2, 1, 3)), [lines(1), lines(1), lines(2)]);
  });
});

interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Reads XML as the standard has it; throws where it is not well-formed. */
function parseXml(xml: string): XmlElement {
  const root = {name: '', attributes: {}, children: [] as XmlElement[], text: ''};
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({name, attributes}) => {
    const element = {name, attributes, children: [], text: ''};
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (found) => {
    open.at(-1)!.text += found;
  });
  parser.on('closetag', () => void open.pop());
  for (const event of ['comment', 'cdata', 'doctype'] as const)
    parser.on(event, () => assert.fail(`There is a ${event}`));
  parser.write(xml).close();
  return root.children[0]!;
}

/** Gives the names of elements and, in brackets, of attributes: those there are in the whole document. */
function shapeOf(element: XmlElement): readonly string[] {
  const shape = `${element.name}[${Object.keys(element.attributes).join(' ')}]`;
  return [...new Set([shape, ...element.children.flatMap(shapeOf)])];
}

describe('checkstyle', () => {
  it('is XML of known elements, and has every finding with its sentence', () => {
    always('checkstyle', (report, given) => {
      const root = parseXml(report);
      const known = [
        'checkstyle[version]',
        'file[name]',
        'error[line column severity message source]',
        'error[line severity message source]',
      ];
      assert.deepEqual(
        shapeOf(root).filter((shape) => !known.includes(shape)),
        [],
      );
      const errors = root.children.flatMap(({children}) => children).slice(given.failures.length);
      assert.deepEqual(
        errors.map(({attributes}) => [attributes.line, attributes.column, attributes.severity]),
        findingsOf(given).map(({line, column, severity}) => [String(line), String(column), severity]),
      );
      for (const [index, finding] of findingsOf(given).entries())
        assert.equal(errors[index]!.attributes.message, sentence(finding).replace(/[\ufffe\uffff]/g, hex));
    });
  });
});

describe('junit', () => {
  it('is XML of known elements that counts its tests, one failure for each finding at the failing level', () => {
    always('junit', (report, given, asked) => {
      const root = parseXml(report);
      const known = [
        'testsuites[name tests failures errors time]',
        'testsuite[name tests failures errors skipped time]',
        'testcase[name classname file time]',
        'testcase[name classname time]',
        'failure[message type]',
        'error[message type]',
        'system-out[]',
        'properties[]',
        'property[name value]',
      ];
      assert.deepEqual(
        shapeOf(root).filter((shape) => !known.includes(shape)),
        [],
      );
      const count = (element: XmlElement, name: string): number =>
        element.children.reduce((sum, child) => sum + count(child, name), element.name === name ? 1 : 0);
      for (const counted of [root, ...root.children]) {
        assert.equal(Number(counted.attributes.tests), count(counted, 'testcase'));
        assert.equal(Number(counted.attributes.failures), count(counted, 'failure'));
        assert.equal(Number(counted.attributes.errors), count(counted, 'error'));
      }
      const failing = findingsOf(given).filter((finding) => reaches(finding, asked));
      assert.equal(count(root, 'failure'), failing.length);
      assert.equal(count(root, 'error'), given.failures.length);
      const verdicts = root.children.map(({children: [properties]}) =>
        properties!.children.flatMap(({attributes: {name, value}}) => (name === 'summary' ? [] : [value])),
      );
      assert.deepEqual(verdicts, [
        ...given.failures.map(() => [given.verdict]),
        ...given.files.map(({verdict}) => [verdict, given.verdict]),
      ]);
      for (const suite of root.children) {
        const names = suite.children.map(({attributes}) => attributes.name).filter((name) => name !== undefined);
        assert.equal(new Set(names).size, names.length);
      }
    });
  });
});

describe('jsonl', () => {
  it('has one object a line, which together are the report as json', () => {
    always('jsonl', (report, given, asked) => {
      const lines = report
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const whole = JSON.parse(reportOf('json', given, asked));
      const files: {path: string; findings: object[]}[] = whole.files;
      assert.deepEqual(lines, [
        ...files.flatMap(({findings, ...file}) => [
          {type: 'file', ...file},
          ...findings.map((finding) => ({type: 'finding', path: file.path, ...finding})),
        ]),
        ...whole.failures.map((failure: object) => ({type: 'failure', ...failure})),
        {type: 'summary', draftlint: whole.draftlint, ...whole.summary},
      ]);
    });
  });
});

describe('markdown', () => {
  const parser = unified().use(remarkParse).use(remarkGfm);
  /** Where GitHub and GitLab see mentions and references, in what is rendered. */
  const mention = /[@#!](?=\w)|\bgh-\d/i;

  function* below(node: Nodes): Generator<Nodes> {
    yield node;
    if ('children' in node) for (const child of node.children) yield* below(child);
  }

  it('holds a verdict, and tables of text: no link, image, mention, HTML or other syntax comes from a post', () => {
    always('markdown', (report, given) => {
      const tree = parser.parse(report);
      const known = ['root', 'heading', 'paragraph', 'text', 'inlineCode', 'table', 'tableRow', 'tableCell'];
      for (const node of below(tree)) {
        assert.ok(known.includes(node.type), `${node.type} in ${report}`);
        if (node.type === 'text') assert.doesNotMatch(node.value, mention);
      }
      const cells = tree.children
        .flatMap((node) => (node.type === 'table' ? node.children.slice(1) : []))
        .map((row) => row.children.map((cell) => textOf(cell)));
      const merged = given.files.flatMap((file) => mergeRepeats(file.findings));
      assert.equal(cells.length, merged.length);
      for (const [index, {finding}] of merged.entries()) {
        assert.equal(cells[index]!.length, 4);
        const shown = (cells[index]![2] ?? '').replaceAll('\u200b', '').trim();
        const said = sentence(finding).trim();
        assert.ok(shown.startsWith(said) || said.startsWith(shown), `${shown} | ${said}`);
      }
    });
  });

  it('stays short enough for a comment, and counts what it leaves out', () => {
    const found = (line: number): Finding => ({
      ...{path: 'a.md', rule: 'spelling', severity: 'error', message: `Misspelt: ${'x'.repeat(60)}${line}`},
      ...{line, column: 1, endLine: line, endColumn: 5},
    });
    const findings = Array.from({length: 3000}, (_, index) => found(index + 1));
    const file = {path: 'a.md', ready: false, verdict: 'not-ready', stage: 'post', reasons: [], findings} as const;
    const report = reportOf('markdown', {...nothing, files: [file, {...file, path: 'b.md'}]}, plain);
    assert.ok(report.length < 65_536, String(report.length));
    const rows = report.split('\n').filter((line) => /^\| \d/.test(line)).length;
    assert.match(report, new RegExp(`\n\n${6000 - rows} more findings are not shown here\\.\n$`));
  });
});

const hex = (character: string): string => `\\u{${character.charCodeAt(0).toString(16)}}`;
const nothing: Outcome = {version: '0.1.0', verdict: 'nothing', files: [], failures: [], notes: [], read: 0};
const plain: ReportOptions = {color: false, width: 80, quiet: false, failOn: 'error', links: false, rules: []};
