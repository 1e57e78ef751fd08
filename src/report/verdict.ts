import type {FileOutcome, Outcome, ReportOptions} from '../core/outcome.ts';
import {visible} from './clean.ts';
import {clip} from './columns.ts';
import {printed, reaches, sentence} from './text.ts';

/** A verdict as a line of a report for people. */
export interface Said {
  readonly mark: '✖' | '✔' | '✎' | '–';
  readonly text: string;
}

type Head = 'Ready' | 'Not ready' | 'Draft';

/** How to fix what can be fixed without asking. */
export const fixCommand = 'draftlint --fix';

/** `1 post`, `2 posts`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Gives how many errors, warnings and infos stand in the files. */
export function tally(files: readonly FileOutcome[]) {
  const findings = files.flatMap((file) => file.findings);
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return {errors: count('error'), warnings: count('warning'), infos: count('info')};
}

/** `2 errors, 1 warning and 3 notes`; empty where nothing was found. */
function counted(files: readonly FileOutcome[], error: readonly [string, string]): string {
  const {errors, warnings, infos} = tally(files);
  return list([
    ...(errors > 0 ? [plural(errors, ...error)] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(infos > 0 ? [plural(infos, 'note')] : []),
  ]);
}

/** `2 posts and 1 draft`. */
function named(files: readonly FileOutcome[]): string {
  const drafts = files.filter((file) => file.stage === 'draft').length;
  const posts = files.length - drafts;
  return list([...(posts > 0 ? [plural(posts, 'post')] : []), ...(drafts > 0 ? [plural(drafts, 'draft')] : [])]);
}

const marks: Readonly<Record<Head, Said['mark']>> = {Ready: '✔', 'Not ready': '✖', Draft: '✎'};

const headAfterFailure: Readonly<Record<Head, string>> = {
  Ready: 'What was checked is ready',
  'Not ready': 'What was checked is not ready',
  Draft: 'What was checked is in draft',
};

/** Gives the verdict on a run: whether the posts asked for are ready, what stands against it and how many posts were read. */
export function verdictOf(outcome: Outcome, options: Pick<ReportOptions, 'failOn'>): Said {
  const pathsOf = (failures: Outcome['failures']): ReadonlySet<string> => new Set(failures.map(({path}) => path));
  const unfixed = pathsOf(outcome.failures.filter((failure) => failure.unfixed));
  const failed = pathsOf(outcome.failures.filter((failure) => !failure.unfixed));
  const notFixed = unfixed.size === 0 ? '' : `${plural(unfixed.size, 'path')} could not be fixed. `;
  if (failed.size === 0) {
    const {mark, text} = takenIn(outcome) ?? judge(outcome.files, outcome.read, options, (head) => head);
    return {mark: unfixed.size === 0 ? mark : '✖', text: notFixed + text};
  }
  const checked = outcome.files.filter((file) => file.findings.length > 0 || !failed.has(file.path));
  const notFinished = failed.has('')
    ? 'Not finished.'
    : `Not finished: ${plural(failed.size, 'path')} could not be checked.`;
  const rest =
    checked.length === 0
      ? `Nothing${failed.has('') && failed.size === 1 ? '' : ' else'} was checked.`
      : judge(checked, outcome.read, options, (head) => headAfterFailure[head]).text;
  return {mark: '✖', text: `${notFinished} ${notFixed}${rest}`};
}

/** Says what a baseline took in, which is what a run that brings it up to date was for; undefined where that was nothing. */
function takenIn({taken = 0, files, read}: Outcome): Said | undefined {
  if (taken === 0) return undefined;
  const where = files.length > 1 ? ` in ${named(files)}` : '';
  const them = taken === 1 ? 'it is' : 'they are';
  return {
    mark: '✔',
    text: `Taken into the baseline: ${plural(taken, 'finding')}${where}. With --baseline ${them} not reported (${read} read).`,
  };
}

function judge(
  files: readonly FileOutcome[],
  read: number,
  options: Pick<ReportOptions, 'failOn'>,
  say: (head: Head) => string,
): Said {
  if (files.length === 0) return nothing(read);
  const findings = files.flatMap((file) => file.findings);
  const fixable = findings.filter((finding) => finding.fix !== undefined).length;
  const notReady = files.some((file) => file.verdict === 'not-ready');
  const failing = findings.some((finding) => reaches(finding, options));
  // Drafts that are allowed to be unfinished are counted apart from what has to be ready.
  const drafts = files.filter((file) => file.verdict === 'draft');
  const rest = files.filter((file) => file.verdict !== 'draft');
  const head: Head = notReady ? 'Not ready' : rest.length > 0 ? 'Ready' : 'Draft';
  const draftsFound = rest.length > 0 ? counted(drafts, ['error', 'errors']) : '';
  const sentences = [
    say(head) + weighed(head, rest.length > 0 ? rest : drafts, read, files.length),
    ...firstOf(files),
    ...(draftsFound === '' ? [] : [`In ${named(drafts.filter((file) => file.findings.length > 0))}: ${draftsFound}.`]),
    ...(failing && !notReady && options.failOn !== 'error'
      ? [`This fails because of --fail-on ${options.failOn}.`]
      : []),
    ...(fixable > 0 ? [`${fixable} can be fixed: ${fixCommand}`] : []),
  ];
  const mark = failing ? '✖' : marks[head];
  return {mark, text: sentences.join(' ')};
}

/** What follows the head of the sentence: what was found and where, or that nothing was. */
function weighed(head: Head, files: readonly FileOutcome[], read: number, asked: number): string {
  const single = asked === 1;
  const found = files.filter((file) => file.findings.length > 0);
  const what = counted(found, single ? ['thing to fix', 'things to fix'] : ['error', 'errors']);
  if (what === '') {
    const clean = single ? 'nothing to mend' : `${named(files)}, nothing to mend`;
    return `: ${head === 'Not ready' ? named(files) : clean}${read > asked ? ` (${read} read)` : ''}.`;
  }
  const where = single ? '' : ` in ${named(found)}`;
  return `${head === 'Ready' ? ', with' : ':'} ${what}${where} (${read} read).`;
}

/** Columns that the sentence about what comes first may take. */
const firstLimit = 70;

/** Names what a reader of a post would notice first, where the errors, in reading order, do not begin with it. */
function firstOf(files: readonly FileOutcome[]): readonly string[] {
  const [file] = files;
  const [first] = file?.reasons ?? [];
  if (files.length > 1 || !first) return [];
  const top = file?.findings.find(({severity}) => severity === 'error');
  if (top?.line === first.line && top.column === first.column) return [];
  const said = clip(sentence(first).trim(), firstLimit).replace(/\s\S*…$/, '…');
  return [`First, line ${first.line}: ${said}${/[.!?…]$/.test(said) ? '' : '.'}`];
}

/** Gives the verdict on one post of several: whether it is ready, what stands against it, and what a reader would notice first. */
export function postVerdictOf(file: FileOutcome): Said {
  const head: Head = file.verdict === 'not-ready' ? 'Not ready' : file.verdict === 'draft' ? 'Draft' : 'Ready';
  const what = counted([file], ['thing to fix', 'things to fix']);
  const first = firstOf([file]);
  const text = `${head}${what === '' ? '' : `${head === 'Ready' ? ', with' : ':'} ${what}`}`;
  return {mark: marks[head], text: [text, ...first].join('. ')};
}

/** Gives the verdicts as lines of their own: one on each post that a finding is printed of, where there are several, and the one on the run. */
export function verdictLines(outcome: Outcome, options: ReportOptions): readonly string[] {
  const {mark, text} = verdictOf(outcome, options);
  const several = outcome.files.length > 1;
  const posts = printed(outcome, options).flatMap(({findings}, index) => {
    const file = several && findings.length > 0 ? outcome.files[index] : undefined;
    return file ? [{path: visible(file.path), ...postVerdictOf(file)}] : [];
  });
  return [...posts.map((post) => `${post.mark} ${post.path}: ${post.text}`), `${mark} ${text}`];
}

const nothing = (read: number): Said => ({
  mark: '–',
  text:
    read === 0
      ? 'Nothing was checked: no post was found.'
      : `Nothing was checked: ${read === 1 ? 'the 1 post read was not' : `none of the ${read} posts read was`} to be checked.`,
});
