import {applyEdits} from '../core/edit.ts';
import type {Finding} from '../core/finding.ts';

/** Gives a text with the fixes of its findings applied, one round: the same text where there are none. */
export const fixedText = (text: string, findings: readonly Finding[]): string =>
  applyEdits(
    text,
    findings.flatMap((finding) => finding.fix ?? []),
  ).text;
