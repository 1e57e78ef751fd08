import {VFile} from 'vfile';
import {VFileMessage} from 'vfile-message';
import {reporter} from 'vfile-reporter';
import type {Finding, Severity} from '../core/finding.ts';
import type {Reporter} from '../core/outcome.ts';
import {escaped, inert, oneLine, visible} from './clean.ts';
import {clip} from './columns.ts';
import {couldNot, printed} from './text.ts';

/** Columns of a message; vfile-reporter needs minutes to measure a line of a million. */
const lineLimit = 2000;

const fatal: Readonly<Record<Severity, boolean | null>> = {error: true, warning: false, info: null};

/**
 * Reports as vfile-reporter does, every occurrence, with the rule's own words, so that it reads as under remark-cli.
 * A path that could not be checked gets an error without a place.
 */
export const vfile: Reporter = (outcome, options) => {
  const files = new Map(
    printed(outcome, options).map((file) => [file.path, fileOf(file.path, file.findings.map(vfileMessage))]),
  );
  for (const failure of outcome.failures) {
    const message = Object.assign(new VFileMessage(couldNot(failure), {source: 'draftlint'}), {fatal: true});
    const file = files.get(failure.path) ?? fileOf(failure.path, []);
    file.messages.push(message);
    files.set(failure.path, file);
  }
  const report = reporter([...files.values()], {color: options.color, quiet: options.quiet});
  return report === '' ? [] : [inert(`${report}\n`)];
};

/** A file without a path is shown as `<stdin>`; blanks that end a path as escapes, for the reporter takes them away. */
function fileOf(path: string, messages: readonly VFileMessage[]): VFile {
  const shown = visible(path).replace(/(?<!\s)\s+$/, (blanks) => Array.from(blanks, escaped).join(''));
  const file = new VFile(path === '' ? {} : {path: shown});
  file.messages = [...messages];
  return file;
}

function vfileMessage(finding: Finding): VFileMessage {
  const {line, column, endLine, endColumn, expected} = finding;
  const message = new VFileMessage(clip(oneLine(finding.message), lineLimit), {
    place: {start: {line, column}, end: {line: endLine, column: endColumn}},
    ruleId: visible(finding.rule),
    source: 'draftlint',
  });
  return Object.assign(message, {
    fatal: fatal[finding.severity],
    actual: finding.actual === undefined ? undefined : oneLine(finding.actual),
    expected: expected?.map(oneLine),
    note: finding.note === undefined ? undefined : oneLine(finding.note),
    url: finding.url === undefined ? undefined : visible(finding.url),
  });
}
