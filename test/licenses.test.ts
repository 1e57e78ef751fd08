import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {it} from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
const allowed = /^\((?:MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|CC0-1\.0|BlueOak-1\.0\.0)\)$/;

it('every package in the bundles may be shipped, and its licence is with it', () => {
  const page = readFileSync(path.join(root, 'dist/licenses.txt'), 'utf8');
  const heads = [...page.matchAll(/^== (\S+) \S+ (\(.*\))\n\n(.*)/gm)];
  assert.ok(heads.some(([, name]) => name === 'unified'));
  for (const [, name, license = '', first = ''] of heads) {
    assert.match(license, allowed, `${name} is ${license}`);
    // these name their licence (MIT) in their manifest only
    if (!['eastasianwidth', '@cfworker/json-schema'].includes(name ?? ''))
      assert.doesNotMatch(first, /no licence text/, `${name} ships no licence text`);
  }
});

it('every data file of the dictionary names its licence, and NOTICE names the one that is shared alike', () => {
  const manifest: {files: Record<string, {licence?: string; license?: string}>} = JSON.parse(
    readFileSync(path.join(root, 'dist/data/manifest.json'), 'utf8'),
  );
  const notice = readFileSync(path.join(root, 'NOTICE'), 'utf8');
  for (const [name, about] of Object.entries(manifest.files)) assert.ok(about.licence ?? about.license, name);
  assert.match(notice, /corrections\.txt/);
  assert.match(notice, /Attribution-ShareAlike 4\.0/);
});
