import {applyEdits} from '../core/edit.ts';
import type {Finding} from '../core/finding.ts';

/** Applies the fixes of findings to a text, one round: gives the new text, and how many places it differs in. */
export const applyFixes = (text: string, findings: readonly Finding[]): ReturnType<typeof applyEdits> =>
  applyEdits(
    text,
    findings.flatMap((finding) => finding.fix ?? []),
  );
