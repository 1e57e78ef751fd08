import {number} from '../../src/core/options.ts';
import {postRule} from '../../src/core/plugin.ts';
import {sentencesIn} from '../../src/core/readability.ts';

export default postRule({
  id: 'sentence-length',
  summary: 'very long sentences',
  why: 'A reader who has to hold fifty words in mind has lost the first ten.',
  severity: 'info',
  options: {
    words: number(50, {minimum: 10, maximum: 1000}, 'How many words a sentence may have.'),
  },
  check: function* (post, options) {
    for (const {words, at} of sentencesIn(post.prose))
      if (words > options.words) yield {at, message: `This sentence has ${words} words: consider making two of it`};
  },
});
