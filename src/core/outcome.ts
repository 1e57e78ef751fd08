import type {Finding, Severity} from './finding.ts';
import type {RuleMeta} from './rule.ts';

/** What a reader of the report wants to know first: `notes` is ready with warnings or notes, `draft` is allowed to be unfinished. */
export type Verdict = 'ready' | 'notes' | 'not-ready' | 'draft';

/** The verdict on a run: `incomplete` where something could not be checked, `nothing` where no post was. */
export type RunVerdict = Verdict | 'incomplete' | 'nothing';

/** What was found in one post that was asked for, in reading order. */
export interface FileOutcome {
  /** Relative to where the command runs, with `/`. */
  readonly path: string;
  /** Whether no error stands in it; does not depend on the failing level. */
  readonly ready: boolean;
  readonly verdict: Verdict;
  readonly stage: 'post' | 'draft';
  /** The errors, which are what stands against it: what a reader would notice first, first. */
  readonly reasons: readonly Finding[];
  readonly findings: readonly Finding[];
  /** How long it is and how easy to read, where it is the only post asked for. */
  readonly card?: Card;
}

/** How long a post is and how easy to read. */
export interface Card {
  readonly words: number;
  /** Minutes to read. */
  readonly minutes: number;
  /** Reading ease after Flesch, rounded, where there are enough words to tell. */
  readonly ease?: number;
  /** The median reading ease of the blog's posts, where there are enough of them to say what is usual. */
  readonly usualEase?: number;
}

/** The job could not be done for this path; an empty path means the run as a whole. */
export interface Failure {
  readonly path: string;
  readonly message: string;
  /** The rule that threw, where one did. */
  readonly rule?: string;
  /** Set where it was checked, and what could not be done was writing its fixes. */
  readonly unfixed?: true;
}

/** What a run came to, as plain data: what reporters print and `lint()` gives. */
export interface Outcome {
  readonly version: string;
  /** The verdict on all posts asked for together. */
  readonly verdict: RunVerdict;
  /** The posts asked for, each once. */
  readonly files: readonly FileOutcome[];
  readonly failures: readonly Failure[];
  /** What to say on stderr; no findings, and no reporter prints them. */
  readonly notes: readonly string[];
  /** How many posts were read, asked for or not. */
  readonly read: number;
  /** How many findings were taken into the baseline, where it was brought up to date. */
  readonly taken?: number;
  /** What the safe fixes changed, or would change. */
  readonly changes?: readonly Change[];
}

/** A post before and after its fixes: whole texts, with a byte order mark where the file has one. */
export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** How many places the fixes changed. */
  readonly places: number;
}

export interface ReportOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Prints only findings at or above `failOn`; what is counted stays the same. */
  readonly quiet: boolean;
  readonly failOn: Severity | 'never';
  /** Whether the terminal knows OSC 8 hyperlinks. */
  readonly links: boolean;
  /** The rules there are: some formats explain what they report. */
  readonly rules: readonly RuleHelp[];
  /** Gives the text a file's findings were found in, where it is at hand: some formats count columns in bytes. */
  readonly textOf?: (path: string) => string | undefined;
}

/** What a report may say of a rule. */
export type RuleHelp = Pick<RuleMeta, 'id' | 'summary' | 'why' | 'severity' | 'url'>;

/**
 * Gives a report, piece by piece: together they are empty or end with a line end. A report on a large blog takes more memory than all
 * that was found there, so the pieces of what is for reading are made as they are asked for. Pure: it writes nothing.
 */
export type Reporter = (outcome: Outcome, options: ReportOptions) => readonly string[] | Generator<string>;
