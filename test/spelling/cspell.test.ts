import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {type CspellSettings, readCspell} from '../../src/host/cspell.ts';

/** Reads the settings of a folder with these files in it. */
function settingsOf(files: Readonly<Record<string, string>>): CspellSettings {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cspell-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
      writeFileSync(path.join(folder, name), text);
    }
    return readCspell(folder);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

describe('settings for cspell', () => {
  it('none', () => assert.deepEqual(settingsOf({}).words, []));
  it('JSON with comments', () => {
    const {words, dialect} = settingsOf({
      'cspell.json':
        '{\n // ours\n "language": "en-GB", "words": ["zynthorium", "!hte"], "ignoreWords": ["frobulator"],}',
    });
    assert.deepEqual([words, dialect], [['zynthorium', 'frobulator'], 'british']);
  });
  it('YAML', () =>
    assert.deepEqual(settingsOf({'cspell.config.yaml': 'words:\n  - zynthorium\n'}).words, ['zynthorium']));
  it('package.json', () =>
    assert.deepEqual(settingsOf({'package.json': '{"cspell": {"words": ["zynthorium"]}}'}).words, ['zynthorium']));
  it('word lists of the blog', () =>
    assert.deepEqual(
      settingsOf({
        'cspell.json': '{"dictionaryDefinitions": [{"name": "ours", "path": "./ours.txt"}], "dictionaries": ["ours"]}',
        'ours.txt': '# ours\nzynthorium\n',
      }).words,
      ['zynthorium'],
    ));
  it('overrides', () => {
    const [override] = settingsOf({
      'cspell.json': '{"overrides": [{"filename": "notes/**", "words": ["zynthorium"]}]}',
    }).overrides;
    assert.deepEqual(
      [override?.words, override?.matches('notes/a.md'), override?.matches('a.md')],
      [['zynthorium'], true, false],
    );
  });
  it('word lists that are not switched on', () =>
    assert.deepEqual(
      settingsOf({
        'cspell.json': '{"dictionaryDefinitions": [{"name": "ours", "path": "./ours.txt"}]}',
        'ours.txt': 'zynthorium\n',
      }).words,
      [],
    ));
  it('word lists for some posts', () => {
    const {words, overrides} = settingsOf({
      'cspell.json': `{"dictionaryDefinitions": [{"name": "Ours", "path": "./ours.txt"}],
        "overrides": [{"filename": "notes/**", "dictionaries": ["ours"]}]}`,
      'ours.txt': 'zynthorium\n',
    });
    assert.deepEqual([words, overrides[0]?.words], [[], ['zynthorium']]);
  });
  it('settings for Markdown, and for no other kind of file', () =>
    assert.deepEqual(
      settingsOf({
        'cspell.json': `{"languageSettings": [{"languageId": "markdown", "words": ["zynthorium"]},
          {"languageId": ["go"], "words": ["frobulator"]}]}`,
      }).words,
      ['zynthorium'],
    ));
  it('languages, of all posts and of some', () => {
    const {languages, notes} = settingsOf({
      'cspell.json': `{"import": ["@cspell/dict-fr-fr/cspell-ext.json"], "language": "en, fr", "dictionaries": ["de-de", "html"],
        "overrides": [{"filename": "de/**", "language": "de_AT"}]}`,
    });
    assert.deepEqual(
      languages.map(({tags, matches}) => [tags, matches?.('de/a.md')]),
      [
        [['en', 'fr', 'de'], undefined],
        [['de'], true],
      ],
    );
    assert.deepEqual(notes, []);
  });
  const patternsOf = (settings: object) => {
    const {passages, notes} = settingsOf({'cspell.json': JSON.stringify(settings)});
    return {
      ignored: passages.flatMap(({ignored}) => ignored.map(({pattern}) => String(pattern))),
      included: passages.flatMap(({included}) => included.map(({pattern}) => String(pattern))),
      notes,
    };
  };
  it('patterns, by themselves and by name', () =>
    assert.deepEqual(
      patternsOf({
        patterns: [{name: 'Part_Number', pattern: ['/PN-\\w+/', 'qx[a-z]+']}],
        ignoreRegExpList: ['/zz\\w+/i', 'part_number'],
        includeRegExpList: ['/Body:.*/'],
      }),
      {ignored: ['/zz\\w+/gi', '/PN-\\w+/g', '/qx[a-z]+/gimu'], included: ['/Body:.*/g'], notes: []},
    ));
  it("takes cspell's own names of patterns without a word", () =>
    assert.deepEqual(
      patternsOf({
        ignoreRegExpList: [
          'Urls',
          'Email',
          'HexValues',
          'href',
          'Base64',
          'markdown_code_block',
          'SpellCheckerDisable',
          'UUID',
        ],
        includeRegExpList: ['Everything', '/Body:.*/'],
      }),
      {ignored: [], included: [], notes: []},
    ));
  it('refuses patterns that could run without end, that are none, and that nobody writes', () => {
    const {ignored, notes} = patternsOf({
      ignoreRegExpList: ['/(a+)+b/', '/(unclosed/', `/${'x'.repeat(3000)}/`, '/fine/'],
    });
    assert.deepEqual(ignored, ['/fine/g']);
    assert.match(notes[0] ?? '', /has the pattern \/\(a\+\)\+b\/, which is not gone by: it could run without end/);
    assert.match(notes[1] ?? '', /is no regular expression/);
    assert.match(notes[2] ?? '', /is too long/);
    assert.equal(notes.length, 3);
  });
  it('refuses code', () =>
    assert.match(settingsOf({'cspell.config.js': 'throw 1'}).notes.join(), /runs no code of a blog/));
  it('refuses what lies outside', () =>
    assert.match(
      settingsOf({'cspell.json': '{"import": ["../../etc/passwd", "https://words.example/a.json"]}'}).notes.join(),
      /is not read/,
    ));
  it('says what is broken', () =>
    assert.match(settingsOf({'cspell.json': '{"words": ['}).notes.join(), /cspell\.json is not read: it is not JSON/));
  it('survives a circle', () =>
    assert.deepEqual(settingsOf({'cspell.json': '{"import": ["cspell.json"], "words": ["zynthorium"]}'}).words, [
      'zynthorium',
    ]));
});
