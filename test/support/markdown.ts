import type {Source} from '../../src/engine/inspect.ts';
import {fc} from './fast-check.ts';
import {rare} from './rare.ts';

/*
 * Generated Markdown, of two kinds: plausible posts, built from blocks as people write them with the slips that rules
 * look for, and nasty texts, which are marks, templates, invisible characters and line ends in any order.
 */

// biome-ignore format: a table
const words = [
  'the', 'a', 'garden', 'water', 'seedlings', 'we', 'because', 'morning', 'colour', 'color', 'organise', 'receive', 'release',
  'and', 'tomatoes', 'of', 'don’t', "it's", 'in', 'to', 'café', 'naïve', 'well-known', 'TypeScript', 'iPhone', 'Zoë',
  'recieve', 'begining', 'teh', 'tomatos', 'increaesed', 'enviroment', 'the the', 'seperate', 'Continuou', 'wich',
  'TODO', 'TBD', 'FIXME', 'XXX', 'lorem ipsum dolor sit amet', '!!!!!!!', '???', '[insert link]', 'Coming soon', 'TK', '…',
  'der', 'und', 'nicht', 'été', 'привет', '東京', 'שלום', 'مرحبا', '🧑‍🍳', '👩🏽‍🚀', 'e\u0301tude', '3rd', '10:30', '$5', 'x = y', 'a.b@example.org',
  'https://example.org/a_b?c=d', 'www.example.org', 'index.html', 'snake_case', '--flag', '{', '}', '<', '>', '&amp;', '&#8217;', '&nope;', '\\*', 'a\u00adb', 'ze\u200bro',
];
const word = fc.oneof({weight: 12, arbitrary: fc.constantFrom(...words)}, fc.string({maxLength: 5}).map(oneLine));

/** Removes line ends, which would turn a piece of a line into something else. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}

const phrase = fc.array(word, {minLength: 1, maxLength: 6}).map((parts) => parts.join(' '));
const around = (open: string, close = open) => phrase.map((text) => `${open}${text}${close}`);

/** What stands in a line besides words. */
const inline = fc.oneof(
  {weight: 8, arbitrary: phrase},
  around('*'),
  around('**'),
  around('_'),
  around('~~'),
  around('`'),
  around('``'),
  around('[', '](https://example.org/a%20b "Titel")'),
  around('[', '](#)'),
  around('[', ']()'),
  around('[', '][sun]'),
  around('[', ']({% post_url 2024-01-01-sun %})'),
  around('![', '](sun.jpg)'),
  around('![', '][sun]'),
  around('<b>', '</b>'),
  around('<a href="/x" title=">">', '</a>'),
  around('<img alt="', '" src="x.png">'),
  around('<code>', '</code>'),
  around('{% if sun %}', '{% endif %}'),
  around('{{< ref "', '" >}}'),
  around('{{ "', '" | upcase }}'),
  around('$$', '$$'),
  around('“', '”'),
  around('(', ')'),
  fc.constantFrom(
    '[^1]',
    '<https://example.org>',
    '<br>',
    '{: .note }',
    '{#id}',
    '{props.sun}',
    '<!-- sun -->',
    '  ',
    '\\',
    '[ ]',
    '*[HTML]: x',
  ),
);
const line = fc.array(inline, {minLength: 1, maxLength: 4}).map((parts) => parts.join(' '));
const lines = fc.array(line, {minLength: 1, maxLength: 4}).map((all) => all.join('\n'));

const prefixed = (first: string, rest: string) => (text: string) => first + text.replaceAll('\n', `\n${rest}`);

/** Blocks in Markdown; containers hold other blocks. */
const {block} = fc.letrec<{block: string; blocks: string}>((tie) => ({
  blocks: fc.array(tie('block'), {minLength: 1, maxLength: 3}).map((all) => all.join('\n\n')),
  block: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    lines,
    fc.tuple(fc.constantFrom('#', '##', '###', '######', '#######'), line).map(([marks, text]) => `${marks} ${text}`),
    line.map((text) => `## ${text} ##`),
    fc.tuple(line, fc.constantFrom('===', '---', '-')).map(([text, under]) => `${text}\n${under}`),
    fc.constantFrom(
      '---',
      '***',
      '#',
      '##',
      '<!-- more -->',
      '{% include sun.html %}',
      '[[toc]]',
      '* * *',
      '>',
      '-',
      '1.',
      '|',
      '```',
    ),
    fc
      .tuple(fc.constantFrom('```', '```js', '~~~', '````md', '```text title="x"'), lines)
      .map(([fence, text]) => `${fence}\n${text}\n${/^[`~]+/.exec(fence)?.[0]}`),
    lines.map(prefixed('    ', '    ')),
    lines.map((text) => `<div class="sun">\n${text}\n</div>`),
    lines.map((text) => `<details>\n<summary>${text}</summary>\n\n${text}\n\n</details>`),
    lines.map((text) => `<!--\n${text}\n-->`),
    lines.map((text) => `{% highlight ruby %}\n${text}\n{% endhighlight %}`),
    lines.map((text) => `{% raw %}{{ x }}\n${text}\n{% endraw %}`),
    lines.map((text) => `{{< figure src="x" caption="y" >}}\n${text}\n{{< /figure >}}`),
    lines.map((text) => `:::note[Sun]\n\n${text}\n\n:::`),
    lines.map((text) => `$$\n${text}\n$$`),
    fc.tuple(line, line, line).map(([a, b, c]) => `| ${a} | ${b} |\n|---|:-:|\n| ${c} | ${a} |`),
    line.map((text) => `[^1]: ${text}`),
    fc.constant('[sun]: https://example.org/sun "The sun"'),
    fc
      .tuple(
        fc.constantFrom(
          'draftlint-disable',
          'draftlint-enable',
          'draftlint-disable-next-line',
          'lint disable',
          'lint ignore',
          'cspell:ignore',
          'spell-checker: disable',
        ),
        fc.constantFrom('', ' spelling', ' teh tomatos', ' no-placeholders -- later'),
      )
      .map(([verb, rest]) => `<!-- ${verb}${rest} -->`),
    fc.constantFrom(
      'import Sun from "./sun"',
      'export const sun = {a: 1};',
      '<Sun>\n\nwarm\n\n</Sun>',
      '{/* sun */}',
      '{`a b`}',
    ),
    tie('blocks').map(prefixed('> ', '> ')),
    tie('blocks').map(prefixed('- ', '  ')),
    tie('blocks').map(prefixed('- [ ] ', '  ')),
    fc
      .tuple(tie('blocks'), tie('blocks'))
      .map(([a, b]) => `${prefixed('1. ', '   ')(a)}\n${prefixed('2. ', '   ')(b)}`),
  ),
}));

// biome-ignore format: a table
const keys = ['title', 'Title', 'description', 'tags', 'date', 'draft', 'published', 'layout', 'categories', 'author', 'draftlint', 'summary', 'nested'];
const value = fc.oneof(
  {weight: 4, arbitrary: phrase},
  fc.constantFrom(
    'true',
    'false',
    '2024-02-30',
    '2024-03-01',
    '[a, b]',
    '""',
    "'it''s'",
    '"a \\" b"',
    '|\n  teh\n  sun',
    '>-\n  teh sun',
    '',
    '{a: b}',
    '[',
    '"',
    '12',
    'null',
    '\n  - teh\n  - sun',
  ),
);
const yaml = fc
  .array(fc.tuple(fc.constantFrom(...keys), value), {maxLength: 5})
  .map((entries) => `---\n${entries.map(([key, text]) => `${key}: ${text}\n`).join('')}---\n`);
const toml = fc
  .array(fc.tuple(fc.constantFrom(...keys), phrase), {maxLength: 4})
  .map(
    (entries) =>
      `+++\n${entries.map(([key, text]) => `${key} = ${JSON.stringify(text)}\n`).join('')}[params]\nteh = "teh"\n+++\n`,
  );
const json = fc
  .dictionary(fc.constantFrom(...keys), fc.oneof(phrase, fc.array(phrase, {maxLength: 2}), fc.boolean()))
  .map((data) => `${JSON.stringify(data, null, 2)}\n`);
const brokenFrontMatter = fc.constantFrom(
  '---\n',
  '---\ntitle: "sun\n---\n',
  '---\n\ttitle: x\n---\n',
  '+++\ntitle =\n+++\n',
  '{"title": \n}\n',
  '---\na: *b\n---\n',
  '---\r\ntitle: x\r\n---\r\n',
  ';;;\n{"a": 1}\n;;;\n',
  '---js\n{a: 1}\n---\n',
);
const frontMatter = fc.oneof(
  {weight: 3, arbitrary: fc.constant('')},
  {weight: 5, arbitrary: yaml},
  {weight: 2, arbitrary: toml},
  {weight: 2, arbitrary: json},
  brokenFrontMatter,
);

/** A post as somebody might write it. */
export const plausible: fc.Arbitrary<string> = fc
  .tuple(frontMatter, fc.array(block, {maxLength: 7}), fc.constantFrom('\n\n', '\n', '\n\n\n'))
  .map(([front, all, gap]) => `${front}${front && '\n'}${all.join(gap)}\n`);

// biome-ignore format: a table
const fragments = [
  '\n', '\n\n', '\r\n', '\r', '\t', ' ', '    ', '\ufeff', '\u0000', '\u0001', '\u001b[31m', '\u007f', '\u0085', '\u2028', '\u2029', '\u202e', '\u2066',
  '\u200b', '\u200d', '\u2060', '\ufffc', '\u00ad', '\u00a0', '\ud800', '\udc00', '\ufffd', 'e\u0301', '👩‍👩‍👧', '🏳️‍🌈', 'שלום', 'ﬀ', 'İ', 'ß', 'ſ',
  '#', '# ', '## ', '- ', '* ', '1. ', '> ', '>', '```', '~~~', '`', '``', '**', '*', '_', '__', '~~', '[', ']', '](', ')', '![', '[^', ']:', '|', '|-|', '\\', '<', '>', '</', '/>', '<!--', '-->', '<!', '<?', '<![CDATA[', ']]>',
  '<a ', '<p>', '</p>', '<pre>', '</pre>', '<code>', '<script>', '</script>', '<style>', '&', '&#', '&#x41;', '&amp;', '&NotEqualTilde;', ';', '="', "='", '"', "'", '“', '’',
  '---', '---\n', '+++\n', '{\n', '}\n', '{', '}', '{{', '}}', '{{{', '{%', '%}', '{%-', '-%}', '{% raw %}', '{% endraw %}', '{% highlight %}', '{% endhighlight %}', '{{<', '>}}', '{{%', '%}}', '{{</*', '*/>}}', '{:', '{: .x}', '{#', '#}', '{/*', '*/}', ':::', '$$', '$', '===', '***',
  'title:', 'title: x\n', 'draft: true\n', 'tags: [', '- a\n', ': ', 'TODO', 'TODO:', '!!!!!!!', 'teh', 'recieve', 'Continuou', 'the the', 'word', 'lorem ipsum', 'draftlint-disable', '<!-- draftlint-disable spelling -->', '<!-- cspell:words teh -->', 'https://a.b', 'a@b.c', '[x]', '[ ]', '[^1]: ', '[a]: b\n', '*[a]: b',
];

/** Marks and characters in any order. */
export const nasty: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {weight: 6, arbitrary: fc.constantFrom(...fragments)},
      {weight: 1, arbitrary: word},
      {weight: 1, arbitrary: rare},
      {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 4})},
    ),
    {maxLength: 30},
  )
  .map((parts) => parts.join(''));

/** A text of either kind, some of them with one spliced into the other. */
export const markdown: fc.Arbitrary<string> = fc.oneof(
  {weight: 5, arbitrary: plausible},
  {weight: 3, arbitrary: nasty},
  {
    weight: 1,
    arbitrary: fc.tuple(plausible, nasty, fc.double({min: 0, max: 1, noNaN: true})).map(([text, other, share]) => {
      const at = Math.floor(text.length * share);
      return text.slice(0, at) + other + text.slice(at);
    }),
  },
);

const names = [
  '_posts/2024-03-01-sun.md',
  'posts/rain.md',
  '_drafts/snow.md',
  'content/wind/index.md',
  'blog/fog.mdx',
  'a.markdown',
];

/** A small blog: posts under different names, the first of them with any text. */
export const blog: fc.Arbitrary<readonly Source[]> = fc
  .tuple(fc.array(markdown, {minLength: 1, maxLength: 3}), fc.nat(names.length - 1))
  .map(([texts, first]) => texts.map((text, n) => ({path: names[(first + n) % names.length]!, text})));
