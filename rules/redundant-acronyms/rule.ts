import {postRule} from '../../src/core/plugin.ts';
import {englishBlocks} from '../../src/core/style/blocks.ts';
import {packRun} from '../../src/core/style/pack.ts';
import clues from './clues.json' with {type: 'json'};
import {pack} from './pack.ts';

const run = packRun(pack, clues);

export default postRule({
  id: 'redundant-acronyms',
  summary: 'an acronym followed by the word its last letter stands for: "PIN number"',
  why: 'A personal identification number number makes those smile who know.',
  severity: 'info',
  check: function* (post) {
    for (const {name: _, ...problem} of run()(englishBlocks(post), post.text)) yield problem;
  },
});
