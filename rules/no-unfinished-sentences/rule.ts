import {excerpt} from '../../src/core/excerpt.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import {isUnfinished, isUnfinishedField, mayBeUnfinished} from './endings.ts';
import {blocksOf} from './surroundings.ts';

/** Fields that hold a phrase or more. */
const fields = /^(?:title|subtitle|description|summary|excerpt|abstract|tagline)$/i;

/** The words by which English is known, and the share of all words they make up at least. */
const common = /(?:^|\s)(?:the|and|of|to|is|in|that|it|for|you|we|this|with|on|are|was|i)(?=\s)/gi;
const commonShare = 0.08;
/** Fewer words than this tell no language. */
const enough = 60;

/** Whether a post is in English, or too short to tell. */
function isEnglish(post: Post): boolean {
  let words = 0;
  let known = 0;
  for (const {kind, text} of post.prose) {
    if (kind === 'field') continue;
    words += text.match(/\S+/g)?.length ?? 0;
    known += text.match(common)?.length ?? 0;
  }
  return words < enough || known >= commonShare * words;
}

export default postRule({
  id: 'no-unfinished-sentences',
  summary: 'paragraphs that stop in the middle of a sentence',
  why: 'A sentence that stops midway makes a reader look for the rest, and doubt what came before.',
  severity: 'error',
  unfinished: true,
  check: function* (post) {
    for (const {kind, field, text, start} of post.prose)
      if (kind === 'field' && field && fields.test(field) && isUnfinishedField(text))
        yield {
          at: {start, end: start + text.length},
          message: `The field "${field}" ends midway: "${excerpt(text, 60)}"; finish it`,
        };
    const unfinished = blocksOf(post, mayBeUnfinished).filter((block) => isUnfinished(block) && !block.completed());
    if (unfinished.length === 0 || !isEnglish(post)) return;
    for (const block of unfinished) {
      const words = block.text.split(' ');
      const end = words.slice(-6).join(' ');
      yield {
        at: block.tail(),
        message: `The sentence ends midway: "${words.length > 6 ? '…' : ''}${excerpt(end, 60)}"; finish it`,
      };
    }
  },
});
