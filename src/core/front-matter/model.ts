import type {Span} from '../rule.ts';

export type FrontMatterFormat = 'yaml' | 'toml' | 'json';

/** The block of front matter in a text: `at` with its fences, `content` without. */
export interface FrontMatterBlock {
  readonly format: FrontMatterFormat;
  readonly at: Span;
  readonly content: Span;
  /** True for a `---js` block: it is code, which is never run, so what it sets is not known. */
  readonly code?: true;
}

/** A value with its place; `items` for a list, `entries` for a map. What an alias stands for keeps the places of its anchor. */
export interface FrontMatterValue {
  /** A plain value: text, number, boolean, null, list or map without a prototype. Dates are text, as written. */
  readonly value: unknown;
  /** The value as written, with its quotes; empty, right after the colon, where nothing is written. */
  readonly at: Span;
  /** For text: what is written between the quotes, escapes and line ends included. */
  readonly text?: Span;
  readonly entries?: readonly FrontMatterEntry[];
  readonly items?: readonly FrontMatterValue[];
}

export interface FrontMatterEntry {
  readonly key: string;
  /** The key as written, with its quotes. */
  readonly keyAt: Span;
  readonly value: FrontMatterValue;
}

/** A sentence for the writer and its exact place. */
export interface FrontMatterError {
  readonly message: string;
  readonly at: Span;
}

export interface FrontMatter extends FrontMatterBlock {
  /** The fields by name, a map without a prototype; empty where the block could not be read. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The fields in order, those that appear twice included; empty where the block could not be read. */
  readonly entries: readonly FrontMatterEntry[];
  readonly errors: readonly FrontMatterError[];
  /** What some generators read and others refuse. */
  readonly warnings: readonly FrontMatterError[];
}

/** What a reader of one format gives; offsets count from the start of the post's text. */
export type Reading = Pick<FrontMatter, 'entries' | 'errors' | 'warnings'> & {readonly broken?: true};

/** Deeper than any front matter written by hand; it keeps the recursive parsers off the end of the stack. */
export const deepest = 100;
export const tooDeep = `The front matter is nested more than ${deepest} levels deep: make it flatter`;

export const broken = (message: string, at: Span): Reading => ({
  entries: [],
  errors: [{message, at}],
  warnings: [],
  broken: true,
});

export const emptyMap = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/** The map that entries make: the last of two entries wins; `__proto__`, which no generator knows, is left out. */
export function mapOf(entries: readonly FrontMatterEntry[]): Record<string, unknown> {
  const map = emptyMap();
  for (const {key, value} of entries) if (key !== '__proto__') map[key] = value.value;
  return map;
}

/** The keys of one map that appeared before, each at its place. */
export function duplicates(entries: readonly FrontMatterEntry[]): readonly FrontMatterError[] {
  const seen = new Set<string>();
  const errors: FrontMatterError[] = [];
  for (const {key, keyAt} of entries) {
    if (seen.has(key)) errors.push({message: `\`${key}\` appears twice; generators keep only the last`, at: keyAt});
    seen.add(key);
  }
  return errors;
}

/** The map that entries make, with what `<<` takes over from other maps. */
export function merged(entries: readonly FrontMatterEntry[]): Record<string, unknown> {
  const map = mapOf(entries);
  for (const {key, value} of entries) {
    if (key !== '<<') continue;
    const sources = value.entries ? [value] : (value.items?.filter((item) => item.entries) ?? []);
    if (sources.length === 0) continue;
    delete map['<<'];
    for (const {value: other} of sources) {
      for (const [name, inherited] of Object.entries(other as Record<string, unknown>))
        if (!(name in map)) map[name] = inherited;
    }
  }
  return map;
}

/** Puts errors into reading order. */
export const inOrder = (errors: readonly FrontMatterError[]) => [...errors].sort((a, b) => a.at.start - b.at.start);
