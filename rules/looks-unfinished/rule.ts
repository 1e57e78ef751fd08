import {number} from '../../src/core/options.ts';
import {siteRule} from '../../src/core/plugin.ts';
import {isListOfPosts} from '../../src/core/siblings.ts';
import {count, type Fact, noHabits} from './habits.ts';
import {scoreOf} from './score.ts';
import {filledFields, signsOf} from './signs.ts';

/** So many reasons are told; the others weigh little. */
const told = 3;
/** A reason below this weight is not worth telling. */
const worthTelling = 0.3;

export default siteRule({
  id: 'looks-unfinished',
  summary: 'posts that look unfinished from several weak signs together, by the habits of the blog',
  why: 'Notes without full stops, a post a quarter as long as the others, an end that is a heading: each may be meant, but together they seldom are.',
  severity: 'info',
  noticed: 'at a glance',
  unfinished: true,
  options: {
    score: number(64, {minimum: 0, maximum: 100}, 'The score from which on a post is noted; 100 would be certain.'),
  },
  collect: (post): Fact => ({
    ...signsOf(post),
    fields: filledFields(post),
    counts: post.stage === 'post' && !isListOfPosts(post.path),
  }),
  empty: noHabits,
  add: (habits, fact) => count(habits, fact, 1),
  remove: (habits, fact) => count(habits, fact, -1),
  check: function* (habits, asked, options) {
    for (const [path, fact] of asked) {
      if (isListOfPosts(path)) continue;
      const {score, reasons} = scoreOf(fact, habits);
      if (score < options.score) continue;
      const words = reasons
        .filter(({weight}) => weight >= worthTelling)
        .flatMap((reason) => reason.words ?? [])
        .slice(0, told);
      yield {
        path,
        message: `This post looks unfinished${words.length > 0 ? `: ${words.join('; ')}` : ''}`,
        note: `Score ${score} of 100`,
      };
    }
  },
});
