import {names} from '../../src/core/options.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {Problem} from '../../src/core/rule.ts';
import {englishBlocks} from '../../src/core/style/blocks.ts';
import {packRun} from '../../src/core/style/pack.ts';
import {unmatchedBrackets} from './brackets.ts';
import clues from './clues.json' with {type: 'json'};
import patterns from './patterns.json' with {type: 'json'};
import {unmatchedQuotes} from './quotes.ts';

const run = packRun(patterns, clues);
const known = [...Object.keys(patterns), 'brackets', 'quotes'];

export default postRule({
  id: 'grammar',
  summary: 'slips of grammar that a spell checker cannot see: "in to" for "into", a word written twice, "an" for "a"',
  why: 'A wrong little word makes a reader go back and read the sentence again.',
  severity: 'warning',
  patterns: known,
  options: {skip: names(known, 'Patterns that are left out, by their names: `["than", "quotes"]`.')},
  check: function* (post, {skip}) {
    for (const problem of found(post)) if (!skip.includes(problem.name ?? '')) yield problem;
  },
});

function* found(post: Post): Generator<Problem> {
  const blocks = englishBlocks(post);
  yield* run()(blocks, post.text);
  yield* unmatchedBrackets(blocks, post.text);
  yield* unmatchedQuotes(blocks);
}
