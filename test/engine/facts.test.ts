import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {factOf, packFacts, unpackFacts} from '../../src/engine/facts.ts';

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
});
