import type {Severity} from '../core/finding.ts';
import type {Reporter} from '../core/outcome.ts';
import {visible, visibleJson} from './clean.ts';
import {failurePrint, fingerprinted} from './fingerprint.ts';
import {couldNot, noteOf, printed, sentence} from './text.ts';

const severities: Readonly<Record<Severity, string>> = {error: 'major', warning: 'minor', info: 'info'};

/** Gives a path as GitLab takes one, without `./` before it; what fails as a whole lies nowhere, and a path must be there. */
const placeOf = (path: string): string => path.replace(/^(?:\.\/+)+/, '') || '.';

/**
 * Reports as GitLab reads code quality: one list, with the keys that its documentation names
 * (docs.gitlab.com/ci/testing/code_quality). It tells by the fingerprints what a merge request adds and mends.
 */
export const gitlab: Reporter = (outcome, options) => {
  const issues = [
    ...outcome.failures.map((failure) => ({
      description: couldNot({...failure, path: ''}),
      check_name: 'draftlint',
      fingerprint: failurePrint(failure.path, failure.message),
      severity: 'blocker',
      location: {path: placeOf(failure.path), lines: {begin: 1}},
    })),
    ...printed(outcome, options).flatMap((file) =>
      fingerprinted(file.path, file.findings).map(({finding, fingerprint}) => {
        const note = noteOf(finding);
        return {
          description: note === '' ? sentence(finding) : `${sentence(finding)} (${note})`,
          check_name: visible(finding.rule),
          fingerprint,
          severity: severities[finding.severity],
          location: {path: placeOf(file.path), lines: {begin: finding.line, end: finding.endLine}},
        };
      }),
    ),
  ];
  return [visibleJson(`${JSON.stringify(issues, null, 2)}\n`)];
};
