import type {Reporter} from '../core/outcome.ts';
import {visibleJson} from './clean.ts';
import {promised, reasonOf, summaryOf} from './json.ts';
import {printed} from './text.ts';

/**
 * Reports one JSON object a line, each with its `type`: a `file`, then each `finding` in it, each `failure`, and last the
 * `summary`. The keys are those of the format `json`, and a promise as well.
 */
export const jsonl: Reporter = (outcome, options) => {
  const lines = [
    ...printed(outcome, options).flatMap(({path, ready, verdict, stage, reasons, findings}) => [
      {type: 'file', path, ready, verdict, stage, reasons: reasons.map(reasonOf)},
      ...findings.map((finding) => ({type: 'finding', path, ...promised(finding)})),
    ]),
    ...outcome.failures.map(({path, message}) => ({type: 'failure', path, message})),
    {type: 'summary', draftlint: outcome.version, ...summaryOf(outcome)},
  ];
  return lines.map((line) => `${visibleJson(JSON.stringify(line))}\n`).join('');
};
