import type {Finding} from '../core/finding.ts';
import type {Outcome, Reporter} from '../core/outcome.ts';
import {visibleJson} from './clean.ts';
import {printed} from './text.ts';
import {tally} from './verdict.ts';

/**
 * Reports one JSON object, whose shape is a promise: every file asked for and every occurrence, with keys in this order and
 * optional ones left out. Lines and columns count from 1, columns and fix offsets in UTF-16 units.
 */
export const json: Reporter = (outcome, options) => {
  const report = {
    draftlint: outcome.version,
    files: printed(outcome, options).map(({path, ready, verdict, stage, reasons, findings}) => ({
      path,
      ready,
      verdict,
      stage,
      reasons: reasons.map(reasonOf),
      findings: findings.map(promised),
    })),
    failures: outcome.failures.map(({path, message}) => ({path, message})),
    summary: summaryOf(outcome),
  };
  return [visibleJson(`${JSON.stringify(report, null, 2)}\n`)];
};

/** Gives the verdict on the run, how many files were asked for, how many of them are ready, and what was found. */
export const summaryOf = ({verdict, files}: Outcome) => ({
  verdict,
  files: files.length,
  ready: files.filter((file) => file.ready).length,
  ...tally(files),
});

/** Gives what the report promises of a finding, in its order; keys without a value are left out by `JSON.stringify`. */
export const promised = ({rule, severity, message, line, column, endLine, endColumn, ...optional}: Finding) => {
  const {actual, expected, note, url, fix} = optional;
  const edit = fix && {start: fix.start, end: fix.end, text: fix.text};
  return {rule, severity, message, line, column, endLine, endColumn, actual, expected, note, url, fix: edit};
};

/** Gives what stands against a post as far as a verdict says it; the finding itself is among the findings. */
export const reasonOf = ({rule, message, line, column}: Finding) => ({rule, message, line, column});
