import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {FactsByPath, factOf, packFacts, unpackFacts} from '../../src/engine/facts.ts';

const given = {
  first: {words: 'one two', lines: 'a\nb\r\n\u2028c', deep: [{n: 1.5}, null, []]},
  'second-rule': 'naïve 🙂',
  third: null,
  fourth: 0,
  __proto: false,
};

describe('packed facts', () => {
  it('give each fact as it was, and nothing for a rule that has none', () => {
    const facts = packFacts(given);
    for (const [rule, fact] of Object.entries(given)) assert.deepEqual(factOf(facts, rule), fact, rule);
    assert.equal(factOf(facts, 'constructor'), undefined);
    assert.deepEqual(unpackFacts(facts), given);
    assert.deepEqual(unpackFacts(packFacts({})), {});
  });

  it('leave out what a rule did not say', () => {
    const facts = packFacts({silent: undefined, loud: 1});
    assert.deepEqual(facts.rules, ['loud']);
    assert.equal(factOf(facts, 'loud'), 1);
  });

  it('are data: a copy of them says the same', () => {
    const facts = packFacts(given);
    assert.deepEqual(unpackFacts(structuredClone(facts)), given);
  });

  it('that are damaged throw when they are asked for', () => {
    const {rules, bytes} = packFacts(given);
    assert.throws(() => factOf({rules, bytes: bytes.subarray(0, 9)}, 'first'), SyntaxError);
    assert.throws(() => unpackFacts({rules: [...rules, 'more'], bytes}), SyntaxError);
  });

  it('of one rule in many posts are a map that keeps the order and holds no fact', () => {
    const posts = ['c.md', 'a.md', 'b.md'].map((path, n) => ({path, facts: packFacts(n === 2 ? {} : {rule: {n}})}));
    const facts = new FactsByPath(posts, 'rule');
    const entries = [
      ['c.md', {n: 0}],
      ['a.md', {n: 1}],
    ];
    assert.deepEqual([...facts], entries);
    assert.deepEqual([...facts.entries()], entries);
    assert.deepEqual([...facts.keys()], ['c.md', 'a.md']);
    assert.deepEqual([...facts.values()], [{n: 0}, {n: 1}]);
    const seen: unknown[] = [];
    facts.forEach((fact, path, map) => {
      seen.push([path, fact, map === facts]);
    });
    assert.deepEqual(
      seen,
      entries.map((entry) => [...entry, true]),
    );
    assert.equal(facts.size, 2);
    assert.ok(facts.has('a.md') && !facts.has('b.md'));
    assert.deepEqual(facts.get('a.md'), {n: 1});
    assert.equal(facts.get('b.md'), undefined);
    assert.notEqual(facts.get('a.md'), facts.get('a.md'));
  });
});
