import {lazy} from '../../src/core/lazy.ts';
import {postRule} from '../../src/core/plugin.ts';
import {englishBlocks} from '../../src/core/style/blocks.ts';
import {compileCheck, isCheck} from '../../src/core/style/compile.ts';
import {runOf} from '../../src/core/style/run.ts';
import {unmatchedBrackets} from './brackets.ts';
import patterns from './patterns.json' with {type: 'json'};

const run = lazy(() =>
  runOf(
    Object.entries(patterns)
      .map(([name, data]) => compileCheck(name, data, {trusted: true}))
      .filter(isCheck),
  ),
);

export default postRule({
  id: 'grammar',
  summary: 'slips of grammar that a spell checker cannot see: "in to" for "into", a word written twice, "an" for "a"',
  why: 'A wrong little word makes a reader go back and read the sentence again.',
  severity: 'warning',
  check: function* (post) {
    const blocks = englishBlocks(post);
    yield* run()(blocks, post.text);
    yield* unmatchedBrackets(blocks, post.text);
  },
});
