import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {near, shelve, within} from '../../rules/spelling/candidates.ts';
import {slips, soundKey} from '../../rules/spelling/edits.ts';
import {foreignLanguage} from '../../rules/spelling/language.ts';
import {derive, related} from '../../rules/spelling/morphology.ts';
import {remembering, stretchOf, tokens} from '../../rules/spelling/tokens.ts';
import {Post} from '../../src/core/post.ts';
import {fc} from '../support/fast-check.ts';

const wordsOf = (markdown: string): string[] =>
  new Post('a.md', markdown).prose.flatMap((prose) => tokens(prose, remembering(stretchOf)).map(({form}) => form.word));

describe('words of prose', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['curly apostrophes become straight', 'It’s the dog’s.', ["It's", 'the', "dog's"]],
    ['a left quote within a word is an apostrophe', 'We couldn‘t stay.', ['We', "couldn't", 'stay']],
    ['marks inside a word are dropped', '**D**iscovery', ['Discovery']],
    ['the parts of a hyphenated word count each', 'a well-made chair', ['well', 'made', 'chair']],
    [
      'a forgotten blank after a full stop parts words',
      'We left.Then it rained.',
      ['We', 'left', 'Then', 'it', 'rained'],
    ],
    ['an ending of code is no word', 'All the `View`s here', ['All', 'the', 'here']],
    ['machinery is left out', 'see ./src/a.ts, foo_bar, a@b.example, @anna, node.js, x=y and 3rd', ['see', 'and']],
  ];
  for (const [name, markdown, expected] of cases) it(name, () => assert.deepEqual(wordsOf(markdown), expected));

  it('are the same where a word stands alone, which is read in a shorter way', () => {
    const word = fc.string({unit: fc.constantFrom(...'abcxyzABCXYZ'), minLength: 1, maxLength: 12});
    fc.assert(
      fc.property(word, fc.constantFrom('', '.', ',', ';', ':', '!', '?'), (letters, mark) => {
        // a mark that nobody sees has no short way
        assert.deepEqual(stretchOf(`${letters}${mark}`), stretchOf(`${letters}${mark}\u2060`));
      }),
    );
  });

  it('stand where they are said to stand', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), (text) => {
        const post = new Post('a.md', text);
        for (const prose of post.prose)
          for (const {form, start, end} of tokens(prose, remembering(stretchOf))) {
            assert.ok(start >= 0 && end <= post.text.length && start < end);
            assert.equal(form.word[0], post.text[start]?.replace(/[’‘]/, "'") ?? form.word[0]);
          }
      }),
    );
  });
});

describe('slips', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['teh', 'the', ['swapped']],
    ['occured', 'occurred', ['lostDouble']],
    ['ommitted', 'omitted', ['doubled']],
    ['unnnoticed', 'unnoticed', ['tripled']],
    ['seperate', 'separate', ['vowel']],
    ['doesnt', "doesn't", ['lostApostrophe']],
    ['atleast', 'at least', ['lostSpace']],
    ['ery', 'very', ['lostFirst']],
    ['increaesed', 'increased', ['extra']],
  ];
  for (const [written, right, expected] of cases)
    it(`${written} ← ${right}`, () => {
      const found = slips(written, right);
      if (written === 'increaesed') assert.equal(found?.length, 1);
      else assert.deepEqual(found, expected);
    });
  it('gives nothing for words too far apart', () => assert.equal(slips('garden', 'kitchen'), undefined));
  it('takes no slip from a word to itself', () =>
    fc.assert(fc.property(fc.stringMatching(/^[a-z']{1,15}$/), (word) => assert.deepEqual(slips(word, word), []))));
  it('needs as few steps as the distance says', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[ab]{1,6}$/), fc.stringMatching(/^[ab]{1,6}$/), (a, b) => {
        if (within(a, b, 1)) assert.ok((slips(a, b)?.length ?? 9) <= 1, `${a} ${b}`);
      }),
    ));
  it('hears words that sound alike', () => assert.equal(soundKey('recieve'), soundKey('receive')));
});

describe('words a few letters away', () => {
  it('are the same as those found by comparing all', () =>
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-d']{1,8}$/), {maxLength: 30}),
        fc.stringMatching(/^[a-d']{1,8}$/),
        (words, word) =>
          assert.deepEqual(
            near(shelve(words), word, 2),
            words.filter((other) => other !== word && within(word, other, 2)),
          ),
      ),
    ));
});

describe('derived words', () => {
  const known = (word: string): boolean => ['zoom', 'hour', 'crash', 'stop', 'happy', 'follow'].includes(word);
  it('a prefix', () => assert.ok(derive('unzoom', known).prefix));
  it('a living suffix', () => assert.ok(derive('hourish', known).living));
  it('a noun and y', () => assert.ok(derive('crashy', known).withY));
  it('a doubled consonant', () => assert.ok(derive('stopping', known).inflected));
  it('y turned into i', () => assert.ok(derive('happiness', known).living));
  it('both', () => assert.ok(derive('unfollowable', known).both));
  it('nothing', () => assert.ok(!Object.values(derive('recieve', known)).some(Boolean)));
  it('a plural of a word that is only used', () => assert.ok(related('impls', (word) => word === 'impl')));
});

describe('another language', () => {
  it('is told by its function words', () =>
    assert.equal(
      foreignLanguage(
        'im frühling stellen wir die tomaten auf den balkon und hoffen dass es nicht mehr friert'.split(' '),
        0.9,
      ),
      'German',
    ));
  it('is not seen in English with names in it', () =>
    assert.equal(
      foreignLanguage('the people of la paz and el alto walk to the market and they like it'.split(' '), 0.3),
      undefined,
    ));
});
