import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {applyEdits} from '../../src/core/edit.ts';
import type {Finding} from '../../src/core/finding.ts';
import {ignoreHere} from '../../src/core/ignore-here.ts';
import {silences} from '../../src/core/ignores.ts';
import {linesOf} from '../../src/core/lines.ts';
import {Post} from '../../src/core/post.ts';

/** Where `mistke` stands is what was found. Each pair: a post, and the post with the finding ignored. */
const pairs: readonly (readonly [about: string, before: string, after: string | undefined, file?: string])[] = [
  ['a paragraph', 'One.\n\nA mistke.\n', 'One.\n\n<!-- draftlint-disable-next-line spelling -->\nA mistke.\n'],
  ['a heading', '# A mistke\n\nText.\n', '<!-- draftlint-disable-next-line spelling -->\n# A mistke\n\nText.\n'],
  [
    'a later line of a paragraph',
    'First line,\na mistke,\nand a third.\n',
    'First line,\na mistke, <!-- draftlint-disable-line spelling -->\nand a third.\n',
  ],
  [
    'a line that breaks with blanks',
    'First line,\na mistke  \nand a third.\n',
    'First line,\na mistke <!-- draftlint-disable-line spelling -->  \nand a third.\n',
  ],
  [
    'a line that breaks with a backslash',
    'First line,\na mistke\\\nand a third.\n',
    'First line,\na mistke <!-- draftlint-disable-line spelling -->\\\nand a third.\n',
  ],
  [
    'an item of a list',
    '- one\n- a mistke\n- three\n',
    '- one\n- a mistke <!-- draftlint-disable-line spelling -->\n- three\n',
  ],
  [
    'a cell of a table',
    '| a | b |\n| --- | --- |\n| a mistke | b |\n',
    '| a | b |\n| --- | --- |\n| a mistke | b | <!-- draftlint-disable-line spelling -->\n',
  ],
  [
    'a line that has an ignore above it already',
    '<!-- draftlint-disable-next-line no-placeholders -->\nA mistke, TODO.\n',
    '<!-- draftlint-disable-next-line no-placeholders -->\nA mistke, TODO. <!-- draftlint-disable-line spelling -->\n',
  ],
  [
    'lines that end with CRLF',
    '# One\r\n\r\nA mistke.\r\n',
    '# One\r\n\r\n<!-- draftlint-disable-next-line spelling -->\r\nA mistke.\r\n',
  ],
  ['MDX', 'A mistke.\n', '{/* draftlint-disable-next-line spelling */}\nA mistke.\n', 'a.mdx'],
  [
    'front matter',
    '---\ntitle: A mistke\n---\n\nText.\n',
    '---\ntitle: A mistke\ndraftlint: {disable: [spelling]}\n---\n\nText.\n',
  ],
  ['front matter with a key of ours', '---\ndraftlint:\n  disable: [x]\ntitle: A mistke\n---\n', undefined],
  ['front matter in TOML', '+++\ntitle = "A mistke"\n+++\n', undefined],
  ['the description of an image', 'See:\n![of\na mistke\nhere](a.png)\n', undefined],
];

describe('an ignore written into a post', () => {
  for (const [about, before, after, file = 'a.md'] of pairs)
    it(`works in ${about}`, () => {
      const post = new Post(file, before);
      const at = before.indexOf('mistke');
      const {line, column} = linesOf(before).point(at);
      const finding: Finding = {
        ...{path: file, rule: 'spelling', severity: 'error', message: 'Misspelt: mistke', actual: 'mistke'},
        ...{line, column, endLine: line, endColumn: column + 6},
      };
      assert.ok(!post.ignores.some((ignore) => silences(ignore, finding)));
      const edit = ignoreHere(post, finding);
      assert.equal(edit && applyEdits(before, [edit]).text, after);
    });
});
