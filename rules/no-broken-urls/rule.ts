import {excerpt} from '../../src/core/excerpt.ts';
import {postRule} from '../../src/core/plugin.ts';
import {targetsOf} from '../../src/core/targets.ts';
import {faultOf} from './faults.ts';

export default postRule({
  id: 'no-broken-urls',
  summary: 'addresses that cannot work for a reader: mistyped, left to fill in, or only open to the author',
  why: 'A reader who follows a broken link leaves, and one who meets a private page learns that nobody tried it.',
  severity: 'error',
  noticed: 'later',
  check: function* (post) {
    for (const target of targetsOf(post)) {
      if (target.templated || target.url === '') continue;
      const fault = faultOf(target);
      if (!fault) continue;
      yield {
        at: target.urlAt ?? {start: target.start, end: target.end},
        message: `${fault.says}: ${excerpt(target.url, 60)}`,
        ...(fault.expected && {expected: [fault.expected]}),
        severity: fault.severity,
      };
    }
  },
});
