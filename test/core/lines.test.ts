import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {linesOf} from '../../src/core/lines.ts';
import {fc} from '../support/fast-check.ts';

// biome-ignore format: a table
const cases: readonly (readonly [what: string, text: string, starts: readonly number[]])[] = [
  ['an empty text has a line', '', [0]],
  ['one line', 'rain', [0]],
  ['a final line end begins a line', 'rain\n', [0, 5]],
  ['LF', 'a\nb\n\nc', [0, 2, 4, 5]],
  ['CRLF is one end', 'a\r\nb\r\n', [0, 3, 6]],
  ['a lone CR is one too', 'a\rb\r\rc', [0, 2, 4, 5]],
  ['CR before CRLF', 'a\r\r\nb', [0, 2, 4]],
  ['other separators are none', 'a\u2028b\u0085c\fd', [0]],
];
// biome-ignore format: a table
const points: readonly (readonly [text: string, offset: number, place: string])[] = [
  ['', 0, '1:1'], ['', 9, '1:1'], ['rain', -1, '1:1'], ['rain', 4, '1:5'], ['rain', 99, '1:5'], ['a\nb', 1, '1:2'],
  ['a\nb', 2, '2:1'], ['a\r\nb', 1, '1:2'], ['a\r\nb', 2, '1:3'], ['a\r\nb', 3, '2:1'], ['☔🌧 a', 3, '1:4'], ['a\n', 2, '2:1'],
];

describe('lines', () => {
  for (const [what, text, starts] of cases) it(what, () => assert.deepEqual(linesOf(text).starts, starts));
  for (const [text, offset, place] of points)
    it(`${JSON.stringify(text)} at ${offset} is ${place}`, () => {
      const {line, column} = linesOf(text).point(offset);
      assert.equal(`${line}:${column}`, place);
    });
  it('and columns lead back to the offset', () => {
    const text = fc.array(fc.constantFrom('a', '🌧', '\n', '\r\n', '\r', ' ')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (some) => {
        const {starts, point, position} = linesOf(some);
        for (let offset = 0; offset <= some.length; offset++) {
          const {line, column} = point(offset);
          assert.equal(starts[line - 1]! + column - 1, offset);
          assert.deepEqual(position(offset, some.length), {start: point(offset), end: point(some.length)});
        }
        assert.equal(starts.length, some.split(/\r\n|\n|\r/).length);
      }),
    );
  });
});
