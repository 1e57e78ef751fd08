import {postRule} from '../../src/core/plugin.ts';
import {styleBlocks} from '../../src/core/style/blocks.ts';

/** At most this many spellings are offered, where a check asks for them. */
const offered = 5;

export default postRule({
  id: 'style',
  summary: 'what the styles of your `.vale.ini` report',
  why: 'A house style holds only where it is checked.',
  severity: 'error',
  needs: ['styles', 'dictionary'],
  patterns: 'any',
  check: function* (post, _options, world) {
    const run = world.styles?.runFor(post.path);
    if (run)
      yield* run(styleBlocks(post), post.text, (word) => world.dictionary?.suggest(word).slice(0, offered) ?? []);
  },
});
