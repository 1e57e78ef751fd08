import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Post} from '../../src/core/post.ts';
import {readingOf} from '../../src/core/reading.ts';
import {fc} from '../support/fast-check.ts';

const readings = (text: string, plain: boolean) => {
  const post = new Post('post.md', text);
  return post.prose.map((prose) => ({prose, reading: readingOf(prose, {plain})}));
};

describe('the reading of a block', () => {
  for (const [is, text, read] of [
    ['without marks', '**Bread** and [butter](x)[^1]\n\n[^1]: Note', 'Bread and butter'],
    ['on one line', '> Bread  \n> and\n> butter', 'Bread and butter'],
    ['with one object for a thing', 'Use `bread` and ![butter](x).', 'Use \uFFFC and \uFFFC.'],
    ['with straight quotes', 'It’s “good”\u00A0bread', 'It\'s "good" bread'],
    ['with single blanks', 'Bread.  Butter', 'Bread. Butter'],
  ] as const)
    it(`is ${is}`, () => assert.equal(readings(text, true)[0]?.reading.text, read));
  it('keeps quotes and blanks where it is not plain', () =>
    assert.equal(readings('It’s  bread\nand', false)[0]?.reading.text, 'It’s  bread and'));
  it('leads back to the post', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      ' ',
      '  ',
      '\n',
      '\n> ',
      '**',
      '`x`',
      '’',
      '“',
      '&amp;',
      '\\*',
      '[l](u)',
      '🙂',
      '\r\n',
      '- ',
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 30}), fc.boolean(), (pieces, plain) => {
        const text = pieces.join('');
        for (const {prose, reading} of readings(text, plain))
          for (let at = 0; at < reading.text.length; at++) {
            const {start, end} = reading.at(at, at + 1);
            assert.ok(prose.start <= start && start < end && end <= prose.start + prose.text.length);
            const character = reading.text.charAt(at);
            if (/[a-zA-Z]/.test(character)) assert.equal(prose.text.charAt(start - prose.start), character);
          }
      }),
    );
  });
});
