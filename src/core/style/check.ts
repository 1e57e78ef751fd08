import type {Severity} from '../finding.ts';
import type {Span} from '../rule.ts';
import type {Trigger} from './clues.ts';
import type {Words} from './words.ts';

/** A stretch of a post that checks look at, and what it is: `['text', 'heading', 'h2']`. */
export interface Block {
  readonly scopes: readonly string[];
  /** What it is a part of: a check that leaves out `~heading` leaves out the sentences of headings, too. */
  readonly within?: readonly string[];
  readonly text: string;
  /** For the post as a whole: counts of words, sentences and so on, by name. */
  readonly figures?: Readonly<Record<string, number>>;
  /** Where a stretch of `text` stands in the post: offsets in UTF-16 units. */
  at(start: number, end: number): Span;
}

/** One match of a check in a block; without a place it is about the post as a whole. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly expected?: readonly string[];
  /** Whether it says that the check did not go on. */
  readonly stopped?: boolean;
  /** Whether the first of `expected` may be put there without asking. */
  readonly safe?: boolean;
}

/** A part of a check whose matches all begin with one of a few words: it is tried only where its trigger stands. */
export interface Entry {
  readonly trigger: Trigger;
  /** The match that begins at a place of a text. */
  try(text: string, at: number): Hit | undefined;
}

/** One check of a style, ready to run. */
export interface Check {
  readonly name: string;
  readonly severity: Severity;
  readonly scope: Selector;
  /** The most findings a post gets from it; 0 for no limit. */
  readonly limit: number;
  readonly link: string | undefined;
  readonly description: string | undefined;
  /** Whether it offers what a speller would for what it finds. */
  readonly spellings: boolean;
  readonly entries: readonly Entry[];
  /** How its time can grow with the length of a block: with this power of it. */
  readonly growth: number;
  /** What is left to search for. Begins with a post: what it gives is called with every block in scope, in reading order, and may remember. */
  readonly begin: (() => (block: Block) => Iterable<Hit>) | undefined;
  /** Whether there can be anything to find for `begin` in a block of these words; undefined where that is not known. */
  readonly worthwhile?: (words: Words) => boolean;
}

/** Why a check cannot be run, for the writer. */
export interface Refusal {
  readonly name: string;
  readonly reason: string;
}

/** A scope of a check, such as `heading.h2`, `~blockquote` or `text & ~heading`: any of its parts, each all of its terms. */
export type Selector = readonly (readonly Term[])[];
interface Term {
  readonly names: readonly string[];
  readonly not: boolean;
}

/** Reads a check's `scope`: one text or several. */
export const selectorOf = (scopes: readonly string[]): Selector =>
  scopes.map((scope) =>
    scope.split('&').map((part) => {
      const term = part.trim();
      const not = term.startsWith('~');
      return {names: (not ? term.slice(1) : term).trim().split('.'), not};
    }),
  );

/** Whether a block is in scope. */
export const selects = (selector: Selector, block: Block): boolean =>
  selector.some((terms) => terms.every(({names, not}) => matches(names, block, not) !== not));

const matches = (names: readonly string[], {scopes, within = []}: Block, wide: boolean): boolean =>
  names.every((name) => scopes.includes(name) || (wide && within.includes(name)));
