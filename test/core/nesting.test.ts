import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {deepest, findTooDeep} from '../../src/core/nesting.ts';
import {parse} from '../../src/core/parse.ts';

const times = (count: number, text: string): string => text.repeat(count);
const lines = (count: number, line: (n: number) => string): string =>
  Array.from({length: count}, (_, n) => line(n)).join('\n');

/** Ways to nest, each to any depth. */
const ways: Readonly<Record<string, (depth: number) => string>> = {
  quotes: (depth) => `${times(depth, '> ')}x`,
  'quotes without blanks': (depth) => `${times(depth, '>')}x`,
  'quotes after blank lines': (depth) => `\n\n${times(depth, '> ')}x`,
  'a list on one line': (depth) => `${times(depth, '- ')}x`,
  'a list line by line': (depth) => lines(depth, (n) => `${times(n, '  ')}- x`),
  'a list indented by tabs': (depth) => lines(depth, (n) => `${times(n, '\t')}- x`),
  'a list over blank lines': (depth) => lines(depth, (n) => `${times(n, '  ')}- x\n`),
  'a numbered list': (depth) => lines(depth, (n) => `${times(n, '   ')}1. x`),
  'lists in quotes': (depth) => `${times(depth / 2, '> - ')}x`,
  brackets: (depth) => times(depth, '[') + times(depth, ']'),
  'brackets over lines': (depth) => times(depth, '[\n') + times(depth, ']'),
  links: (depth) => times(depth, '[') + times(depth, '](x)'),
  images: (depth) => times(depth, '![') + times(depth, '](x)'),
};

describe('nesting', () => {
  for (const [what, nested] of Object.entries(ways)) {
    it(`${what}: up to the limit is read, and the parser bears it`, () => {
      assert.equal(findTooDeep(nested(deepest)), undefined);
      parse(nested(deepest));
    });
    it(`${what}: beyond it is refused`, () => assert.ok(findTooDeep(nested(deepest + 2))));
  }
  it('says the line', () => {
    assert.deepEqual(findTooDeep(`Rain\n\n${times(101, '> ')}x`), {
      line: 3,
      message: 'Lists or block quotes are nested more than 100 levels deep',
    });
  });
  it('says the line after a fence', () => {
    assert.equal(findTooDeep(`~~~\nRain\n~~~\n\n${times(101, '> ')}x`)?.line, 5);
  });
});

describe('what is beside each other is not nested', () => {
  // biome-ignore format: a table
  const flat: Readonly<Record<string, string>> = {
    'items': times(500, '- x\n'), 'items far apart': times(500, '- x\n\n'), 'numbers': lines(500, (n) => `${n + 1}. x`),
    'quotes': times(500, '> x\n\n'), 'quotes of one paragraph': times(500, '> x\n'), 'brackets': times(500, '[x] '), 'emphasis': times(500, '*x* '),
    'items at two depths': times(300, '- x\n  - y\n'), 'open brackets': times(500, '[ '), 'greater-than in code': `\`${times(500, '>')}\``,
    'names with underscores': times(5000, 'a_b_c '), 'arrows': `x ${times(500, '> ')}`, 'a rule of asterisks': times(500, '*'), 'dates': times(500, '2024.5 '),
  };
  for (const [what, text] of Object.entries(flat)) it(what, () => assert.equal(findTooDeep(text), undefined));
});
