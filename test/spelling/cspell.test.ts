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
