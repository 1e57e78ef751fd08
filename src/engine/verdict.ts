import type {Finding} from '../core/finding.ts';
import type {FileOutcome, Outcome, RunVerdict, Verdict} from '../core/outcome.ts';
import {type Moment, moments} from '../core/rule.ts';
import type {Stage} from '../core/stage.ts';
import type {Drafts} from './settle.ts';

/**
 * Judges a post by its findings: an error means it is not ready. A draft that is allowed to be one is `draft`,
 * whatever notes it has, unless something in it is wrong.
 */
export function verdictOf(
  findings: readonly Finding[],
  stage: Stage,
  drafts: Drafts,
): {readonly ready: boolean; readonly verdict: Verdict} {
  if (findings.some((finding) => finding.severity === 'error')) return {ready: false, verdict: 'not-ready'};
  if (stage === 'draft' && drafts !== 'block') return {ready: false, verdict: 'draft'};
  return {ready: true, verdict: findings.length > 0 ? 'notes' : 'ready'};
}

/** Gives the errors among findings in reading order: what a reader would notice first, first. */
export function reasonsIn(
  findings: readonly Finding[],
  noticed: (rule: string) => Moment | undefined,
): readonly Finding[] {
  const rank = ({rule}: Finding): number => moments.indexOf(noticed(rule) ?? 'while reading');
  return findings.filter(({severity}) => severity === 'error').sort((a, b) => rank(a) - rank(b));
}

/** Judges a run by its posts. Drafts that are allowed to be unfinished count only where nothing else was asked for. */
export function runVerdictOf({files, failures}: Pick<Outcome, 'files' | 'failures'>): RunVerdict {
  if (failures.length > 0) return 'incomplete';
  const has = (verdict: FileOutcome['verdict']): boolean => files.some((file) => file.verdict === verdict);
  if (has('not-ready')) return 'not-ready';
  if (has('notes')) return 'notes';
  if (has('ready')) return 'ready';
  return has('draft') ? 'draft' : 'nothing';
}
