import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Post} from '../../src/core/post.ts';
import type {Section} from '../../src/core/sections.ts';
import {fc} from '../support/fast-check.ts';
import {markdown} from '../support/markdown.ts';

/** `depth title < parent: types of its blocks`. */
const shown = (text: string): readonly string[] =>
  new Post('a.md', text).sections.map(({depth, title, parent, content}: Section) =>
    `${depth} ${title}${parent ? ` < ${parent.title}` : ''}: ${content.map(({type}) => type).join(' ')}`.trimEnd(),
  );

// biome-ignore format: a table
const cases: readonly (readonly [what: string, text: string, sections: readonly string[]])[] = [
  ['a post without headings has none', 'It rained.', []],
  ['what stands below it is its own', '# Rain\n\nIt rained.\n\n- Much', ['1 Rain: paragraph list']],
  ['one without content', '# Rain', ['1 Rain:']],
  ['one in another', '# Rain\n\n## May\n\nIt rained.', ['1 Rain:', '2 May < Rain: paragraph']],
  ['one beside another', '## April\n\n## May', ['2 April:', '2 May:']],
  ['a level left out', '# Rain\n\n### May\n\n## Sun', ['1 Rain:', '3 May < Rain:', '2 Sun < Rain:']],
  ['a higher one after a deeper one', '### May\n\n# Rain', ['3 May:', '1 Rain:']],
  ['an underlined heading', 'Rain\n---\n\nIt rained.', ['2 Rain: paragraph']],
  ['a title without its marks', '## The *rain* of `May` ![cloud](c.png)<br>', ['2 The rain of May cloud:']],
  ['a title of nothing', '##\n\nIt rained.', ['2 : paragraph']],
  ['a heading in a quote begins none', '# Rain\n\n> # May', ['1 Rain: blockquote']],
  ['a heading in a list begins none', '# Rain\n\n- # May', ['1 Rain: list']],
  ['a comment in code begins none', '```sh\n# rain\n```', []],
  ['front matter is no heading', '---\ntitle: Rain\n---\n\n# May', ['1 May:']],
];

describe('sections', () => {
  for (const [what, text, sections] of cases) it(what, () => assert.deepEqual(shown(text), sections));

  it('hold every block below the first heading once, and know their families', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const {tree, sections} = new Post('a.md', text);
        const first = tree.children.findIndex(({type}) => type === 'heading');
        assert.deepEqual(
          sections.flatMap(({heading, content}) => [heading, ...content]),
          first < 0 ? [] : tree.children.slice(first),
        );
        for (const section of sections) {
          assert.ok(section.parent === undefined || section.parent.depth < section.depth);
          assert.ok(section.parent === undefined || section.parent.children.includes(section));
          assert.ok(section.children.every(({parent}) => parent === section));
        }
      }),
    );
  });
});
