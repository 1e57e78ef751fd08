import {aboutOf} from '../core/about.ts';
import type {Finding} from '../core/finding.ts';
import {sha256} from '../core/sha256.ts';

/**
 * Gives each finding of one file with a fingerprint that says what it is and not where: 64 hexadecimal digits of path,
 * rule and what it is about, and which of those that are alike it is. Lines that move
 * do not change it; every one is different.
 */
export function fingerprinted(
  path: string,
  findings: readonly Finding[],
): readonly {readonly finding: Finding; readonly fingerprint: string}[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = JSON.stringify([path, finding.rule, aboutOf(finding)]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return {finding, fingerprint: sha256(count === 1 ? key : `${key}${count}`)};
  });
}

/** Gives a fingerprint for a path that could not be checked. */
export const failurePrint = (path: string, message: string): string => sha256(JSON.stringify([path, message]));
