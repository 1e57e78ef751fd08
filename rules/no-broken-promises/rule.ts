import {excerpt} from '../../src/core/excerpt.ts';
import {postRule} from '../../src/core/plugin.ts';
import {anchors} from './anchors.ts';
import {counts} from './counts.ts';
import {pointers} from './pointers.ts';
import {references} from './references.ts';

export default postRule({
  id: 'no-broken-promises',
  summary: 'what a post announces and does not hold: footnotes, links, pictures and lists that are not there',
  why: 'A reader who looks for the picture below, the third reason or the footnote, and finds none, stops trusting the rest.',
  severity: 'error',
  unfinished: true,
  check: function* (post) {
    for (const {at, kind, name} of references(post))
      yield {
        at,
        message:
          kind === 'footnote'
            ? `The footnote "${excerpt(name, 40)}" is never written: add it, or remove its mark`
            : kind === 'link'
              ? `The link "${excerpt(name, 40)}" has no address: define it, or remove the brackets`
              : `"${excerpt(name, 40)}" was to be a link and has no address: add it, or remove the brackets`,
        severity: kind === 'link' ? 'warning' : 'error',
      };
    for (const {at, thing} of pointers(post))
      yield {
        at,
        message: `The text points to ${thing} below, but there is none: add it, or reword`,
        severity: 'warning',
      };
    for (const {at, said, found, things} of counts(post))
      yield {at, message: `The text announces ${said} ${things}, but the list has ${found}`, severity: 'warning'};
    for (const {at, name} of anchors(post))
      yield {
        at,
        message: `No heading or anchor of this post answers to "#${excerpt(name, 40)}": check the link`,
        severity: 'info',
      };
  },
});
