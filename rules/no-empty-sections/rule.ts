import {excerpt} from '../../src/core/excerpt.ts';
import {lazy} from '../../src/core/lazy.ts';
import {postRule} from '../../src/core/plugin.ts';
import {citesAnything, emptiness, isUnwritten} from './emptiness.ts';

export default postRule({
  id: 'no-empty-sections',
  summary: 'headings with nothing written below them',
  why: 'A heading is a promise: a reader who finds nothing below it knows that the post was published too early.',
  severity: 'error',
  noticed: 'at a glance',
  unfinished: true,
  check: function* (post) {
    if (isUnwritten(post)) yield {message: 'This post has no text: write it, or keep it as a draft'};
    const hasCitations = lazy(() => citesAnything(post));
    for (const [index, section] of post.sections.entries()) {
      const kind = emptiness(post, section, post.sections[index + 1], hasCitations);
      if (!kind) continue;
      const at = section.heading;
      const title = excerpt(
        section.title.trim() ||
          post.text.slice(at.position?.start.offset, at.position?.end.offset).replace(/^#+\s*/, ''),
        60,
      );
      switch (kind) {
        case 'untitled':
          yield {at, message: 'This heading has no words: write them, or remove the heading'};
          break;
        case 'address':
          yield {at, message: `Section "${title}" holds nothing but an address: say what it is about`};
          break;
        default:
          yield {at, message: `Section "${title}" was never written`};
      }
    }
  },
});
