import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Finding} from '../../src/core/finding.ts';
import {silences} from '../../src/core/ignores.ts';
import {linesOf} from '../../src/core/lines.ts';
import {Post} from '../../src/core/post.ts';

/** For each `teh` of a post in reading order: `x` where a finding of the rule there is silenced, `.` where it is not. */
function silenced(text: string, rule: string, path: string): string {
  const post = new Post(path, text);
  const lines = linesOf(post.text);
  return [...post.text.matchAll(/teh/gi)]
    .map(({index, 0: actual}) => {
      const {start, end} = lines.position(index, index + 3);
      const place = {line: start.line, column: start.column, endLine: end.line, endColumn: end.column};
      const finding: Finding = {path, rule, severity: 'error', message: 'Misspelt', actual, ...place};
      return post.ignores.some((ignore) => silences(ignore, finding)) ? 'x' : '.';
    })
    .join('');
}

interface Case {
  readonly what: string;
  readonly text: string;
  readonly silenced: string;
  /** `spelling`, where none is named. */
  readonly rule?: string;
  readonly path?: string;
}

const cases: Readonly<Record<string, readonly Case[]>> = {
  'the next line': [
    {what: 'all rules', text: 'teh\n\n<!-- draftlint-disable-next-line -->\nteh\n\nteh', silenced: '.x.'},
    {what: 'one rule', text: '<!-- draftlint-disable-next-line spelling -->\nteh', silenced: 'x'},
    {what: 'another rule', text: '<!-- draftlint-disable-next-line no-placeholders -->\nteh', silenced: '.'},
    {what: 'several rules', text: '<!-- draftlint-disable-next-line no-placeholders, spelling -->\nteh', silenced: 'x'},
    {what: 'with a reason', text: '<!-- draftlint-disable-next-line spelling -- as he said it -->\nteh', silenced: 'x'},
    {
      what: 'with nothing but a reason',
      text: '<!-- draftlint-disable-next-line -- as he said it -->\nteh',
      silenced: 'x',
    },
    {
      what: 'a reason names no rule',
      text: '<!-- draftlint-disable-next-line no-placeholders -- no spelling -->\nteh',
      silenced: '.',
    },
    {
      what: 'a pattern of a pack',
      text: '<!-- draftlint-disable-next-line grammar/in-to -->\nteh',
      silenced: 'x',
      rule: 'grammar/in-to',
    },
    {
      what: 'another pattern of it',
      text: '<!-- draftlint-disable-next-line grammar/in-to -->\nteh',
      silenced: '.',
      rule: 'grammar/a-an',
    },
    {
      what: 'a whole pack',
      text: '<!-- draftlint-disable-next-line grammar -->\nteh',
      silenced: 'x',
      rule: 'grammar/in-to',
    },
    {
      what: 'a rule that only begins so',
      text: '<!-- draftlint-disable-next-line gram -->\nteh',
      silenced: '.',
      rule: 'grammar/in-to',
    },
    {
      what: 'the name as remark has it',
      text: '<!-- draftlint-disable-next-line draftlint:spelling -->\nteh',
      silenced: 'x',
    },
    {
      what: 'a comment of several lines',
      text: '<!--\ndraftlint-disable-next-line\nspelling\n-->\nteh\nteh',
      silenced: 'x.',
    },
    {what: 'a comment in a line', text: 'teh <!-- draftlint-disable-next-line --> teh\nteh\nteh', silenced: '..x.'},
    {what: 'CRLF', text: '<!-- draftlint-disable-next-line -->\r\nteh\r\nteh', silenced: 'x.'},
    {what: 'in a quote', text: '> <!-- draftlint-disable-next-line -->\n> teh\n> teh', silenced: 'x.'},
  ],
  'a line': [{what: 'its own', text: 'teh\nteh <!-- draftlint-disable-line spelling --> teh\nteh', silenced: '.xx.'}],
  'a stretch': [
    {what: 'up to the end', text: 'teh\n\n<!-- draftlint-disable -->\n\nteh\n\nteh', silenced: '.xx'},
    {
      what: 'up to where it ends',
      text: '<!-- draftlint-disable -->\n\nteh\n\n<!-- draftlint-enable -->\n\nteh',
      silenced: 'x.',
    },
    {what: 'in a line', text: 'teh <!-- draftlint-disable -->teh<!-- draftlint-enable --> teh', silenced: '.x.'},
    {
      what: 'of one rule',
      text: '<!-- draftlint-disable spelling -->\n\nteh\n\n<!-- draftlint-enable spelling -->\n\nteh',
      silenced: 'x.',
    },
    {
      what: 'ended for all',
      text: '<!-- draftlint-disable spelling -->\n\nteh\n\n<!-- draftlint-enable -->\n\nteh',
      silenced: 'x.',
    },
    {
      what: 'another rule ended',
      text: '<!-- draftlint-disable spelling -->\n\nteh\n\n<!-- draftlint-enable no-placeholders -->\n\nteh',
      silenced: 'xx',
    },
    {
      what: 'one of two rules ended',
      text: '<!-- draftlint-disable spelling no-placeholders -->\n\nteh\n\n<!-- draftlint-enable no-placeholders -->\n\nteh',
      silenced: 'xx',
    },
    {
      what: 'the other of the two',
      text: '<!-- draftlint-disable spelling no-placeholders -->\n\nteh\n\n<!-- draftlint-enable no-placeholders -->\n\nteh',
      silenced: 'x.',
      rule: 'no-placeholders',
    },
    {
      what: 'two of them',
      text: '<!-- draftlint-disable -->\nteh\n<!-- draftlint-enable -->\n\nteh\n\n<!-- draftlint-disable -->\nteh',
      silenced: 'x.x',
    },
    {what: 'ended before it begins', text: '<!-- draftlint-enable -->\n\nteh', silenced: '.'},
    {
      what: 'ended by another tool',
      text: '<!-- draftlint-disable -->\n\nteh\n\n<!-- lint enable -->\n\nteh',
      silenced: 'xx',
    },
  ],
  'a file': [
    {what: 'from anywhere in it', text: 'teh\n\n<!-- draftlint-disable-file spelling -->\n\nteh', silenced: 'xx'},
    {what: 'in front matter', text: '---\ndraftlint: false\n---\n\nteh', silenced: 'x'},
    {what: 'one rule in front matter', text: '---\ndraftlint: {disable: [spelling]}\n---\n\nteh', silenced: 'x'},
    {what: 'one rule without a list', text: '---\ndraftlint:\n  disable: spelling\n---\n\nteh', silenced: 'x'},
    {
      what: 'another rule in front matter',
      text: '---\ndraftlint: {disable: [no-placeholders]}\n---\n\nteh',
      silenced: '.',
    },
    {what: 'no rule in front matter', text: '---\ndraftlint: {disable: []}\n---\n\nteh', silenced: '.'},
    {what: 'in TOML', text: '+++\ndraftlint = false\n+++\n\nteh', silenced: 'x'},
    {what: 'the front matter itself', text: '---\ntitle: teh\ndraftlint: false\n---\n', silenced: 'x'},
    {what: 'not where it is true', text: '---\ndraftlint: true\n---\n\nteh', silenced: '.'},
  ],
  'in the words of remark': [
    {
      what: 'disable and enable',
      text: '<!-- lint disable spelling -->\n\nteh\n\n<!-- lint enable spelling -->\n\nteh',
      silenced: 'x.',
    },
    {what: 'with its own prefix', text: '<!--lint disable remark-lint-draftlint-spelling-->\n\nteh', silenced: 'x'},
    {what: 'ignore the next block', text: '<!-- lint ignore -->\n\nteh\nteh\n\nteh', silenced: 'xx.'},
    {what: 'ignore at the end', text: 'teh\n\n<!-- lint ignore -->', silenced: '.'},
  ],
  'in the words of cspell': [
    {what: 'words', text: 'teh\n\n<!-- cspell:words teh rian -->\n\nTeh', silenced: 'xxx'},
    {what: 'ignore', text: '<!-- spell-checker: ignore teh -->\n\nteh', silenced: 'xx'},
    {what: 'other words', text: '<!-- cspell:ignore rian -->\n\nteh', silenced: '.'},
    {what: 'only for spelling', text: '<!-- cspell:words teh -->\n\nteh', silenced: '..', rule: 'no-placeholders'},
    {
      what: 'disable and enable',
      text: '<!-- cspell:disable -->\n\nteh\n\n<!-- cspell:enable -->\n\nteh',
      silenced: 'x.',
    },
    {what: 'a line', text: 'teh <!-- cSpell:disable-line -->\nteh', silenced: 'x.'},
    {what: 'the next line', text: '<!-- cspell:disable-next-line -->\nteh\nteh', silenced: 'x.'},
  ],
  'in the words of Vale': [
    {
      what: 'off and on',
      text: 'teh\n\n<!-- vale off -->\n\nteh\n\n<!-- vale on -->\n\nteh',
      silenced: '.x.',
      rule: 'style/House.Avoid',
    },
    {what: 'off to the end', text: '<!-- vale off -->\n\nteh', silenced: 'x', rule: 'style/House.Avoid'},
    {what: 'only for styles', text: '<!-- vale off -->\n\nteh', silenced: '.'},
    {
      what: 'one check',
      text: '<!-- vale House.Avoid = NO -->\n\nteh\n\n<!-- vale House.Avoid = YES -->\n\nteh',
      silenced: 'x.',
      rule: 'style/House.Avoid',
    },
    {what: 'another check', text: '<!-- vale House.Avoid = NO -->\n\nteh', silenced: '.', rule: 'style/House.Avoided'},
    {
      what: 'another check switched on',
      text: '<!-- vale House.Avoid = NO -->\n\nteh\n\n<!-- vale House.Terms = YES -->\n\nteh',
      silenced: 'xx',
      rule: 'style/House.Avoid',
    },
    {
      what: 'a check stays off where all are switched on',
      text: '<!-- vale House.Avoid = NO -->\n\nteh\n\n<!-- vale off -->\n\nteh\n\n<!-- vale on -->\n\nteh',
      silenced: 'xxx',
      rule: 'style/House.Avoid',
    },
    {
      what: 'a whole style',
      text: '<!-- vale House = NO -->\n\nteh\n\n<!-- vale House = YES -->\n\nteh',
      silenced: 'x.',
      rule: 'style/House.Avoid',
    },
    {what: 'another style', text: '<!-- vale House = NO -->\n\nteh', silenced: '.', rule: 'style/Houses.Avoid'},
    {what: 'in MDX', text: '{/* vale off */}\n\nteh', silenced: 'x', rule: 'style/House.Avoid', path: 'a.mdx'},
    {what: 'which is none of its', text: '<!-- vale offers -->\n\nteh', silenced: '.', rule: 'style/House.Avoid'},
  ],
  'in MDX': [
    {
      what: 'a comment as an expression',
      text: '{/* draftlint-disable-next-line spelling */}\nteh\nteh',
      silenced: 'x.',
      path: 'a.mdx',
    },
    {what: 'which is none in Markdown', text: '{/* draftlint-disable-next-line spelling */}\nteh\nteh', silenced: '..'},
    {what: 'nor in code', text: '`{/* draftlint-disable */}` teh', silenced: '.', path: 'a.mdx'},
  ],
  'what is no instruction': [
    {what: 'in code', text: '`<!-- draftlint-disable -->` teh', silenced: '.'},
    {what: 'in a fence', text: '```\n<!-- draftlint-disable -->\n```\n\nteh', silenced: '.'},
    {what: 'a word that only begins so', text: '<!-- draftlint-disabled -->\n\nteh', silenced: '.'},
    {what: 'an unknown one', text: '<!-- draftlint-disable-paragraph -->\n\nteh', silenced: '.'},
    {what: 'one that comes later in the comment', text: '<!-- see draftlint-disable -->\n\nteh', silenced: '.'},
    {what: 'a comment that never ends', text: '<!-- draftlint-disable\n\nteh', silenced: '.'},
    {what: 'an escaped one', text: '\\<!-- draftlint-disable --> teh', silenced: '.'},
  ],
};

for (const [group, all] of Object.entries(cases))
  describe(`ignoring ${group}`, () => {
    for (const {what, text, silenced: expected, rule = 'spelling', path = 'a.md'} of all)
      it(what, () => assert.equal(silenced(text, rule, path), expected));
  });

it('an ignored fence that is not closed ends where its text ends', () => {
  const [ignore] = new Post('a.md', '<!-- lint ignore -->\n\n```\nteh\r\n\n').ignores;
  assert.deepEqual(ignore?.to, {line: 4, column: 4});
});
