import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inert, oneLine, visible, visibleJson} from '../../src/report/clean.ts';

const shown: readonly (readonly [given: string, expected: string])[] = [
  ['plain text, “quotes”, é, 東京, 🧑‍🍳', 'plain text, “quotes”, é, 東京, 🧑‍🍳'],
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['two\nlines', 'two\\u{a}lines'],
  ['high \ud83d alone', 'high \\u{d83d} alone'],
  ['tag \u{e0041}', 'tag \\u{e0041}'],
  ['soft\u00adhyphen', 'soft\\u{ad}hyphen'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
];

for (const [given, expected] of shown) test(`visible: ${expected}`, () => assert.equal(visible(given), expected));

test('a sentence stands on one line', () => {
  assert.equal(oneLine('one\r\ntwo\n\n\tthree'), 'one two three');
});

test('JSON keeps its value', () => {
  const value = {text: 'a\u202e\u{e0041}\u007f##[error]b', list: ['\n']};
  const printed = visibleJson(JSON.stringify(value, null, 2));
  assert.deepEqual(JSON.parse(printed), value);
  assert.match(printed, /a\\u202e\\udb40\\udc41\\u007f##\\u005berror\]b/);
});

test('commands to a GitHub runner are defused, and what looks like them is left alone', () => {
  assert.equal(inert('  ::error::x\n::y'), '  \\u{3a}:error::x\n\\u{3a}:y');
  assert.equal(inert('see ##[set-env name=a]b'), 'see ##\\u{5b}set-env name=a]b');
  assert.equal(inert('a::b ##[link](x) ##[errors]'), 'a::b ##[link](x) ##[errors]');
});
