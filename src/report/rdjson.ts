import type {Edit, Finding, Severity} from '../core/finding.ts';
import {type Lines, linesOf} from '../core/lines.ts';
import type {Reporter} from '../core/outcome.ts';
import {visible, visibleJson} from './clean.ts';
import {webAddress} from './style.ts';
import {couldNot, printed, sentence} from './text.ts';

const severities: Readonly<Record<Severity, string>> = {error: 'ERROR', warning: 'WARNING', info: 'INFO'};
/** More than these are no help to choose from. */
const mostSuggestions = 3;

/** A text, with what is needed to count its columns in bytes. */
interface Source {
  readonly text: string;
  readonly lines: Lines;
}

type Span = {readonly start: number; readonly end: number};

/**
 * Reports as reviewdog reads it (reviewdog/reviewdog, proto/rdf/reviewdog.proto, DiagnosticResult). It counts columns from
 * 1 in bytes of UTF-8, so columns and suggestions need the text: where that is not at hand, or is not the one in which all of it was
 * found, the lines alone are given, but for what is found where it says.
 */
export const rdjson: Reporter = (outcome, options) => {
  const diagnostics = [
    ...outcome.failures.map((failure) => ({
      message: couldNot({...failure, path: ''}),
      location: {path: failure.path},
      severity: severities.error,
    })),
    ...printed(outcome, options).flatMap(({path, findings}) => {
      const text = findings.length > 0 ? options.textOf?.(path) : undefined;
      const source = text === undefined ? undefined : {text, lines: linesOf(text)};
      const isSame = source !== undefined && findings.every((finding) => spanOf(finding, source));
      return findings.map((finding) =>
        diagnosticOf(path, finding, isSame || finding.actual !== undefined ? source : undefined),
      );
    }),
  ];
  // the format has no verdict, but the result as a whole has a severity
  const blocked = outcome.verdict === 'not-ready' || outcome.verdict === 'incomplete';
  const report = {source: {name: 'draftlint'}, severity: blocked ? severities.error : severities.info, diagnostics};
  return [visibleJson(`${JSON.stringify(report, null, 2)}\n`)];
};

function diagnosticOf(path: string, finding: Finding, source: Source | undefined) {
  const span = source && spanOf(finding, source);
  const range =
    source && span
      ? rangeOf(span.start, span.end, source)
      : {start: {line: finding.line}, end: {line: finding.endLine}};
  const url = webAddress(finding.url ?? '');
  const edits = span ? editsOf(finding, span) : [];
  return {
    message: sentence(finding),
    location: {path, range},
    severity: severities[finding.severity],
    code: {value: visible(finding.rule), ...(url !== '' && {url})},
    ...(source &&
      edits.length > 0 && {
        suggestions: edits.map(({start, end, text}) => ({range: rangeOf(start, end, source), text})),
      }),
  };
}

/** Gives where the finding lies, as offsets; undefined where the text has no such place, or does not hold what was found there. */
function spanOf({line, column, endLine, endColumn, actual}: Finding, source: Source): Span | undefined {
  const start = offsetOf(line, column, source);
  const end = offsetOf(endLine, endColumn, source);
  if (start === undefined || end === undefined) return undefined;
  return actual === undefined || source.text.slice(start, end) === actual ? {start, end} : undefined;
}

function offsetOf(line: number, column: number, {text, lines}: Source): number | undefined {
  const start = lines.starts[line - 1];
  const offset = (start ?? 0) + column - 1;
  return start === undefined || offset > (lines.starts[line] ?? text.length) ? undefined : offset;
}

/**
 * Gives what could be written instead: the safe fix where it replaces what was found and nothing else, which alone is
 * known to stand in the text; else what was expected. A note is too unsure for that.
 */
function editsOf(finding: Finding, span: Span): readonly Edit[] {
  const {fix} = finding;
  if (finding.actual === undefined) return [];
  if (fix?.start === span.start && fix.end === span.end) return [fix];
  if (finding.severity === 'info') return [];
  return (finding.expected ?? []).slice(0, mostSuggestions).map((text) => ({...span, text}));
}

function rangeOf(start: number, end: number, {text, lines}: Source) {
  const at = (offset: number) => {
    const {line, column} = lines.point(offset);
    const before = lines.starts[line - 1] ?? 0;
    return {line, column: bytes(text.slice(before, before + column - 1)) + 1};
  };
  return {start: at(start), end: at(end)};
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;
