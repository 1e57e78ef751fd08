import type {Outcome, Reporter, ReportOptions} from '../core/outcome.ts';
import {visibleJson} from './clean.ts';
import {promised, reasonOf, summaryOf} from './json.ts';
import {printed} from './text.ts';

/**
 * Reports one JSON object a line, each with its `type`: a `file`, then each `finding` in it, each `failure`, and last the
 * `summary`. The keys are those of the format `json`, and a promise as well.
 */
export const jsonl: Reporter = function* (outcome, options) {
  for (const value of valuesOf(outcome, options)) yield `${visibleJson(JSON.stringify(value))}\n`;
};

function* valuesOf(outcome: Outcome, options: ReportOptions): Generator<object> {
  for (const {path, ready, verdict, stage, reasons, findings} of printed(outcome, options)) {
    yield {type: 'file', path, ready, verdict, stage, reasons: reasons.map(reasonOf)};
    for (const finding of findings) yield {type: 'finding', path, ...promised(finding)};
  }
  for (const {path, message} of outcome.failures) yield {type: 'failure', path, message};
  yield {type: 'summary', draftlint: outcome.version, ...summaryOf(outcome)};
}
