import type {Finding} from '../core/finding.ts';
import type {Reporter} from '../core/outcome.ts';
import {couldNot, printed, sentence} from './text.ts';
import {element, xmlDocument} from './xml.ts';

/** Reports as Checkstyle does: each file that something was found in, its findings as errors with their severity. */
export const checkstyle: Reporter = (outcome, options) => {
  const files = [
    ...outcome.failures.map((failure) =>
      element('file', {name: failure.path === '' ? '.' : failure.path}, [
        element('error', {
          line: 1,
          severity: 'error',
          message: couldNot({...failure, path: ''}),
          source: 'draftlint',
        }),
      ]),
    ),
    ...printed(outcome, options)
      .filter(({findings}) => findings.length > 0)
      .map(({path, findings}) => element('file', {name: path}, findings.map(errorOf))),
  ];
  return [xmlDocument(element('checkstyle', {version: '4.3'}, files))];
};

const errorOf = (finding: Finding) =>
  element('error', {
    line: finding.line,
    column: finding.column,
    severity: finding.severity,
    message: sentence(finding),
    source: `draftlint.${finding.rule}`,
  });
