import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {inScratch, post} from '../support/scratch.ts';

const wrong = post('Pears', 'The pears are for teh neighbours.', '', 'We recieve plums for them.');
const right = wrong.replace('teh', 'the').replace('recieve', 'receive');

describe('--diff', () => {
  it('prints what git apply takes, and changes nothing', () => {
    const names = [
      '_posts/pears.md',
      '_posts/with space.md',
      '_posts/a "quote".md',
      '_posts/æøå.md',
      '_posts/tab\t.md',
    ];
    const texts = [wrong, wrong.replaceAll('\n', '\r\n'), `\uFEFF${wrong}`, wrong.trimEnd(), wrong];
    const blog = Object.fromEntries(names.map((name, n) => [name, texts[n] ?? '']));
    return inScratch(blog, async (folder) => {
      const {code, out} = await folder.draftlint(['--diff']);
      assert.equal(code, 1);
      const read = () => names.map((name) => readFileSync(path.join(folder.folder, name), 'utf8'));
      assert.deepEqual(read(), texts);
      writeFileSync(path.join(folder.folder, 'fixes.diff'), out);
      folder.git('init', '--quiet');
      folder.git('apply', 'fixes.diff');
      const fixed = texts.map((text) => text.replace('teh', 'the').replace('recieve', 'receive'));
      assert.deepEqual(read(), fixed);
      const again = await folder.draftlint(['--diff']);
      assert.deepEqual([again.code, again.out], [0, '']);
    });
  });

  it('is what --fix does', () =>
    inScratch({'a.md': wrong}, async (folder) => {
      const {out} = await folder.draftlint(['--diff', 'a.md']);
      await folder.draftlint(['--fix', 'a.md']);
      assert.equal(readFileSync(path.join(folder.folder, 'a.md'), 'utf8'), right);
      for (const line of ['-The pears are for teh neighbours.', '+We receive plums for them.'])
        assert.ok(out.split('\n').includes(line), out);
    }));

  it('shows of what is staged what could be fixed', () =>
    inScratch({'a.md': wrong}, async (folder) => {
      folder.git('init', '--quiet');
      folder.git('add', '--all');
      folder.write({'a.md': 'Something else.\n'});
      const {code, out} = await folder.draftlint(['--diff', '--staged']);
      assert.equal(code, 1);
      writeFileSync(path.join(folder.folder, 'fixes.diff'), out);
      folder.git('apply', '--cached', 'fixes.diff');
      assert.equal(folder.git('show', ':a.md'), right);
    }));

  it('keeps the report for files, and does not go with --fix', () =>
    inScratch({'a.md': wrong}, async (folder) => {
      const {code, out} = await folder.draftlint(['--diff', '--format', 'json=report.json', '-o', 'a.diff', 'a.md']);
      assert.deepEqual([code, out], [1, '']);
      assert.match(readFileSync(path.join(folder.folder, 'a.diff'), 'utf8'), /^--- a\/a\.md\n/);
      assert.equal(JSON.parse(readFileSync(path.join(folder.folder, 'report.json'), 'utf8')).files.length, 1);
      assert.equal((await folder.draftlint(['--diff', '--fix'])).code, 2);
      assert.equal((await folder.draftlint(['--diff', '--format', 'json'])).code, 2);
    }));

  it('shows people what they would not see', () =>
    inScratch(
      {'a.md': post('Pears', '::error::x \u001b[31m\u202e', 'The pears are for teh neighbours.', '##[error]x')},
      async (folder) => {
        const {out} = await folder.draftlint(['--diff', 'a.md'], {env: {CI: 'true'}});
        assert.match(
          out,
          /\n \\u\{3a\}:error::x \\u\{1b\}\[31m\\u\{202e\}\n-The pears are for teh neighbours\.\n\+The pears are for the neighbours\.\n ##\\u\{5b\}error\]x\n/,
        );
        assert.match((await folder.draftlint(['--diff', 'a.md'])).out, /\n ::error::x \u001b\[31m\u202e\n/);
      },
    ));

  it('ends with 2 where a post cannot be read, and prints the rest', () =>
    inScratch({'a.md': wrong}, async (folder) => {
      const {code, out, err} = await folder.draftlint(['--diff', 'a.md', 'lost.md']);
      assert.equal(code, 2);
      assert.match(out, /^--- a\/a\.md\n/);
      assert.match(err, /^error: Could not check lost\.md: There is no file or folder "lost\.md"/);
    }));
});
