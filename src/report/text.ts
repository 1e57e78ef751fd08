import {compareSeverity, type Finding} from '../core/finding.ts';
import type {Failure, FileOutcome, Outcome, ReportOptions} from '../core/outcome.ts';
import {oneLine, visible} from './clean.ts';
import {clip} from './columns.ts';

/** Columns that one quoted piece of a post may take. */
const quoteLimit = 80;
/** Columns of each side of `was → now`, where the reporter adds it. */
const changeLimit = 40;
/** Columns that a sentence may take; what is longer quotes too much. */
const sentenceLimit = 400;

/**
 * Gives the message of a finding on one line, its quote bounded, with what could stand there instead where it does not
 * say it; a note is too unsure for that.
 */
export function sentence(finding: Finding): string {
  const was = oneLine(finding.actual ?? '').trim();
  const now = finding.severity === 'info' ? '' : oneLine(finding.expected?.[0] ?? '').trim();
  const whole = oneLine(finding.message).trim();
  const shortened = clip(was, quoteLimit);
  const message = clip(shortened === was ? whole : whole.replace(was, () => shortened), sentenceLimit);
  if (now === '' || saysWord(whole.slice(0, sentenceLimit * 4), now)) return message;
  const change = clip(now, changeLimit);
  return was === '' || /^["'”’`]?$/.test(after(message, shortened))
    ? `${message} → ${change}`
    : `${message} (${clip(was, changeLimit)} → ${change})`;
}

/** Gives what follows the last occurrence of `part` in `text`; all of `text` where there is none. */
const after = (text: string, part: string): string => {
  const index = text.lastIndexOf(part);
  return index === -1 ? text : text.slice(index + part.length);
};

/** Whether `word` stands in `text` and is not merely a part of a longer word there. */
function saysWord(text: string, word: string): boolean {
  const letter = /[\p{L}\p{M}\p{N}]/u;
  for (let index = text.indexOf(word); index !== -1; index = text.indexOf(word, index + 1)) {
    const before = text[index - 1] ?? ' ';
    const behind = text[index + word.length] ?? ' ';
    if (!(letter.test(before) && letter.test(word[0]!)) && !(letter.test(behind) && letter.test(word.at(-1)!)))
      return true;
  }
  return false;
}

/** Gives a failure as a sentence; one that names no path is about the run as a whole. */
export const couldNot = ({path, message, unfixed}: Failure): string =>
  clip(
    (path === '' ? '' : `Could not ${unfixed ? 'fix' : 'check'} ${visible(path)}: `) + oneLine(message).trim(),
    sentenceLimit,
  );

/** Gives the note of a finding on one line, bounded; empty where it has none. */
export const noteOf = (finding: Finding): string => clip(oneLine(finding.note ?? '').trim(), quoteLimit * 2);

/** Gives the files with the findings to print: all of them, or under `quiet` those at or above the failing level. */
export const printed = (outcome: Outcome, options: ReportOptions): readonly FileOutcome[] =>
  options.quiet
    ? outcome.files.map((file) => ({...file, findings: file.findings.filter((finding) => reaches(finding, options))}))
    : outcome.files;

/** Whether a finding is at or above the failing level. */
export const reaches = (finding: Finding, {failOn}: Pick<ReportOptions, 'failOn'>): boolean =>
  failOn !== 'never' && compareSeverity(finding.severity, failOn) >= 0;

/** A finding, and those of its file that say the same in other places, in reading order. */
export interface Merged {
  readonly finding: Finding;
  readonly others: readonly Finding[];
}

/**
 * Gives one entry, at the first place, for findings of one file that say the same about the same: rule, severity, text
 * and sentence are alike but for upper and lower case; for notes, the sentence is enough.
 */
export function mergeRepeats(findings: readonly Finding[]): readonly Merged[] {
  const groups = new Map<string, {finding: Finding; others: Finding[]}>();
  for (const finding of findings) {
    const {rule, severity, actual, message} = finding;
    const quoted = severity === 'info' ? undefined : actual?.toLowerCase();
    const key = JSON.stringify([rule, severity, quoted, message.toLowerCase()]);
    const group = groups.get(key);
    if (group) group.others.push(finding);
    else groups.set(key, {finding, others: []});
  }
  return [...groups.values()];
}

/** Gives how often a finding stands in its file, as ` (×3)`; empty where that is once. */
export const times = ({others}: Merged): string => (others.length === 0 ? '' : ` (×${others.length + 1})`);

/** Gives where else a finding stands, as `also at 7:7, 9:7 and 3 more`; empty where that is nowhere. */
export const alsoAt = ({others}: Merged): string =>
  others.length === 0 ? '' : `also at ${someOf(others.map(({line, column}) => `${line}:${column}`))}`;

/** Gives on which other lines a finding stands, as `also on lines 7 and 9`; empty where that is on none. */
export function alsoOnLines({finding, others}: Merged): string {
  const lines = [...new Set(others.map(({line}) => line))].filter((line) => line !== finding.line);
  return lines.length === 0 ? '' : `also on ${lines.length === 1 ? 'line' : 'lines'} ${someOf(lines.map(String))}`;
}

/** So many places are told one by one. */
const placesTold = 5;

/** `a, b and c`, or `a, b, c, d and 8 more` where they are many. */
function someOf(all: readonly string[]): string {
  const told = all.length <= placesTold ? all.slice(0, -1) : all.slice(0, placesTold - 1);
  const last = all.length <= placesTold ? all.at(-1)! : `${all.length - told.length} more`;
  return told.length === 0 ? last : `${told.join(', ')} and ${last}`;
}
