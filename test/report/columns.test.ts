import assert from 'node:assert/strict';
import {test} from 'node:test';
import stringWidth from 'fast-string-width';
import {clip, columns, wrap} from '../../src/report/columns.ts';
import {fc} from '../support/fast-check.ts';

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('東京', '🧑‍🍳', 'cafe\u0301', 'a', ' ', 'bread', 'https://example.org/a/very/long/address'),
      fc.string({maxLength: 6}),
    ),
    {maxLength: 20},
  )
  .map((parts) => parts.join('').replace(/[^\x20-\x7e\u00a0-\u{3ffff}]/gu, ''));

test('wrapped text keeps every word in order and fits', () => {
  fc.assert(
    fc.property(words, fc.integer({min: 8, max: 60}), (text, limit) => {
      const lines = wrap(text, limit);
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
      for (const line of lines) assert.ok(columns(line) <= limit, `${columns(line)} > ${limit}: ${line}`);
    }),
  );
});

test('what is counted in a quick way is counted right', () => {
  for (let code = 0xc0; code <= 0x24f; code++) assert.equal(stringWidth(String.fromCharCode(code)), 1);
  for (const character of '–—‘’“”…→×') assert.equal(stringWidth(character), 1, character);
});

test('clipped text fits, and is the whole text or its start with an ellipsis', () => {
  fc.assert(
    fc.property(words, fc.integer({min: 2, max: 60}), (text, limit) => {
      const clipped = clip(text, limit);
      assert.ok(columns(clipped) <= limit);
      assert.ok(clipped === text || (clipped.endsWith('…') && text.startsWith(clipped.slice(0, -1))));
    }),
  );
});

test('a character with any number of marks does not make a line long', () => {
  const heap = `e${'\u0301'.repeat(100_000)}`;
  assert.equal(columns(heap), 1);
  assert.ok(clip(heap, 80).length <= 321);
});

test('what a reader sees as one character is never cut', () => {
  assert.equal(clip('🧑‍🍳🧑‍🍳🧑‍🍳', 5), '🧑‍🍳🧑‍🍳…');
  assert.deepEqual(wrap('🧑‍🍳🧑‍🍳🧑‍🍳', 5), ['🧑‍🍳🧑‍🍳', '🧑‍🍳']);
});
