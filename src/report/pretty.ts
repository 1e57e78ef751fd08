import type {Finding, Severity} from '../core/finding.ts';
import type {FileOutcome, Outcome, Reporter, ReportOptions} from '../core/outcome.ts';
import {inert, visible} from './clean.ts';
import {columns, wrap} from './columns.ts';
import {statsLine} from './stats.ts';
import {hyperlink, type Style, type Styles, styles} from './style.ts';
import {alsoAt, couldNot, type Merged, mergeRepeats, noteOf, printed, sentence, times} from './text.ts';
import {fixCommand, postVerdictOf, type Said, verdictOf} from './verdict.ts';

/** Below this many columns a sentence would be chopped, and stands on lines of its own. */
const narrowest = 30;
/** Beyond this many columns the eye loses the line. */
const widest = 120;
const labels: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', info: 'note'};
const labelWidth = 7;

interface Page {
  readonly width: number;
  readonly links: boolean;
  readonly style: Styles;
}

/** One line of a file's block, made ready to be laid out. */
interface Row {
  readonly finding: Finding;
  readonly place: string;
  readonly sentence: string;
  readonly rule: string;
  /** What stands below it: its other places, and its note. */
  readonly notes: readonly string[];
}

/**
 * Reports for writers: grouped by file in reading order, repeats merged (the other places below the first), the rule's name last, the verdict on each file of
 * several below it, and the verdict on the run as the last line.
 * The path stands alone on its line and each place first on its own: so terminals that know the form make them clickable.
 */
export const pretty: Reporter = function* (outcome, options) {
  let gap = '';
  for (const block of blocksOf(outcome, options)) {
    yield inert(`${gap}${block}\n`);
    gap = '\n';
  }
};

/** The blocks of a report, which a blank line is between. */
function* blocksOf(outcome: Outcome, options: ReportOptions): Generator<string> {
  const page = {
    width: Math.min(Math.max(Math.trunc(options.width) || 80, 40), widest),
    links: options.links,
    style: styles(options.color),
  };
  const told = new Set<string>();
  for (const [index, file] of printed(outcome, options).entries())
    if (file.findings.length > 0)
      yield [...fileBlock(file, page, told), ...ownVerdict(outcome, index, page)].join('\n');
  if (outcome.failures.length > 0) yield failureBlock(outcome, page);
  yield* cardLine(outcome, options, page);
  yield lastLine(outcome, options, page);
}

function fileBlock(file: FileOutcome, page: Page, told: Set<string>): readonly string[] {
  const rows = mergeRepeats(file.findings).map((merged) => rowOf(merged, told));
  const placeWidth = most(rows, (row) => row.place.length, 5);
  const ruleWidth = most(rows, (row) => columns(row.rule));
  const indent = 2 + placeWidth + 2 + labelWidth + 2;
  const room = page.width - indent - 2 - ruleWidth;
  const sentenceWidth = Math.min(
    room,
    most(rows, (row) => columns(row.sentence)),
  );
  const lines = rows.flatMap((row) =>
    room < narrowest
      ? stacked(row, placeWidth, page)
      : sideBySide(row, placeWidth, {indent, width: sentenceWidth}, page),
  );
  return [page.style.underline(visible(file.path)), ...lines];
}

/** The verdict on one file, which goes without saying where it is the only one. */
function ownVerdict({files}: Outcome, index: number, {width, style}: Page): readonly string[] {
  const file = files.length > 1 ? files[index] : undefined;
  if (!file) return [];
  const {mark, text} = postVerdictOf(file);
  return hanging(paintOf(mark, style)(mark), wrap(text, width - 4)).map((line) => indented(2, line));
}

function rowOf(merged: Merged, told: Set<string>): Row {
  const {finding} = merged;
  const text = sentence(finding);
  return {
    finding,
    place: `${finding.line}:${finding.column}`,
    sentence: text + times(merged),
    rule: visible(finding.rule),
    notes: [alsoAt(merged), worthTelling(finding, text, told)].filter((note) => note !== ''),
  };
}

/** Gives the note where it helps: below an error, once per rule, and only where the sentence does not say it. */
function worthTelling(finding: Finding, text: string, told: Set<string>): string {
  const note = noteOf(finding);
  const key = `${finding.rule} ${note}`;
  if (finding.severity !== 'error' || text.includes(note) || told.has(key)) return '';
  told.add(key);
  return note;
}

function sideBySide(
  row: Row,
  placeWidth: number,
  column: {indent: number; width: number},
  page: Page,
): readonly string[] {
  const [first = '', ...more] = wrap(row.sentence, column.width);
  return [
    `  ${front(row, placeWidth, page)}${pad(first, column.width)}  ${ruleName(row, page)}`,
    ...more.map((line) => indented(column.indent, line)),
    ...noteLines(row, column.indent, page),
  ];
}

/** For narrow terminals: the place, then the sentence below it, then the rule where there is room for it. */
function stacked(row: Row, placeWidth: number, page: Page): readonly string[] {
  const lines = wrap(row.sentence, page.width - 4);
  const last = lines.at(-1)!;
  const fits = columns(last) + 2 + columns(row.rule) <= page.width - 4;
  return [
    `  ${front(row, placeWidth, page).trimEnd()}`,
    ...lines.slice(0, -1).map((line) => indented(4, line)),
    ...(fits
      ? [indented(4, `${last}  ${ruleName(row, page)}`)]
      : [indented(4, last), indented(4, ruleName(row, page))]),
    ...noteLines(row, 4, page),
  ];
}

/** The place and how much it matters, padded to their columns. */
function front({finding, place}: Row, placeWidth: number, {style}: Page): string {
  const paint = {error: style.red, warning: style.yellow, info: style.blue}[finding.severity];
  const label = labels[finding.severity];
  return `${pad(place, placeWidth)}  ${paint(label)}${' '.repeat(labelWidth - label.length)}  `;
}

function ruleName({finding, rule}: Row, {links, style}: Page): string {
  const name = style.dim(rule);
  return links && finding.url !== undefined ? hyperlink(name, finding.url) : name;
}

const noteLines = ({notes}: Row, indent: number, {width, style}: Page): readonly string[] =>
  notes.flatMap((note) => wrap(note, width - indent)).map((line) => indented(indent, style.dim(line)));

function failureBlock({failures}: Outcome, {width, style}: Page): string {
  return failures.flatMap((failure) => hanging(style.red('✖'), wrap(couldNot(failure), width - 2))).join('\n');
}

/** How long the post is and how easy to read, where one was asked for. */
function cardLine({files}: Outcome, {quiet}: ReportOptions, {width, style}: Page): readonly string[] {
  const card = files[0]?.card;
  return card && !quiet ? [wrap(statsLine(card), width).map(style.dim).join('\n')] : [];
}

function lastLine(outcome: Outcome, options: ReportOptions, {width, style}: Page): string {
  const {mark, text} = verdictOf(outcome, options);
  // A command is there to be copied: it is not broken over lines.
  const glued = text.replaceAll(fixCommand, fixCommand.replaceAll(' ', '\u00a0'));
  return hanging(paintOf(mark, style)(mark), wrap(glued, width - 2))
    .map((line) => style.bold(line.replaceAll('\u00a0', ' ')))
    .join('\n');
}

const paintOf = (mark: Said['mark'], style: Styles): Style =>
  ({'✖': style.red, '✔': style.green, '✎': style.yellow, '–': style.yellow})[mark];

const hanging = (mark: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => (index === 0 ? `${mark} ${line}` : indented(2, line)));

const most = (rows: readonly Row[], measure: (row: Row) => number, least = 0): number =>
  rows.reduce((most, row) => Math.max(most, measure(row)), least);

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)));

const indented = (width: number, line: string): string => ' '.repeat(width) + line;
