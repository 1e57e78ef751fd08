import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
const manifest: {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | {readonly types: string; readonly default: string}>>;
} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const rules = readdirSync(path.join(root, 'rules'));

describe('the package', () => {
  for (const [name, entry] of Object.entries(manifest.exports))
    it(`has the files of its entry ${name}`, () => {
      const files = typeof entry === 'string' ? [entry] : [entry.types, entry.default];
      for (const file of files)
        for (const one of file.includes('*') ? rules.map((rule) => file.replace('*', rule)) : [file])
          assert.ok(existsSync(path.join(root, one)), one);
    });

  it('has a command that is plain ASCII, which takes a byte a character', () => {
    for (const name of [manifest.bin.draftlint ?? '', 'dist/cli.cjs']) {
      const code = readFileSync(path.join(root, name));
      assert.ok(code.length > 1000);
      assert.ok(
        code.every((byte) => byte < 128),
        name,
      );
    }
  });

  it('has the command compiled for the version of Node that made it', () =>
    assert.ok(readdirSync(path.join(root, 'dist')).some((name) => /^cli-.*\.code$/.test(name))));
});
