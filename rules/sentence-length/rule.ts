import {number} from '../../src/core/options.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {ProseKind} from '../../src/core/prose.ts';
import {readingOf} from '../../src/core/reading.ts';
import {sentencesOf, wordsOf} from '../../src/core/sentences.ts';

/** Where sentences stand; a table, a heading or a caption has its own measure. */
const running: ReadonlySet<ProseKind> = new Set(['paragraph', 'list', 'quote', 'footnote']);

export default postRule({
  id: 'sentence-length',
  summary: 'very long sentences',
  why: 'A reader who has to hold fifty words in mind has lost the first ten.',
  severity: 'info',
  options: {
    words: number(50, {minimum: 10, maximum: 1000}, 'How many words a sentence may have.'),
  },
  check: function* (post, options) {
    for (const prose of post.prose) {
      if (!running.has(prose.kind) || prose.text.length <= options.words * 2) continue;
      const {text, at} = readingOf(prose, {plain: true});
      for (const {start, end} of sentencesOf(text)) {
        const words = wordsOf(text.slice(start, end)).length;
        if (words > options.words)
          yield {
            at: at(start, end),
            message: `This sentence has ${words} words: consider making two of it`,
          };
      }
    }
  },
});
