/** How much a finding matters: an error blocks a post, a warning wants a look, an info is a note. */
export type Severity = 'error' | 'warning' | 'info';

const weight: Readonly<Record<Severity, number>> = {info: 0, warning: 1, error: 2};

/** Gives a negative number where `a` matters less than `b`, zero where they matter the same. */
export const compareSeverity = (a: Severity, b: Severity): number => weight[a] - weight[b];

/** Gives the one of two severities that matters less. */
export const lowerSeverity = (a: Severity, b: Severity): Severity => (weight[a] <= weight[b] ? a : b);

/** A replacement in a post's text: offsets in UTF-16 units from 0, `end` exclusive, a byte order mark not counted. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a finding lies: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One thing a reader would trip over, as plain data: what caches, threads and reporters carry. */
export interface Finding extends Place {
  readonly path: string;
  /** The rule's id, or, for a pack of patterns, the pattern's: `grammar/in-to`. */
  readonly rule: string;
  readonly severity: Severity;
  /** A plain sentence for the writer. */
  readonly message: string;
  /** The text found at the place, as the post has it. */
  readonly actual?: string;
  /** What could stand there instead, the best first. */
  readonly expected?: readonly string[];
  /** Why it was reported. */
  readonly note?: string;
  readonly url?: string;
  /** An edit that is safe to apply without asking. */
  readonly fix?: Edit;
}

/** Sorts in reading order; findings at one place stand by rule and message, so that no order depends on the rules' own. */
export function inReadingOrder(a: Finding, b: Finding): number {
  return (
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
    a.line - b.line ||
    a.column - b.column ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)
  );
}
