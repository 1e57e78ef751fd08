import {postRule} from '../../src/core/plugin.ts';
import {englishBlocks} from '../../src/core/style/blocks.ts';
import {packRun} from '../../src/core/style/pack.ts';
import clues from './clues.json' with {type: 'json'};
import {pack} from './pack.ts';

const run = packRun(pack, clues);

export default postRule({
  id: 'product-names',
  summary: 'names of products in other capitals than their own: "Github" for GitHub',
  why: 'To those who know the product, its name in other capitals looks careless.',
  severity: 'info',
  check: function* (post) {
    for (const {name: _, ...problem} of run()(englishBlocks(post), post.text)) yield problem;
  },
});
