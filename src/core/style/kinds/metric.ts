import {type Definition, DefinitionError} from '../definition.ts';
import {evaluate, type Formula, parseFormula} from '../formula.ts';
import {fillMessage} from '../message.ts';
import type {Finder, Search} from '../search.ts';

/** A figure of the whole post, such as a grade of readability, on the wrong side of a limit. */
export function metric(definition: Definition): Search {
  const {fields, message} = definition;
  const formula = parse(fields.text('formula'), 'formula');
  const condition = fields.text('condition');
  const wrong = parse(condition === undefined ? undefined : `value ${condition}`, 'condition');
  const find: Finder = function* (block) {
    if (!block.figures) return;
    const value = evaluate(formula, block.figures);
    if (!Number.isFinite(value) || evaluate(wrong, {...block.figures, value}) !== 1) return;
    yield {start: 0, end: 0, message: fillMessage(message, [value.toFixed(2)])};
  };
  return {entries: [], growth: 1, begin: () => find};
}

function parse(text: string | undefined, key: string): Formula {
  if (text === undefined) throw new DefinitionError(`it has no "${key}"`);
  const formula = parseFormula(text.replace(/heading\.(h[1-6])/g, 'heading_$1'));
  if (!formula) throw new DefinitionError(`its "${key}" cannot be read: ${text}`);
  return formula;
}
