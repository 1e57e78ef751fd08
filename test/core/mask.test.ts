import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Nodes, Root} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import remarkParse from 'remark-parse';
import {unified} from 'unified';
import {visit} from 'unist-util-visit';
import {type Generator, generators} from '../../src/core/generators.ts';
import {mask} from '../../src/core/mask.ts';
import {joiner, object} from '../../src/core/prose.ts';
import {fc} from '../support/fast-check.ts';

/** The masked text with the marks made visible: `·` for a joiner, `@` for an object. */
const shown = (text: string, generator?: Generator, options?: {mdx?: boolean}): string =>
  mask(text, generator, options).replaceAll(joiner, '·').replaceAll(object, '@');

const parse = (text: string): Root => unified().use(remarkParse).parse(text);

function nodes<T extends Nodes['type']>(text: string, type: T): Extract<Nodes, {type: T}>[] {
  const found: Extract<Nodes, {type: T}>[] = [];
  visit(parse(text), type, (node) => {
    found.push(node as Extract<Nodes, {type: T}>);
  });
  return found;
}

/** What a reader would see as words, marks taken out. */
const words = (text: string, generator?: Generator, options?: {mdx?: boolean}): string =>
  textOf(parse(mask(text, generator, options)))
    .replace(/[\u2060\uFFFC]+/g, '')
    .trim();

interface Case {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly generator?: Generator;
  readonly mdx?: true;
}

const cases: Readonly<Record<string, readonly Case[]>> = {
  'values and tags': [
    {what: 'a value is an object', from: 'Welcome to {{ x }}!', to: 'Welcome to @@@@@@@!'},
    {what: 'a value in three braces', from: 'By {{{ x }}}.', to: 'By @@@@@@@@@.'},
    {
      what: 'a control tag leaves nothing',
      from: 'It {% if a %}rained{% endif %}.',
      to: 'It ··········rained···········.',
    },
    {what: 'a tag that prints is an object', from: 'See {% icon a %} here', to: 'See @@@@@@@@@@@@ here'},
    {
      what: 'a paired tag keeps its prose',
      from: '{% big %}Rain{% endbig %} fell',
      to: '·········Rain············ fell',
    },
    {what: 'a line of tags is blank', from: 'Rain\n{% if a %}{% b %}\nSnow', to: `Rain\n${' '.repeat(17)}\nSnow`},
    {what: 'a line of tags in a quote keeps its mark', from: '> {% a %}\n> Rain', to: '>        \n> Rain'},
    {what: 'a line with a value is no blank line', from: '{% if a %}{{ b }}', to: '··········@@@@@@@'},
    {what: 'a tag over several lines', from: '{% a\n  b="c"\n%}\nRain', to: '    \n       \n  \nRain'},
    {what: 'a tag over several lines within text', from: 'So {% if a\n  b %} it', to: 'So ·······\n  ···· it'},
    {what: 'a comment of Nunjucks', from: 'Rain {# later #} fell', to: 'Rain ··········· fell', generator: 'eleventy'},
    {what: 'a tag of Markdoc', from: '{% note %}\nRain\n{% /note %}', to: `${' '.repeat(10)}\nRain\n${' '.repeat(11)}`},
    {
      what: 'a shortcode of Zola',
      from: '{% q(a="b") %}\nRain\n{% end %}',
      to: `${' '.repeat(14)}\nRain\n${' '.repeat(9)}`,
    },
    {what: 'Windows line ends', from: '{% a %}\r\nRain {{ b }}\r\n', to: '       \r\nRain @@@@@@@\r\n'},
  ],
  'addresses and attributes': [
    {what: 'a link target', from: '[a]({% post_url 2020-01-01-b %})', to: `[a](${'x'.repeat(27)})`},
    {what: 'a part of a link target', from: '[a]({{ b }}/c/ "{{ d }}")', to: '[a](xxxxxxx/c/ "@@@@@@@")'},
    {what: 'a filter with a bracket', from: '![a]({{ "b)" | c }}) {{ d }}', to: '![a](xxxxxxxxxxxxxx) @@@@@@@'},
    {what: 'a target in angle brackets', from: '[a](<{{ b }} c>)', to: '[a](<xxxxxxx c>)'},
    {what: 'a definition', from: '[a]: {{ b }}/c', to: '[a]: xxxxxxx/c'},
    {what: 'a shortcode', from: '[a]({{< ref "b c" >}})', to: `[a](${'x'.repeat(17)})`},
    {what: 'link text', from: '[{{ a }}](b)', to: '[@@@@@@@](b)'},
    {what: 'a quoted attribute', from: '<a href="{{ "b" | c }}">d</a>', to: `<a href="${'x'.repeat(13)}">d</a>`},
    {what: 'a bare attribute', from: 'So <img src={{ b }}>', to: 'So <img src=xxxxxxx>'},
    {what: 'a choice of attributes', from: '<a {% if b %} c{% endif %}>d</a>', to: '<a xxxxxxxxxx c           >d</a>'},
    {what: 'an address in angle brackets', from: '<https://a.org/{{ b }}>', to: '<https://a.org/xxxxxxx>'},
    {
      what: 'a tag over several lines',
      from: '<a\n  href={{ b }}\n>c</a>\n<a\n  {{ d }}\n>\n',
      to: '<a\n  href=xxxxxxx\n>c</a>\n<a\n  xxxxxxx\n>\n',
    },
    {what: 'a comparison is no tag', from: 'a <b and {{ c }}', to: 'a <b and @@@@@@@'},
  ],
  'code, raw text and comments in pairs': [
    {
      what: 'code is blank',
      from: '{% highlight c %}\n# a\n{% endhighlight %}\nRain',
      to: `${' '.repeat(17)}\n   \n${' '.repeat(18)}\nRain`,
    },
    {what: 'code within a line is an object', from: 'Say {% code %}a{% endcode %}.', to: `Say ${'@'.repeat(24)}.`},
    {what: 'a comment is nothing', from: 'It {% comment %}a{% endcomment %}rained', to: `It ${'·'.repeat(30)}rained`},
    {
      what: 'code of a shortcode',
      from: '{{< highlight go >}}\n- a\n{{< /highlight >}}',
      to: `${' '.repeat(20)}\n   \n${' '.repeat(18)}`,
    },
    {
      what: 'code by its language',
      from: '{{< listing rust >}}\n# a\n{{< /listing >}}',
      to: `${' '.repeat(20)}\n   \n${' '.repeat(16)}`,
    },
    {
      what: 'code from within a line',
      from: '- {% code %}\n  # a\n  {% endcode %}',
      to: `- @@@@@@@@@@\n     \n${' '.repeat(15)}`,
    },
    {
      what: 'raw text keeps its braces',
      from: '{% raw %}Say {{ a }}{% endraw %} {{ b }}',
      to: '·········Say {{ a }}············ @@@@@@@',
    },
    {
      what: 'unclosed code is a tag',
      from: '{% highlight c %}\n\nRain {{ a }}',
      to: `${' '.repeat(17)}\n\nRain @@@@@@@`,
    },
    {what: 'unclosed raw text is a tag', from: '{% raw %}\n\nRain {{ a }}', to: '         \n\nRain @@@@@@@'},
    {
      what: 'code that another one opens before is unclosed',
      from: '{% code %}\nRain\n{% code %}\n# a\n{% endcode %}',
      to: `${' '.repeat(10)}\nRain\n${' '.repeat(10)}\n   \n${' '.repeat(13)}`,
    },
  ],
  'what Markdown holds as it is': [
    {what: 'a code span', from: '`{% raw %}` and {{ a }}', to: '`{% raw %}` and @@@@@@@'},
    {what: 'a longer code span', from: '``{{ ` }}`` {{ a }}', to: '``{{ ` }}`` @@@@@@@'},
    {what: 'a lone backtick', from: 'a ` b {{ c }}\n\n`', to: 'a ` b @@@@@@@\n\n`'},
    {what: 'a fence', from: '```\n{% code %}\n{: .a}\n```\n{{ b }}', to: '```\n{% code %}\n{: .a}\n```\n@@@@@@@'},
    {
      what: 'a fence in a list',
      from: '- a\n\n  ~~~\n  {{ b }}\n  ~~~\n  {{ c }}',
      to: '- a\n\n  ~~~\n  {{ b }}\n  ~~~\n  @@@@@@@',
    },
    {
      what: 'a fence that its list ends',
      from: '1. a\n   ```\n   {{ b }}\nc {{ d }}',
      to: '1. a\n   ```\n   {{ b }}\nc @@@@@@@',
    },
    {what: 'a fence that its quote ends', from: '> ```\n> {{ a }}\nb {{ c }}', to: '> ```\n> {{ a }}\nb @@@@@@@'},
    {what: 'a comment', from: '<!-- {{ a }} -->\n{{ b }}', to: '<!-- {{ a }} -->\n@@@@@@@'},
    {
      what: 'a script',
      from: '<script>\n$$ {{ a }}\n</script>\n{{ b }}',
      to: '<script>\n$$ {{ a }}\n</script>\n@@@@@@@',
    },
    {what: 'front matter', from: '---\ntitle: "{{ a }}"\n---\n{{ b }}', to: '---\ntitle: "{{ a }}"\n---\n@@@@@@@'},
  ],
  'shortcodes of Hugo': [
    {what: 'a figure on its own', from: '{{< figure src="a" >}}\n', to: `${' '.repeat(22)}\n`, generator: 'hugo'},
    {what: 'within a line', from: 'a{{< sup 1 >}} b', to: 'a@@@@@@@@@@@@@ b', generator: 'hugo'},
    {what: 'a pair', from: 'a {{% b %}}c{{% /b %}}', to: 'a ·········c··········', generator: 'hugo'},
    {what: 'an end in quotes', from: 'a {{< b "c >}} d" >}} e', to: `a ${'@'.repeat(19)} e`, generator: 'hugo'},
    {what: 'a quote that never ends', from: 'a {{< b 5" >}} c', to: 'a @@@@@@@@@@@@ c', generator: 'hugo'},
    {what: 'over several lines', from: '{{< a\n  b="c"\n>}}\nRain', to: '     \n       \n   \nRain', generator: 'hugo'},
    {
      what: 'shown as it is',
      from: 'Write {{</* code */>}} once',
      to: `Write ${'@'.repeat(16)} once`,
      generator: 'hugo',
    },
  ],
  kramdown: [
    {what: 'a list behind a span', from: '*Rain*{: .a} fell', to: '*Rain*······ fell', generator: 'jekyll'},
    {
      what: 'a list on its own line',
      from: 'Rain\n{: .a #b c="d e"}',
      to: `Rain\n${' '.repeat(17)}`,
      generator: 'jekyll',
    },
    {what: 'a table of contents', from: '- a\n{:toc}', to: '- a\n      ', generator: 'jekyll'},
    {what: 'classes in a row', from: '[a](b){:.c.d}', to: '[a](b)·······', generator: 'jekyll'},
    {
      what: 'a tuple is text',
      from: 'It gives {:ok, value} back',
      to: 'It gives {:ok, value} back',
      generator: 'jekyll',
    },
    {what: 'a format is text', from: 'with {:?} in it', to: 'with {:?} in it', generator: 'jekyll'},
    {what: 'an extension', from: '{::options a="b" /}', to: ' '.repeat(19), generator: 'jekyll'},
    {
      what: 'a comment',
      from: '{::comment}\n# a\n{:/comment}\nRain',
      to: `${' '.repeat(11)}\n   \n${' '.repeat(11)}\nRain`,
      generator: 'jekyll',
    },
    {
      what: 'text of an extension',
      from: '{::nomarkdown}\nRain\n{:/}',
      to: `${' '.repeat(14)}\nRain\n    `,
      generator: 'jekyll',
    },
    {what: 'the id of a heading', from: '## Rain {#rain}', to: '## Rain        '},
    {what: 'an id in prose', from: 'Use {#rain} for it', to: 'Use {#rain} for it'},
    {what: 'a class of an image', from: '![a](b){.c} d', to: '![a](b)···· d'},
    {what: 'an abbreviation', from: '*[HTML]: a language\n\nRain', to: `${' '.repeat(19)}\n\nRain`},
    {what: 'emphasis around a bracket', from: '*[Note: rain]* fell', to: '*[Note: rain]* fell'},
    {what: 'a footnote', from: 'a[^1] {{ b }}\n\n[^1]: {{ c }}', to: 'a[^1] @@@@@@@\n\n[^1]: @@@@@@@'},
  ],
  formulas: [
    {what: 'within a line', from: 'Let $$a_b$$ be', to: 'Let @@@@@@@ be', generator: 'jekyll'},
    {what: 'within a line of another generator', from: 'From $$ to $$', to: 'From $$ to $$', generator: 'hugo'},
    {what: 'on its own lines', from: '$$\n a_b\n$$\nRain', to: '@@\n @@@\n@@\nRain', generator: 'hugo'},
    {what: 'prices', from: '$5 and $10, $$$ and {{ a }}', to: '$5 and $10, $$$ and @@@@@@@'},
    {what: 'a price alone', from: 'It costs $$\n\nand $$ too', to: 'It costs $$\n\nand $$ too'},
  ],
  'fences of colons': [
    {
      what: 'a note with a title',
      from: ':::note[Wet]\nRain\n:::',
      to: `${' '.repeat(12)}\nRain\n   `,
      generator: 'docusaurus',
    },
    {what: 'a tip', from: '::: tip\nRain\n:::', to: '       \nRain\n   ', generator: 'vitepress'},
    {what: 'within a line', from: 'a ::: b', to: 'a ::: b'},
  ],
  MDX: [
    {what: 'a module statement', from: "import A from 'a'\n\nRain", to: `${' '.repeat(17)}\n\nRain`, mdx: true},
    {
      what: 'a statement with a blank line',
      from: 'export const a = {\n\n  b: 1\n}\n\nRain',
      to: `${' '.repeat(18)}\n\n      \n \n\nRain`,
      mdx: true,
    },
    {what: 'an import of goods', from: 'import taxes rose', to: 'import taxes rose', mdx: true},
    {
      what: 'an expression',
      from: 'There were {a.map((b) => ({b}))} of',
      to: `There were ${'@'.repeat(21)} of`,
      mdx: true,
    },
    {what: 'a comment', from: 'Rain{/* a } b */} fell', to: 'Rain············· fell', mdx: true},
    {what: 'a comment on its own lines', from: '{/* a\n\n# b */}\nRain', to: '     \n\n       \nRain', mdx: true},
    {what: 'an attribute', from: '<A b={{c: 1}} d="e">f</A>', to: '<A b=xxxxxxxx d="e">f</A>', mdx: true},
    {what: 'a blank', from: "<b>a</b>{' '}b", to: '<b>a</b> ····b', mdx: true},
    {what: 'an open brace', from: 'a { b', to: 'a { b', mdx: true},
    {what: 'of Docusaurus without being told', from: 'a {b} c', to: 'a @@@ c', generator: 'docusaurus'},
    {what: 'not elsewhere', from: 'a {b} c', to: 'a {b} c'},
  ],
  'text that only looks like a template': [
    {what: 'a value that never ends', from: 'a {{ b\n\nc }} d', to: 'a {{ b\n\nc }} d'},
    {what: 'a value that ends too far away', from: `{{ ${'a '.repeat(1001)}}}`, to: `{{ ${'a '.repeat(1001)}}}`},
    {what: 'the first of two openings', from: 'a {{ b {{ c }} d', to: 'a {{ b @@@@@@@ d'},
    {what: 'a tag without a name', from: 'a {% 5 %} 100%} b', to: 'a {% 5 %} 100%} b'},
    {what: 'an opening tag alone', from: 'a {% b', to: 'a {% b'},
  ],
};

for (const [group, list] of Object.entries(cases)) {
  describe(`mask: ${group}`, () => {
    for (const {what, from, to, generator, mdx} of list) {
      it(what, () => {
        assert.equal(shown(from, generator, mdx ? {mdx} : {}), to);
      });
    }
  });
}

describe('mask: what Markdown makes of it', () => {
  it('keeps a link whose target is a template', () => {
    const [link] = nodes(mask('See [the harvest]({% post_url 2020-01-01-harvest %}).'), 'link');
    assert.equal(link && textOf(link), 'the harvest');
  });
  it('makes no headings or lists of code', () => {
    const text = 'Rain.\n\n{% highlight sh %}\n# a heading?\n- an item?\n{% endhighlight %}\n\nSnow.\n';
    assert.deepEqual(nodes(text, 'heading').length, 1, 'without the mask there is one');
    assert.deepEqual([nodes(mask(text), 'heading').length, nodes(mask(text), 'list').length], [0, 0]);
    assert.equal(words(text), 'Rain.Snow.');
  });
  it('lets prose in pairs be read', () => {
    assert.equal(words('{{< quote >}}\nIt *rained*.\n{{< /quote >}}'), 'It rained.');
    assert.equal(words(':::note\n\nIt *rained*.\n\n:::'), 'It rained.');
  });
  it('keeps tables whose cells hold filters', () => {
    assert.equal(shown('| {{ a | b }} | c |'), '| @@@@@@@@@@@ | c |');
  });
  it('keeps HTML in which templates are attributes', () => {
    const [first] = nodes(mask('So <img src="{{ "a" | url }}" {% if b %}alt="c"{% endif %}> it'), 'html');
    assert.match(first?.value ?? '', /^<img .*>$/);
  });
  it('ends a heading before its id', () => {
    const [heading] = nodes(mask('## Rain {#rain}\n'), 'heading');
    assert.equal(heading && textOf(heading), 'Rain');
  });
});

describe('mask: for any text', () => {
  const scraps = [
    '{{',
    '}}',
    '{%',
    '%}',
    '{{<',
    '>}}',
    '{{%',
    '%}}',
    '/*',
    '*/',
    '{:',
    '}',
    '{',
    '{#',
    '#}',
    '$$',
    '$',
    ':::',
    '*[',
    ']:',
    '](',
    ')',
    '(',
    '<',
    '>',
    '<a href="',
    '"',
    "'",
    '=',
    '`',
    '```',
    '~~~',
    '\\',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    ' ',
    '    ',
    '\t',
    '> ',
    '- ',
    '1. ',
    '# ',
    '---\n',
    ' raw ',
    ' endraw ',
    ' highlight c ',
    ' endhighlight ',
    ' comment ',
    ' endcomment ',
    ' x ',
    ' /x ',
    '::comment',
    '{:/comment}',
    '.a',
    '#b',
    'import {',
    'export const a = ',
    'word',
    '\uFEFF',
    '😀',
    joiner,
    object,
  ];
  const post = fc
    .array(fc.oneof({weight: 6, arbitrary: fc.constantFrom(...scraps)}, {weight: 1, arbitrary: fc.string()}), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));
  const generator = fc.option(fc.constantFrom(...generators), {nil: undefined});
  const breaks = (text: string): string => text.replace(/[^\r\n]/g, ' ');

  it('keeps the length and every line end, also when done twice', () => {
    fc.assert(
      fc.property(post, generator, fc.boolean(), (text, name, mdx) => {
        const once = mask(text, name, {mdx});
        assert.equal(breaks(once), breaks(text));
        assert.equal(breaks(mask(once, name, {mdx})), breaks(text));
      }),
      {numRuns: 3000},
    );
  });
  it('gives back text in which no template can begin', () => {
    fc.assert(
      fc.property(post, generator, (text, name) => {
        const plain = text.replace(/[{$]|:::|\*\[/g, '');
        assert.equal(mask(plain, name, {mdx: false}), plain);
      }),
    );
  });
  it('leaves the fences of front matter', () => {
    fc.assert(
      fc.property(post, generator, (text, name) => {
        const head = `---\ntitle: "${text.replace(/[\r\n]/g, '')}"\n---\n`;
        assert.equal(mask(head + text, name).slice(0, head.length), head);
      }),
    );
  });
  it('reads long hostile text to its end', () => {
    for (const scrap of [
      '{{ ',
      '{% a ',
      '{{< "',
      '{',
      '{:',
      '{: .a',
      '{::comment}',
      '$$a',
      '`',
      '`a``',
      '<a ="',
      '](',
      '- ',
      '> ```\n',
      'import {\n\n',
      '{{{',
      '{#',
      '*[',
      '{% raw %}',
      '{% code %}{% endcode %}',
      "<a='{{x}}",
    ]) {
      for (const mdx of [false, true]) {
        const text = scrap.repeat(20_000);
        assert.equal(mask(text, undefined, {mdx}).length, text.length, scrap);
      }
    }
  });
});
