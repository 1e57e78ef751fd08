import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {prunable, whyWord} from '../../src/engine/words.ts';
import {world} from '../support/world.ts';

const dictionary = world().dictionary!;
const counts = new Map(Object.entries({zynthorium: 4, recieve: 2, kitchen: 9, kitchem: 1}));

describe('words that had better leave the list', () => {
  const reasonOf = (word: string): string | undefined => prunable({dictionary, counts, listed: [word]})[0]?.reason;
  it('known ones', () => assert.equal(reasonOf('kitchen'), 'known'));
  it('unused ones', () => assert.equal(reasonOf('frobulator'), 'unused'));
  it('ones that hide a slip', () => assert.equal(reasonOf('kitchem'), 'hides'));
  it('not a word that posts use', () => assert.equal(reasonOf('zynthorium'), undefined));
  it('not what every object has', () => assert.equal(reasonOf('constructor'), 'known'));
});

describe('why a word is judged as it is', () => {
  const why = (word: string, listed: readonly string[] = []): string =>
    whyWord(word, {dictionary, counts, listed}).join('. ');
  it('a listed word', () =>
    assert.match(why('zynthorium', ['zynthorium']), /^"zynthorium" is accepted: your list has/));
  it('a word listed with a capital', () =>
    assert.match(why('zynthorium', ['Zynthorium']), /only as it is written there/));
  it('a common misspelling', () =>
    assert.match(why('recieve'), /common misspelling of "receive"\. It stands in 2 posts/));
  it('a known word', () => assert.match(why('kitchen'), /^"kitchen" is in the dictionary\. It stands in 9 posts/));
  it('a name in small letters', () => assert.match(why('lisbon'), /as a name only/));
  it('a British form', () => assert.match(why('colour'), /It is British; the other spelling is "color"/));
  it('an unknown word', () => assert.match(why('kitchem'), /Near it: "kitchen" \(9 posts\)/));
});
