import type {Reporter} from '../core/outcome.ts';
import {inert, visible} from './clean.ts';
import {couldNotCheck, printed, sentence} from './text.ts';

/** Reports one line for each finding, `path:line:col: severity message [rule]`, as editors and grep read it; empty where nothing was found. */
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
  return lines.length === 0 ? '' : inert(`${lines.join('\n')}\n`);
};
