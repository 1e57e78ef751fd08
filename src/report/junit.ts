import type {Finding} from '../core/finding.ts';
import type {Failure, FileOutcome, Reporter, ReportOptions} from '../core/outcome.ts';
import {couldNot, noteOf, printed, reaches, sentence} from './text.ts';
import {postVerdictOf} from './verdict.ts';
import {element, text, type Xml, xmlDocument} from './xml.ts';

type Properties = Readonly<Record<string, string>>;

/** A suite with what its attributes count. */
interface Suite {
  readonly xml: Xml;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

/**
 * Reports as JUnit does, as CI servers read it: a suite for each post and a failed test for each finding at the failing
 * level, named by what it says so that it stays the same test when lines move. Other findings are what the suite printed;
 * a post without a failed test has one that passed. Its properties are the verdicts, on the post and on the run. A path that could not be checked is an error.
 */
export const junit: Reporter = (outcome, options) => {
  const suites = [
    ...outcome.failures.map((failure) => failedSuite(failure, {run: outcome.verdict})),
    ...printed(outcome, options).map((file, index) =>
      suiteOf(file, {...verdictProperties(outcome.files[index]), run: outcome.verdict}, options),
    ),
  ];
  const sum = (count: (suite: Suite) => number): number => suites.reduce((all, suite) => all + count(suite), 0);
  const counts = {
    tests: sum(({tests}) => tests),
    failures: sum(({failures}) => failures),
    errors: sum(({errors}) => errors),
  };
  return [
    xmlDocument(
      element(
        'testsuites',
        {name: 'draftlint', ...counts, time: 0},
        suites.map(({xml}) => xml),
      ),
    ),
  ];
};

const verdictProperties = (file: FileOutcome | undefined): Properties =>
  file ? {verdict: file.verdict, summary: postVerdictOf(file).text} : {};

/** Gives the properties of a suite: it is the only place that JUnit has for what is true of more than one test. */
const propertiesOf = (properties: Properties): Xml =>
  element(
    'properties',
    {},
    Object.entries(properties).map(([name, value]) => element('property', {name, value})),
  );

function suiteOf({path, findings}: FileOutcome, properties: Properties, options: ReportOptions): Suite {
  const failing = findings.filter((finding) => reaches(finding, options));
  const rest = findings.filter((finding) => !reaches(finding, options));
  const names = new Map<string, number>();
  const failed = failing.map((finding) => {
    const name = `${finding.rule}: ${sentence(finding)}`;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return failedTest(path, count === 1 ? name : `${name} (${count})`, finding);
  });
  const tests =
    failed.length > 0 ? failed : [element('testcase', {name: 'ready', classname: path, file: path, time: 0})];
  const counts = {tests: tests.length, failures: failed.length, errors: 0};
  const printedLines = rest.map((finding) => `${lineOf(path, finding)} (${finding.severity})`);
  const said = printedLines.length > 0 ? [element('system-out', {}, [text(printedLines)])] : [];
  return {
    ...counts,
    xml: element('testsuite', {name: path, ...counts, skipped: 0, time: 0}, [
      propertiesOf(properties),
      ...tests,
      ...said,
    ]),
  };
}

function failedTest(path: string, name: string, finding: Finding): Xml {
  const note = noteOf(finding);
  const lines = [lineOf(path, finding), ...(note === '' ? [] : [note])];
  return element('testcase', {name, classname: path, file: path, time: 0}, [
    element('failure', {message: sentence(finding), type: finding.rule}, [text(lines)]),
  ]);
}

function failedSuite(failure: Failure, properties: Properties): Suite {
  const message = couldNot({...failure, path: ''});
  const name = failure.path === '' ? 'draftlint' : failure.path;
  const test = element('testcase', {name: 'checked', classname: name, time: 0}, [
    element('error', {message, type: 'draftlint'}, [text([couldNot(failure)])]),
  ]);
  const counts = {tests: 1, failures: 0, errors: 1};
  return {
    ...counts,
    xml: element('testsuite', {name, ...counts, skipped: 0, time: 0}, [propertiesOf(properties), test]),
  };
}

const lineOf = (path: string, finding: Finding): string =>
  `${path}:${finding.line}:${finding.column}: ${sentence(finding)} [${finding.rule}]`;
