import type {Severity} from '../core/finding.ts';
import type {FileOutcome, Outcome, Reporter, ReportOptions} from '../core/outcome.ts';
import {visible} from './clean.ts';
import {alsoOnLines, couldNot, type Merged, mergeRepeats, noteOf, printed, sentence, times} from './text.ts';
import {verdictLines} from './verdict.ts';

const commands: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', info: 'notice'};

/**
 * Reports as workflow commands, which GitHub turns into annotations, and the verdicts as plain lines at the end. Repeats
 * are merged, and say where the others are: a step shows about ten annotations of a kind.
 */
export const github: Reporter = function* (outcome, options) {
  for (const line of linesOf(outcome, options)) yield `${line}\n`;
};

function* linesOf(outcome: Outcome, options: ReportOptions): Generator<string> {
  for (const failure of outcome.failures) {
    const file = failure.path === '' ? {} : {file: failure.path};
    yield command('error', {...file, title: 'draftlint'}, couldNot(failure));
  }
  for (const file of printed(outcome, options))
    for (const merged of mergeRepeats(file.findings)) yield annotation(file, merged);
  // the runner still takes `##[` for a command, wherever in a line it stands
  for (const line of verdictLines(outcome, options)) yield line.replaceAll('##[', '## [');
}

function annotation(file: FileOutcome, merged: Merged): string {
  const {finding} = merged;
  const {line, column, endLine, endColumn} = finding;
  // The runner drops columns where a finding runs over more than one line.
  const onOneLine = line === endLine ? {col: column, endColumn} : {};
  const properties = {file: file.path, line, endLine, ...onOneLine, title: `draftlint ${finding.rule}`};
  const text = [sentence(finding) + times(merged), alsoOnLines(merged), noteOf(finding)].filter((line) => line !== '');
  return command(commands[finding.severity], properties, text.join('\n'));
}

/** One workflow command, escaped as actions/toolkit does (packages/core/src/command.ts). */
function command(name: string, properties: Readonly<Record<string, string | number>>, text: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(visible(String(value)))}`);
  return `::${name} ${pairs.join(',')}::${escapeData(text)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
