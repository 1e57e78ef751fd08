import {lazy} from '../lazy.ts';
import type {Block, Check, Entry, Hit} from './check.ts';
import {clueOf, isTrigger} from './clues.ts';
import {type Definition, DefinitionError} from './definition.ts';
import {likeCase} from './message.ts';
import {compilePattern, type PatternOptions, patternSource} from './pattern.ts';
import {growthOf} from './runaway.ts';
import {pairCode, type Words} from './words.ts';

/** Finds the hits of one check in the blocks of one post, one after another. */
export type Finder = (block: Block) => Iterable<Hit>;
/** What a check looks for, and how. */
export type Search = Pick<Check, 'entries' | 'begin' | 'growth' | 'worthwhile'>;

/** From this growth on a pattern is not tried at single words but searched for where its time is watched. */
const steep = 4;

/** The growth of a pattern of the user's. Throws DefinitionError where it could run without end. */
function checkedGrowth(pattern: RegExp, written: string, definition: Definition): number {
  if (definition.clues) return 1;
  const growth = growthOf(pattern);
  if (growth === Number.POSITIVE_INFINITY)
    throw new DefinitionError(`its pattern ${written} could run without end, because a repeat stands in a repeat`);
  return growth;
}

/** Compiles a pattern that is searched for, with its growth. Throws SyntaxError and DefinitionError. */
export function searched(
  parts: readonly string[],
  options: PatternOptions,
  definition: Definition,
): {readonly pattern: RegExp; readonly growth: number} {
  const pattern = compilePattern(parts, options);
  return {pattern, growth: checkedGrowth(pattern, parts.join('|'), definition)};
}

/** A search for patterns: those that begin with known words become entries, the others are scanned for. */
export function searchFor(
  parts: readonly string[],
  options: PatternOptions,
  definition: Definition,
  hit: (match: RegExpExecArray, part: number) => Hit | undefined,
): Search {
  const entries: Entry[] = [];
  const rest: number[] = [];
  const clues: (readonly string[] | undefined)[] = [];
  let most = 1;
  parts.forEach((part, index) => {
    const growth = definition.clues ? 1 : searched([part], options, definition).growth;
    const clue = definition.clues ? definition.clues[index] : growth < steep ? clueOf(part, options) : undefined;
    const trigger = clue && isTrigger(clue) ? clue : undefined;
    if (trigger) {
      // most patterns are never tried on a post: they are compiled when they are
      const sticky = lazy(() => {
        const {source, flags} = patternSource([part], options);
        return new RegExp(source, flags.replace('g', 'y'));
      });
      entries.push({
        trigger,
        try(text, at) {
          const pattern = sticky();
          pattern.lastIndex = at;
          const match = pattern.exec(text);
          return match ? hit(match, index) : undefined;
        },
      });
    } else {
      rest.push(index);
      clues.push(clue && 'pairs' in clue ? clue.pairs : undefined);
      most = Math.max(most, growth);
    }
  });
  if (rest.length === 0) return {entries, growth: most, begin: undefined};
  const finders = lazy(() => scans(parts, rest, options, hit));
  const begin = (): Finder =>
    function* (block) {
      for (const find of finders()) yield* find(block);
    };
  return {
    entries,
    growth: most,
    begin,
    ...(clues.every((pairs) => pairs !== undefined) && {worthwhile: hasOneOf(clues.flat())}),
  };
}

function hasOneOf(wanted: readonly string[]): (words: Words) => boolean {
  const codes = wanted.map((pair) => pairCode(pair.charCodeAt(0), pair.charCodeAt(1)));
  return ({pairs}) => pairs.size > 0 && codes.some((code) => pairs.has(code));
}

/** Finders for some of the parts: one for all of them, but one each where a part refers to its own groups. */
function scans(
  parts: readonly string[],
  rest: readonly number[],
  options: PatternOptions,
  hit: (match: RegExpExecArray, part: number) => Hit | undefined,
): readonly Finder[] {
  const alone = rest.filter((index) => /\\[1-9]|\\k</.test(parts[index] ?? ''));
  const joined = rest.filter((index) => !alone.includes(index));
  return [...alone.map((index) => [index]), ...(joined.length > 0 ? [joined] : [])].map((group) =>
    scan(parts, group, options, hit),
  );
}

function scan(
  parts: readonly string[],
  rest: readonly number[],
  options: PatternOptions,
  hit: (match: RegExpExecArray, part: number) => Hit | undefined,
): Finder {
  // a part may have groups of its own: which part matched is known by the number of the group around it
  const groups: number[] = [];
  let next = 1;
  for (const index of rest) {
    groups.push(next);
    next += 1 + groupsIn(compilePattern([parts[index] ?? ''], options));
  }
  const single = rest.length === 1;
  const pattern = compilePattern(
    rest.map((index) => (single ? (parts[index] ?? '') : `(${parts[index] ?? ''})`)),
    options,
  );
  return function* (block) {
    for (const match of block.text.matchAll(pattern)) {
      const at = single ? 0 : groups.findIndex((group) => match[group] !== undefined);
      const found = hit(match, rest[at] ?? 0);
      if (found) yield found;
    }
  };
}

/** How many groups a pattern has. */
const groupsIn = ({source, flags}: RegExp): number => (new RegExp(`${source}|`, flags).exec('')?.length ?? 1) - 1;

/** Where a match stands. */
export const spanOf = (match: RegExpExecArray): {readonly start: number; readonly end: number} => ({
  start: match.index,
  end: match.index + match[0].length,
});

/** A test for what `exceptions` and accepted words allow: a match in which one stands, between word boundaries. */
export function exceptionsOf(definition: Definition): (text: string) => boolean {
  const {fields} = definition;
  const accepted = fields.flag('vocab', true) && !fields.flag('nonword') ? definition.accepted : [];
  const exceptions = [...fields.texts('exceptions'), ...accepted]
    .map((exception) => searched([exception], {ignoreCase: false, word: true}, definition).pattern)
    .map(({source, flags}) => new RegExp(source, flags.replace('g', '')));
  return (text) => exceptions.some((exception) => exception.test(text));
}

/** What a check's action makes of a match: texts to put in its place, the best first. */
export function replacements({action}: Definition, observed: string): readonly string[] | undefined {
  if (!action) return undefined;
  const {name, params} = action;
  if (name === 'replace' && params.length > 0) return params.map((param) => likeCase(param, observed));
  if (name === 'remove') return [''];
  if (name === 'convert' && params[0] === 'simple') return [simple(observed)];
  if (name === 'edit') {
    const edited = edit(params, observed);
    return edited === undefined || edited === observed ? undefined : [edited];
  }
  return undefined;
}

/** A name such as `someName` or `some_name` as words. */
const simple = (text: string): string =>
  text
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .replace(/[_-]/g, ' ')
    .toLowerCase();

function edit(params: readonly string[], observed: string): string | undefined {
  const [kind, one = '', other = ''] = params;
  const trim = (text: string): string => text.trim();
  switch (kind) {
    case 'regex': {
      const pattern = compilePattern([one], {ignoreCase: false, word: false});
      return growthOf(pattern) < steep ? trim(observed.replace(pattern, other)) : undefined;
    }
    case 'trim_right':
      return trim(trimEnd(observed, one));
    case 'trim_left':
      return trim(trimStart(observed, one));
    case 'trim':
      return trim(trimStart(trimEnd(observed, one), one));
    case 'truncate':
      return trim(observed.split(one)[0] ?? '');
    case 'split':
      return observed.split(one)[Number(other)]?.trim();
    default:
      return undefined;
  }
}

function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

function trimStart(text: string, characters: string): string {
  let start = 0;
  while (start < text.length && characters.includes(text.charAt(start))) start++;
  return text.slice(start);
}
