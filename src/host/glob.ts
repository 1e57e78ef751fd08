import picomatch from 'picomatch';
import {addAll} from '../core/add-all.ts';

/** A list of patterns, made ready. Paths are relative to the folder the patterns were written for, with `/`. */
export interface Globs {
  /** Whether one of the patterns names the file, and no later one that starts with `!` takes it out again. */
  readonly matches: (path: string) => boolean;
  /** Whether a pattern that names the file spells out its extension, as `notes/*.txt` does. */
  readonly spelledOut: (path: string) => boolean;
  /** The folders that the patterns name without a wildcard: `''` is the top. */
  readonly bases: readonly string[];
  /** The patterns that cannot be used, each with a plain sentence that says why. */
  readonly problems: readonly string[];
}

interface Glob {
  readonly negated: boolean;
  readonly base: string;
  readonly spelledOut: boolean;
  readonly matches: (path: string) => boolean;
}

/*
 * Patterns come with the blog, so they may be hostile. Those that picomatch would turn into a slow expression are
 * refused: alternatives are expanded here, groups and quantifiers are plain text, and wildcards that can share the same
 * stretch of a name are few. Measured on names of 255 characters, three of them in one name take 20 ms, four take 1 s.
 */
const longest = 500;
const mostAlternatives = 200;
const mostStarsInAName = 3;
const mostGlobstars = 3;
const options = {dot: true, nobrace: true, noextglob: true, nonegate: true, posix: false} as const;

/** Whether a text has a wildcard in it: `*`, `?`, `[…]` or `{…}`. */
export const isPattern = (text: string): boolean => /[*?[{]/.test(text);

/** Whether matching the pattern could take more than moments on a hostile name. */
export function isCostly(pattern: string): boolean {
  if (pattern.length > longest) return true;
  const names = pattern.split('/');
  const shared = names.map((name) => name.match(/\*+/g)?.length ?? 0).map((stars) => Math.max(0, stars - 1));
  return (
    shared.reduce((sum, stars) => sum + stars, 0) >= mostStarsInAName ||
    names.filter((name) => name.includes('**')).length > mostGlobstars
  );
}

/** Gives the patterns that `{a,b}` stands for, at most `mostAlternatives`; braces without a comma are plain text. */
function alternatives(pattern: string): readonly string[] {
  const done: string[] = [];
  const open = [pattern];
  while (open.length > 0 && done.length + open.length <= mostAlternatives) {
    const text = open.pop()!;
    const group = firstGroup(text);
    if (group)
      addAll(
        open,
        group.choices.map((each) => text.slice(0, group.start) + each + text.slice(group.end)),
      );
    else done.push(text);
  }
  return open.length > 0 ? [] : done;
}

/** Finds the first `{…}` that has a comma at its own level: offsets in UTF-16 units, `end` exclusive. */
function firstGroup(text: string) {
  const starts: {readonly at: number; readonly commas: number[]}[] = [];
  let best: {start: number; end: number; choices: string[]} | undefined;
  for (let i = 0; i < text.length; i++) {
    const inner = starts.at(-1);
    if (text[i] === '{') starts.push({at: i, commas: []});
    else if (text[i] === ',') inner?.commas.push(i);
    else if (text[i] === '}' && inner) {
      starts.pop();
      if (inner.commas.length === 0) continue;
      const cuts = [inner.at, ...inner.commas, i];
      best = {start: inner.at, end: i + 1, choices: cuts.slice(1).map((cut, n) => text.slice(cuts[n]! + 1, cut))};
      if (starts.length === 0) return best;
    }
  }
  return best;
}

function compile(pattern: string, negated: boolean): Glob {
  const trimmed = pattern.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  const names = trimmed.split('/');
  const firstMagic = names.findIndex(isPattern);
  const escaped = trimmed.replace(/[()+|\\]/g, '\\$&');
  const own = picomatch(escaped || '**', options);
  // A pattern that ends in a plain name may mean a folder, and then stands for all in it.
  const within = isPattern(names.at(-1) ?? '') ? undefined : picomatch(escaped ? `${escaped}/**` : '**', options);
  return {
    negated,
    base: (firstMagic < 0 ? names : names.slice(0, firstMagic)).join('/'),
    spelledOut: /\.[\w]+$/.test(names.at(-1) ?? ''),
    matches: (path) => own(path) || (within?.(path) ?? false),
  };
}

/**
 * Makes patterns ready: `*`, `?`, `[a-z]` within a name, `**` over folders, `{a,b}`, a leading `!` to take out again.
 * A `\` is read as `/`, so that a list means the same on every system. Letter case counts everywhere.
 */
export function compileGlobs(patterns: readonly string[]): Globs {
  const problems: string[] = [];
  const globs = patterns.flatMap((pattern) => {
    const negated = pattern.startsWith('!');
    const body = (negated ? pattern.slice(1) : pattern).replaceAll('\\', '/');
    const all = body.length > longest ? [] : alternatives(body);
    const good = body !== '' && all.length > 0 && !all.some(isCostly);
    if (!good)
      problems.push(
        body === ''
          ? 'A pattern for files is empty: write for example "_posts/**".'
          : `The pattern "${pattern.slice(0, 80)}" has too many wildcards or is too long: write several shorter ones.`,
      );
    return good ? all.map((each) => compile(each, negated)) : [];
  });
  return {
    matches: (path) => {
      const last = globs.findLast((glob) => glob.matches(path));
      return last !== undefined && !last.negated;
    },
    spelledOut: (path) => globs.some((glob) => !glob.negated && glob.spelledOut && glob.matches(path)),
    bases: [...new Set(globs.filter((glob) => !glob.negated).map((glob) => glob.base))],
    problems,
  };
}
