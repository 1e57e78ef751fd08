import {textTest} from '../units.ts';
import type {Check, Hit, Refusal} from './check.ts';
import {type Compiling, type Definition, DefinitionError, definitionOf} from './definition.ts';
import {capitalization} from './kinds/capitalization.ts';
import {conditional, consistency, occurrence} from './kinds/counting.ts';
import {metric} from './kinds/metric.ts';
import {fillMessage, likeCase, orList} from './message.ts';
import {exceptionsOf, type Finder, replacements, type Search, searched, searchFor, spanOf} from './search.ts';
import type {Words} from './words.ts';

const isOfLetters = textTest(String.raw`^\p{L}+$`);

/** Makes a check of what a style's YAML holds, or says why it cannot be run. */
export function compileCheck(name: string, data: unknown, compiling: Compiling = {}): Check | Refusal {
  try {
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new DefinitionError('it must be a set of keys and values');
    const values: Readonly<Record<string, unknown>> = {...data};
    const extended = String(values.extends ?? '');
    const kind = Object.hasOwn(kinds, extended) ? kinds[extended] : undefined;
    if (!kind) throw new DefinitionError(`checks that extend "${extended}" are not supported`);
    const definition = definitionOf(name, values, compiling);
    const {severity, scope, limit, link, description, action} = definition;
    const spellings = action?.name === 'suggest' && action.params[0] === 'spellings';
    return {name, severity, scope, limit, link, description, spellings, ...kind(definition)};
  } catch (error) {
    if (error instanceof DefinitionError || error instanceof SyntaxError) return {name, reason: error.message};
    throw error;
  }
}

/** Whether `compileCheck` gave a check. */
export const isCheck = (result: Check | Refusal): result is Check => 'entries' in result;

function existence(definition: Definition): Search {
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
  if (raw === '') return searchFor(tokens, {ignoreCase, word}, definition, hit);
  const inner = tokens.length > 0 ? `(?:${tokens.join('|')})` : '';
  const bounded = word ? `\\b${inner}\\b` : inner;
  const all = fields.flag('append') ? bounded + raw : raw + bounded;
  return searchFor([all], {ignoreCase, word: false}, definition, hit);
}

function substitution(definition: Definition): Search {
  const {fields, action, message} = definition;
  const ignoreCase = fields.flag('ignorecase');
  const swap = fields.pairs('swap');
  if (swap.length === 0) throw new DefinitionError('it has no "swap"');
  if (fields.text('pos') !== undefined) throw new DefinitionError('"pos" is not supported');
  const excepted = exceptionsOf(definition);
  const replace = action?.name === 'replace' && action.params.length === 0;
  const parts = swap.map(([from]) => from);
  return searchFor(parts, {ignoreCase, word: !fields.flag('nonword')}, definition, (match, part) => {
    const observed = match[0].trim();
    const to = swap[part]?.[1] ?? '';
    const expected = to.split('|').map((one) => (ignoreCase ? likeCase(one, observed) : one));
    if (observed === '' || expected.includes(observed) || to === observed || excepted(observed)) return undefined;
    const shown = expected.length > 1 ? orList(expected) : (expected[0] ?? '');
    return {...spanOf(match), message: fillMessage(message, [shown, observed]), expected, safe: replace};
  });
}

function repetition(definition: Definition): Search {
  const {fields, message, action} = definition;
  const ignoreCase = fields.flag('ignorecase');
  const tokens = fields.texts('tokens');
  if (tokens.length === 0) throw new DefinitionError('it has no "tokens"');
  const {pattern, growth} = searched(tokens, {ignoreCase, word: false}, definition);
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
        if (before && repeated && count > most && (!alpha || isOfLetters(text)) && !excepted(text)) {
          yield {
            start: before.start,
            end: match.index + match[0].length,
            message: fillMessage(message, [text]),
            expected: [before.text],
            safe: action?.name === 'edit',
          };
          count = 0;
        }
        before = {text, start: match.index};
      }
    };
  // the tokens of our own pack are whole words
  const worthwhile = definition.clues && alpha ? ({doubled}: Words): boolean => doubled : undefined;
  return {entries: [], growth, begin, ...(worthwhile && {worthwhile})};
}

const kinds: Readonly<Record<string, (definition: Definition) => Search>> = {
  existence,
  substitution,
  repetition,
  occurrence,
  consistency,
  conditional,
  capitalization,
  metric,
};
