import {unicodePattern} from '../../units.ts';
import {type Definition, DefinitionError} from '../definition.ts';
import {fillMessage} from '../message.ts';
import {exceptionsOf, type Finder, type Search, searched} from '../search.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
/** Words that stay small in a title, in the style of the Associated Press and in that of the Chicago Manual. */
const small = {
  AP: list('a an and as at but by en for if in nor of on or per so the to v v. via vs vs. yet'),
  Chicago: list(
    `a an and as at but by en for if in nor of on or per so the to v v. via vs vs. yet about above across after against along
    among around before behind below beneath beside between beyond despite down during except from inside into like near
    off onto out outside over past since through throughout toward towards under underneath until up upon with within
    without`,
  ),
};

const words = unicodePattern(String.raw`[\p{N}\p{L}*]\S*`, 'g');

/** Text in the wrong capitals. */
export function capitalization(definition: Definition): Search {
  const {fields, message} = definition;
  const match = fields.text('match');
  if (match === undefined) throw new DefinitionError('it has no "match"');
  const excepted = exceptionsOf(definition);
  const threshold = fields.number('threshold') ?? 0.8;
  const {test, growth} = testOf(match, definition, excepted, threshold);
  const find: Finder = function* (block) {
    const text = block.text.trim();
    if (text === '' || test(text)) return;
    const start = block.text.indexOf(text);
    yield {start, end: start + text.length, message: fillMessage(message, [text])};
  };
  return {entries: [], growth, begin: () => find};
}

function testOf(
  match: string,
  definition: Definition,
  excepted: (text: string) => boolean,
  threshold: number,
): {readonly test: (text: string) => boolean; readonly growth: number} {
  const {fields} = definition;
  switch (match) {
    case '$lower':
      return {test: (text) => text === text.toLowerCase() || excepted(text), growth: 1};
    case '$upper':
      return {test: (text) => text === text.toUpperCase() || excepted(text), growth: 1};
    case '$title': {
      const style = fields.text('style') === 'Chicago' ? small.Chicago : small.AP;
      return {test: (text) => isTitle(text, style, excepted, threshold), growth: 1};
    }
    case '$sentence': {
      const indicators = fields.texts('indicators');
      return {test: (text) => isSentence(text, indicators, excepted, threshold), growth: 1};
    }
    default: {
      const {pattern, growth} = searched([match], {ignoreCase: false, word: false}, definition);
      const once = new RegExp(pattern.source, pattern.flags.replace('g', ''));
      const exceptions = fields.texts('exceptions');
      return {test: (text) => once.test(text) || exceptions.includes(text), growth};
    }
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function isTitle(
  text: string,
  style: ReadonlySet<string>,
  excepted: (text: string) => boolean,
  threshold: number,
): boolean {
  const found = text.match(words(text)) ?? [];
  let right = 0;
  found.forEach((word, index) => {
    const ends = index === 0 || index === found.length - 1 || /[:.?!]$/.test(found[index - 1] ?? '');
    const plain = word.toLowerCase().replace(/[,;:]$/, '');
    const wanted = !ends && style.has(plain) ? word.toLowerCase() : capital(word);
    if (word === wanted || word === word.toUpperCase() || excepted(word)) right++;
  });
  return found.length === 0 || right / found.length > threshold;
}

function isSentence(
  text: string,
  indicators: readonly string[],
  excepted: (text: string) => boolean,
  threshold: number,
): boolean {
  const found = text.replace(/[?!.:]{1,9}$/, '').match(words(text)) ?? [];
  let right = 0;
  for (const [index, whole] of found.entries()) {
    const before = found[index - 1] ?? '';
    const word = whole.split(/[-'’]/)[0] ?? whole;
    const indicated = index > 0 && indicators.some((indicator) => before.endsWith(indicator));
    if (word === word.toUpperCase() || indicated || excepted(whole)) right++;
    else if (index === 0 && word !== capital(word.toLowerCase())) return false;
    else if (index === 0 || word === word.toLowerCase()) right++;
  }
  return found.length === 0 || right / found.length > threshold;
}
