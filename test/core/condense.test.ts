import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Nodes, Root} from 'mdast';
import {condense} from '../../src/core/condense.ts';
import {findFrontMatter} from '../../src/core/front-matter.ts';
import {linesOf} from '../../src/core/lines.ts';
import {findTooDeep} from '../../src/core/nesting.ts';
import {parse} from '../../src/core/parse.ts';
import {Post} from '../../src/core/post.ts';
import {fc} from '../support/fast-check.ts';
import {markdown, nasty} from '../support/markdown.ts';
import {rare} from '../support/rare.ts';

/*
 * The tree of the short text, restored, must be that of the whole text: the same nodes with the same words at the same offsets. Lines
 * and columns must be those of the offsets.
 */
const restored = (text: string, start: number): Root => {
  for (const plainly of [true, false]) {
    const {text: short, restore} = condense(text, start, plainly);
    const tree = restore(parse(short), linesOf(text));
    if (tree) return tree;
  }
  throw new Error('No tree could be restored');
};
const whole = (text: string, start: number): Root =>
  parse(text.slice(0, start).replace(/[^\r\n]/g, ' ') + text.slice(start));

/** A tree as data, its places as offsets. */
const byOffsets = (tree: Root): unknown =>
  JSON.parse(JSON.stringify(tree, (_key, value) => (typeof value?.offset === 'number' ? value.offset : value)));

function assertSame(text: string, start = 0): void {
  const tree = restored(text, start);
  assert.deepEqual(byOffsets(tree), byOffsets(whole(text, start)), JSON.stringify(text));
  const lines = linesOf(text);
  const visit = (node: Nodes): void => {
    const {start: from, end: to} = node.position!;
    assert.deepEqual({start: from, end: to}, lines.position(from.offset!, to.offset!));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
}

// biome-ignore format: a table
const pieces = [
  'some plain words', 'plain line of words\n', 'another line is here\n', 'Third, line: of them.\n', 'Ends in a dash -\n', 'and then some',
  '"quoted words" here', 'word (in parentheses) more', '/a/longer/path/to words', 'a long title" b', 'lt;amp words there',
  'é and über words', 'x 1986. years later', 'javascript title here', 'слова на другом языке', '😀', '\ud83d', '\ude00', '\ue000', '\u0000', '\ufffc', '\u00a0', '\u2028',
  '\n', '\n', '\n\n', '\r\n', '\r', ' ', '  ', '    ', '\t', '[', '](', ')', '(', ']', '!', '](https://example.org/a-long_path/on', '](/some/path "its title here")', '[^1]',
  '[a link](/some/path)', '[one](b "its title")', '![a picture](/some/p_a_t*h)', '[(x)](y)', ' [a link](c)', '[ a b ](c)', '[^c](d)', '[one](b "R&amp;B")', '[^1]: ', ']: ', '[ ] ', '[x] ',
  '`', '``', '```', '~~~', '~~', '*', '**', '_', '<', '>', '</', '<div ', '<!--', '-->', '<?', '?>', '<![CDATA[', ']]>', '&', '&#', '&#x', '&am',
  '\n\nA line of words.\n\n', '\n\n## A heading of words\n\n', '\n\n### Short\nand a line\n\n', '\n\n- one item\n- and another\n\n', '\n\n* one item\n', '- more of it\n',
  '*some words*', '**Words:** ', '_a word_', '__words__', '`a code`', '` a `', '*[a link](b)*', '**`code`**', 'snake_case', '2024 was', '1986. ', '\n\n',
  '\\', '|', '---', '-|-', '# ', '#', ' #', '- ', '1. ', '> ', '===', '"', "'", ':', '=', '$', '{', '}', '%',
];
const dense = fc
  .array(
    fc.oneof(
      {weight: 8, arbitrary: fc.constantFrom(...pieces)},
      {weight: 1, arbitrary: rare},
      {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 4})},
    ),
    {maxLength: 18},
  )
  .map((parts) => parts.join(''));

describe('a condensed text', () => {
  it('has the tree of the whole text, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof({weight: 1, arbitrary: markdown}, {weight: 1, arbitrary: nasty}, {weight: 4, arbitrary: dense}),
        (any) => {
          // micromark does not count a byte order mark; a post has none
          const text = any.replace(/^\ufeff+/, '');
          const start = findFrontMatter(text)?.at.end ?? 0;
          if (!findTooDeep(text.slice(start))) assertSame(text, start);
        },
      ),
      {numRuns: 3000},
    );
  });

  it('has the tree of the whole text in every post among the fixtures', () => {
    let shorter = 0;
    const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
    for (const name of readdirSync(fixtures, {recursive: true, encoding: 'utf8'}).filter((one) =>
      one.endsWith('.md'),
    )) {
      const {text, masked} = new Post(name, readFileSync(path.join(fixtures, name), 'utf8'));
      const start = findFrontMatter(text)?.at.end ?? 0;
      assertSame(masked, start);
      if (condense(masked, start).text.length * 2 < masked.length) shorter++;
    }
    assert.ok(shorter > 10, `only ${shorter} became half as long`);
  });

  const cut: Record<string, readonly [string, string]> = {
    'a line of words': ['> The path leads on.', '> T\ue000.'],
    'a line with marks': ['> The path **leads on and on** to the sea', '> T\ue000h **l\ue001n** t\ue002a'],
    'two lines': [
      'The path leads on\nto the sea <br>\n\nThe path leads on\nto the sea, & on',
      'The path leads on\nto the sea <br>\n\nT\ue000, & on',
    ],
    'a link whose words have marks': [
      'See [the *long* path](https://example.org/path) there',
      'See [the *long* path](h\ue000h) there',
    ],
    'a plain link': ['> See [the long path](https://example.org/path) there', '> See ,\ue000, there'],
    'a plain picture with a title': ['See **![the path](path.png "Its title")** there', 'See **,\ue000,** there'],
    'a link with something to decode': ['[see](path?one&amp;two)', '[see](p\ue000e&amp;two)'],
    'pictures that are links': ['[![the path](path.png)](/long/path)', '[,\ue000,](/l\ue001h)'],
    'an address with marks in it, and a title': [
      'See ![a](https://example.org/*some_path?one=1&amp;other=2 "The title") there',
      'See ![a](h\ue000/*some_p\ue0011&amp;o\ue0022 "The title") there',
    ],
    'front matter': ['---\ntitle: Rain\n---\n> The path leads on.', '\n   \n> T\ue000.'],
    'a paragraph behind front matter': ['---\ntitle: Rain\n---\nThe path leads on.', '\n   \n\ue000'],
    'blocks of words': ['Rain\n\n## The *long* path\n\nIt leads\non, `by` [the sea](b).\n\n> on', '\ue000\n\n> on'],
    'a heading with its paragraph': ['# Rain\nThe **long** path', '\ue000'],
    'a list among paragraphs': ['Rain:\n\n- on the *path*\n- on the sea\n\nSnow', '\ue000'],
    'a list behind a quote': ['> a\n\n- b\n\nc', '> a\n\n- b\n\n\ue000'],
    'lists beside each other': ['a\n\n- b\n\n- c\n\nd', '\ue000\n\n- b\n\n- c\n\n\ue001'],
    'a list with more in an item': ['a\n\n- b\n\n  c', '\ue000\n\n- b\n\n  c'],
  };
  for (const [what, [text, short]] of Object.entries(cut))
    it(`is short: ${what}`, () => assert.equal(condense(text, findFrontMatter(text)?.at.end).text, short));

  const plain = [
    'Rain.',
    'One\ntwo "three", four\r\n(five)',
    '*a*',
    '**A path:** and _b_ (*c*), __d e__.',
    '*[a](b)* **`c`** ![d](e "f")!',
    'Rain ` a ` and `*b`',
    'C3 2024',
    '2024 was',
    '# A',
    '###### A `b`',
    '# A\n## B',
    '# A\nb\nc',
    '- a',
    '* a\n* *b*',
    '- a\r\n- `b`',
    '“Rain”',
    '!a [b](c)',
    'a [b c](d/e_f*g) h',
    'é',
    'a|b # c > d',
    'a [b\nc](d)',
    'Rain ',
    '\n\nRain\n\n\n',
  ];
  for (const text of plain)
    it(`is one character: ${JSON.stringify(text)}`, () => {
      assert.equal(condense(text).text.trim(), '\ue000');
      assertSame(text);
    });

  it('reads nothing that ends HTML which began before', () => {
    for (const [begin, end] of [
      ['<!--', '-->'],
      ['<?', '?>'],
      ['<!A', '>'],
      ['<![CDATA[', ']]>'],
      ['<pre>', '</pre>'],
      ['<SCRIPT>', '</script>'],
    ])
      for (const last of [`snow ${end}`, `\`${end}\``, `> ${end}`])
        assertSame(`${begin} a\n\nRain\n\n${last}\n\nIt **rains**`);
  });

  it('reads nothing from the middle of a line on', () => {
    for (const text of ['{"a": 1} Rain', '--- Rain', '{"a": 1} Rain\n\nSnow', 'Rain\n--- # Rain\n\nSnow'])
      for (let start = 1; start < text.length; start++) assertSame(text, start);
  });

  const odd = [
    'a * b',
    '*a',
    'a_b_c',
    '**a*',
    '*a**',
    '***a***',
    '_a_b',
    '*a *',
    '* a\n- b',
    '`a',
    '``a``',
    '[a]',
    '[a](b',
    '[^a](b)',
    '[a](b\\)',
    '![a](b c)',
    'a  \nb',
    'a \nb',
    'a\n b',
    '1. a',
    'a\n1. b',
    'a\n- b',
    'a\n# b',
    '- [x] a',
    '- [x](a)',
    '- a\n  b',
    '- a\nb',
    '-a',
    '+',
    '# a #',
    '#a',
    '####### a',
    '#',
    'a\n===',
    'a\n---',
    '---',
    'a\\',
    'a&amp;b',
    '<b>a</b>',
    '    a',
    'a > b <',
    '~~a~~',
    '> a',
    '[a]: b',
    '\u00a0a',
    'a\u0000',
    '*a*b',
    'a*b*',
    '*a.*b',
    '**a.**)',
  ];
  for (const text of odd)
    it(`is left to micromark: ${JSON.stringify(text)}`, () => {
      assert.doesNotMatch(condense(text).text, /^\s*\ue000\s*$/);
      assertSame(text);
    });

  const kept: Record<string, string> = {
    'HTML and addresses': '<div class="a long name"> some more words',
    'an address with an escape': '[see](b\\)c some more words)',
    'HTML on two lines': '<div\r\nclass="a long name">',
    'an open address': '[see](a longer path "with a title")',
    'a character reference': '&notanentity;',
    'the words after a fence': '``` language and more',
    'brackets where a link is defined': '[some label here]\n\n[some label here]: /a',
    'a text with a character of private use': 'The path \ue000 leads on',
    'single words': '> Rain\n\n* *snow*',
    'a link after a backslash': '\\[see](path)',
    'a mark of a footnote before brackets': '[^see](path)',
    'links where tasks are': '- [ ] [see](path)\n- [see](path)',
  };
  for (const [what, text] of Object.entries(kept))
    it(`leaves as it is: ${what}`, () => assert.equal(condense(text).text, text));

  const apart: Record<string, string> = {
    'a list and what follows': '- some words here\nand others there',
    'indented code': '    some words here\nand others there',
    'a heading': '> # Some words here\n> and others there',
    'the rows of a table': 'some words | a\n-----------|--\nin a row without bars\nand in another row',
    'a task whose words start on the next line': '- [ ]\n  some words',
    'a line that ends in blanks': 'some words here  \nand others there',
    'a line that ends in a backslash': 'some words here\\\nand others there',
  };
  for (const [what, text] of Object.entries(apart))
    it(`leaves lines apart: ${what}`, () => {
      assert.equal(linesOf(condense(text).text).starts.length, linesOf(text).starts.length);
      assertSame(text);
    });

  const inside: Record<string, string> = {
    'a link in a link': 'See [one [the long path](/a) two](/b) there',
    'a link in a picture': 'See ![one [the long path](/a) two](/b) there',
    'a picture in a picture': 'See ![one ![the long path](/a) two](/b) there',
  };
  for (const [what, text] of Object.entries(inside))
    it(`is restored without plain links: ${what}`, () => {
      const {text: short, restore} = condense(text);
      assert.equal(restore(parse(short), linesOf(text)), undefined);
      assertSame(text);
      assert.deepEqual(byOffsets(new Post('a.md', text).tree), byOffsets(whole(text, 0)));
    });

  it('keeps places where blanks, line ends and marks are beside a link', () => {
    for (const before of [
      '- on\n\n  [`](#)\n  ',
      '- `` `\n  ',
      '- \\` `\n  ',
      '',
      'on ',
      'on\n',
      'on \n',
      'on  \n',
      'on\r\n  ',
      '> on\n> ',
      '- on\n  ',
      '# ',
      '*',
      '`',
      '    ',
      '```\n',
      '| ',
    ])
      for (const after of ['', ' on', '\non', ' \non', '  \non', '\r\n  on', '\n> on', '*', '`', ' #', ' |\n|--|', '.'])
        for (const one of ['[the path](/a)', '![the path](/a "b")', '[a](/b)[c](/d)'])
          assertSame(`${before}${one}${after}`);
  });

  it('says the line of the whole text where nesting is too deep', () => {
    const text = `---\ntitle: Rain\n---\n\nThe path leads on\nto the sea.\n\n${'> '.repeat(101)}x`;
    assert.throws(() => new Post('a.md', text).tree, /\(line 8\)/);
  });

  it('has the tree of the whole text where a fence that is none stands before an address', () => {
    for (const fence of ['```', '~~~'])
      for (const text of [
        `See [the ${fence}shell${fence} docs](\nhttps://example.org/on "its title") first.\n`,
        `'[${fence}](\nis") x`,
      ])
        assertSame(text);
  });

  it('has the tree of the whole text where lines of blanks stand in code', () => {
    for (const blanks of [' ', '   ', '\t', ' \t '])
      for (const indent of ['', ' ', '   ']) assertSame(`${indent}\`\`\`\n\nsome words\n${blanks}\nand more words\n`);
  });

  it('has places for as many stretches as there are characters for them', () => {
    const text = 'some words **here and** '.repeat(7000);
    assertSame(text);
  });

  it('leaves a line alone that no expression could read to its end', () => {
    for (const text of ['word '.repeat(4_000_000), `a\n${' '.repeat(20_000_000)}b`, '](a'.repeat(7_000_000)])
      assert.equal(condense(text).text.length, text.length);
  });

  it('takes time that grows with the length', () => {
    // one that went back over the text for each word would not come to its end
    for (const unit of [
      'word ',
      'a-',
      'a - ',
      '](',
      '[a](b',
      '[a](b)',
      '\n[a](b)',
      '[a a ',
      'a\n',
      'a \n',
      '"',
      '&a',
      '`',
      '\r\n\t',
      'a b\r',
      '\n',
      '\r',
      ' \n',
      '{: .a}\n',
      '<!-- a\n\n',
    ])
      assert.ok(condense(unit.repeat(200_000)).text.length > 0);
  });
});
