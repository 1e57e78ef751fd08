import type {Finding, Severity} from '../core/finding.ts';
import type {Failure, Reporter, RuleHelp} from '../core/outcome.ts';
import {visible, visibleJson} from './clean.ts';
import {fingerprinted} from './fingerprint.ts';
import {reasonOf} from './json.ts';
import {webAddress} from './style.ts';
import {couldNot, noteOf, printed, sentence} from './text.ts';
import {postVerdictOf, verdictOf} from './verdict.ts';

const levels: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', info: 'note'};

/**
 * Reports as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), every occurrence, each rule with its help. The verdicts
 * are properties of the run and of each file asked for. Columns count UTF-16 units. Results carry fingerprints that hold when lines move, and the safe fixes.
 */
export const sarif: Reporter = (outcome, options) => {
  const files = printed(outcome, options);
  const rules = described(
    options.rules,
    files.flatMap(({findings}) => findings.map(({rule}) => rule)),
  );
  const index = new Map(rules.map(({id}, at) => [id, at]));
  const run = {
    tool: {
      driver: {
        name: 'draftlint',
        semanticVersion: outcome.version,
        rules: rules.map(descriptorOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: outcome.failures.length === 0,
        toolExecutionNotifications: outcome.failures.map(notificationOf),
      },
    ],
    properties: {verdict: outcome.verdict, summary: visible(verdictOf(outcome, options).text)},
    artifacts: outcome.files.map(({path, verdict, reasons, ...file}) => ({
      location: artifactOf(path).artifactLocation,
      properties: {
        verdict,
        summary: visible(postVerdictOf({path, verdict, reasons, ...file}).text),
        reasons: reasons.map(reasonOf),
      },
    })),
    results: files.flatMap(({path, findings}) =>
      fingerprinted(path, findings).map(({finding, fingerprint}) => ({
        ruleId: visible(finding.rule),
        ruleIndex: index.get(finding.rule),
        level: levels[finding.severity],
        message: messageOf([sentence(finding), noteOf(finding)]),
        locations: [{physicalLocation: {...artifactOf(path), region: regionOf(finding)}}],
        partialFingerprints: {'draftlint/v1': fingerprint},
        ...(finding.fix && {
          fixes: [
            {
              artifactChanges: [
                {
                  ...artifactOf(path),
                  replacements: [
                    {
                      deletedRegion: {charOffset: finding.fix.start, charLength: finding.fix.end - finding.fix.start},
                      insertedContent: {text: finding.fix.text},
                    },
                  ],
                },
              ],
            },
          ],
        }),
      })),
    ),
  };
  const log = {$schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run]};
  return [visibleJson(`${JSON.stringify(log, null, 2)}\n`)];
};

/** Gives every rule there is, and the patterns of a pack that were found (`grammar/in-to`) with the help of their rule. */
function described(
  rules: readonly RuleHelp[],
  found: readonly string[],
): readonly (Partial<RuleHelp> & {id: string})[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const others = [...new Set(found)].filter((id) => !known.has(id)).sort();
  return [...rules, ...others.map((id) => ({...known.get(id.split('/', 1)[0] ?? ''), id}))];
}

function descriptorOf({id, summary, why, severity, url}: Partial<RuleHelp> & {id: string}) {
  const address = webAddress(url ?? '');
  return {
    id: visible(id),
    ...(summary !== undefined && {shortDescription: messageOf([summary])}),
    ...(why !== undefined && {fullDescription: messageOf([why]), help: messageOf([why])}),
    ...(address !== '' && {helpUri: address}),
    ...(severity && {defaultConfiguration: {level: levels[severity]}}),
  };
}

function notificationOf(failure: Failure) {
  return {
    level: 'error',
    message: messageOf([couldNot(failure)]),
    ...(failure.path !== '' && {locations: [{physicalLocation: artifactOf(failure.path)}]}),
  };
}

const regionOf = ({line, column, endLine, endColumn}: Finding) => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

/** Viewers make a link of `[text](address)`, also in plain text: none comes from a post. */
const messageOf = (sentences: readonly string[]) => ({
  text: sentences
    .filter((each) => each !== '')
    .join('\n')
    .replaceAll('](', '] ('),
});

/** An address relative to where the command runs, percent-encoded; what is no character becomes U+FFFD. */
const artifactOf = (path: string) => ({
  artifactLocation: {
    uri: path
      .replace(/\p{Cs}/gu, '\ufffd')
      .split('/')
      .map(encodeURIComponent)
      .join('/'),
  },
});
