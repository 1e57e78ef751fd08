import path from 'node:path';
import type {Finding} from './core/finding.ts';
import type {FileOutcome} from './core/outcome.ts';
import {printsOf, tallyKnown, withoutKnown} from './engine/known.ts';
import {namesRule, withOnly} from './engine/settle.ts';
import {
  type Baseline,
  baselineName,
  isGone,
  nameIn,
  readBaseline,
  renewed,
  sumOf,
  writeBaseline,
} from './host/baseline.ts';
import {ConfigError} from './host/config.ts';
import {isMarkdown} from './host/discover.ts';
import {isFolder} from './host/find.ts';
import {relative} from './host/ignore.ts';
import {reasonOf} from './host/read.ts';
import type {LintRequest} from './lint.ts';
import {type Checked, draftsFor, leavesOut} from './session.ts';

/** A baseline in use. */
export interface Known {
  readonly file: string;
  readonly entries: Baseline;
  /** How many findings of the posts that were asked about were taken into it, where it was brought up to date. */
  readonly taken?: number;
}

/** Opens the baseline that is asked for. Throws ConfigError where it is a post or a folder, or is not there, unless it is to be made. */
export function openBaseline({baseline, updateBaseline}: LintRequest, root: string, cwd: string): Known | undefined {
  if (baseline === undefined && !updateBaseline) return undefined;
  const file = typeof baseline === 'string' ? path.resolve(cwd, baseline) : path.join(root, baselineName);
  // the option takes what follows it, which then is what was to be checked
  if (typeof baseline === 'string' && (isMarkdown(file) || isFolder(file)))
    throw new ConfigError(
      `${baseline} is no baseline of draftlint: posts and folders cannot be one. Write -- before what is to be checked (draftlint --baseline -- ${baseline}), or name the file of the baseline with --baseline=FILE`,
    );
  const entries = readBaseline(file);
  if (!entries && !updateBaseline)
    throw new ConfigError(`There is no baseline ${relative(cwd, file)}: --update-baseline makes it`);
  return {file, entries: entries ?? new Map()};
}

/** Gives the text of a post as it was checked. */
type TextOf = (post: Checked) => string;

const findings = (count: number): string => `${count} ${count === 1 ? 'finding' : 'findings'}`;

/** Brings the baseline up to date where that is asked for, and says what it hides and what of it is stale. */
export function weighKnown(
  known: Known,
  asked: readonly Checked[],
  textOf: TextOf,
  settled: readonly FileOutcome[],
  request: LintRequest,
  notes: string[],
): Known {
  const {only = [], skip = [], lines} = request;
  const prints = new Map(
    asked.flatMap((post, index): [string, readonly string[]][] =>
      leavesOut(request, post)
        ? []
        : [[nameIn(known.file, post.target.file), printsIn(post, settled[index]?.findings ?? [], textOf)]],
    ),
  );
  if (request.updateBaseline) {
    const judged = (rule: string): boolean => (only.length === 0 || namesRule(only, rule)) && !namesRule(skip, rule);
    const {entries, removed} = renewed(known, prints, judged);
    try {
      writeBaseline(known.file, entries);
    } catch (error) {
      throw new ConfigError(`The baseline ${known.file} cannot be written: ${reasonOf(error)}`);
    }
    const gone =
      removed > 0 ? `, and ${removed} that ${removed === 1 ? 'is gone was' : 'are gone were'} taken out` : '';
    notes.push(`The baseline now holds ${findings(sumOf(entries))}${gone}.`);
    return {file: known.file, entries, taken: [...prints.values()].reduce((sum, found) => sum + found.length, 0)};
  }
  const tallies = [...prints].map(([name, found]) => tallyKnown(found, known.entries.get(name)));
  const hidden = tallies.reduce((sum, tally) => sum + tally.known, 0);
  const gone = [...known.entries].filter(([name]) => !prints.has(name) && isGone(known.file, name));
  const stale = tallies.reduce((sum, tally) => sum + tally.stale, sumOf(new Map(gone)));
  if (hidden > 0) notes.push(`${findings(hidden)} ${hidden === 1 ? 'is' : 'are'} in the baseline and not reported.`);
  if (stale > 0 && only.length + skip.length === 0 && !lines)
    notes.push(
      `${findings(stale)} in the baseline ${stale === 1 ? 'is' : 'are'} gone: --update-baseline takes ${stale === 1 ? 'it' : 'them'} out.`,
    );
  return known;
}

/** Only of a post with findings the text is read. */
const printsIn = (post: Checked, findings: readonly Finding[], textOf: TextOf): readonly string[] =>
  findings.length === 0 ? [] : printsOf(textOf(post), findings);

/** Takes the findings out that are in the baseline. */
export const hideKnown = (
  asked: readonly Checked[],
  textOf: TextOf,
  settled: readonly FileOutcome[],
  known: Known,
  request: LintRequest,
): readonly FileOutcome[] =>
  settled.map((outcome, index) => {
    const post = asked[index];
    if (!post) return outcome;
    const prints = printsIn(post, outcome.findings, textOf);
    const findings = withoutKnown(outcome.findings, prints, known.entries.get(nameIn(known.file, post.target.file)));
    return withOnly(outcome, findings, draftsFor(request, post.target));
  });
