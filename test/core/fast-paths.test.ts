import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Root} from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import {unified} from 'unified';
import {wordsIn} from '../../rules/looks-unfinished/signs.ts';
import {isInstruction, mayBeInstruction} from '../../rules/no-placeholders/instructions.ts';
import {isUnfinished, mayBeUnfinished} from '../../rules/no-unfinished-sentences/endings.ts';
import {looksEnglish} from '../../src/core/english.ts';
import {readWithLibrary} from '../../src/core/front-matter/yaml.ts';
import {readPlainYaml} from '../../src/core/front-matter/yaml-plain.ts';
import {markerIn, mayHoldMarker, proseLines} from '../../src/core/markers.ts';
import {nodesOf} from '../../src/core/nodes.ts';
import {parse} from '../../src/core/parse.ts';
import {Post} from '../../src/core/post.ts';
import {onOneLine, type Prose} from '../../src/core/prose.ts';
import {soundOf, soundOfAny} from '../../src/core/readability.ts';
import {readingOf} from '../../src/core/reading.ts';
import {eachWord, sentencesOf} from '../../src/core/sentences.ts';
import {wordsIn as wordsOfBlock} from '../../src/core/style/words.ts';
import {printsTemplate} from '../../src/core/templates.ts';
import {isBlankUnit, letterOrDigitAt, textTest, unicodePattern} from '../../src/core/units.ts';
import {wordMemo} from '../../src/core/word-memo.ts';
import {fc} from '../support/fast-check.ts';

/** What is fast must give what the plain way gives, which stands here: patterns over the whole text. */
const pieces = [
  ...'abzAZ019 .!?…,:;\'"”’“‘)(]*_-–[#/<\t\n\r\u00A0\u2028\uFEFF\u200B\u2060\uFFFC',
  ...['é', 'Ü', 'я', '日', '\u212A', 'İ', '\uD835\uDC00', '😀', '\uD83D', '\uDE00', 'ⅷ'],
  ...['the ', 'The ', 'and', 'of ', 'we', 'which', 'to', 'that', 'Mr', 'e.g', 'i.e.', 'etc.', 'A', 'U.S.', 'approx'],
  ...['word', 'Word ', 'TODO', 'to-do', 'xxx', '!!!', '???', 'TBD:', 'lorem ipsum', 'goes here', 'asdf', 'sdfg', 'wip'],
  ...[
    'your title',
    'add ',
    'insert',
    'screenshot of',
    '// ',
    '[insert',
    'tk',
    'any',
    'every',
    ' in ',
    'because',
    '(?)',
  ],
];
const text = (most = 24) => fc.array(fc.constantFrom(...pieces), {maxLength: most}).map((parts) => parts.join(''));
const same = <T>(fast: (text: string) => T, plain: (text: string) => T, runs = 3000): void =>
  fc.assert(
    fc.property(text(), (one) => assert.deepEqual(fast(one), plain(one))),
    {numRuns: runs},
  );

describe('a class of units', () => {
  it('has the blanks of \\s', () => {
    for (let code = 0; code < 0x10000; code++)
      assert.equal(isBlankUnit(code), /\s/.test(String.fromCharCode(code)), code.toString(16));
  });
  it('has the letters and digits of Unicode', () => {
    for (let code = 0; code < 0x10000; code++)
      assert.equal(
        letterOrDigitAt(String.fromCharCode(code), 0),
        /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) ? 1 : 0,
      );
    assert.equal(letterOrDigitAt('\uD835\uDC00', 0), 2);
    assert.equal(letterOrDigitAt('😀', 0), 0);
    assert.equal(letterOrDigitAt('a', 1), 0);
  });
});

const abbreviations = new Set(
  `mr mrs ms dr prof sr jr st vs etc approx dept est fig figs eq eqs sec ch vol ed eds inc ltd corp co no nos pp
  e.g i.e eg ie cf al a.m p.m u.s u.k jan feb mar apr jun jul aug sep sept oct nov dec`.split(/\s+/),
);
function plainSentences(whole: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  const cut = (end: number): void => {
    if (whole.slice(start, end).trim() !== '') found.push(whole.slice(start, end).trim());
    start = end;
  };
  for (const {0: mark, index} of whole.matchAll(/[.!?…]{1,8}["'”’)\]*_]{0,8}(?=\s|$)/g)) {
    const end = index + mark.length;
    const next = /^\s*["'“‘([]?(.)/u.exec(whole.slice(end, end + 20))?.[1];
    const before = /[\p{L}\p{N}.'’-]*$/u.exec(whole.slice(Math.max(start, index - 20), index))?.[0] ?? '';
    const goesOn =
      next !== undefined &&
      (next !== next.toUpperCase() ||
        (/^\.["'”’)\]]*$/.test(mark) && (abbreviations.has(before.toLowerCase()) || /^\p{Lu}$/u.test(before))));
    if (!goesOn) cut(end);
  }
  cut(whole.length);
  return found;
}

describe('a test of texts', () => {
  const patterns = [
    /^[\p{Script=Latin}\p{M}']+$/u,
    /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}{2}/u,
    /^#\p{L}|[\\$=<>{}|`^~_]|\p{L}[+*]\p{L}|\p{L}\(\p{L}{2}|\p{L}\[|^[^\p{L}\p{N}]$|a\p{M}/u,
    /[\]\p{N}]\.\p{L}|^\.\p{L}|[\p{M}]/u,
    /(\p{L})\1{2}|^[\p{L}'’]+$/iu,
    /\uFE0F|[^\p{L}\p{M}\p{Nd}\p{Pc}\- ]/u,
    /[.!?…’][)"”]*$|(?:\p{Extended_Pictographic}|\uFE0F)$/u,
  ];
  for (const pattern of patterns)
    it(`says what its pattern says: ${pattern.source}`, () => {
      const test = textTest(pattern.source, pattern.flags.replace('u', ''));
      same(test, (one) => pattern.test(one));
      fc.assert(fc.property(fc.string({maxLength: 4}), (one) => test(one) === pattern.test(one)));
      fc.assert(fc.property(fc.string({maxLength: 4, unit: 'binary'}), (one) => test(one) === pattern.test(one)));
      for (let code = 0; code < 0x10000; code++)
        for (const around of ['', 'a', '-'])
          assert.equal(
            test(`${around}${String.fromCharCode(code)}`),
            pattern.test(`${around}${String.fromCharCode(code)}`),
          );
    });

  it('asks no class where there are but quotes, dashes, dots, hard blanks and what stands for no text', () => {
    const pattern = unicodePattern('\\p{L}');
    const asks = (text: string): boolean => pattern(text).unicode;
    for (const text of ['plain', 'don’t – “so”…', 'a\u00a0b', '\ufffc\u2060', '']) assert.ok(!asks(text), text);
    for (const text of ['naïve', 'x²', '⁉', '‿', '©', '\ud835\udc00', 'ſ']) assert.ok(asks(text), text);
  });

  it('refuses a class of which it does not know what is in ASCII', () => {
    assert.throws(() => textTest('\\p{P}')('a'), /\\p\{P\}/);
  });
});

describe('sentences and words', () => {
  it('are those of the patterns', () => {
    same((one) => sentencesOf(one).map(({start, end}) => one.slice(start, end)), plainSentences);
    const long = fc.array(fc.constantFrom('.', '!', ')', '"', ' ', 'a', 'A', '*'), {minLength: 5, maxLength: 40});
    fc.assert(
      fc.property(
        long.map((parts) => parts.join('')),
        (one) =>
          assert.deepEqual(
            sentencesOf(one).map(({start, end}) => one.slice(start, end)),
            plainSentences(one),
          ),
      ),
      {numRuns: 3000},
    );
  });
  it('are counted as the pattern finds them', () =>
    same(
      (one) => {
        const found: string[] = [];
        const count = eachWord(one, 0, one.length, (start, end) => found.push(one.slice(start, end)));
        assert.equal(count, found.length);
        return found;
      },
      (one) => [...(one.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) ?? [])],
    ));
  it('are counted for signs as they stand between blanks', () =>
    same(
      wordsIn,
      (one) =>
        onOneLine(one)
          .split(/\s+/)
          .filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
    ));
});

describe('a memo of words', () => {
  it('gives what it was made of, also when it is full', () => {
    const memo = wordMemo(soundOfAny, 8);
    const word = fc.constantFrom(
      'bread',
      'Bread',
      'butter',
      'banana',
      'table',
      'tables',
      'a'.repeat(60),
      'été',
      'x',
      '',
      'and',
      'or',
      'idea',
    );
    fc.assert(
      fc.property(fc.array(word, {maxLength: 40}), (words) => {
        for (const one of words) assert.equal(memo(`<${one}>`, 1, 1 + one.length), soundOfAny(one));
      }),
    );
  });
  it('begins anew when it is full', () => {
    let asked = 0;
    const memo = wordMemo(() => ++asked, 8);
    for (let n = 100; n < 400; n++) memo(`${n}`, 0, 3);
    assert.equal(asked, 300);
    memo('399', 0, 3);
    assert.equal(asked, 300);
  });
  it('does not keep what cannot be told yet', () => {
    let answer: number | undefined;
    const memo = wordMemo(() => answer, 8);
    assert.equal(memo('bread', 0, 5), undefined);
    answer = 7;
    assert.equal(memo('bread', 0, 5), 7);
    answer = 8;
    assert.equal(memo('bread', 0, 5), 7);
  });
  it('tries few places for each of many words that want the same one', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const fnv = (word: string): number =>
      [...word].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5 | 0);
    const alike = letters
      .flatMap((a) => letters.flatMap((b) => letters.flatMap((c) => ['a', 'e', 'o'].map((d) => a + b + c + d))))
      .filter((word) => (fnv(word) & 0x3ff) === 0)
      .slice(0, 40);
    assert.equal(alike.length, 40);
    let asked = 0;
    const memo = wordMemo((word) => {
      asked++;
      return word;
    }, 64);
    for (const word of [...alike, ...alike]) assert.equal(memo(word, 0, 4), word);
    assert.equal(asked, 40 + 40 - 8);
  });
  it('remembers the more words, the more there are', () => {
    let asked = 0;
    const memo = wordMemo((word) => {
      asked++;
      return word;
    }, 20_000);
    for (let round = 0; round < 2; round++)
      for (let n = 0; n < 20_000; n++) assert.equal(memo(`<w${n}>`, 1, 2 + `${n}`.length), `w${n}`);
    // a few find no free place
    assert.ok(asked < 20_400, `${asked} were asked`);
  });
});

describe('the letters and syllables of a word', () => {
  it('are counted in place as by patterns', () => {
    const part = fc.constantFrom(
      ...[...'abdeilosty', ...'EY', ...'19', ...".'-", 'é', '\u212A', 'İ', 'es', 'ed', 'led', 'ted', 'tion', 'y', 'ee'],
    );
    fc.assert(
      fc.property(fc.array(part, {maxLength: 9}), (parts) => {
        const word = parts.join('');
        assert.equal(soundOf(`a${word}b`, 1, 1 + word.length), soundOfAny(word), word);
      }),
      {numRuns: 10_000},
    );
    const long = 'ba'.repeat(70_000);
    assert.equal(soundOf(long, 0, long.length), soundOfAny(long));
  });
});

describe('English', () => {
  const common = new Set(
    `the of and to is it that for was on with as be at this have from or by not but what all were we when there can your
    which their if do will about how then they some so these would other into has more been you i my our just like up its
    he she his her me us are a an in`.split(/\s+/),
  );
  const plain = (one: string): boolean => {
    const words =
      one
        .slice(0, 2000)
        .toLowerCase()
        .match(/(?:[a-z]|(?=[^\0-\x7F])[\p{L}\p{Cs}])+/gu) ?? [];
    return words.length < 8 || words.filter((word) => common.has(word)).length * 7 >= words.length;
  };
  it('is told as by a list of words', () => {
    const word = fc.constantFrom(
      ...common,
      'bread',
      'theé',
      'éthe',
      'thes',
      'whichever',
      'qthe',
      'brot',
      'und',
      'zzzzz',
      'aa',
    );
    fc.assert(
      fc.property(
        fc.array(word, {minLength: 8, maxLength: 30}).map((words) => words.join(' ')),
        (one) => assert.equal(looksEnglish(one), plain(one)),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('brot', 'wasser', 'the', 'theé', 'whichs', 'z'), {minLength: 8, maxLength: 20}),
        (words) => assert.equal(looksEnglish(words.join(' ')), plain(words.join(' '))),
      ),
      {numRuns: 1000},
    );
  });
});

/** The reading of a text, one match of a pattern after another. */
function plainlyRead(whole: string, plain: boolean): string {
  const straight: Readonly<Record<string, string>> = {'’': "'", '‘': "'", '“': '"', '”': '"'};
  const source = whole.trim();
  let read = '';
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const [found = ''] =
      /^(?:\u2060+|\uFFFC[\uFFFC\u2060]*|[\r\n][\s\u2060]*|[\u00A0\t][\s\u2060]*| {2,}| |[^ ])/.exec(rest) ?? [];
    const [first = ''] = found;
    let taken = found.length;
    if (first === '\u2060') read += '';
    else if (first === '\uFFFC') read += first;
    else if (/[\r\n]/.test(first)) read = `${read.trimEnd()} `;
    else if (!plain) {
      read += first;
      taken = 1;
    } else if (/[\u00A0\t]/.test(first) || taken > 1) {
      read += ' ';
      taken = /^[\s\u2060]*/.exec(rest)?.[0].length ?? taken;
    } else read += straight[first] ?? first;
    at += taken;
  }
  return read;
}

describe('a reading', () => {
  it('is what a pattern makes of the text, one match after another', () =>
    fc.assert(
      fc.property(text(), fc.boolean(), (one, plain) =>
        assert.equal(
          readingOf({kind: 'paragraph', text: one, start: 0, links: []}, {plain}).text,
          plainlyRead(one, plain),
        ),
      ),
      {numRuns: 5000},
    ));
});

const paragraph = (one: string): Prose => ({kind: 'paragraph', text: one, start: 0, links: []});

describe('a look ahead', () => {
  it('misses no marker', () =>
    fc.assert(
      fc.property(text(8), (one) => {
        const block = paragraph(one);
        if (proseLines(block).some((line) => markerIn(line) !== undefined)) assert.ok(mayHoldMarker(block));
      }),
      {numRuns: 20_000},
    ));
  it('misses no instruction', () => {
    const post = new Post('post.md', '');
    const first = fc.constantFrom('', ' ', '\u200B', '\u2060', '\n');
    const verbs =
      'add|cite|link to|insert|mention|explain|expand on|elaborate|discuss|describe|talk about|write about|include|show|reference|flesh out|picture of|screenshot showing|image from|photo here|diagram of|// ';
    const verb = fc.constantFrom(...verbs.split('|'));
    fc.assert(
      fc.property(first, verb, text(4), (blank, word, rest) => {
        const block = paragraph(`${blank}${word} some ${rest}`);
        if (proseLines(block).some((line) => isInstruction(post, block, line))) assert.ok(mayBeInstruction(block));
      }),
      {numRuns: 3000},
    );
  });
  it('misses no sentence that ends midway', () =>
    fc.assert(
      fc.property(
        text(10),
        fc.constantFrom('paragraph', 'item', 'quote', 'heading'),
        fc.boolean(),
        (one, kind, last) => {
          const none = {start: 0, end: 0};
          const block = {
            kind,
            text: onOneLine(one),
            last,
            verse: () => false,
            completed: () => false,
            tail: () => none,
          };
          if (isUnfinished(block)) assert.ok(mayBeUnfinished(one));
        },
      ),
      {numRuns: 20_000},
    ));
  it('misses no word that a sentence ends midway with', () => {
    const none = {start: 0, end: 0};
    const words =
      'a an the and or but nor because of from into if than my your our their whose which as e.g i.e to that';
    const ends = [...words.split(' '), 'for any', 'of every', 'so long, dear reader,', 'bread. The', 'bread. And'];
    for (const end of ends) {
      const text = `The bakers sold their ideas ${end}`;
      const rest = {last: true, verse: () => false, completed: () => false, tail: () => none};
      assert.ok(isUnfinished({kind: 'paragraph', text, ...rest}), text);
      assert.ok(mayBeUnfinished(` ${text}\u2060\n`), text);
    }
  });
});

describe('the words of a block', () => {
  it('have the same number where they are the same in small letters', () =>
    fc.assert(
      fc.property(text(), (one) => {
        const {numbers, starts, doubled} = wordsOfBlock({text: one});
        const words = [...one.matchAll(/\w+/g)];
        assert.deepEqual(
          starts,
          words.map(({index}) => index),
        );
        for (const [index, {0: word}] of words.entries())
          for (const [other, {0: another}] of words.entries())
            assert.equal(numbers[index] === numbers[other], word.toLowerCase() === another.toLowerCase());
        const repeated = words.some(
          ({0: word}, index) => words[index - 1]?.[0].toLowerCase() === word.toLowerCase() && !/[^\0-\x7F]/.test(one),
        );
        if (repeated) assert.ok(doubled);
      }),
      {numRuns: 2000},
    ));
});

describe('what a template prints', () => {
  const silent =
    /\{%-?\s*(?:comment\b[^%]*%\}[\s\S]{0,2000}?\{%-?\s*endcomment|(?:end\w*|if|elsif|elseif|else|unless|case|when|for|assign|capture|set|raw|verbatim|comment)\b[^%]*)-?%\}|\{#[^#]*#\}|\{\/\*[^*]*\*\/\}|\{:[^}]{0,500}\}|^[ \t]*:{3,}[ \t]*$|^[ \t]*(?:import|export)\s.*$/gm;
  it('is what is hidden and not silent', () => {
    const piece = fc.constantFrom(
      '{% if a %}',
      '{% endif %}',
      '{{ a }}',
      '{% include a %}',
      '{#',
      '#}',
      'word ',
      '\n',
      ' ',
      ':::',
      '{:.a}',
      'import ',
      '\r\n',
      '{% comment %}',
      '{% endcomment %}',
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 16}), fc.nat(60), fc.nat(60), (parts, start, length) => {
        const post = new Post('post.md', parts.join(''), 'jekyll');
        const raw = post.text.slice(start, start + length);
        const masked = post.masked.slice(start, start + length);
        const hidden = [...raw].map((unit, at) => (unit === masked[at] && unit !== '\n' ? ' ' : unit)).join('');
        const expected = raw !== masked && hidden.replace(silent, ' ').trim() !== '';
        assert.equal(printsTemplate(post, {start, end: start + length}), expected);
      }),
      {numRuns: 3000},
    );
  });
});

describe('the nodes of a type', () => {
  it('stand in reading order, at any depth', () => {
    const post = new Post('post.md', '> `a` and\n> - [`b`](x)\n\n`c`\n\n| `d` |\n|---|\n| `e` |\n');
    assert.deepEqual(
      nodesOf(post, 'inlineCode').map(({value}) => value),
      ['a', 'b', 'c', 'd', 'e'],
    );
    assert.deepEqual(nodesOf(post, 'image'), []);
  });
});

describe('a post without a row below the head of a table', () => {
  const always = unified().use(remarkParse).use(remarkGfm).freeze();
  const countTables = (tree: Root): number => nodesOf({tree} as Post, 'table').length;
  const bits = fc.constantFrom(
    ...[
      '|',
      '-',
      ':',
      ' ',
      '\n',
      '\n',
      '| a ',
      'b',
      '---',
      ':--',
      '-|-',
      '\n| - | -',
      '\n>',
      '\n  ',
      '\n- ',
      '\t',
      '\\|',
      '\r\n',
      '`',
    ],
    ...['| a | b |\n| - | - |\n', 'a\n:-', 'a\n-:', 'a|b\n--\t|-', '> a | b\n> -|-', '\u2028'],
  );

  it('is parsed to the same tree without looking for tables', () => {
    let tables = 0;
    fc.assert(
      fc.property(fc.array(bits, {maxLength: 14}), (parts) => {
        const one = parts.join('');
        const tree = parse(one);
        tables += countTables(tree);
        assert.equal(countTables(tree), countTables(always.parse(one)), JSON.stringify(one));
      }),
      {numRuns: 4000},
    );
    assert.ok(tables > 100, `${tables} tables`);
  });
});

describe('front matter of plain lines', () => {
  const scalars = [
    ...[
      'Rye bread',
      'C#',
      'a:b',
      'a, b',
      'https://a.b/#c',
      '/a/',
      '(a)',
      'é',
      '日本',
      '\u3000',
      'a\u00a0',
      '😀',
      'true',
      'Null',
      'FALSE',
    ],
    ...[
      'tRue',
      'nullable',
      '0',
      '7',
      '2020',
      '007',
      '1.5',
      '1e3',
      '0x1F',
      '0o7',
      '12ab',
      '3d',
      '1_000',
      '1:30',
      '3 loaves',
    ],
    ...[
      '2020-01-02',
      '2020-01-02 10:30:00 +0200',
      '2020-01-02T10:30:00Z',
      '123456789012345',
      '1234567890123456',
      '-1',
      '.5',
    ],
    ...['"a"', "'a'", '""', "''", '"a: b # c"', '"a\\"', '"a" b', "'it''s'", '"a', "'a", "'\"'", '"a", "b"'],
    ...[
      '~',
      '-',
      '- a',
      '-a',
      '?',
      '? a',
      '&a b',
      '*a',
      '!a b',
      '|',
      '>',
      '|-',
      '@a',
      '%a',
      '`a`',
      '#a',
      'a #b',
      'a: b',
      'a:',
      ':a',
    ],
    ...[
      '{}',
      '{a: b}',
      '{a',
      '[]',
      '[ ]',
      '[a',
      '[a, [b]]',
      '[a]b',
      '[a: b]',
      '[a:b]',
      '[,]',
      '[-]',
      '[a #b]',
      '[?]',
      'a]',
      'a}',
      '<<',
    ],
  ];
  const scalar = fc.constantFrom(...scalars);
  const padded = fc
    .tuple(fc.constantFrom('', ' ', ' ', '  '), scalar, fc.constantFrom('', '', '', ' ', '  ', '\t', ' #c'))
    .map((parts) => parts.join(''));
  const flow = fc
    .tuple(fc.array(padded, {maxLength: 4}), fc.constantFrom(']', ']', ']', ',]', ', ]', '] ', ']a', ' '))
    .map(([items, end]) => `[${items.join(',')}${end}`);
  const key = fc.constantFrom(
    ...[
      'a',
      'b',
      'title',
      'a-b',
      '_c',
      'true',
      'null',
      '__proto__',
      'A b',
      'é',
      '"a"',
      '1',
      '<<',
      ' a',
      'a ',
      '- a',
      '-a',
      '---',
    ],
  );
  const colon = fc.constantFrom(': ', ': ', ': ', ':', ':  ', ' : ', ':\t');
  const line = fc.oneof(
    {weight: 6, arbitrary: fc.tuple(key, colon, padded).map((parts) => parts.join(''))},
    {weight: 2, arbitrary: fc.tuple(key, colon, flow).map((parts) => parts.join(''))},
    {weight: 3, arbitrary: key.map((one) => `${one}:`)},
    {weight: 2, arbitrary: fc.constantFrom('a:\n  b:', 'a:\n  b: c', 'a:\n    b:\n  c:')},
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom('', '  ', '  ', '   '), fc.constantFrom('- ', '- ', '- ', '-  ', '-', '-\t'), padded)
        .map((parts) => parts.join('')),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('', '', '  ', '# c', ' # c', '#', '\t', 'a', '  a', '...', '\u0085', '\uFEFF', '\r'),
    },
  );
  // Lines of one kind alone, so that many texts are plain from their first line to the last.
  const name = fc.constantFrom('a', 'b', 'a-b', '_c', 'true', '__proto__');
  const indent = fc.constantFrom('', '  ', '  ', ' ');
  const plainValue = fc.oneof(
    padded.map((value) => ` ${value}`),
    flow.map((value) => ` ${value}`),
    fc
      .tuple(indent, fc.array(scalar, {maxLength: 3}))
      .map(([blanks, items]) => items.map((item) => `\n${blanks}- ${item}`).join('')),
  );
  const fields = fc.array(
    fc.tuple(name, plainValue).map((parts) => parts.join(':')),
    {maxLength: 3},
  );
  const nested = fc
    .tuple(name, indent, fields)
    .map(([key, blanks, below]) => `${key}:\n${below.join('\n').replaceAll(/^/gm, blanks)}`);
  const twice = fc
    .tuple(name, indent, fc.array(nested, {maxLength: 2}))
    .map(([key, blanks, below]) => `${key}:\n${below.join('\n').replaceAll(/^/gm, blanks)}`);
  // Texts on several lines, with quotes, without, and below a mark.
  const piece = fc.constantFrom(
    ...[
      'rye',
      'Bread',
      '12',
      'true',
      'a: b',
      'a:',
      '#',
      '# c',
      '-',
      '- a',
      '"',
      "'",
      "''",
      '\\',
      '\\"',
      '\\n',
      '\\u00e9',
      '\\q',
    ],
    ...[
      '|',
      '>',
      '[a]',
      '&a',
      '*a',
      'é',
      '\u00a0',
      '~',
      '.5',
      '@a',
      '“a”',
      '😀',
      '<b>',
      '_a_',
      '2020-01-02',
      ':',
      ',',
      '...',
    ],
  );
  const words = fc
    .tuple(fc.array(piece, {minLength: 1, maxLength: 3}), fc.constantFrom(' ', ' ', '', '  '))
    .map(([pieces, between]) => pieces.join(between));
  const more = fc.array(
    fc
      .tuple(
        fc.constantFrom('\n', '\n', '\n', '\n\n', '\n  \n', '\n      \n', '\n# c\n', '\n  # c\n'),
        fc.constantFrom('  ', '  ', ' ', '', '    '),
        words,
        fc.constantFrom('', '', ' ', '  '),
      )
      .map((parts) => parts.join('')),
    {maxLength: 2},
  );
  const onLines = fc.tuple(words, more).map(([first, rest]) => first + rest.join(''));
  const longValue = fc.oneof(
    fc.tuple(onLines, fc.constantFrom('', ' # c')).map((parts) => parts.join('')),
    fc.tuple(onLines, fc.constantFrom('"', '"', '" ', '" # c', '"a', '\n  "')).map(([one, end]) => `"${one}${end}`),
    fc.tuple(onLines, fc.constantFrom("'", "'", "' # c", "\n  '")).map(([one, end]) => `'${one}${end}`),
    fc
      .tuple(
        fc.constantFrom('|', '>', '|-', '>-', '>+', '|2', '> # c'),
        fc.constantFrom('\n  ', '\n  ', '\n ', '\n', '\n\n  ', '\n\u0020\u00a0'),
        onLines,
      )
      .map((parts) => parts.join('')),
  );
  const longField = fc
    .tuple(
      fc.constantFrom('a', 'a-b', 'Some bread', 'a ', 'a  b'),
      fc.constantFrom(
        ': ',
        ': ',
        ':\n  ',
        ':\n\n  ',
        ':\n# c\n  ',
        ':\n- ',
        ':\n  - ',
        ':\n  - b: ',
        ':\n  - b:\n      - ',
      ),
      longValue,
    )
    .map((parts) => parts.join(''));
  const lines = fc.oneof(
    fc.array(line, {maxLength: 6}),
    fc.array(longField, {maxLength: 3}),
    fields,
    fc.array(
      fc.oneof(
        nested,
        twice,
        fields.map((some) => some.join('\n')),
      ),
      {maxLength: 3},
    ),
  );

  it('is read as the library reads it', () => {
    let read = 0;
    fc.assert(
      fc.property(lines, fc.constantFrom('', '\n'), fc.constantFrom(0, 4), (parts, end, base) => {
        const source = parts.join('\n') + end;
        const fast = readPlainYaml(source, base);
        if (fast === undefined) return;
        if (fast.entries.length > 0) read++;
        assert.deepEqual(fast, readWithLibrary(source, base), JSON.stringify(source));
      }),
      {numRuns: 40_000},
    );
    assert.ok(read > 1500, `${read} read`);
  });

  it('is left to the library where that has its own way to read it', () => {
    for (const one of [
      'a:\n\n# c\n  b\n  c',
      'a: b # c\n  d',
      'a: "b\\ \n  c"',
      'a: "b\nc: d"',
      'a: "b\nc"\nd:\n  "e\n  f"',
      'a: "\\q"',
      'a: |+\n  b',
      'a: >2\n  b',
      'a: &b c',
    ])
      assert.equal(readPlainYaml(`${one}\n`, 0), undefined, one);
  });

  it('is what most posts begin with', () => {
    const usual = [
      'title: Rye bread',
      'title: "Rye: a bread"',
      'date: 2020-01-02',
      'date: 2020-01-02 10:30:00 +0200',
      'permalink: /bread/:title/',
      'draft: false',
      'weight: 3',
      'tags: [bread, "sour dough", 2020]',
      'tags:\n- bread\n- rye',
      'tags:\n  - bread\n\n# later\n  - rye',
      'tags: []',
      'image:',
      'cover:\n  image: /a.png\n  sizes:\n    - 10x\n    - 2',
      'summary: Bread that\n  keeps for days # and longer',
      'summary:\n  Bread that\n\n  keeps for days',
      'summary: "Bread \\"that\\"\n  keeps for days"',
      "summary: 'It''s bread'",
      'summary: "Bread that\nkeeps for days"',
      'summary: >\n  Bread that\n  keeps for days',
      'recipe: |-\n  Mix.\n    Then wait.\n\n  Bake.',
      'links:\n  - name: Rye\n    url: /rye/\n  - name: Spelt',
      'Some field: _rye_',
    ];
    const below = 'summary:\n  "Bread that\n  keeps for\\\n  \\ days"';
    for (const one of [...usual, usual.join('\n'), below]) assert.ok(readPlainYaml(`${one}\n`, 4), one);
  });
});
