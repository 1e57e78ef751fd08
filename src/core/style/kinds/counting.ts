import type {Block, Hit} from '../check.ts';
import {type Definition, DefinitionError} from '../definition.ts';
import {fillMessage} from '../message.ts';
import {exceptionsOf, type Finder, type Search, searched, spanOf} from '../search.ts';

/** Too many or too few of something in a block. */
export function occurrence(definition: Definition): Search {
  const {fields, message} = definition;
  const token = fields.text('token');
  if (token === undefined) throw new DefinitionError('it has no "token"');
  const ignoreCase = fields.flag('ignorecase');
  const {pattern, growth} = searched([token], {ignoreCase, word: false}, definition);
  const max = fields.number('max') ?? 0;
  const min = fields.number('min') ?? 0;
  const find: Finder = function* (block) {
    const matches = [...block.text.matchAll(pattern)].filter((match) => match[0] !== '');
    if (!((max > 0 && matches.length > max) || (min > 0 && matches.length < min))) return;
    const [match] = matches;
    yield {...(match ? spanOf(match) : beginning(block)), message: fillMessage(message, [String(matches.length)])};
  };
  return {entries: [], growth, begin: () => find};
}

/** The first word of a block. */
function beginning({text}: Block): {readonly start: number; readonly end: number} {
  const match = /\S{1,80}/.exec(text);
  return match ? spanOf(match) : {start: 0, end: 0};
}

/** Two ways to write one thing, of which a post uses both. */
export function consistency(definition: Definition): Search {
  const {fields, message} = definition;
  const either = fields.pairs('either');
  if (either.length === 0) throw new DefinitionError('it has no "either"');
  const options = {ignoreCase: fields.flag('ignorecase'), word: !fields.flag('nonword')};
  const pairs = either.map((pair) => pair.map((one) => searched([one], options, definition)));
  const growth = Math.max(...pairs.flat().map((one) => one.growth));
  const begin = (): Finder => {
    const seen = pairs.map(() => new Set<number>());
    return function* (block) {
      for (const [index, pair] of pairs.entries()) {
        let last: RegExpExecArray | undefined;
        for (const [side, {pattern}] of pair.entries())
          for (const match of block.text.matchAll(pattern)) {
            seen[index]?.add(side);
            if (!last || match.index > last.index) last = match;
          }
        if (last && seen[index]?.size === 2) yield {...spanOf(last), message: fillMessage(message, [last[0]])};
      }
    };
  };
  return {entries: [], growth, begin};
}

/** Something that must have been introduced, such as an abbreviation by what it stands for. */
export function conditional(definition: Definition): Search {
  const {fields, message} = definition;
  const [first, second] = [fields.text('first'), fields.text('second')];
  if (first === undefined || second === undefined) throw new DefinitionError('it needs "first" and "second"');
  const options = {ignoreCase: fields.flag('ignorecase'), word: false};
  const used = searched([first], options, definition);
  const introduced = searched([second], options, definition);
  const excepted = exceptionsOf(definition);
  const begin = (): Finder => {
    const known = new Set<string>();
    return function* (block): Generator<Hit> {
      for (const match of block.text.matchAll(introduced.pattern)) if (match[1] !== undefined) known.add(match[1]);
      for (const match of block.text.matchAll(used.pattern))
        if (match[0] !== '' && !known.has(match[0]) && !excepted(match[0]))
          yield {...spanOf(match), message: fillMessage(message, [match[0]])};
    };
  };
  return {entries: [], growth: Math.max(used.growth, introduced.growth), begin};
}
