import type {Outcome, Reporter, ReportOptions} from '../core/outcome.ts';
import {inert, visible} from './clean.ts';
import {couldNot, printed, sentence} from './text.ts';
import {verdictLines} from './verdict.ts';

/**
 * Reports one line for each finding, `path:line:col: severity message [rule]`, as editors and grep read it, and then the
 * verdicts, which stand nowhere.
 */
export const compact: Reporter = function* (outcome, options) {
  for (const line of linesOf(outcome, options)) yield inert(`${line}\n`);
};

function* linesOf(outcome: Outcome, options: ReportOptions): Generator<string> {
  for (const {path, findings} of printed(outcome, options))
    for (const finding of findings)
      yield `${visible(path)}:${finding.line}:${finding.column}: ${finding.severity} ${sentence(finding)} [${visible(finding.rule)}]`;
  for (const failure of outcome.failures)
    yield `${visible(failure.path)}:1:1: error Could not check: ${couldNot({...failure, path: ''})}`;
  yield* verdictLines(outcome, options);
}
