import type {Block, Check, Entry, Hit, Refusal} from './check.ts';
import {type Definition, DefinitionError, definitionOf} from './definition.ts';
import {firstWords} from './first-words.ts';
import {fillMessage, likeCase, orList} from './message.ts';
import {compilePattern, type PatternOptions} from './pattern.ts';

/** Finds the hits of one check in the blocks of one post, one after another. */
type Finder = (block: Block) => Iterable<Hit>;
/** Reads what is special to one kind of check. */
type Kind = (definition: Definition) => Pick<Check, 'entries' | 'begin'>;

/** Makes a check of what a style's YAML holds, or says why it cannot be run. */
export function compileCheck(name: string, data: unknown): Check | Refusal {
  try {
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new DefinitionError('it must be a set of keys and values');
    const values: Readonly<Record<string, unknown>> = {...data};
    const extended = String(values.extends ?? '');
    const kind = Object.hasOwn(kinds, extended) ? kinds[extended] : undefined;
    if (!kind) throw new DefinitionError(`checks that extend "${extended}" are not supported`);
    const definition = definitionOf(name, values);
    const {severity, scope, limit, link, description} = definition;
    return {name, severity, scope, limit, link, description, ...kind(definition)};
  } catch (error) {
    if (error instanceof DefinitionError || error instanceof SyntaxError) return {name, reason: error.message};
    throw error;
  }
}

/** Whether `compileCheck` gave a check. */
export const isCheck = (result: Check | Refusal): result is Check => 'entries' in result;

/** A test for what `exceptions` allow: a match in which one stands, between word boundaries, by its own capitals. */
function exceptionsOf({fields}: Definition): (text: string) => boolean {
  const exceptions = fields
    .texts('exceptions')
    .map((exception) => compilePattern([exception], {ignoreCase: false, word: true}))
    .map(({source, flags}) => new RegExp(source, flags.replace('g', '')));
  return (text) => exceptions.some((exception) => exception.test(text));
}

/** What a check's action makes of a match: texts to put in its place, the best first. */
function replacements({action}: Definition, observed: string): readonly string[] | undefined {
  if (action?.name === 'replace' && action.params.length > 0)
    return action.params.map((param) => likeCase(param, observed));
  if (action?.name === 'remove') return [''];
  return undefined;
}

/** A search for patterns: those that begin with known words become entries, the others one pattern to scan for. */
function search(
  parts: readonly string[],
  options: PatternOptions,
  hit: (match: RegExpExecArray, part: number) => Hit | undefined,
): Pick<Check, 'entries' | 'begin'> {
  const entries: Entry[] = [];
  const rest: number[] = [];
  parts.forEach((part, index) => {
    const {source, flags} = compilePattern([part], options);
    const words = options.word ? firstWords(part) : undefined;
    if (words)
      entries.push({words, pattern: new RegExp(source, flags.replace('g', 'y')), hit: (match) => hit(match, index)});
    else rest.push(index);
  });
  return {entries, begin: rest.length > 0 ? () => scan(parts, rest, options, hit) : undefined};
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
  const pattern =
    rest.length === 1
      ? compilePattern([parts[rest[0] ?? 0] ?? ''], options)
      : compilePattern(
          rest.map((index) => `(${parts[index] ?? ''})`),
          options,
        );
  return function* (block) {
    for (const match of block.text.matchAll(pattern)) {
      const at = rest.length === 1 ? 0 : groups.findIndex((group) => match[group] !== undefined);
      const found = hit(match, rest[at] ?? 0);
      if (found) yield found;
    }
  };
}

/** How many groups a pattern has. */
const groupsIn = ({source, flags}: RegExp): number => (new RegExp(`${source}|`, flags).exec('')?.length ?? 1) - 1;

const spanOf = (match: RegExpExecArray): {readonly start: number; readonly end: number} => ({
  start: match.index,
  end: match.index + match[0].length,
});

const existence: Kind = (definition) => {
  const {fields, message} = definition;
  const ignoreCase = fields.flag('ignorecase');
  const tokens = fields.texts('tokens').filter((token) => token.trim() !== '');
  const raw = fields.texts('raw').join('');
  if (tokens.length === 0 && raw === '') throw new DefinitionError('it has no "tokens"');
  const excepted = exceptionsOf(definition);
  const hit = (match: RegExpExecArray): Hit | undefined => {
    const observed = match[0].trim();
    if (observed === '' || excepted(observed)) return undefined;
    const expected = replacements(definition, observed);
    return {...spanOf(match), message: fillMessage(message, [observed]), ...(expected && {expected, safe: true})};
  };
  const word = tokens.length > 0 && !fields.flag('nonword');
  if (raw === '') return search(tokens, {ignoreCase, word}, hit);
  const inner = tokens.length > 0 ? `(?:${tokens.join('|')})` : '';
  const bounded = word ? `\\b${inner}\\b` : inner;
  return search([fields.flag('append') ? bounded + raw : raw + bounded], {ignoreCase, word: false}, hit);
};

const substitution: Kind = (definition) => {
  const {fields, action, message} = definition;
  const ignoreCase = fields.flag('ignorecase');
  const swap = fields.pairs('swap');
  if (swap.length === 0) throw new DefinitionError('it has no "swap"');
  if (fields.text('pos') !== undefined) throw new DefinitionError('"pos" is not supported');
  const excepted = exceptionsOf(definition);
  const replace = action?.name === 'replace' && action.params.length === 0;
  const parts = swap.map(([from]) => from);
  return search(parts, {ignoreCase, word: !fields.flag('nonword')}, (match, part) => {
    const observed = match[0].trim();
    const to = swap[part]?.[1] ?? '';
    const expected = to.split('|').map((one) => (ignoreCase ? likeCase(one, observed) : one));
    if (observed === '' || expected.includes(observed) || to === observed || excepted(observed)) return undefined;
    const shown = expected.length > 1 ? orList(expected) : (expected[0] ?? '');
    return {...spanOf(match), message: fillMessage(message, [shown, observed]), expected, safe: replace};
  });
};

const repetition: Kind = (definition) => {
  const {fields, message} = definition;
  const ignoreCase = fields.flag('ignorecase');
  const tokens = fields.texts('tokens');
  if (tokens.length === 0) throw new DefinitionError('it has no "tokens"');
  const pattern = compilePattern(tokens, {ignoreCase, word: false});
  const alpha = fields.flag('alpha');
  const most = fields.number('max') ?? 0;
  const excepted = exceptionsOf(definition);
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const begin = (): Finder =>
    function* (block) {
      let before: {readonly text: string; readonly start: number} | undefined;
      let count = 0;
      for (const match of block.text.matchAll(pattern)) {
        const text = match[0].trim();
        const repeated = before !== undefined && text !== '' && fold(text) === fold(before.text);
        count = repeated ? count + 1 : 0;
        if (before && repeated && count > most && (!alpha || /^\p{L}+$/u.test(text)) && !excepted(text)) {
          yield {
            start: before.start,
            end: match.index + match[0].length,
            message: fillMessage(message, [text]),
            expected: [before.text],
            safe: definition.action?.name === 'edit' || definition.action?.name === 'remove',
          };
          count = 0;
        }
        before = {text, start: match.index};
      }
    };
  return {entries: [], begin};
};

const kinds: Readonly<Record<string, Kind>> = {existence, substitution, repetition};
