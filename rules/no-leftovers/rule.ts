import {excerpt} from '../../src/core/excerpt.ts';
import {postRule} from '../../src/core/plugin.ts';
import {codeOf} from './code.ts';
import {conflicts} from './conflicts.ts';
import {secondFrontMatter} from './front-matter.ts';
import {residue} from './residue.ts';
import {unclosed} from './unclosed.ts';
import {welcome} from './welcome.ts';

export default postRule({
  id: 'no-leftovers',
  summary: 'what tools, themes and chats left behind in a post',
  why: 'Conflict markers, a theme’s sample text or the buttons of a chat tell a reader that nobody read the post before it went out.',
  severity: 'error',
  noticed: 'at a glance',
  unfinished: true,
  check: function* (post) {
    const code = codeOf(post);
    for (const at of conflicts(post, code))
      yield {at, message: 'A merge conflict was left in: keep one version, and remove the lines of <, = and >'};
    for (const at of secondFrontMatter(post, code))
      yield {
        at,
        message: 'A second block of front matter stands in the text: merge it into the first one, or remove it',
      };
    for (const at of welcome(post))
      yield {
        at,
        message: `This is a theme’s sample text: "${excerpt(post.text.slice(at.start, at.end), 40)}"; replace it`,
      };
    for (const {at, from, severity} of residue(post, code))
      yield {
        at,
        message: `Pasted along from ${from}: "${excerpt(post.text.slice(at.start, at.end), 40)}"; remove it`,
        severity,
      };
    for (const {at, what, severity} of unclosed(post))
      yield {
        at,
        message:
          what === 'comment'
            ? 'This comment is never closed, so everything after it is hidden: add -->'
            : 'This code block is never closed, so all the text after it is shown as code: add a closing fence',
        severity,
      };
  },
});
