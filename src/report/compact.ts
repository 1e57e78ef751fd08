import type {Reporter} from '../core/outcome.ts';
import {inert, visible} from './clean.ts';
import {couldNotCheck, printed, sentence} from './text.ts';
import {verdictLines} from './verdict.ts';

/**
 * Reports one line for each finding, `path:line:col: severity message [rule]`, as editors and grep read it, and then the
 * verdicts, which stand nowhere.
 */
export const compact: Reporter = (outcome, options) => {
  const lines = [
    ...printed(outcome, options).flatMap((file) =>
      file.findings.map(
        (finding) =>
          `${visible(file.path)}:${finding.line}:${finding.column}: ${finding.severity} ${sentence(finding)} [${visible(finding.rule)}]`,
      ),
    ),
    ...outcome.failures.map(
      (failure) => `${visible(failure.path)}:1:1: error Could not check: ${couldNotCheck({...failure, path: ''})}`,
    ),
  ];
  return inert(`${[...lines, ...verdictLines(outcome, options)].join('\n')}\n`);
};
