import type {Finding} from '../core/finding.ts';
import type {Verdict} from '../core/outcome.ts';
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
