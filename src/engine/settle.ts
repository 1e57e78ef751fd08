import {addAll} from '../core/add-all.ts';
import {compareSeverity, type Finding, inReadingOrder, lowerSeverity, type Severity} from '../core/finding.ts';
import type {Ignore} from '../core/ignores.ts';
import type {FileOutcome} from '../core/outcome.ts';
import type {Moment} from '../core/rule.ts';
import {silencer} from '../core/silencer.ts';
import type {Stage} from '../core/stage.ts';
import type {Names} from './names.ts';
import {unusedIgnores} from './unused.ts';
import {reasonsIn, verdictOf} from './verdict.ts';

/** What becomes of the unfinished in a draft: it blocks, it is noted, or drafts are not judged at all. */
export type Drafts = 'block' | 'note' | 'skip';

/** How findings are weighed. */
export interface Weighing {
  /** The configured severity of a rule in this post. */
  severityOf(rule: string): Severity | 'off';
  /** Whether a rule reports what a draft is allowed to be. */
  isUnfinished(rule: string): boolean;
  /** When a reader notices what a rule reports, where it says so. */
  noticed?(rule: string): Moment | undefined;
  readonly drafts: Drafts;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Whether a finding is about what was asked; all are where nothing says so. */
  concerns?(finding: Finding): boolean;
  /** The names of all rules: where they are given, ignores that do nothing are reported. */
  readonly names?: Names;
  /** How those are reported; as notes where nothing is said. */
  readonly unusedIgnores?: Severity | 'off';
}

/** The rule's id behind a finding's: `grammar` for `grammar/in-to`. */
export const ruleOf = (id: string): string => id.split('/', 1)[0] ?? id;
/** Whether a list of rules, or of patterns of theirs, has this one. */
export const namesRule = (list: readonly string[], id: string): boolean =>
  list.includes(id) || list.includes(ruleOf(id));

/** Whether anything is reported of a rule, or of a pattern of it, where only some rules are, or some are not. */
export const isHeard = ({only = [], skip = []}: Partial<Pick<Weighing, 'only' | 'skip'>>, rule: string): boolean =>
  (only.length === 0 || only.some((id) => ruleOf(id) === rule)) && !skip.includes(rule);

/** Whether a post is left out, as a draft where those are skipped. */
export const isLeftOut = (stage: Stage, drafts: Drafts): boolean => stage === 'draft' && drafts === 'skip';

/**
 * Settles the findings of one post: severities capped, ignores and the life stage applied, each once, in reading
 * order. Its paths become `shown`.
 */
export function settle(
  shown: string,
  findings: readonly Finding[],
  post: {readonly ignores: readonly Ignore[]; readonly stage: Stage},
  weighing: Weighing,
): FileOutcome {
  const settled: Finding[] = [];
  const seen = new Set<string>();
  const silenced: Finding[] = [];
  const isSilent = silencer(post.ignores);
  const skipped = isLeftOut(post.stage, weighing.drafts);
  for (const finding of skipped ? [] : findings) {
    const configured = weighing.severityOf(ruleOf(finding.rule));
    if (configured === 'off') continue;
    if (weighing.only.length > 0 && !namesRule(weighing.only, finding.rule)) continue;
    if (namesRule(weighing.skip, finding.rule)) continue;
    if (isSilent(finding)) {
      silenced.push(finding);
      continue;
    }
    const allowed = post.stage === 'draft' && weighing.drafts === 'note' && weighing.isUnfinished(ruleOf(finding.rule));
    // what is only a note in a post goes without saying in a draft
    if (allowed && lowerSeverity(finding.severity, configured) === 'info') continue;
    if (weighing.concerns && !weighing.concerns(finding)) continue;
    const key = [finding.line, finding.column, finding.endLine, finding.endColumn, finding.rule, finding.message].join(
      '\0',
    );
    if (seen.has(key)) continue;
    seen.add(key);
    const severity = allowed ? 'info' : lowerSeverity(finding.severity, configured);
    // most are as they were, and a blog has many
    const same = finding.path === shown && finding.severity === severity;
    settled.push(same ? finding : {...finding, path: shown, severity});
  }
  const {names, unusedIgnores: severity = 'info'} = weighing;
  const partly = weighing.only.length > 0 || weighing.skip.length > 0 || weighing.concerns !== undefined;
  if (names && severity !== 'off' && !partly && !skipped)
    addAll(
      settled,
      unusedIgnores(shown, post.ignores, silenced, {
        names,
        severity,
        isOn: (rule) => weighing.severityOf(rule) !== 'off',
      }),
    );
  settled.sort(inReadingOrder);
  const once = withoutEchoes(settled);
  const reasons = reasonsIn(once, (rule) => weighing.noticed?.(ruleOf(rule)));
  return outcomeOf({path: shown, stage: post.stage, reasons, findings: once}, weighing.drafts);
}

/**
 * Of findings that ask for the same words in the same place the most severe stays, whichever rules they are of: the writer has one
 * thing to mend. Among equals it is the last, so that of spelling and grammar it is spelling. Needs reading order, and keeps it.
 */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const echoes = new Set<Finding>();
  for (const [index, finding] of findings.entries()) {
    if (finding.actual === undefined || finding.expected?.[0] === undefined) continue;
    for (let next = index + 1; next < findings.length; next++) {
      const other = findings[next]!;
      if (!isSamePlace(finding, other)) break;
      if (other.expected?.[0] !== finding.expected[0]) continue;
      echoes.add(compareSeverity(finding.severity, other.severity) > 0 ? other : finding);
    }
  }
  return echoes.size === 0 ? findings : findings.filter((finding) => !echoes.has(finding));
}

const isSamePlace = (a: Finding, b: Finding): boolean =>
  a.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;

/** Gives the outcome of one post whose findings are settled. */
function outcomeOf(found: Omit<FileOutcome, 'ready' | 'verdict'>, drafts: Drafts): FileOutcome {
  const {path, stage, reasons, findings} = found;
  return {path, ...verdictOf(findings, stage, drafts), stage, reasons, findings};
}

/** Gives the outcome of a post as if it had only some of its findings. */
export function withOnly(outcome: FileOutcome, findings: readonly Finding[], drafts: Drafts): FileOutcome {
  const kept = new Set(findings);
  return outcomeOf({...outcome, findings, reasons: outcome.reasons.filter((reason) => kept.has(reason))}, drafts);
}
