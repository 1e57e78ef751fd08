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

/** The packages that the published types of a file refer to, itself or by another. */
function referredTo(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const names = [...readFileSync(file, 'utf8').matchAll(/^(?:(?:im|ex)port .*from |.*import\()['"]([^'"]+)['"]/gm)].map(
    ([, name]) => name!,
  );
  return new Set(
    names.flatMap((name) =>
      name.startsWith('.')
        ? [...referredTo(path.resolve(path.dirname(file), name.replace(/\.ts$/, '.d.ts')), seen)]
        : [name.replace(/^node:.*/, 'node')],
    ),
  );
}

describe('the package', () => {
  it('has types that need no more than the README says', () => {
    const entries = ['src/index', 'src/rule', ...rules.map((rule) => `rules/${rule}/rule`)];
    const needed = new Set(entries.flatMap((entry) => [...referredTo(path.join(root, 'types', `${entry}.d.ts`))]));
    // the types of unist come with those of mdast
    assert.deepEqual([...needed].sort(), ['mdast', 'node', 'unified', 'unist', 'vfile']);
    assert.match(
      readFileSync(path.join(root, 'README.md'), 'utf8'),
      /`npm install --save-dev @types\/mdast @types\/node unified vfile`/,
    );
  });

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
