import type {Finding} from '../core/finding.ts';
import type {Reporter} from '../core/outcome.ts';
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
    files: printed(outcome, options).map(({path, ready, verdict, stage, findings}) => ({
      path,
      ready,
      verdict,
      stage,
      findings: findings.map(promised),
    })),
    failures: outcome.failures.map(({path, message}) => ({path, message})),
    summary: {
      files: outcome.files.length,
      ready: outcome.files.filter((file) => file.ready).length,
      ...tally(outcome.files),
    },
  };
  return visibleJson(`${JSON.stringify(report, null, 2)}\n`);
};

/** Keys without a value are left out by `JSON.stringify`. */
const promised = ({rule, severity, message, line, column, endLine, endColumn, ...optional}: Finding) => {
  const {actual, expected, note, url, fix} = optional;
  const edit = fix && {start: fix.start, end: fix.end, text: fix.text};
  return {rule, severity, message, line, column, endLine, endColumn, actual, expected, note, url, fix: edit};
};
