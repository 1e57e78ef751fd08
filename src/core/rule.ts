import type {Node, Position} from 'unist';
import type {Edit, Severity} from './finding.ts';
import type {Site} from './generators.ts';
import type {Options, ValuesOf} from './options.ts';
import type {Post} from './post.ts';
import type {Styles} from './style/vale.ts';

/** A stretch of a post's text: offsets in UTF-16 units from 0, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a rule yields. Where `at` is missing the problem is the post's as a whole and stands at its first character. */
export interface Problem {
  readonly at?: Node | Position | Span;
  /** A plain sentence for the writer, which quotes the writer's own words and says what to do. */
  readonly message: string;
  /** The text at the place; taken from the post where it is left out and `at` is a Span. */
  readonly actual?: string;
  readonly expected?: readonly string[];
  readonly note?: string;
  readonly fix?: Edit;
  /** What this one problem weighs; the finding gets the lower of this and the configured severity. */
  readonly severity?: Severity;
  /** For a pack of patterns: the pattern's own name, appended to the rule's id after a slash. */
  readonly name?: string;
  /** A page about this one problem, in place of the rule's. */
  readonly url?: string;
}

/** What a rule may ask of the world; the host hands it over as plain data or as a pure look-up. */
export type Need = 'dictionary' | 'files' | 'generator' | 'data' | 'renames' | 'styles';

/** The words draftlint knows. Every look-up is pure. */
export interface Dictionary {
  /** Identifies the data, for cache keys. */
  readonly hash: string;
  /** Whether the word is correct English, American or British, as written (`paris` is not, `Paris` and `PARIS` are). */
  has(word: string): boolean;
  /** Whether a list of technical terms has the word, whatever its capitals; such a list proves less than `has`. */
  technical(word: string): boolean;
  /**
   * Whether a list for word games has the word, which `has` does not know and which is no common misspelling: there is such a word, which
   * does not prove that it is meant.
   */
  rare(word: string): boolean;
  /** What the list of common misspellings gives for a word in lower case, the likeliest first; it lists some real words too. */
  corrections(word: string): readonly string[];
  /** Words a few edits away, the nearest first. */
  suggest(word: string): readonly string[];
  /** `american` or `british` where only one of them writes the word so. */
  dialect(word: string): 'american' | 'british' | undefined;
  /** The same word in the other dialect, where it is known. */
  otherDialect(word: string): string | undefined;
  /** How common a word is: 0 for unseen, else up to 1, by the logarithm of its frequency. */
  frequency(word: string): number;
}

/** The words of a language other than English, as a dictionary that the user installed has them. Every look-up is pure. */
export interface Lexicon {
  /** Whether it is a word, whatever its capitals; also where it joins known words, in languages that do so freely. */
  has(word: string): boolean;
  /** Words a few edits away, the nearest first. */
  near(word: string): readonly string[];
}

/** The languages besides English that a blog's posts may be in, by tags such as `de`. */
export interface Languages {
  /** Identifies the settings and the dictionaries, for cache keys. */
  readonly hash: string;
  /** The languages that the user's settings name for a post, English as `en`; none where they say nothing. */
  of(path: string): readonly string[];
  /** The words of a language; undefined where none are installed, else maybe why they cannot be used. */
  lexicon(tag: string): Lexicon | {readonly problem: string} | undefined;
}

/** Stretches of posts that the user's settings take out of the spelling check. */
export interface PassedOver {
  /** Identifies the settings, for cache keys. */
  readonly hash: string;
  /** The stretches of a post, in its order; they may overlap. */
  in(path: string, text: string): readonly Span[];
}

/** What the blog's folder holds. Paths are relative to it, with `/`; every look-up is pure. */
export interface Files {
  /** Identifies all the names, for what is kept between runs. */
  readonly hash: string;
  /** Whether there is a file or a folder of this path, letter case counting. */
  has(path: string): boolean;
  /** The paths that end in this name, whatever its letter case, sorted. */
  named(name: string): readonly string[];
  /** Whether there is a file that is no text for people to read: without one, pictures are kept elsewhere. */
  readonly pictures: boolean;
}

/** A fault in a post's front matter. */
export interface SchemaFault {
  /** Where it is, from the outside in: `tags`, `0`. */
  readonly path: readonly string[];
  /** What is wrong, as a sentence without its subject: `is not one of "tech", "life"`. */
  readonly says: string;
}

/** A JSON Schema made ready, or why it cannot be used, as a sentence without its subject. */
export type SchemaCheck = {check(data: unknown): readonly SchemaFault[]} | {readonly problem: string};

/** What data files of the blog say. Paths are relative to the blog's folder, with `/`; every look-up is pure. */
export interface DataFiles {
  /** Identifies what the files hold, for cache keys. */
  readonly hash: string;
  /** Whether a pattern such as `_posts/**` names a path. */
  matches(pattern: string, path: string): boolean;
  /** A JSON Schema; its `check` throws where it does not come to an end. */
  schema(file: string): SchemaCheck;
  /** The authors whom the site's data files name, with the file; undefined where there is no such file. */
  readonly authors: {readonly file: string; readonly names: readonly string[]} | undefined;
}

/** Where files lay before, as the history of the blog's repository has it. Paths are relative to the blog's folder, with `/`. */
export interface Renames {
  /** Where a file of an old path lies by now, or lay last; looked up when it is first asked for. */
  readonly moved: ReadonlyMap<string, string>;
}

export interface World {
  readonly data?: DataFiles;
  readonly dictionary?: Dictionary;
  readonly files?: Files;
  readonly renames?: Renames;
  /** The site the blog is made into, for rules that need the generator. */
  readonly generator?: Site;
  /** The user's own words, as written; an input of `check` alone, so that adding one voids no cache. */
  readonly words?: ReadonlySet<string>;
  /** Words of the user's that are right in one post, by its path. */
  wordsIn?(path: string): readonly string[];
  /** The dialect that the user's settings for another spell checker name. */
  readonly dialect?: 'american' | 'british';
  /** The languages besides English; an input of `collect`. */
  readonly languages?: Languages;
  /** What of the posts is not checked for spelling; an input of `collect`. */
  readonly passedOver?: PassedOver;
  /** From which confidence on a word is called misspelt, from 0 to 1, where the request says so; it outweighs the rule's option. */
  readonly confidence?: number;
  /** The checks of the user's own styles. */
  readonly styles?: Styles & {readonly hash: string; readonly words: readonly string[]};
}

/** When a reader notices what a rule reports, the earliest first. */
export const moments = ['before reading', 'at a glance', 'while reading', 'later'] as const;

/** One of the moments; `later` is after a click, in a list of posts or in search results. */
export type Moment = (typeof moments)[number];

/** Declared once; option checks, defaults, docs, the settings' schema and the preset are derived from it. */
export interface RuleMeta<O extends Options = Options> {
  readonly id: string;
  /** One sentence that completes "this rule reports …". */
  readonly summary: string;
  /** Why a reader would mind. */
  readonly why: string;
  readonly severity: Severity;
  readonly options?: O;
  readonly needs?: readonly Need[];
  /** The names that its problems may have, where it is a pack of patterns; `any` where they are the user's. */
  readonly patterns?: readonly string[] | 'any';
  /** A page about the rule. */
  readonly url?: string;
  /** True where what it reports is allowed in a draft: there it becomes a note. */
  readonly unfinished?: boolean;
  /** When a reader notices what it reports: a verdict names the earliest first; `while reading` where it is left out. */
  readonly noticed?: Moment;
}

/** A rule that needs one post at a time. `check` is pure: it reads, prints and remembers nothing. */
export interface PostRule<O extends Options = Options> extends RuleMeta<O> {
  check(post: Post, options: ValuesOf<O>, world: World): Iterable<Problem>;
}

/** A problem of a site rule: it names its post, and its place is a Position because no text is at hand. */
export interface SiteProblem extends Problem {
  readonly path: string;
  readonly at?: Position;
}

/**
 * A rule that needs the whole blog, as a map and a fold. `Fact` and `Sum` are JSON. `remove` undoes `add`;
 * the order of posts must not matter; `check` is asked only about the posts in `asked`.
 * `collect` may use the dictionary and the generator, never the user's words.
 */
export interface SiteRule<Fact = unknown, Sum = unknown, O extends Options = Options> extends RuleMeta<O> {
  collect(post: Post, options: ValuesOf<O>, world: World): Fact;
  empty(): Sum;
  /** May change `sum` in place; gives the sum with the fact in it. */
  add(sum: Sum, fact: Fact): Sum;
  remove(sum: Sum, fact: Fact): Sum;
  check(sum: Sum, asked: ReadonlyMap<string, Fact>, options: ValuesOf<O>, world: World): Iterable<SiteProblem>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of rules mixes options, facts and sums of every type
export type AnyRule = PostRule<any> | SiteRule<any, any, any>;

/** Whether a rule folds over the blog. */
// biome-ignore lint/suspicious/noExplicitAny: a guard narrows to the member of the list it guards
export const isSiteRule = (rule: AnyRule): rule is SiteRule<any, any, any> => 'collect' in rule;
