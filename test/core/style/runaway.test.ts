import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import patterns from '../../../rules/grammar/patterns.json' with {type: 'json'};
import {Post} from '../../../src/core/post.ts';
import {styleBlocks} from '../../../src/core/style/blocks.ts';
import {compileCheck, isCheck} from '../../../src/core/style/compile.ts';
import {runOf} from '../../../src/core/style/run.ts';
import {growthOf} from '../../../src/core/style/runaway.ts';

describe('the growth of a pattern', () => {
  for (const [pattern, growth] of [
    [/bread/, 1],
    [/\bbread(?= and butter)/, 1],
    [/\w+ly/, 2],
    [/(?:bread|break)*x/, 2],
    [/^(?:[A-Z][a-z]+ )+$/, 3],
    [/.*a.*b/, 3],
    [/(a+)+$/, Number.POSITIVE_INFINITY],
    [/(a|a)*b/, Number.POSITIVE_INFINITY],
    [/(?:\w+\s?)*x/, Number.POSITIVE_INFINITY],
    [/(?:a*)*b/, Number.POSITIVE_INFINITY],
    [/(?:\w|\d)+x/, Number.POSITIVE_INFINITY],
    [/(?:–+)+x/, Number.POSITIVE_INFINITY],
  ] as const)
    it(`of ${pattern} is ${growth}`, () => assert.equal(growthOf(pattern), growth));
  it('is known to end for every pattern of ours', () => {
    for (const [name, data] of Object.entries(patterns)) {
      const check = compileCheck(name, data);
      assert.ok(isCheck(check), isCheck(check) ? '' : `${name}: ${check.reason}`);
      assert.ok(check.growth <= 3, name);
    }
  });
});

describe('a check that could run away', () => {
  it('is refused, and says why', () => {
    const check = compileCheck('Test.Check', {extends: 'existence', message: '', tokens: ['(\\w+)+x']});
    assert.ok(!isCheck(check));
    assert.match(check.reason, /could run without end/);
  });
  it('is stopped where a post is too long for it, and says so once', () => {
    const check = compileCheck('Test.Check', {
      extends: 'existence',
      message: '',
      nonword: true,
      tokens: ['a.*b.*c.*d'],
    });
    assert.ok(isCheck(check));
    const text = `${'a b c '.repeat(2000)}\n\n${'a b c '.repeat(2000)}\n`;
    const post = new Post('post.md', text);
    const problems = [...runOf([check])(styleBlocks(post), text)];
    assert.deepEqual(
      problems.map(({message, severity}) => [message.slice(0, 40), severity]),
      [['The check "Test.Check" was stopped here:', 'info']],
    );
  });
});
