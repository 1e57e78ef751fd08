import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {generators} from '../../src/core/generators.ts';
import {Post} from '../../src/core/post.ts';
import {joiner, object} from '../../src/core/prose.ts';
import {fc} from '../support/fast-check.ts';
import {markdown} from '../support/markdown.ts';

/** Each stretch as `kind: text`, with marks made visible: `·` for a joiner, `@` for an object, `⏎` for a line end. */
const shown = (text: string, path = 'a.md'): readonly string[] =>
  new Post(path, text).prose.map(
    (prose) =>
      `${prose.field ?? prose.kind}: ${prose.text.replaceAll(joiner, '·').replaceAll(object, '@').replace(/\r?\n/g, '⏎')}`,
  );

// biome-ignore format: a table
const cases: Readonly<Record<string, readonly (readonly [what: string, text: string, prose: readonly string[]])[]>> = {
  'blocks': [
    ['an empty post has none', '', []],
    ['blank lines have none', '\n \n\t\n', []],
    ['a paragraph', 'It rained.', ['paragraph: It rained.']],
    ['a paragraph of two lines', 'It\nrained.', ['paragraph: It⏎rained.']],
    ['a heading without its marks', '## Rain', ['heading:    Rain']],
    ['a closed heading', '# Rain #', ['heading:   Rain  ']],
    ['an underlined heading', 'Rain\n===', ['heading: Rain⏎   ']],
    ['a heading without text has none', '##', []],
    ['a list', '- Sun\n- Rain', ['list: Sun', 'list: Rain']],
    ['a task without its box', '- [ ] Water', ['list: Water']],
    ['a list in a list', '- Sun\n  1. Rain', ['list: Sun', 'list: Rain']],
    ['a quote', '> It\n> rained.', ['quote: It⏎  rained.']],
    ['a lazy quote', '> It\nrained.', ['quote: It⏎rained.']],
    ['a list in a quote', '> - Rain', ['quote: Rain']],
    ['a quote in a list', '- > Rain', ['quote: Rain']],
    ['the cells of a table', '| Sun | Rain |\n|---|---|\n| 3 | 4 |', ['table:   Sun ', 'table:   Rain  ', 'table:   3 ', 'table:   4  ']],
    ['a footnote', 'Rain[^1]\n\n[^1]: Of May.', ['paragraph: Rain    ', 'footnote: Of May.']],
    ['a fence has none', '```\nRain\n```', []],
    ['indented code has none', '    Rain', []],
    ['a definition has none', '[sun]: /sun "The sun"', []],
    ['a rule has none', '---', []],
  ],
  'marks': [
    ['emphasis neither parts words nor joins them', 'r*ai*n', ['paragraph: r·ai·n']],
    ['strong', '**Rain** fell', ['paragraph:   Rain·· fell']],
    ['struck', 'no ~~rain~~ sun', ['paragraph: no ··rain·· sun']],
    ['a link leaves its text', 'the [rain](https://example.org "Sun") fell', ['paragraph: the ·rain···························· fell']],
    ['a link by reference', '[rain][sun]\n\n[sun]: /x', ['paragraph:  rain      ']],
    ['an address is a thing', 'See <https://example.org> now', ['paragraph: See @@@@@@@@@@@@@@@@@@@@@ now']],
    ['code is a thing', 'Run `rain` now', ['paragraph: Run @@@@@@ now']],
    ['an image is a thing, and its text stands apart', 'A ![rain](r.png) fell', ['paragraph: A @@@@@@@@@@@@@@ fell', 'alt: rain']],
    ['an image without a text', '![](r.png)', []],
    ['an image in a link', '[![rain](r.png)](/x)', ['alt: rain']],
    ['brackets in the text of an image', '![a [b] c](r.png)', ['alt: a [b] c']],
    ['a hard line end', 'It  \nrained\\\nand', ['paragraph: It  ⏎rained ⏎and']],
  ],
  'characters': [
    ['an escape leaves its character', 'a \\* b', ['paragraph: a ·* b']],
    ['a backslash before a letter stays', 'a \\b', ['paragraph: a \\b']],
    ['a reference becomes its character', 'caf&eacute; &amp; &#8217;', ['paragraph: café······· &···· ’      ']],
    ['one in hexadecimal', '&#x41;', ['paragraph: A     ']],
    ['an unknown one stays', '&rain; & sun', ['paragraph: &rain; & sun']],
    ['a control character is a blank', 'a&#1;b', ['paragraph: a ···b']],
    ['CRLF stays', 'It\r\nrained.', ['paragraph: It⏎rained.']],
  ],
  'HTML': [
    ['a tag in a line is a mark', 'r<b>ai</b>n', ['paragraph: r···ai····n']],
    ['a line break parts words', 'It<br>rained', ['paragraph: It@@@@rained']],
    ['code in HTML is a thing', 'Run <code>rain</code> now', ['paragraph: Run @@@@@@@@@@@@@@@@@ now']],
    ['a block leaves its text', '<p>It rained.</p>', ['html: @@@It rained.@@@@']],
    ['a script has none', '<script>\nlet rain;\n</script>', []],
    ['a style over blank lines has none', '<style>\n\nrain {}\n\n</style>', []],
    ['a comment has none', '<!-- rain -->', []],
    ['the text of an image in HTML', '<img src="r.png" alt="Rain in May">', ['alt: Rain in May']],
    ['an attribute has none', '<p title="rain">Sun</p>', ['html: @@@@@@@@@@@@@@@@Sun@@@@']],
    ['a greater-than in an attribute', '<p title="a>b">Sun</p>', ['html: @@@@@@@@@@@@@@@Sun@@@@']],
  ],
  'templates': [
    ['a value is a thing', 'By {{ name }}.', ['paragraph: By @@@@@@@@@@.']],
    ['a tag alone has none', '{% include rain.html %}', []],
    ['a highlighted block has none', '{% highlight c %}\nint rain;\n{% endhighlight %}', []],
    ['a template in a target', '[Rain]({% post_url 2024-01-01-rain %})', ['paragraph:  Rain                                 ']],
  ],
  'front matter': [
    ['fields that readers see', '---\ntitle: Rain\nlayout: post\ndescription: "In May"\n---\n', ['title: Rain', 'description: In May']],
    ['nested ones', '---\nseo:\n  title: Rain\n---\n', ['title: Rain']],
    ['TOML', '+++\ntitle = "Rain"\n+++\n', ['title: Rain']],
    ['JSON', '{\n"title": "Rain"\n}\n', ['title: Rain']],
    ['a quote in single quotes', "---\ntitle: 'It''s rain'\n---\n", ["title: It'·s rain"]],
    ['a value that is no text', '---\ntitle: 2024\n---\n', []],
    ['no part of the body', '---\ntitle: Rain\n---\nSun', ['title: Rain', 'paragraph: Sun']],
  ],
};

for (const [group, all] of Object.entries(cases))
  describe(`prose of ${group}`, () => {
    for (const [what, text, prose] of all) it(what, () => assert.deepEqual(shown(text), prose));
  });

describe('prose of any text', () => {
  const anyPost = fc
    .tuple(markdown, fc.constantFrom(undefined, ...generators), fc.constantFrom('a.md', 'a.mdx'))
    .map(([text, generator, path]) => new Post(path, text, generator));

  it('stands where it says, but for what replaces marks, things, prefixes and references', () => {
    fc.assert(
      fc.property(anyPost, (post) => {
        for (const {text, start} of post.prose) {
          assert.ok(start >= 0 && start + text.length <= post.text.length);
          for (let i = 0; i < text.length; i++) {
            const here = text[i];
            const there = post.masked[start + i];
            if (here === there || here === joiner || here === object || here === ' ') continue;
            // the first unit of a reference, or the second of a character that takes two
            const before = post.masked.slice(Math.max(0, start + i - 1), start + i + 1);
            assert.ok(before.includes('&'), `${JSON.stringify(here)} for ${JSON.stringify(there)} at ${start + i}`);
          }
        }
      }),
    );
  });
  it('keeps line ends', () => {
    fc.assert(
      fc.property(anyPost, (post) => {
        for (const {text, start} of post.prose)
          assert.equal(
            text.replace(/[^\r\n]/g, ''),
            post.text.slice(start, start + text.length).replace(/[^\r\n]/g, ''),
          );
      }),
    );
  });
  it('comes in reading order and overlaps only where one stands in another', () => {
    fc.assert(
      fc.property(anyPost, (post) => {
        const blocks = post.prose.filter(({kind}) => kind !== 'alt' && kind !== 'field');
        for (const [n, {start}] of blocks.entries()) {
          const before = blocks[n - 1];
          if (before) assert.ok(before.start + before.text.length <= start, JSON.stringify([before.text, start]));
        }
      }),
    );
  });
  it('has links inside itself', () => {
    fc.assert(
      fc.property(anyPost, (post) => {
        for (const {text, links} of post.prose)
          for (const {start, end} of links) assert.ok(0 <= start && start <= end && end <= text.length);
      }),
    );
  });
});
