import assert from 'node:assert/strict';
import {chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {catalog} from '../../src/catalog.ts';
import {lint} from '../../src/lint.ts';
import {postRule} from '../../src/rule.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

const wrong = post('Pears', 'They accomodate the neighbours.');
const right = wrong.replace('accomodate', 'accommodate');
const name = '_posts/2024-05-01-pears.md';

const at = (blog: Scratch, file: string): string => path.join(blog.folder, file);
const fix = (blog: Scratch, ...more: readonly string[]) =>
  blog.draftlint(['--fix', '--only', 'spelling', '--no-cache', ...more]);

describe('--fix keeps of a file', () => {
  for (const [what, change] of Object.entries({
    'line ends': (text: string) => text.replaceAll('\n', '\r\n'),
    'line ends of both kinds': (text: string) => text.replace('\n', '\r\n'),
    'a byte order mark': (text: string) => `\uFEFF${text}`,
    'a last line without an end': (text: string) => text.trimEnd(),
    'blank lines and blanks at its end': (text: string) => `${text}  \n\n\n`,
  }))
    it(what, () =>
      inScratch({[name]: change(wrong)}, async (blog) => {
        assert.equal((await fix(blog)).code, 0);
        assert.equal(readFileSync(at(blog, name), 'utf8'), change(right));
      }),
    );

  for (const mode of [0o600, 0o755, 0o664])
    it(`its mode ${mode.toString(8)}`, () =>
      inScratch({[name]: wrong}, async (blog) => {
        chmodSync(at(blog, name), mode);
        await fix(blog);
        assert.equal(readFileSync(at(blog, name), 'utf8'), right);
        assert.equal(statSync(at(blog, name)).mode & 0o7777, mode);
      }));

  it('that it is a link', () =>
    inScratch({'texts/pears.md': wrong}, async (blog) => {
      symlinkSync('texts/pears.md', at(blog, 'link.md'));
      await fix(blog, 'link.md');
      assert.ok(lstatSync(at(blog, 'link.md')).isSymbolicLink());
      assert.equal(readFileSync(at(blog, 'texts/pears.md'), 'utf8'), right);
    }));
});

describe('--fix reports', () => {
  it('what it does not fix, as a run without it does', () =>
    inScratch(
      {
        [name]: wrong.replace('They', '<!-- draftlint-disable-next-line spelling -->\n\nThey'),
        '.remarkrc.json': '{"settings": {"draftlint": {"unusedIgnores": "error"}}}',
      },
      async (blog) => {
        for (let runs = 0; runs < 2; runs++) {
          const {code, out} = await blog.draftlint(['--fix', '--no-cache', '--format', 'compact']);
          assert.equal(code, 1);
          assert.match(out, /unused-ignore/);
        }
        assert.match(readFileSync(at(blog, name), 'utf8'), /accommodate/);
      },
    ));
});

describe('--fix leaves alone', () => {
  it('a file that changed meanwhile, and says so', () =>
    inScratch({[name]: wrong}, async (blog) => {
      const newer = wrong.replace('neighbours', 'neighbours and friends');
      // someone saves the file while it is checked
      const saving = postRule({
        id: 'saving',
        summary: 'x',
        why: 'x',
        severity: 'error',
        check: () => {
          writeFileSync(at(blog, name), newer);
          return [];
        },
      });
      const rules = [saving, ...catalog.filter(({rule}) => rule.id === 'spelling')];
      const {failures, changes, files} = await lint({cwd: blog.folder, rules, fix: true});
      assert.deepEqual(failures, [
        {path: name, message: 'It changed while it was checked, so it was left alone. Run again', unfixed: true},
      ]);
      assert.deepEqual(changes, []);
      assert.equal(files[0]?.findings.length, 1);
      assert.equal(readFileSync(at(blog, name), 'utf8'), newer);
      assert.deepEqual(readdirSync(at(blog, '_posts')), [path.basename(name)]);
    }));

  it('a file that is write-protected, and says so; the others are fixed', () =>
    inScratch({[name]: wrong, '_posts/2024-05-02-plums.md': wrong}, async (blog) => {
      chmodSync(at(blog, name), 0o444);
      const {code, out} = await fix(blog);
      assert.equal(code, 2);
      assert.match(
        out,
        /Could not fix _posts\/2024-05-01-pears\.md: The file cannot be written: it is write-protected/,
      );
      assert.equal(readFileSync(at(blog, name), 'utf8'), wrong);
      assert.equal(readFileSync(at(blog, '_posts/2024-05-02-plums.md'), 'utf8'), right);
      assert.equal(readdirSync(at(blog, '_posts')).length, 2);
    }));

  it('a file that a link out of the blog leads to', () =>
    inScratch({'outside/pears.md': wrong, 'blog/_posts/x.md': post('Plums', 'Ripe.')}, async (blog) => {
      symlinkSync('../../outside/pears.md', at(blog, 'blog/_posts/2024-05-02-pears.md'));
      blog.git('-C', 'blog', 'init', '--quiet');
      const {err} = await blog.draftlint(['--fix', '--no-cache'], {cwd: 'blog'});
      assert.match(err, /is a link that leads out of the blog/);
      assert.equal(readFileSync(at(blog, 'outside/pears.md'), 'utf8'), wrong);
    }));
});
