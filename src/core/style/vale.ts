import {addAll} from '../add-all.ts';
import {lazy} from '../lazy.ts';
import type {Span} from '../rule.ts';
import type {Check} from './check.ts';
import {compileCheck, isCheck} from './compile.ts';
import {compilePattern} from './pattern.ts';
import {type Run, runOf} from './run.ts';
import {growthOf} from './runaway.ts';

/** What a `.vale.ini` says, as far as it is about styles. */
export interface StyleConfig {
  readonly stylesPath: string | undefined;
  /** The names of vocabularies. */
  readonly vocabularies: readonly string[];
  readonly minimum: Level;
  /** Names of settings that are of no use here. */
  readonly passedOver: readonly string[];
  readonly sections: readonly StyleSection[];
}

/** What holds for the files that a glob matches; later sections win. */
export interface StyleSection {
  readonly glob: string;
  /** The styles that count as a whole; undefined where the section does not say. */
  readonly styles: readonly string[] | undefined;
  /** `YES`, `NO` or a level, by the name of a check. */
  readonly checks: ReadonlyMap<string, string>;
  /** Patterns of what is no text: nothing is reported where one of them matches in the post as it is written. */
  readonly blind: readonly string[];
}

/** What the host read from the folder of styles: plain data. */
export interface StyleFiles {
  /** What the YAML of each check holds, by `Style.Check`. */
  readonly checks: ReadonlyMap<string, unknown>;
  /** Words that are right, and words to avoid, as written in the vocabularies: literal or patterns. */
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

/** The styles of a blog: for every post the checks that count there. */
export interface Styles {
  /** The checks for a post, by its path from the blog's root; undefined where none counts. */
  runFor(path: string): Run | undefined;
  /** The names of all checks, `Style.Check`. */
  readonly names: readonly string[];
  /** What cannot be run, in plain sentences, each check once. */
  readonly notes: readonly string[];
}

type Level = 'suggestion' | 'warning' | 'error';
const levels: readonly string[] = ['suggestion', 'warning', 'error'];
const isLevel = (level: string | undefined): level is Level => level !== undefined && levels.includes(level);

/** Sections that are about file formats, not about files. */
const formatSections: ReadonlySet<string> = new Set(['formats', 'asciidoctor']);
/** Settings for all files that are read, or that fetch what is read. */
const globalKeys: ReadonlySet<string> = new Set(['stylespath', 'vocab', 'minalertlevel', 'packages']);

/** Patterns that are parted by commas; a comma of their own has a backslash before it, or stands in brackets. */
const patternsOf = (value: string): readonly string[] =>
  (value.match(/(?:\\.|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|[^,\\[{])+/g) ?? [])
    .map((pattern) => pattern.trim().replaceAll('\\,', ','))
    .filter((pattern) => pattern !== '');

/** Reads a `.vale.ini`. What it says of other things, and lines that say nothing, are passed over. */
export function readStyleConfig(text: string): StyleConfig {
  const global = new Map<string, string>();
  const passedOver = new Set<string>();
  const sections: {glob: string; styles?: readonly string[]; checks: Map<string, string>; blind: string[]}[] = [];
  for (const written of text.split(/\r\n?|\n/)) {
    const line = written.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[') && line.endsWith(']')) {
      sections.push({glob: line.slice(1, -1).trim(), checks: new Map(), blind: []});
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 0) continue;
    const key = line.slice(0, equals).trim();
    const value = line
      .slice(equals + 1)
      .replace(/\s[#;].*$/, '')
      .trim();
    const section = sections.at(-1);
    if (!section) {
      global.set(key.toLowerCase(), value);
      if (!globalKeys.has(key.toLowerCase())) passedOver.add(key);
    } else if (key === 'BasedOnStyles') section.styles = listOf(value);
    else if (key.includes('.')) section.checks.set(key, value);
    else if (/^(?:Token|Block)Ignores$/.test(key)) addAll(section.blind, patternsOf(value));
    else if (!formatSections.has(section.glob)) passedOver.add(key);
  }
  const minimum = global.get('minalertlevel');
  return {
    stylesPath: global.get('stylespath'),
    vocabularies: listOf(global.get('vocab') ?? ''),
    minimum: isLevel(minimum) ? minimum : 'suggestion',
    passedOver: [...passedOver].sort(),
    sections: sections
      .filter(({glob}) => !formatSections.has(glob))
      .map((section) => ({...section, styles: section.styles})),
  };
}

const listOf = (value: string): readonly string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The style files that a configuration asks for: the names of styles and of single checks, without Vale's own. */
export const wantedStyles = (config: StyleConfig): readonly string[] => [
  ...new Set(
    config.sections
      .flatMap(({styles, checks}) => [...(styles ?? []), ...[...checks.keys()].map((name) => name.split('.')[0] ?? '')])
      .filter((style) => style !== 'Vale' && style !== ''),
  ),
];

/**
 * A glob of `.vale.ini` as a pattern: a star stands for anything, also across folders. A glob with a wrong bracket stands for
 * itself.
 */
export function sectionPattern(glob: string): RegExp {
  let source = '';
  let braces = 0;
  for (let at = 0; at < glob.length; at++) {
    const character = glob.charAt(at);
    if (character === '*') {
      source += '.*';
      while (glob[at + 1] === '*') at++;
    } else if (character === '?') source += '.';
    else if (character === '{') {
      source += '(?:';
      braces++;
    } else if (character === '}' && braces > 0) {
      source += ')';
      braces--;
    } else if (character === ',' && braces > 0) source += '|';
    else source += character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  }
  return braces === 0 ? new RegExp(`^(?:${source})$`, 's') : new RegExp(`^${escaped(glob)}$`);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Makes the styles of a blog from its configuration and the files that it names. */
export function stylesOf(config: StyleConfig, files: StyleFiles): Styles {
  const sections = config.sections.map((section) => ({...section, pattern: sectionPattern(section.glob)}));
  const own = builtIn(files);
  const names = [...files.checks.keys(), ...own.keys()];
  const compiled = new Map<string, Check | undefined>();
  const notes = new Map<string, string>();
  const check = (name: string, level: string | undefined): Check | undefined => {
    const key = `${name}\0${level ?? ''}`;
    if (compiled.has(key)) return compiled.get(key);
    const data = files.checks.get(name) ?? own.get(name);
    const result = isOurs(data)
      ? undefined
      : compileCheck(name, data, {accepted: files.accepted, ...(level !== undefined && {level})});
    if (result && !isCheck(result)) notes.set(name, `The style check ${name} was left out: ${result.reason}`);
    const made = result && isCheck(result) ? result : undefined;
    compiled.set(key, made);
    return made;
  };
  const settingsFor = (path: string): Settings => {
    let styles: readonly string[] = [];
    const blind = new Set<string>();
    const set = new Map<string, string>();
    for (const section of sections) {
      const {pattern} = section;
      if (!pattern.test(path) && !pattern.test(path.slice(path.lastIndexOf('/') + 1))) continue;
      if (section.styles) styles = section.styles;
      for (const [name, value] of section.checks) set.set(name, value);
      for (const pattern of section.blind) blind.add(pattern);
    }
    const counted = new Map<string, string | undefined>();
    for (const name of names) {
      const value = set.get(name)?.toUpperCase();
      const whole = styles.includes(name.split('.')[0] ?? '');
      if (value === 'NO' || (!whole && value === undefined)) continue;
      const level = set.get(name)?.toLowerCase();
      counted.set(name, isLevel(level) ? level : undefined);
    }
    return {counted, blind: [...blind]};
  };
  const ignored = (written: string): RegExp | undefined => {
    const pattern = blindPattern(written);
    if (!pattern)
      notes.set(
        written,
        `The pattern ${written} of TokenIgnores or BlockIgnores was left out: it could run without end`,
      );
    return pattern;
  };
  const least = levels.indexOf(config.minimum);
  const runs = new Map<string, Run | undefined>();
  const runFor = (path: string): Run | undefined => {
    const {counted, blind} = settingsFor(path);
    const key = JSON.stringify([...counted, blind]);
    if (!runs.has(key)) {
      const checks = [...counted]
        .map(([name, level]) => check(name, level))
        .filter((one) => one !== undefined)
        .filter(({severity}) => levels.indexOf(severity === 'info' ? 'suggestion' : severity) >= least);
      const patterns = blind.flatMap((pattern) => ignored(pattern) ?? []);
      runs.set(key, checks.length > 0 ? blindTo(patterns, runOf(checks)) : undefined);
    }
    return runs.get(key);
  };
  const counting = lazy(() => {
    const used = new Set(sections.flatMap(({styles}) => styles ?? []));
    const single = new Set(
      sections.flatMap(({checks}) => [...checks].filter(([, on]) => on !== 'NO').map(([one]) => one)),
    );
    for (const {blind} of sections) for (const pattern of blind) ignored(pattern);
    for (const name of names) if (used.has(name.split('.')[0] ?? '') || single.has(name)) check(name, undefined);
    const {passedOver} = config;
    if (passedOver.length > 0)
      notes.set('', `Of the settings for Vale these are not used here: ${passedOver.join(', ')}`);
    return [...notes.values()].sort();
  });
  return {
    runFor,
    names,
    get notes() {
      return counting();
    },
  };
}

/** What a configuration says of one post. */
interface Settings {
  /** The checks that count, each with the level set for it. */
  readonly counted: ReadonlyMap<string, string | undefined>;
  readonly blind: readonly string[];
}

/** A pattern of text to pass over; undefined where it is none, or could take too long. */
function blindPattern(written: string): RegExp | undefined {
  try {
    const pattern = compilePattern([written], {ignoreCase: false, word: false});
    return growthOf(pattern) <= 2 ? pattern : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The same run without problems that touch text to pass over. */
function blindTo(patterns: readonly RegExp[], run: Run): Run {
  if (patterns.length === 0) return run;
  return function* (blocks, text, speller) {
    const spans = patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({index, 0: match}) => ({start: index, end: index + match.length})),
    );
    for (const problem of run(blocks, text, speller)) {
      const {at} = problem;
      const span = at && 'start' in at && typeof at.start === 'number' ? (at as Span) : undefined;
      if (!span || !spans.some(({start, end}) => span.start < end && start < span.end)) yield problem;
    }
  };
}

/** Spelling is the business of the rule of that name. */
const isOurs = (data: unknown): boolean => isRecord(data) && data.extends === 'spelling';

const isRecord = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null;

/** What checks that extend `spelling` say of words: files of words that are right, and keys that are of no use here. */
export interface SpellingChecks {
  readonly lists: readonly string[];
  readonly notes: readonly string[];
}

/** Reads the checks that extend `spelling`, which the rule of that name does. */
export function spellingChecks(checks: ReadonlyMap<string, unknown>): SpellingChecks {
  const lists: string[] = [];
  const notes: string[] = [];
  for (const [name, data] of checks) {
    if (!isRecord(data) || data.extends !== 'spelling') continue;
    addAll(
      lists,
      [data.ignore].flat().filter((file) => typeof file === 'string'),
    );
    const unused = ['dicpath', 'dictionaries', 'aff', 'dic', 'filters', 'custom'].filter((key) =>
      Object.hasOwn(data, key),
    );
    if (unused.length > 0)
      notes.push(
        `Of the style check ${name} these keys are not used, because the rule "spelling" does it: ${unused.join(', ')}`,
      );
  }
  return {lists, notes};
}

/**
 * The words that an entry of a vocabulary stands for, where it is plain but for sets of letters, such as `[Jj]ekyll`; none where it
 * is another pattern.
 */
export function wordsOfEntry(entry: string): readonly string[] {
  const plain = entry.replace(/^\(\?i\)/, '').replace(/^\\b|\\b$/g, '');
  const pieces = plain.match(/\[[\p{L} -]{1,4}\]|\p{L}[\p{L}\p{N}'’-]*|[\p{N} -]/gu) ?? [];
  if (pieces.join('') !== plain || plain === '') return [];
  let words = [''];
  for (const piece of pieces) {
    const letters = piece.startsWith('[') ? [...piece.slice(1, -1)] : [piece];
    words = words.flatMap((word) => letters.map((letter) => word + letter));
    if (words.length > 16) return [];
  }
  return [...new Set(words.flatMap((phrase) => phrase.split(' ').filter((word) => word !== '')))];
}

/** The checks that Vale has of its own: words repeated, words to avoid, and terms in their own spelling. */
function builtIn({accepted, rejected}: StyleFiles): ReadonlyMap<string, unknown> {
  const checks = new Map<string, unknown>([
    [
      'Vale.Repetition',
      {extends: 'repetition', message: "'%s' is repeated", level: 'error', alpha: true, tokens: ['[^\\s]+']},
    ],
  ]);
  const terms = accepted.filter((term) => /\p{Lu}/u.test(term) && !/[\\()[\]{}?*+|^$]/.test(term));
  if (terms.length > 0)
    checks.set('Vale.Terms', {
      extends: 'substitution',
      message: "Use '%s' instead of '%s'",
      level: 'error',
      ignorecase: true,
      vocab: false,
      swap: Object.fromEntries(terms.map((term) => [escaped(term), term])),
    });
  if (rejected.length > 0)
    checks.set('Vale.Avoid', {
      extends: 'existence',
      message: "Avoid using '%s'",
      level: 'error',
      ignorecase: true,
      vocab: false,
      tokens: rejected,
    });
  return checks;
}
