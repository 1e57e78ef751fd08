import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {parse} from 'yaml';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

const wrong = post('Pears', 'The pears are for teh neighbours.');
const calm = post('Apples', 'We picked the apples on Sunday.');
const spelling = ['--only', 'spelling'];
const files = async (folder: Scratch, args: readonly string[], about?: {readonly input: string}) => {
  const {out} = await folder.draftlint(['--format', 'json', ...args], about);
  const report: {files: {path: string}[]} = JSON.parse(out);
  return report.files.map(({path}) => path);
};

describe('- with --stdin-filename', () => {
  it('checks the text in place of the file', () =>
    inScratch({'_posts/pears.md': calm}, async (blog) => {
      const args = [...spelling, '--stdin-filename', '_posts/pears.md', '-'];
      assert.deepEqual(await blog.found(args, {input: wrong}), ['_posts/pears.md:5 spelling']);
      assert.deepEqual(await blog.found(args, {input: `\uFEFF${wrong}`}), ['_posts/pears.md:5 spelling']);
      assert.deepEqual(await blog.found([...spelling, '-'], {input: wrong}), ['<stdin>:5 spelling']);
    }));

  it('knows the rest of the blog, its configuration, and the stage by the name', () =>
    inScratch(
      {
        ...Object.fromEntries([1, 2, 3, 4].map((n) => [`_posts/walk-${n}.md`, post(`Walk ${n}`, 'Zorblaxia came.')])),
        '.remarkrc.json': '{"plugins": [["draftlint/rules/no-placeholders", "warning"]]}',
      },
      async (blog) => {
        const args = ['--only', 'spelling,no-placeholders', '--drafts', 'note', '--stdin-filename'];
        const text = {input: post('New', 'TODO: tell of Zorblaxia')};
        assert.match((await blog.draftlint([...args, '_posts/new.md', '-'], text)).out, /^ +5:1 +warning +Note/m);
        assert.match((await blog.draftlint([...args, '_drafts/new.md', '-'], text)).out, /^ +5:1 +note +Note/m);
      },
    ));

  it('leaves out a file that is ignored, as if it were named', () =>
    inScratch({'.draftlintignore': 'old/\n', 'a.md': calm}, async (blog) => {
      const {code, err} = await blog.draftlint(['--stdin-filename', 'old/pears.md', '-'], {input: wrong});
      assert.equal(code, 0);
      assert.match(err, /"old\/pears\.md" was not checked: an ignore file leaves out old\//);
    }));

  it('says what does not go together', () =>
    inScratch({'a.md': calm}, async (blog) => {
      const says = async (args: readonly string[], words: RegExp) => {
        const {code, err} = await blog.draftlint(args, {input: wrong});
        assert.equal(code, 2);
        assert.match(err, words);
      };
      await says(['-', 'a.md'], /^error: - stands for the only text/);
      await says(['--stdin-filename', 'a.md'], /--stdin-filename needs - as the path/);
      await says(['-', '--fix'], /cannot be fixed in place/);
      await says(['-', '--staged'], /is not in git/);
      await says(['-', '--files-from', '-'], /do not go together/);
      await says(['--null'], /--null is about the list/);
    }));

  it('prints the diff of a text', () =>
    inScratch({}, async (blog) => {
      const {code, out} = await blog.draftlint(['--diff', '--stdin-filename', 'a.md', '-'], {input: wrong});
      assert.equal(code, 1);
      assert.match(out, /^--- a\/a\.md\n\+\+\+ b\/a\.md\n[\s\S]*\n\+The pears are for the neighbours\.\n/);
    }));
});

describe('--files-from', () => {
  const blogOf = {
    '_posts/a.md': calm,
    '_posts/b b.md': wrong,
    '_posts/[c].md': wrong,
    'logo.svg': '<svg/>',
    'd.mdx': calm,
  };

  it('reads a list from a file or from standard input', () =>
    inScratch({...blogOf, list: '_posts/a.md\r\n_posts/b b.md\n\n'}, async (blog) => {
      const expected = ['_posts/a.md', '_posts/b b.md'];
      assert.deepEqual(await files(blog, ['--files-from', 'list']), expected);
      assert.deepEqual(await files(blog, ['--files-from', '-'], {input: '_posts/b b.md\n_posts/a.md'}), expected);
      const zeros = {input: '_posts/a.md\0_posts/b b.md\0'};
      assert.deepEqual(await files(blog, ['--files-from', '-', '--null'], zeros), expected);
      assert.match((await blog.draftlint(['--files-from', '-'], zeros)).err, /add --null/);
      assert.deepEqual(await files(blog, ['--files-from', 'list', 'd.mdx']), [...expected, 'd.mdx']);
    }));

  it('takes names as they are, and passes over what is no Markdown or is gone', () =>
    inScratch(blogOf, async (blog) => {
      const input = '_posts/[c].md\nlogo.svg\n_posts/*.md\n_posts/gone.md\n';
      const {code, out, err} = await blog.draftlint(['--files-from', '-', '--format', 'json', ...spelling], {input});
      assert.equal(code, 1);
      assert.deepEqual(JSON.parse(out).files.length, 1);
      assert.match(err, /"_posts\/gone\.md" is in the list of files and does not exist/);
      assert.match(err, /"_posts\/\*\.md" is in the list of files and does not exist/);
    }));

  it('reads names in quotes, as git writes those with other letters than English ones', () =>
    inScratch(
      {'_posts/\u00fcber \u65e5\u672c.md': wrong, '_posts/c.md': calm, '_posts/tab\tbed "x".md': calm},
      async (blog) => {
        blog.git('init', '--quiet');
        blog.git('add', '--all');
        const input = blog.git('diff', '--cached', '--name-only', '4b825dc642cb6eb9a060e54bf8d69288fbee4904');
        assert.match(input, /^"_posts\/\\303\\274ber/m);
        const {out, err} = await blog.draftlint(['--files-from', '-', '--format', 'json'], {input});
        const names = JSON.parse(out).files.map((file: {path: string}) => file.path);
        assert.deepEqual(names, ['_posts/c.md', '_posts/tab\tbed "x".md', '_posts/\u00fcber \u65e5\u672c.md']);
        assert.equal(err, '');
        assert.deepEqual(
          await files(blog, ['--files-from', '-'], {input: '"_posts/\\303\\274ber \u65e5\u672c.md"'}),
          names.slice(2),
        );
        const other = await blog.draftlint(['--files-from', '-'], {input: '"_posts\\q.md"\n"\n'});
        assert.match(other.err, /""_posts\\q\.md"" is in the list of files and does not exist/);
      },
    ));

  it('ends with 0 and a note where no post is in the list', () =>
    inScratch(blogOf, async (blog) => {
      const says = async (input: string, words: RegExp) => {
        const {code, err} = await blog.draftlint(['--files-from', '-'], {input});
        assert.equal(code, 0);
        assert.match(err, words);
      };
      await says('', /The list of files is empty, so nothing was checked/);
      await says('logo.svg\n', /No post is in the list of files, so nothing was checked/);
    }));

  it('passes over what is no post of the blog, as --staged does', () =>
    inScratch({...blogOf, '_config.yml': 'title: Pots', 'README.md': wrong, 'docs/e.md': wrong}, async (blog) => {
      const input = 'README.md\n_posts/a.md\ndocs/e.md\nd.mdx\n';
      assert.deepEqual(await files(blog, ['--files-from', '-'], {input}), ['_posts/a.md']);
      assert.deepEqual(await files(blog, ['--files-from', '-'], {input: '_posts/a.md\nREADME.md\n'}), ['_posts/a.md']);
      const {code, err} = await blog.draftlint(['--files-from', '-'], {input: 'README.md\n'});
      assert.equal(code, 0);
      assert.equal(err, 'note: No post is in the list of files, so nothing was checked.\n');
      assert.equal((await blog.draftlint(['README.md'])).code, 1, 'a file that a person names is checked');
      blog.write({'.remarkrc.json': '{"settings": {"draftlint": {"posts": ["docs/**"]}}}'});
      assert.deepEqual(await files(blog, ['--files-from', '-'], {input}), ['docs/e.md']);
    }));

  it('is about the blog that holds all of the list, whichever file comes first', () =>
    inScratch(
      {
        'one/_config.yml': 'title: One\n',
        'one/_posts/a.md': wrong,
        'one/.remarkrc.json': '{"plugins": [["draftlint/rules/spelling", false]]}',
        'two/_config.yml': 'title: Two\n',
        'two/_posts/b.md': wrong,
        'README.md': wrong,
      },
      async (blog) => {
        const of = (input: string) => blog.found([...spelling, '--files-from', '-'], {input});
        const both = ['one/_posts/a.md:5 spelling', 'two/_posts/b.md:5 spelling'];
        assert.deepEqual(await of('one/_posts/a.md\ntwo/_posts/b.md\n'), both);
        assert.deepEqual(await of('two/_posts/b.md\none/_posts/a.md\nREADME.md\n'), both);
        assert.deepEqual(await of('README.txt\none/_posts/a.md\n'), [], 'with the settings of the only one');
      },
    ));

  it('takes drafts of a list for notes, unlike those that are named', () =>
    inScratch({'_drafts/a.md': post('Apples', 'TODO: pick them')}, async (blog) => {
      const only = ['--only', 'no-placeholders'];
      assert.equal((await blog.draftlint([...only, '--files-from', '-'], {input: '_drafts/a.md'})).code, 0);
      assert.equal((await blog.draftlint([...only, '_drafts/a.md'])).code, 1);
    }));

  it('says that a list cannot be read', () =>
    inScratch(blogOf, async (blog) => {
      const {code, err} = await blog.draftlint(['--files-from', 'lost']);
      assert.equal(code, 2);
      assert.match(err, /^error: The list of files "lost" cannot be read: it is not there/);
    }));
});

describe('--posts-only', () => {
  it('passes over files that are named and are no posts of the blog', () =>
    inScratch({'_posts/a.md': calm, '_posts/b.md': wrong, 'README.md': wrong, '_drafts/c.md': wrong}, async (blog) => {
      assert.deepEqual(await files(blog, ['--posts-only', 'README.md', '_posts/b.md']), ['_posts/b.md']);
      const {code, err} = await blog.draftlint(['--posts-only', 'README.md', 'gone.md']);
      assert.equal(code, 0);
      assert.match(err, /^note: No post is in the list of files, so nothing was checked\.$/m);
      assert.equal((await blog.draftlint(['--posts-only'])).code, 0, 'no file is not the whole blog');
      const list = ['--posts-only', '--files-from', '-', '_posts/a.md'];
      assert.deepEqual(await files(blog, list, {input: '_posts/b.md'}), ['_posts/a.md', '_posts/b.md']);
      assert.match((await blog.draftlint(['--posts-only', '-'])).err, /^error: - and --posts-only do not go together/);
    }));

  it('is how the hooks of pre-commit name the files of a commit', () =>
    inScratch(
      {'_posts/b.md': wrong, 'README.md': wrong, '_drafts/c.md': post('Plums', 'TODO: pick them')},
      async (blog) => {
        const text = readFileSync(path.join(import.meta.dirname, '../../.pre-commit-hooks.yaml'), 'utf8');
        const hooks: readonly {entry: string}[] = parse(text);
        assert.equal(hooks.length, 2);
        for (const {entry} of hooks) {
          const [program, ...args] = entry.split(' ');
          assert.equal(program, 'draftlint');
          assert.equal((await blog.draftlint([...args, 'README.md', '_drafts/c.md'])).code, 0);
          const found = await blog.found([...args, ...spelling, 'README.md', '_posts/b.md']);
          assert.deepEqual(found, entry.includes('--fix') ? [] : ['_posts/b.md:5 spelling']);
        }
      },
    ));
});
