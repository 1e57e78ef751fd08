import {postRule} from '../../src/core/plugin.ts';
import {englishBlocks} from '../../src/core/style/blocks.ts';
import {packRun} from '../../src/core/style/pack.ts';
import {unmatchedBrackets} from './brackets.ts';
import clues from './clues.json' with {type: 'json'};
import patterns from './patterns.json' with {type: 'json'};
import {unmatchedQuotes} from './quotes.ts';

const run = packRun(patterns, clues);

export default postRule({
  id: 'grammar',
  summary: 'slips of grammar that a spell checker cannot see: "in to" for "into", a word written twice, "an" for "a"',
  why: 'A wrong little word makes a reader go back and read the sentence again.',
  severity: 'warning',
  patterns: [...Object.keys(patterns), 'brackets', 'quotes'],
  check: function* (post) {
    const blocks = englishBlocks(post);
    yield* run()(blocks, post.text);
    yield* unmatchedBrackets(blocks, post.text);
    yield* unmatchedQuotes(blocks);
  },
});
