import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Fact} from '../../rules/spelling/gather.ts';
import {apartFrom, count, countOf, nothing, type Vocabulary} from '../../rules/spelling/vocabulary.ts';
import {fc} from '../support/fast-check.ts';

const fact = (words: readonly string[], more: Partial<Fact> = {}): Fact => ({
  draft: false,
  words: [...new Set(words)].sort().join(' '),
  topic: '',
  suspects: [],
  american: [],
  british: [],
  ...more,
});
const facts = fc.array(
  fc
    .array(fc.constantFrom('tea', 'pot', 'constructor', '__proto__', "it's"), {maxLength: 5})
    .chain((words) => fc.constantFrom(fact(words), fact(words, {tag: 'de'}), fact(words, {tag: 'fr'}))),
  {maxLength: 8},
);
const sumOf = (list: readonly Fact[]): Vocabulary => list.reduce((sum, f) => count(sum, f, 1), nothing());

describe('the vocabulary of a blog', () => {
  it('does not depend on the order of posts', () =>
    fc.assert(fc.property(facts, (list) => assert.deepEqual(sumOf(list), sumOf([...list].reverse())))));
  it('forgets a post that is taken out', () =>
    fc.assert(
      fc.property(facts, facts, (kept, gone) => {
        const sum = sumOf([...kept, ...gone]);
        assert.deepEqual(
          gone.reduce((s, f) => count(s, f, -1), sum),
          sumOf(kept),
        );
      }),
    ));
  it('survives being stored', () =>
    fc.assert(fc.property(facts, (list) => assert.deepEqual(JSON.parse(JSON.stringify(sumOf(list))), sumOf(list)))));
  it('learns nothing from a draft or a post in another language', () =>
    assert.deepEqual(sumOf([fact(['tea'], {draft: true}), fact(['tee'], {language: 'German'})]), nothing()));
  it('keeps the languages apart', () => {
    const own = fact(['tee'], {tag: 'de'});
    const sum = sumOf([own, fact(['tee'], {tag: 'de'}), fact(['tee', 'tea'])]);
    assert.deepEqual([sum.posts, countOf(sum, 'tee')], [1, 1]);
    assert.deepEqual([apartFrom(sum, own).posts, apartFrom(sum, own).others('tee')], [1, 1]);
  });
  it('knows no words that nobody wrote', () => assert.equal(countOf(nothing(), 'constructor'), 0));
  it('counts the other posts only', () => {
    const own = fact(['tea', 'pot']);
    const around = apartFrom(sumOf([own, fact(['tea'])]), own);
    assert.deepEqual([around.posts, around.others('tea'), around.others('pot')], [1, 1, 0]);
  });
});
