import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {parse as parseToml, stringify as stringifyToml} from 'smol-toml';
import {stringify as stringifyYaml} from 'yaml';
import {
  entryOf,
  type FrontMatter,
  type FrontMatterError,
  type FrontMatterValue,
  findFrontMatter,
  readFrontMatter,
} from '../../src/core/front-matter.ts';
import type {Span} from '../../src/core/rule.ts';
import {fc} from '../support/fast-check.ts';

/** Maps without a prototype do not equal written ones. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
const cut = (text: string, {start, end}: Span) => text.slice(start, end);

function read(text: string): FrontMatter {
  const frontMatter = readFrontMatter(text);
  assert.ok(frontMatter, `no front matter in ${JSON.stringify(text)}`);
  return frontMatter;
}

const yaml = (content: string) => `---\n${content}\n---\n\nThe post.\n`;
const toml = (content: string) => `+++\n${content}\n+++\n\nThe post.\n`;

describe('finding front matter', () => {
  const found: Readonly<Record<string, readonly [text: string, format: string, content: string]>> = {
    'YAML between dashes': ['---\ntitle: Bread\n---\n\nFlour.\n', 'yaml', 'title: Bread\n'],
    'blanks behind the fences': ['---  \ntitle: Bread\n--- \t\nFlour.\n', 'yaml', 'title: Bread\n'],
    'dots at the end': ['---\ntitle: Bread\n...\nFlour.\n', 'yaml', 'title: Bread\n'],
    'no line end at the end': ['---\ntitle: Bread\n---', 'yaml', 'title: Bread\n'],
    'Windows line ends': ['---\r\ntitle: Bread\r\n---\r\nFlour.\r\n', 'yaml', 'title: Bread\r\n'],
    'nothing between the dashes': ['---\n---\nFlour.\n', 'yaml', ''],
    'only a comment': ['---\n# to do\n---\nFlour.\n', 'yaml', '# to do\n'],
    'a comment first': ['---\n\n# to do\ntitle: Bread\n---\n', 'yaml', '\n# to do\ntitle: Bread\n'],
    'a field without a space': ['---\ntitle:Bread\n---\n', 'yaml', 'title:Bread\n'],
    'a field name in quotes': ['---\n"title": Bread\n---\n', 'yaml', '"title": Bread\n'],
    'a first line that is no field': ['---\nBread\ndate: 2020-01-01\n---\n', 'yaml', 'Bread\ndate: 2020-01-01\n'],
    'JSON between dashes': ['---\n{"title": "Bread"}\n---\n', 'yaml', '{"title": "Bread"}\n'],
    TOML: ['+++\ntitle = "Bread"\n+++\nFlour.\n', 'toml', 'title = "Bread"\n'],
    'a language behind the dashes': ['---toml\ntitle = "Bread"\n---\n', 'toml', 'title = "Bread"\n'],
    'another language': ['---json\n{"title": "Bread"}\n---\n', 'json', '{"title": "Bread"}\n'],
    JSON: ['{\n  "title": "Bread"\n}\n\nFlour.\n', 'json', '{\n  "title": "Bread"\n}'],
    'JSON with a brace in a text': ['{"title": "}"}\nFlour.\n', 'json', '{"title": "}"}'],
    'JSON with semicolons': ['{\n"title": "Bread"\n};;;\nFlour.\n', 'json', '{\n"title": "Bread"\n}'],
    'JSON with semicolons below': ['{\n"title": "Bread"\n}\n;;;\nFlour.\n', 'json', '{\n"title": "Bread"\n}'],
    'JSON without its braces': ['"title": "Bread"\n;;;\nFlour.\n', 'json', '"title": "Bread"\n'],
    'JSON between semicolons': [';;;\n"title": "Bread"\n;;;\nFlour.\n', 'json', '"title": "Bread"\n'],
    'JSON whose braces do not balance': ['{\n"title": {\n}\n\nFlour.\n', 'json', '{\n"title": {\n}'],
  };
  for (const [name, [text, format, content]] of Object.entries(found)) {
    test(name, () => {
      const block = findFrontMatter(text);
      assert.ok(block);
      assert.equal(block.format, format);
      assert.equal(cut(text, block.content), content);
      assert.equal(block.at.start, 0);
      assert.doesNotMatch(text.slice(block.at.end), /^[^\r\n]/);
    });
  }

  const none: Readonly<Record<string, string>> = {
    'no text': '',
    'plain prose': 'Flour, water and salt.\n',
    'dashes that nothing closes': '---\ntitle: Bread\n\nFlour.\n',
    'prose between two thematic breaks': '---\n\nFlour, water and salt.\n\n---\n\nBake it.\n',
    'prose with a colon further down': '---\nFlour, water and salt are\nall it takes.\n\nNote: bake it.\n---\n',
    'a list between two thematic breaks': '---\n- flour\n- water\n---\n',
    'a link between two thematic breaks': '---\nhttps://example.org\n---\n',
    'front matter below a blank line': '\n---\ntitle: Bread\n---\n',
    'an unknown language': '---coffee\ntitle: Bread\n---\n',
    'plus signs that nothing closes': '+++\ntitle = "Bread"\n',
    'a Liquid tag': '{% include bread.html %}\n}\n',
    'a Hugo shortcode': '{{< bread >}}\n}\n',
    'a kramdown attribute list': '{: .bread}\n',
    'JSON with prose behind it': '{"a": 1} is an object.\n',
    'a quoted word': '"Bread": a word.\n\nFlour.\n',
  };
  for (const [name, text] of Object.entries(none)) {
    test(`none: ${name}`, () => assert.equal(findFrontMatter(text), undefined));
  }

  test('code is found and never run', () => {
    const {data, errors, entries, code} = read('---js\n{title: process.exit(1)}\n---\nFlour.\n');
    assert.deepEqual([plain(data), errors, entries, code], [{}, [], [], true]);
  });
});

describe('values', () => {
  const values: Readonly<Record<string, readonly [text: string, data: unknown]>> = {
    'plain YAML': [
      yaml(
        'title: Bread\ndate: 2020-01-01\nat: 2020-01-01 10:30:00 +0200\ndraft: true\nweight: 3\nempty:\ntags: [a, b]',
      ),
      {
        title: 'Bread',
        date: '2020-01-01',
        at: '2020-01-01 10:30:00 +0200',
        draft: true,
        weight: 3,
        empty: null,
        tags: ['a', 'b'],
      },
    ],
    'nested YAML': [
      yaml('cover:\n  image: a.png\ntags:\n- a\n- b: c'),
      {cover: {image: 'a.png'}, tags: ['a', {b: 'c'}]},
    ],
    'blocks of text': [yaml('a: |\n  one\n  two\nb: >-\n  one\n  two'), {a: 'one\ntwo\n', b: 'one two'}],
    'tags of YAML types': [yaml('a: !!timestamp 2020-01-01\nb: !!str 1\nc: !own x'), {a: '2020-01-01', b: '1', c: 'x'}],
    aliases: [yaml('a: &tags [x, y]\nb: *tags'), {a: ['x', 'y'], b: ['x', 'y']}],
    'merged maps': [yaml('a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  x: 3'), {a: {x: 1, y: 2}, b: {x: 3, y: 2}}],
    'keys that are no text': [yaml('2020: a\ntrue: b\n{c: d}: e'), {2020: 'a', true: 'b', '{c: d}': 'e'}],
    'a key that must not reach the prototype': [yaml('__proto__: {polluted: true}\na: b'), {a: 'b'}],
    'plain TOML': [
      toml('title = "Bread" # good\ndate = 2020-01-01T10:30:00+02:00\nday = 2020-01-01\ndraft = false\nweight = 3'),
      {title: 'Bread', date: '2020-01-01T10:30:00+02:00', day: '2020-01-01', draft: false, weight: 3},
    ],
    'tables of TOML': [
      toml(
        'tags = [\n  "a", # one\n  "b",\n]\ncover = {image = "a.png"}\na.b = 1\n[taxonomies]\ntags = ["c"]\n[x.y]\nz = 1\n[[l]]\nm = 1\n[[l]]\nm = 2',
      ),
      {
        tags: ['a', 'b'],
        cover: {image: 'a.png'},
        a: {b: 1},
        taxonomies: {tags: ['c']},
        x: {y: {z: 1}},
        l: [{m: 1}, {m: 2}],
      },
    ],
    'texts of TOML': [
      toml('a = \'c:\\x\'\nb = """\none "two"\n\\u0041"""\n"c d" = \'\'\'e\'\'\'\n"\\u0041" = 1'),
      {a: 'c:\\x', b: 'one "two"\nA', 'c d': 'e', A: 1},
    ],
    JSON: [
      '{"title": "Bread \\u0041", "tags": ["a"], "n": {"m": null}}\n',
      {title: 'Bread A', tags: ['a'], n: {m: null}},
    ],
    'JSON of Hexo': ['"title": "Bread",\n"n": 1\n;;;\n', {title: 'Bread', n: 1}],
  };
  for (const [name, [text, data]] of Object.entries(values)) {
    test(name, () => {
      for (const version of [text, text.replaceAll('\n', '\r\n')]) {
        const frontMatter = read(version);
        assert.deepEqual(frontMatter.errors, []);
        assert.deepEqual(frontMatter.warnings, []);
        assert.deepEqual(plain(frontMatter.data), data);
      }
    });
  }

  test('nothing is inherited', () => {
    const {data} = read(yaml('a: {b: c}'));
    assert.equal(data.constructor, undefined);
    assert.equal((data.a as Record<string, unknown>).toString, undefined);
  });

  const places: Readonly<
    Record<string, readonly [text: string, key: string, keyAt: string, at: string, inner: string | undefined]>
  > = {
    'plain text': [yaml('date: x\ntitle: Rye bread  # c'), 'title', 'title', 'Rye bread', 'Rye bread'],
    'double quotes': [yaml('title: "Rye \\"bread\\""'), 'title', 'title', '"Rye \\"bread\\""', 'Rye \\"bread\\"'],
    'single quotes': [yaml("'title': 'It''s bread'"), 'title', "'title'", "'It''s bread'", "It''s bread"],
    'a block of text': [
      yaml('title: >-\n  Rye\n  bread\n\nx: y'),
      'title',
      'title',
      '>-\n  Rye\n  bread',
      'Rye\n  bread',
    ],
    'a number': [yaml('title: 1984'), 'title', 'title', '1984', undefined],
    'a list': [yaml('tags:\n  - a\n  - b\n\nx: y'), 'tags', 'tags', '- a\n  - b', undefined],
    'an alias': [yaml('a: &a Bread\ntitle: *a'), 'title', 'title', '*a', undefined],
    'TOML text': [toml('x = 1\n"title" = "Rye bread" # c'), 'title', '"title"', '"Rye bread"', 'Rye bread'],
    'long TOML text': [toml('title = """\nRye\nbread"""'), 'title', 'title', '"""\nRye\nbread"""', 'Rye\nbread'],
    'a TOML date': [toml('date = 2020-01-01 # c'), 'date', 'date', '2020-01-01', undefined],
    'a TOML table': [toml('[extra]\na = 1\n\n[other]'), 'extra', 'extra', 'extra]\na = 1', undefined],
    'JSON text': ['{"title": "Rye \\"bread\\""}', 'title', '"title"', '"Rye \\"bread\\""', 'Rye \\"bread\\"'],
    'bare JSON text': ['"title": "Rye"\n;;;', 'title', '"title"', '"Rye"', 'Rye'],
  };
  for (const [name, [text, key, keyAt, at, inner]] of Object.entries(places)) {
    test(`the place of ${name}`, () => {
      const entry = entryOf(read(text), key);
      assert.ok(entry);
      assert.equal(cut(text, entry.keyAt), keyAt);
      assert.equal(cut(text, entry.value.at), at);
      assert.equal(entry.value.text && cut(text, entry.value.text), inner);
    });
  }

  test('an empty value stands right after the colon', () => {
    for (const content of ['title:', 'title:   ', 'title: # none', 'title:\ndate: x', 'title:\n\n# none\ndate: x']) {
      const text = yaml(content);
      const entry = entryOf(read(text), 'title');
      assert.deepEqual(entry?.value.at, {start: 10, end: 10}, content);
      assert.equal(entry?.value.value, null);
    }
  });

  test('an entry is found by its exact name first, then in any case, the last one first', () => {
    const frontMatter = read(yaml('Title: a\ntitle: b\nTITLE: c\nTags: d'));
    assert.equal(entryOf(frontMatter, 'title')?.value.value, 'b');
    assert.equal(entryOf(frontMatter, 'tags')?.value.value, 'd');
    assert.equal(entryOf(frontMatter, 'date'), undefined);
    assert.equal(entryOf(undefined, 'title'), undefined);
    assert.equal(entryOf(read(yaml('a: 1\na: 2')), 'a')?.value.value, 2);
  });
});

describe('what is wrong', () => {
  // The place is given as the text that stands there; `data` is empty wherever the block cannot be read.
  const wrong: Readonly<Record<string, readonly [text: string, message: string, at: string]>> = {
    'a colon in a title': [
      yaml('title: Bread: a story\ndate: x'),
      'The title holds a colon followed by a space: put the whole title in quotes',
      'Bread: a story',
    ],
    'a colon in another field': [
      yaml('img_alt: Bread: a story'),
      'The value of `img_alt` holds a colon followed by a space: put the whole value in quotes',
      'Bread: a story',
    ],
    'a colon in a list': [
      yaml('cover:\n  - alt: Bread: a story'),
      'The alt holds a colon followed by a space: put the whole alt in quotes',
      'Bread: a story',
    ],
    'a colon at the end': [
      yaml('title: Bread:\ndate: x'),
      'The title ends with a colon: put the whole title in quotes',
      'Bread:',
    ],
    'no space after the colon': [
      yaml('date: x\ntitle:Bread\ntags: y'),
      'A space is missing after the colon: write `title: Bread`',
      'title:Bread',
    ],
    'no space in the last field': [
      yaml('date: x\ntitle:Bread'),
      'A space is missing after the colon: write `title: Bread`',
      'title:Bread',
    ],
    'no space in the only field': [
      yaml('title:Bread'),
      'A space is missing after the colon: write `title: Bread`',
      'title:Bread',
    ],
    'a tab': [yaml('tags:\n\t- a\n\t- b'), 'This line is indented with a tab: use spaces instead', '\t'],
    'a double quote left open': [yaml('title: "Bread\ndate: x'), 'The quote that opens here is never closed', '"Bread'],
    'a single quote left open': [yaml("date: x\ntitle: 'Bread"), 'The quote that opens here is never closed', "'Bread"],
    'quotes within quotes': [
      yaml('title: "Bread "and" butter"'),
      'The title goes on after its closing quote: write quotes inside it as `\\"`',
      '"Bread "and" butter"',
    ],
    'an apostrophe within quotes': [
      yaml("title: 'It's bread'"),
      "The title goes on after its closing quote: write an apostrophe inside it twice, as `''`",
      "'It's bread'",
    ],
    'a field indented too far': [
      yaml('title: Bread\n date: x'),
      'This line is not indented like the fields around it: start it in the same column as they do',
      'date: x',
    ],
    'a field indented too little': [
      yaml('cover:\n  a: b\n c: d'),
      'This line is not indented like the fields around it: start it in the same column as they do',
      'c: d',
    ],
    'a first field indented': [
      yaml('  title: Bread\ndate: x'),
      'This line is not indented like the fields around it: start it in the same column as they do',
      'date: x',
    ],
    'a list item indented too little': [
      yaml('tags:\n  - a\n - b'),
      'This line is not indented like the fields around it: start it in the same column as they do',
      '- b',
    ],
    'a list never closed': [yaml('tags: [a, b\ntitle: x'), 'The `[` that opens here is never closed: add a `]`', '['],
    'an unknown escape': [
      yaml('title: "C:\\Bread"'),
      '`\\B` means nothing between double quotes: write `\\\\B`, or use single quotes',
      '\\B',
    ],
    'an at sign': [
      yaml('author: @baker'),
      'The author begins with `@`, which has a meaning of its own here: put the whole author in quotes',
      '@baker',
    ],
    emphasis: [
      yaml('title: *Rye* bread'),
      'The title begins with `*`, which has a meaning of its own here: put the whole title in quotes',
      '*Rye* bread',
    ],
    'a word in brackets': [
      yaml('title: [Update] bread'),
      'The title begins with `[`, which has a meaning of its own here: put the whole title in quotes',
      '[Update] bread',
    ],
    'a bar': [
      yaml('title: | bread'),
      'The title begins with `|`, which has a meaning of its own here: put the whole title in quotes',
      '| bread',
    ],
    'a line that is no field': [
      yaml('title: Bread\nand butter\ndate: x'),
      'This line is no field: write it as `name: value`, or indent it if it belongs to the line above',
      'and butter',
    ],
    'an alias to nothing': [
      yaml('title: *bread'),
      '`*bread` points to nothing: put the value in quotes if the `*` is part of it',
      '*bread',
    ],
    'a list for a block': [
      '---yaml\n- a\n- b\n---\n',
      'This line is no field: write it as `name: value`, or indent it if it belongs to the line above',
      '- a',
    ],
    'a second document': [
      yaml('title: Bread\n--- and butter'),
      'The front matter ends here for some site generators: take out this line',
      '--- and butter',
    ],
    'YAML in TOML': [
      toml('title: "Bread"'),
      'Between `+++` a field is written with an equals sign: `name = "value"`',
      'title: "Bread"',
    ],
    'TOML text without quotes': [
      toml('date = 2020-01-01\ntitle = Bread'),
      'Text needs quotes here: write `title = "…"`',
      'title = Bread',
    ],
    'a TOML quote left open': [
      toml('title = "Bread\nx = 1'),
      'The quote that opens on this line is never closed',
      'title = "Bread',
    ],
    'a TOML key twice': [
      toml('title = "a"\nx = 1\ntitle = "b"'),
      '`title` appears twice: keep only one',
      'title = "b"',
    ],
    'a JSON comma too many': [
      '{"title": "Bread",\n}\n',
      'A name in double quotes is missing here, or the comma before it is one too many',
      '}',
    ],
    'a JSON comma missing': ['{"title": "Bread"\n"date": 1}\n', 'A comma is missing before this', '"date"'],
    'JSON text without quotes': ['{"title": Bread}\n', 'This is no JSON value: put text in double quotes', 'Bread'],
    'a JSON quote left open': ['{"title": "Bread\\\n}\n', 'The quote that opens here is never closed', '"Bread\\'],
    'a JSON list': ['---json\n[1]\n---\n', 'JSON front matter is an object: write it between `{` and `}`', '[1]\n'],
  };
  for (const [name, [text, message, at]] of Object.entries(wrong)) {
    test(name, () => {
      for (const version of [text, text.replaceAll('\n', '\r\n')]) {
        const {errors, data, entries} = read(version);
        assert.deepEqual(
          errors.map((error) => [error.message, cut(version, error.at).replaceAll('\r\n', '\n')]),
          [[message, at]],
        );
        assert.deepEqual(plain(data), {});
        assert.deepEqual(entries, []);
      }
    });
  }

  test('a key that appears twice is an error at the second place, and the last value counts', () => {
    for (const text of [yaml('title: a\ndate: x\ntitle: b'), '{"title": "a",\n"date": "x",\n"title": "b"}\n']) {
      const {errors, data, entries} = read(text);
      assert.deepEqual(
        errors.map(({message}) => message),
        ['`title` appears twice; generators keep only the last'],
      );
      assert.equal(errors[0]?.at.start, text.lastIndexOf('title') - (text.startsWith('{') ? 1 : 0));
      assert.deepEqual(plain(data), {title: 'b', date: 'x'});
      assert.equal(entries.length, 3);
    }
    assert.equal(read(yaml('a:\n  b: 1\n  b: 2')).errors.length, 1);
  });

  const accepted: Readonly<Record<string, readonly [text: string, data: unknown, at: string]>> = {
    'a quoted text that goes on at the start of a line': [
      yaml('title: Bread\nsummary: "Rye\nand wheat,\n\nbaked" # c\ndate: x'),
      {title: 'Bread', summary: 'Rye and wheat,\nbaked', date: 'x'},
      'and wheat,',
    ],
    'a list that goes on at the start of a line': [
      yaml('tags: [rye,\nwheat\n]\ndate: x'),
      {tags: ['rye', 'wheat'], date: 'x'},
      'wheat',
    ],
    'a list that goes on after a tab': [
      yaml("tags: [\n\trye, # it's\n\t'wh]eat']"),
      {tags: ['rye', 'wh]eat']},
      "rye, # it's",
    ],
    'a comment without a space': [yaml('title: "Bread"# good'), {title: 'Bread'}, '# good'],
  };
  for (const [name, [text, data, at]] of Object.entries(accepted)) {
    test(`only a warning: ${name}`, () => {
      for (const version of [text, text.replaceAll('\n', '\r\n')]) {
        const frontMatter = read(version);
        assert.deepEqual(frontMatter.errors, []);
        assert.deepEqual(
          frontMatter.warnings.map((warning) => cut(version, warning.at)),
          [at],
        );
        assert.deepEqual(plain(frontMatter.data), data);
        for (const {key, keyAt} of frontMatter.entries) assert.equal(cut(version, keyAt), key);
      }
    });
  }

  test('what every generator reads is no warning beside an error', () => {
    const lines = [
      'tags: [',
      '  rye',
      ']',
      'summary: "Rye',
      ' and wheat"',
      'list:',
      '- "rye',
      '  bread"',
      '- a: "rye',
      '   bread"',
    ];
    const {errors, warnings} = read(yaml([...lines, 'title: Bread: a story'].join('\n')));
    assert.equal(errors.length, 1);
    assert.deepEqual(warnings, []);
  });

  test('an error below a warning has its exact place', () => {
    const text = yaml('summary: "Rye\nand wheat"\ntitle: Bread: a story');
    const {errors, warnings} = read(text);
    assert.equal(warnings.length, 1);
    assert.deepEqual(
      errors.map(({at}) => cut(text, at)),
      ['Bread: a story'],
    );
  });

  test('aliases that stand for too much are an error', () => {
    const lines = Array.from({length: 30}, (_, i) => `k${i + 1}: &k${i + 1} [*k${i}, *k${i}]`);
    const {errors, data} = read(yaml(['k0: &k0 [a, b]', ...lines].join('\n')));
    assert.deepEqual(
      errors.map(({message}) => message),
      ['The aliases here stand for too many values: write them out'],
    );
    assert.deepEqual(plain(data), {});
  });

  test('nesting beyond a hundred levels is an error in every format', () => {
    for (const depth of [101, 20_000]) {
      const brackets = '['.repeat(depth) + ']'.repeat(depth);
      const texts = [
        yaml(`a: ${brackets}`),
        yaml(`a: ${'['.repeat(depth)}`),
        yaml(`a:\n  ${'- '.repeat(depth)}b`),
        toml(`a = ${brackets}`),
        toml(`${'a.'.repeat(depth)}a = 1`),
        toml(`[${'a.'.repeat(depth)}a]`),
        `{"a": ${brackets}}\n`,
      ];
      for (const text of texts) {
        const {errors} = read(text);
        assert.deepEqual(
          errors.map(({message}) => message),
          ['The front matter is nested more than 100 levels deep: make it flatter'],
        );
      }
    }
  });
});

describe('laws', () => {
  const pieces = [
    'title',
    ':',
    ': ',
    'a',
    ' ',
    '  ',
    '\n',
    '\n',
    '- ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '#',
    '&a ',
    '*a',
    '|',
    '>',
    '\t',
    '\\',
    '<<',
    '!!str ',
    '?',
    '---',
    '...',
    '%',
    '@',
    '=',
    ' = ',
    '.',
    '"""',
    "'''",
    '[[',
    ']]',
    '2020-01-01',
    '1',
    '\u00E9',
    '\u{1F35E}',
    '\uFEFF',
    '\u00A0',
    '__proto__',
    ';;;',
    '`',
  ];
  const scraps = fc.array(fc.constantFrom(...pieces), {maxLength: 40}).map((parts) => parts.join(''));
  const fences = [
    '---\nk: v\n@\n---',
    '---\n@\n---',
    '---yaml\n@\n---',
    '+++\n@\n+++',
    '+++\nk = "v"\n@\n+++',
    '{"k": 1, @}',
    '---json\n@\n---',
    '"k": 1,@\n;;;',
    '@',
  ];
  const posts = fc
    .tuple(fc.constantFrom(...fences), scraps)
    .map(([fence, content]) => `${fence.replace('@', () => content)}\nThe post.\n`);
  const runs = {numRuns: 3000};

  const spansOf = ({at, text, entries = [], items = []}: FrontMatterValue): readonly Span[] => [
    at,
    ...(text ? [text] : []),
    ...entries.flatMap(({keyAt, value}) => [keyAt, ...spansOf(value)]),
    ...items.flatMap(spansOf),
  ];
  const placeOf = (text: string, offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return `${lines.length}:${lines.at(-1)!.replace('\r', '').length + 1}`;
  };

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({unit: 'binary'}), posts), (text) => {
        readFrontMatter(text);
      }),
      runs,
    );
  });

  test('every place lies inside the block, and every message says something', () => {
    fc.assert(
      fc.property(posts, (text) => {
        const frontMatter = readFrontMatter(text);
        if (!frontMatter) return;
        const {content, at, entries, errors, warnings} = frontMatter;
        assert.ok(at.start === 0 && content.start <= content.end && content.end <= at.end && at.end <= text.length);
        const problems: readonly FrontMatterError[] = [...errors, ...warnings];
        for (const span of [
          ...spansOf({value: null, at: content, entries}),
          ...problems.map((problem) => problem.at),
        ]) {
          assert.ok(
            content.start <= span.start && span.start <= span.end && span.end <= content.end,
            JSON.stringify(span),
          );
        }
        for (const {message} of problems) assert.match(message, /\S/);
      }),
      runs,
    );
  });

  test('both kinds of line ends give the same data and the same places', () => {
    fc.assert(
      fc.property(posts, (text) => {
        const windows = text.replaceAll('\n', '\r\n');
        const one = readFrontMatter(text);
        const other = readFrontMatter(windows);
        assert.deepEqual(plain(other?.data), plain(one?.data));
        const problems = (source: string, frontMatter: FrontMatter | undefined) =>
          [...(frontMatter?.errors ?? []), ...(frontMatter?.warnings ?? [])].map(({message, at}) => [
            message,
            placeOf(source, at.start),
            placeOf(source, at.end),
          ]);
        assert.deepEqual(problems(windows, other), problems(text, one));
      }),
      runs,
    );
  });

  const key = fc.stringMatching(/^[a-z][a-z_-]{0,8}$/);
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'Bread: a story',
      "It's",
      '"Rye"',
      '2020-01-01',
      'true',
      '*a',
      '# b',
      ' c ',
      '',
      'two\nlines',
      'last\n',
    ),
  );
  const {value: written} = fc.letrec((tie) => ({
    value: fc.oneof(
      {depthSize: 'small'},
      word,
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), {maxLength: 3}),
      fc.dictionary(key, tie('value'), {maxKeys: 3}),
    ),
  }));
  const maps = fc.dictionary(key, written, {minKeys: 1, maxKeys: 5});

  /** A text that stands on one line without an escape is found between its quotes as it is. */
  const checkTexts = (text: string, value: FrontMatterValue) => {
    const raw = value.text && cut(text, value.text);
    if (raw !== undefined && !/[\\\n]|''/.test(raw))
      assert.equal(
        raw,
        String(value.value).replace(/^[ \n]+|\n$/g, (found) => (raw.startsWith(found) ? found : '')),
      );
    for (const entry of value.entries ?? []) {
      assert.ok([entry.key, `"${entry.key}"`].includes(cut(text, entry.keyAt)));
      checkTexts(text, entry.value);
    }
    for (const item of value.items ?? []) checkTexts(text, item);
  };

  const formats: Readonly<Record<string, (data: Record<string, unknown>) => string>> = {
    YAML: (data) => `---\n${stringifyYaml(data, {schema: 'core'})}---\n`,
    TOML: (data) => `+++\n${stringifyToml(data)}+++\n`,
    JSON: (data) => `${JSON.stringify(data, undefined, 2)}\n`,
  };
  for (const [format, print] of Object.entries(formats)) {
    test(`what is printed as ${format} is read back, with the places of its keys and texts`, () => {
      fc.assert(
        fc.property(maps, (data) => {
          // A line of dashes inside a text is printed at the start of a line by none of the three, and TOML has its own idea of numbers.
          const text = print(data);
          const frontMatter = read(text);
          assert.deepEqual([frontMatter.errors, frontMatter.warnings], [[], []]);
          assert.deepEqual(plain(frontMatter.data), plain(format === 'TOML' ? parseToml(stringifyToml(data)) : data));
          checkTexts(text, {value: null, at: frontMatter.content, entries: frontMatter.entries});
        }),
        {numRuns: 500},
      );
    });
  }
});
