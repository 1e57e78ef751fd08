import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {gzipSync} from 'node:zlib';
import {languageOfDictionary, languages, languageTag} from '../../src/core/languages.ts';
import {lexiconOf} from '../../src/host/lexicon.ts';
import {compileTrie} from '../../src/host/trie.ts';
import {encodeWordGraph, readWordGraph, wordLookup} from '../../src/host/word-graph.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

/*
 * Posts in other languages than English, judged by the dictionaries that a user installs: here by a small one that the tests
 * write as cspell packs it.
 */

const german =
  `der die das ein eine und war ist wir sind mit zum am im in den dem aber nicht haben hat auch noch kalt warm lang
  gestern heute abend Wasser See Kinder Fahrrad Geschwindigkeit Fahrt Radweg Würstchen gefahren gebadet gegessen schön hoch
  trotzdem Nachbar unser Garten Haus Tür`.split(/\s+/);

/** A package of words as npm installs it. */
const installed = (words: readonly string[], file = 'de.txt.gz'): Readonly<Record<string, string | Uint8Array>> => ({
  'node_modules/@cspell/dict-de-de/package.json': '{"name": "@cspell/dict-de-de", "version": "1.0.0"}',
  'node_modules/@cspell/dict-de-de/cspell-ext.json': JSON.stringify({
    dictionaryDefinitions: [{name: 'de-de', path: `./${file}`}],
    languageSettings: [{languageId: '*', locale: 'de,de_DE', dictionaries: ['de-de']}],
  }),
  [`node_modules/@cspell/dict-de-de/${file}`]: gzipSync(words.join('\n')),
});

const lake = [
  'Gestern sind wir mit dem Farrad zum See gefahren, und das Wasser war kalt.',
  'Die Geschwindikeit war hoch, aber die Kinder haben trotzdem gebadet und gegessen.',
];

interface Said {
  readonly severity: string;
  readonly message: string;
  readonly expected?: readonly string[];
  readonly note?: string;
}

/** What is said of spelling in each post. */
async function said(scratch: Scratch, ...args: readonly string[]): Promise<Readonly<Record<string, readonly Said[]>>> {
  const {code, out, err} = await scratch.draftlint(['--format', 'json', '--only', 'spelling', '--no-cache', ...args]);
  if (code === 2) throw new Error(`exit code 2: ${err}${out}`);
  const report: {files: {path: string; findings: Said[]}[]} = JSON.parse(out);
  return Object.fromEntries(report.files.map(({path, findings}) => [path, findings]));
}

const brief = (findings: readonly Said[] = []): readonly string[] =>
  findings.map(({severity, message, expected = []}) => `${severity} ${message} → ${expected[0] ?? ''}`);
const slips = [
  'warning Not in the dictionary: Farrad → Fahrrad',
  'warning Not in the dictionary: Geschwindikeit → Geschwindigkeit',
];
const unread = ['info Looks like German; spelling was not checked: the package @cspell/dict-de-de has its words → '];

describe('a post in another language', () => {
  it('is one note that names the package, where there is no dictionary', () =>
    inScratch({'a.md': post('Ein Tag am See', ...lake)}, async (scratch) => {
      assert.deepEqual(brief((await said(scratch))['a.md']), unread);
    }));
  it('is judged by the dictionary that is installed', () =>
    inScratch({'a.md': post('Ein Tag am See', ...lake)}, async (scratch) => {
      scratch.write(installed(german));
      assert.deepEqual(brief((await said(scratch))['a.md']), slips);
    }));
  it('stands beside English ones, which are judged as before', () =>
    inScratch(
      {'a.md': post('Ein Tag am See', ...lake), 'b.md': post('A day', 'We went to the lake becuase it was warm.')},
      async (scratch) => {
        scratch.write(installed(german));
        const found = await said(scratch);
        assert.deepEqual(brief(found['a.md']), slips);
        assert.deepEqual(brief(found['b.md']), ['error Misspelt: becuase → because → because']);
      },
    ));
  it('is what its front matter says, be it short', () =>
    inScratch(
      {
        'a.md': '---\ntitle: Am See\nlang: de\n---\n\nWir haben gebaddet.\n',
        'b.md': '---\ntitle: Am See\nlocale: de_AT\n---\n\nWir haben gebaddet.\n',
      },
      async (scratch) => {
        const before = await said(scratch);
        assert.deepEqual([brief(before['a.md']), brief(before['b.md'])], [unread, unread]);
        scratch.write(installed(german));
        const after = await said(scratch);
        assert.deepEqual(brief(after['a.md']), ['warning Not in the dictionary: gebaddet → gebadet']);
        assert.deepEqual(brief(after['b.md']), brief(after['a.md']));
      },
    ));
  it('is English all the same where it reads as English', () =>
    inScratch(
      {
        'a.md':
          '---\ntitle: Records in C#\nlang: cs\n---\n\nThis is what the records of the language are for, and how we have used them in all of our code, becuase they are short.\n',
      },
      async (scratch) =>
        assert.deepEqual(brief((await said(scratch))['a.md']), ['error Misspelt: becuase → because → because']),
    ));
  it('is what the settings say of the blog', async () => {
    const files = {'a.md': post('Am See', 'Wir haben gebaddet.')};
    for (const settings of [
      {'.remarkrc.json': '{"settings": {"draftlint": {"lang": "de"}}}'},
      {'cspell.json': '{"language": "de"}'},
      {'cspell.json': '{"overrides": [{"filename": "*.md", "language": "de-DE"}]}'},
    ])
      await inScratch({...files, ...settings}, async (scratch) => {
        scratch.write(installed(german));
        assert.deepEqual(brief((await said(scratch))['a.md']), ['warning Not in the dictionary: gebaddet → gebadet']);
      });
  });
  it('a language that settings name beside English is right in English posts', () =>
    inScratch({'a.md': post('A door', 'We call it the Tuer, or Würstchen.')}, async (scratch) => {
      scratch.write({...installed(german), 'cspell.json': '{"language": "en,de"}'});
      assert.doesNotMatch(JSON.stringify(await said(scratch)), /Würstchen/);
    }));
  it('words of several posts are learned, apart from those of English posts', () =>
    inScratch(
      {
        'a.md': post('Fahrt', 'Gestern sind wir mit dem Farrad gefahren, und der See war kalt und das Haus warm.'),
        'b.md': post(
          'Fahrt',
          'Heute sind wir mit dem Farrad zum See gefahren, aber nicht lang und nicht in den Garten.',
        ),
        'c.md': post('Fahrt', 'Wir sind mit dem Farrad gefahren, und das Wasser war kalt, aber der Garten war schön.'),
        'd.md': post(
          'Fahrt',
          'Und noch eine Fahrt mit dem Farrad zum See: das Wasser war kalt, aber die Kinder sind warm.',
        ),
        'e.md': post('A ride', 'The word for it is Fahrad, they say.'),
      },
      async (scratch) => {
        scratch.write(installed(german));
        const found = await said(scratch);
        assert.deepEqual(
          ['a.md', 'b.md', 'c.md', 'd.md'].map((name) => brief(found[name])),
          [[], [], [], []],
        );
      },
    ));
  it('never gives a misspelling, and nothing where unknown words are off', () =>
    inScratch(
      {
        'a.md': post('Ein Tag am See', ...lake),
        '.remarkrc.json': '{"plugins": [["draftlint/rules/spelling", ["error", {"unknown": "off"}]]]}',
      },
      async (scratch) => {
        scratch.write(installed(german));
        assert.deepEqual(brief((await said(scratch))['a.md']), []);
      },
    ));
  it('says why a dictionary cannot be read, and goes on', () =>
    inScratch({'a.md': post('Ein Tag am See', ...lake)}, async (scratch) => {
      scratch.write({...installed(german, 'de.trie.gz'), 'b.md': post('A day', 'We went becuase it was warm.')});
      const found = await said(scratch);
      assert.match(
        brief(found['a.md']).join(),
        /not checked: @cspell\/dict-de-de cannot be read: it is no word list in a form that draftlint knows/,
      );
      assert.equal(found['b.md']?.length, 1);
    }));
  it('reads nothing outside the package', () =>
    inScratch({'a.md': post('Ein Tag am See', ...lake), 'secret.txt': german.join('\n')}, async (scratch) => {
      scratch.write(installed(german, '../../../secret.txt'));
      scratch.write({'secret.txt': german.join('\n')});
      assert.match(brief((await said(scratch))['a.md']).join(), /it has no word list/);
    }));
  it('is judged anew once the dictionary is there, whatever is recalled', () =>
    inScratch(
      Object.fromEntries(
        Array.from({length: 25}, (_, n) => [`${n}.md`, post(`Tag ${n}`, ...(n === 0 ? lake : ['It rains.']))]),
      ),
      async (scratch) => {
        const run = async (): Promise<string> =>
          (await scratch.draftlint(['--format', 'json', '--only', 'spelling', '--cache-location', 'kept', '0.md'])).out;
        const before = await run();
        assert.match(before, /not checked/);
        scratch.write(installed(german));
        const after = await run();
        assert.match(after, /Fahrrad/);
        assert.equal(await run(), after);
        scratch.write(installed([...german, 'Farrad', 'Geschwindikeit']));
        assert.doesNotMatch(await run(), /Fahrrad/);
        const kept = readdirSync(path.join(scratch.folder, 'kept'), {recursive: true, encoding: 'utf8'});
        assert.equal(
          kept.filter((name) => name.endsWith('.words')).length,
          1,
          'what was kept of the package before is gone',
        );
      },
    ));
  it('a language that nobody has words for is refused in the settings', () =>
    inScratch(
      {'a.md': post('A day', 'We went.'), '.remarkrc.json': '{"settings": {"draftlint": {"lang": "germn"}}}'},
      async (scratch) => {
        const {code, err} = await scratch.draftlint([]);
        assert.equal(code, 2);
        assert.match(err, /"lang" cannot be "germn".*did you mean "German"/);
      },
    ));
});

describe('languages', () => {
  it('as people write them', () =>
    assert.deepEqual(
      ['de', 'de_AT', 'pt-BR', 'German', 'en-GB', 'English', 'no', 'javascript', '', 'x'.repeat(99)].map(languageTag),
      ['de', 'de', 'pt', 'de', 'en', 'en', 'nb', undefined, undefined, undefined],
    ));
  it('the dictionary of a language', () =>
    assert.deepEqual(['de-de', 'pl-pl', 'html'].map(languageOfDictionary), ['de', 'pl', undefined]));
  it('each has a tag of its own', () => assert.equal(new Set(languages.map(({tag}) => tag)).size, languages.length));
});

describe('the words of a language', () => {
  const lexicon = lexiconOf([readWordGraph(encodeWordGraph(german))], true);
  it('letter case does not count', () => assert.ok(['wasser', 'WASSER', 'Gestern'].every((word) => lexicon.has(word))));
  it('words are joined', () => {
    assert.ok(['Wasserfahrt', 'Geschwindigkeitsfahrt', 'Seewasserfahrt'].every((word) => lexicon.has(word)));
    assert.ok(!lexicon.has('Wasserfarht'));
    assert.ok(!lexiconOf([readWordGraph(encodeWordGraph(german))], false).has('Wasserfahrt'));
  });
  it('an apostrophe parts words', () => {
    const french = lexiconOf([readWordGraph(encodeWordGraph(['homme', 'il', 'arbre']))], false);
    assert.deepEqual(
      ["l'homme", 'l’arbre', "qu'il", "l'homne", "homme'arbre"].map((word) => french.has(word)),
      [true, true, true, false, false],
    );
  });
  it('the nearest first, as they are written', () => assert.deepEqual(lexicon.near('farrad'), ['Fahrrad']));
});

describe('a list of words as cspell compiles it', () => {
  const header = (version: number) =>
    `#!/usr/bin/env cspell-trie reader\nTrieXv${version}\nbase=10\n# Data:\n__DATA__\n`;
  const reads = (text: string, words: readonly string[]): readonly boolean[] =>
    words.map(wordLookup(readWordGraph(compileTrie(text))));
  const words = ['tea', 'team', 'ted', 'sea', 'seam', 'sed'];
  const others = ['te', 'se', 't', 'x', '~x', 'tomb', ''];
  const expected = [...words.map(() => true), ...others.map(() => false)];
  // the node behind "t" is used again behind "s"; then a form without capitals, a part of a compound, a forbidden word
  const rest = '~x$2\n+tomb$5\n!te$3\n';
  it('version 3: steps back, and nodes that stand elsewhere', () =>
    assert.deepEqual(reads(`${header(3)}team$$d$3\ns#1;<\n${rest}`, [...words, ...others]), expected));
  it('version 4: a table of nodes, and comments', () =>
    assert.deepEqual(reads(`${header(4)}[\n1\n]\n/* te */team$$d$3\ns@0<\n${rest}`, [...words, ...others]), expected));
  it('letters that stand for something are escaped', () =>
    assert.deepEqual(reads(`${header(3)}\\2\\$$2`, ['2$', '2']), [true, false]));
  it('refuses what is something else', () => assert.throws(() => compileTrie('tea\nted\n'), /no word list/));
  it('refuses what is damaged', () => {
    assert.throws(() => compileTrie(`${header(3)}te$9`), /damaged/);
    assert.throws(() => compileTrie(`${header(3)}t#99;<`), /damaged/);
  });
});
