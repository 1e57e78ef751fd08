import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, it} from 'node:test';
import {built} from '../support/command.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

const calm = post('Apples', 'We picked the apples on Sunday.', '', 'The cellar smells of them now.');
const wrong = post('Pears', 'The pears are for teh neighbours.');

/** What these tests are about is found by these rules. */
const rules = 'spelling,no-placeholders,no-empty-sections,valid-front-matter';
const found = (blog: Scratch, args: readonly string[], about?: {readonly cwd: string}) =>
  blog.found(['--only', rules, ...args], about);

/** A blog with one commit in it. */
const inBlog = (test: (blog: Scratch) => Promise<void>, files: Readonly<Record<string, string>> = {}) =>
  inScratch({'_posts/2024-05-01-apples.md': calm, ...files}, async (blog) => {
    blog.git('init', '--quiet', '--initial-branch=main');
    blog.git('add', '--all');
    blog.git('commit', '--quiet', '--message=Begin');
    await test(blog);
  });

describe('--staged', () => {
  it('checks what is staged, and not what the work tree has', () =>
    inBlog(async (blog) => {
      blog.write({'_posts/2024-05-02-pears.md': wrong});
      blog.git('add', '--all');
      blog.write({'_posts/2024-05-02-pears.md': post('Pears', 'A line above.', '', 'Fixed in the work tree.')});
      assert.deepEqual(await found(blog, ['--staged']), ['_posts/2024-05-02-pears.md:5 spelling']);
      blog.git('reset', '--quiet');
      blog.write({'_posts/2024-05-02-pears.md': wrong});
      const nothing = await blog.draftlint(['--staged']);
      assert.equal(nothing.code, 0);
      assert.match(nothing.err, /No post is staged, so nothing was checked/);
    }));

  it('knows the other posts, as the work tree has them', () =>
    inBlog(async (blog) => {
      const titles = ['--staged', '--only', 'unique-titles'];
      blog.write({'_posts/2024-06-01-new.md': post('Apples', 'Another year of them.')});
      blog.git('add', '--all');
      assert.deepEqual(await blog.found(titles), ['_posts/2024-06-01-new.md:2 unique-titles']);
      blog.write({'_posts/2024-05-01-apples.md': post('Apples of old', 'We picked them.')});
      assert.deepEqual(await blog.found(titles), []);
    }));

  it('reads a post that is only staged', () =>
    inBlog(async (blog) => {
      blog.write({'_posts/2024-05-02-pears.md': wrong, 'readme.md': wrong});
      blog.git('add', '--all');
      rmSync(path.join(blog.folder, '_posts/2024-05-02-pears.md'));
      rmSync(path.join(blog.folder, 'readme.md'));
      const expected = ['_posts/2024-05-02-pears.md:5 spelling'];
      assert.deepEqual(await found(blog, ['--staged']), expected);
      assert.deepEqual(await found(blog, ['--staged', '_posts']), expected);
      assert.deepEqual(await found(blog, ['--staged', '_posts/2024-05-02-pears.md']), expected);
    }));

  it('leaves out deleted posts, links, and files that are no posts', () =>
    inBlog(
      async (blog) => {
        blog.write({'notes.txt': 'teh', 'README.md': 'teh readme'});
        symlinkSync('2024-05-01-apples.md', path.join(blog.folder, '_posts/2024-05-09-link.md'));
        blog.git('add', '--all');
        assert.deepEqual(JSON.parse((await blog.draftlint(['--staged', '--format', 'json'])).out).files, []);
        blog.git('rm', '--quiet', '--force', '_posts/2024-05-01-apples.md');
        assert.deepEqual(JSON.parse((await blog.draftlint(['--staged', '--format', 'json'])).out).files, []);
      },
      {'_posts/2024-05-10-figs.md': post('Figs', 'Ripe at last.')},
    ));

  it('reads an index without any commit, and one that a hook names', () =>
    inScratch({'_posts/2024-05-02-pears.md': wrong}, async (blog) => {
      blog.git('init', '--quiet');
      blog.git('add', '--all');
      assert.deepEqual(await found(blog, ['--staged']), ['_posts/2024-05-02-pears.md:5 spelling']);
      renameSync(path.join(blog.folder, '.git/index'), path.join(blog.folder, '.git/next-index'));
      assert.deepEqual(await found(blog, ['--staged']), []);
      process.env.GIT_INDEX_FILE = '.git/next-index';
      try {
        assert.deepEqual(await found(blog, ['--staged']), ['_posts/2024-05-02-pears.md:5 spelling']);
        assert.deepEqual(await found(blog, ['--staged'], {cwd: '_posts'}), ['2024-05-02-pears.md:5 spelling']);
      } finally {
        delete process.env.GIT_INDEX_FILE;
      }
    }));

  it('judges a post that leaves the drafts as published, also where only changed lines are asked about', () =>
    inBlog(
      async (blog) => {
        assert.deepEqual(await found(blog, ['--fail-on', 'never', '_drafts', '_posts/2024-05-03-plums.md']), [
          '_drafts/quinces.md:5 no-placeholders',
          '_posts/2024-05-03-plums.md:6 no-placeholders',
        ]);
        blog.git('mv', '_drafts/quinces.md', '_posts/2024-05-04-quinces.md');
        blog.write({
          '_posts/2024-05-03-plums.md': ['---', 'title: Plums', '---', '', '', 'TODO: weigh them', ''].join('\n'),
        });
        blog.git('add', '--all');
        for (const more of [[], ['--lines'], ['--lines', '--drafts', 'note']]) {
          const {code, out, err} = await blog.draftlint(['--staged', ...more]);
          assert.equal(code, 1);
          assert.match(out, /quinces\.md\n +5:1 +error +Note to self/);
          assert.match(out, /plums\.md\n +6:1 +error +Note to self/);
          if (more.length > 0) assert.match(err, /_posts\/2024-05-04-quinces\.md is published by this change/);
        }
      },
      {
        '_drafts/quinces.md': post('Quinces', 'TODO: cook them'),
        '_posts/2024-05-03-plums.md': ['---', 'title: Plums', 'draft: true', '---', '', 'TODO: weigh them', ''].join(
          '\n',
        ),
      },
    ));

  it('is refused with --fix, in a sentence', () =>
    inBlog(async (blog) => {
      const {code, err} = await blog.draftlint(['--staged', '--fix']);
      assert.equal(code, 2);
      assert.match(err, /^error: What is staged cannot be fixed in place/);
    }));

  it('says which post has a conflict that is not settled', () =>
    inBlog(async (blog) => {
      const name = '_posts/2024-05-01-apples.md';
      blog.git('checkout', '--quiet', '-b', 'other');
      blog.write({[name]: post('Apples', 'They were green.')});
      blog.git('commit', '--quiet', '--all', '--message=Green');
      blog.git('checkout', '--quiet', 'main');
      blog.write({[name]: post('Apples', 'They were red.')});
      blog.git('commit', '--quiet', '--all', '--message=Red');
      assert.throws(() => blog.git('merge', '--quiet', 'other'));
      const {code, out} = await blog.draftlint(['--staged']);
      assert.equal(code, 2);
      assert.match(out, /Could not check _posts\/2024-05-01-apples\.md: Two versions of it are in conflict/);
    }));
});

describe('--changed and --since', () => {
  it('check the work tree, with files that git does not know yet, without those it ignores', () =>
    inBlog(
      async (blog) => {
        blog.write({'_posts/2024-05-02-pears.md': wrong, '_posts/secret.md': wrong});
        assert.deepEqual(await found(blog, ['--changed']), ['_posts/2024-05-02-pears.md:5 spelling']);
        blog.git('add', '--all');
        blog.git('commit', '--quiet', '--message=Pears');
        assert.deepEqual(await found(blog, ['--changed']), []);
        assert.deepEqual(await found(blog, ['--since', 'HEAD~1']), ['_posts/2024-05-02-pears.md:5 spelling']);
      },
      {'.gitignore': 'secret.md\n'},
    ));

  it('count from where the branch began', () =>
    inBlog(async (blog) => {
      blog.git('checkout', '--quiet', '-b', 'side');
      blog.write({'_posts/2024-05-02-pears.md': wrong});
      blog.git('add', '--all');
      blog.git('commit', '--quiet', '--message=Pears');
      blog.git('checkout', '--quiet', 'main');
      blog.write({'_posts/2024-05-01-apples.md': post('Apples', 'Recieve them.')});
      blog.git('commit', '--quiet', '--all', '--message=Main goes on');
      blog.git('checkout', '--quiet', 'side');
      assert.deepEqual(await found(blog, ['--since', 'main']), ['_posts/2024-05-02-pears.md:5 spelling']);
    }));

  it('touch nothing: the index stays as it is', () =>
    inBlog(async (blog) => {
      const before = blog.git('ls-files', '--stage', '--debug');
      blog.write({'_posts/2024-05-01-apples.md': calm});
      utimesSync(path.join(blog.folder, '_posts/2024-05-01-apples.md'), 1e9, 1e9);
      assert.deepEqual(JSON.parse((await blog.draftlint(['--changed', '--format', 'json'])).out).files, []);
      assert.equal(blog.git('ls-files', '--stage', '--debug'), before);
    }));

  for (const ref of ['--upload-pack=touch hacked', '-h', '', 'nowhere', 'HEAD:_posts', 'a\nb', '--output=hacked'])
    it(`take ${JSON.stringify(ref)} for a name that means nothing`, () =>
      inBlog(async (blog) => {
        const {code, err} = await blog.draftlint([`--since=${ref}`]);
        assert.equal(code, 2);
        assert.match(err, /^error: There is no branch, tag or commit "/);
        assert.equal(blog.git('status', '--porcelain'), '');
      }));

  it('say what a clone with few commits lacks', () =>
    inBlog(async (blog) => {
      blog.write({'_posts/2024-05-02-pears.md': wrong});
      blog.git('add', '--all');
      blog.git('commit', '--quiet', '--message=Pears');
      blog.git('clone', '--quiet', '--depth=1', `file://${blog.folder}`, 'shallow');
      const inClone = {cwd: 'shallow'};
      const {code, err} = await blog.draftlint(['--since', 'HEAD~1'], inClone);
      assert.equal(code, 2);
      assert.match(err, /There is no branch, tag or commit "HEAD~1" here\. A clone made with few commits lacks it/);
      blog.git('-C', 'shallow', 'checkout', '--quiet', '--orphan', 'alone');
      blog.git('-C', 'shallow', 'commit', '--quiet', '--message=Alone');
      assert.match((await blog.draftlint(['--since', 'main'], inClone)).err, /no commit in common/);
      blog.write({'shallow/_posts/2024-05-03-plums.md': wrong});
      assert.deepEqual(await found(blog, ['--changed'], inClone), ['_posts/2024-05-03-plums.md:5 spelling']);
    }));

  it('work before the first commit, as far as there is something to ask', () =>
    inScratch({'_posts/2024-05-02-pears.md': wrong}, async (blog) => {
      blog.git('init', '--quiet');
      assert.deepEqual(await found(blog, ['--changed']), ['_posts/2024-05-02-pears.md:5 spelling']);
      assert.equal((await blog.draftlint(['--since', 'HEAD'])).code, 2);
    }));

  it('work in a linked work tree, in a folder below the top, and with a blog below the top', () =>
    inBlog(
      async (blog) => {
        blog.git('worktree', 'add', '--quiet', `../linked-${path.basename(blog.folder)}`, '-b', 'linked');
        const linked = path.join('..', `linked-${path.basename(blog.folder)}`);
        try {
          blog.write({[path.join(linked, '_posts/2024-05-02-pears.md')]: wrong});
          assert.deepEqual(await found(blog, ['--changed'], {cwd: linked}), ['_posts/2024-05-02-pears.md:5 spelling']);
          assert.deepEqual(await found(blog, ['--changed']), []);
        } finally {
          rmSync(path.join(blog.folder, linked), {recursive: true});
        }
        blog.write({'_posts/2024-05-02-pears.md': wrong, 'site/content/plums.md': wrong});
        blog.git('add', '--all');
        const inPosts = await found(blog, ['--staged'], {cwd: '_posts'});
        assert.ok(inPosts.includes('2024-05-02-pears.md:5 spelling'), inPosts.join());
        assert.deepEqual(await found(blog, ['--changed'], {cwd: 'site'}), ['content/plums.md:5 spelling']);
      },
      {'site/hugo.toml': 'title = "Site"\n', 'site/content/figs.md': calm},
    ));

  it('work in a hook, as git itself runs it: from a folder below the top, in a linked work tree, for some files only', () =>
    inBlog(async (blog) => {
      blog.write({
        '.git/hooks/pre-commit': `#!/bin/sh\nexec "${process.execPath}" "${built}" --staged --lines --no-cache\n`,
      });
      chmodSync(path.join(blog.folder, '.git/hooks/pre-commit'), 0o755);
      const commit = (folder: string, ...files: readonly string[]) =>
        blog.git('-C', folder, 'commit', '--quiet', '--message=A change', ...files);
      blog.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked');
      for (const folder of ['_posts', 'linked', 'linked/_posts']) {
        const posts = folder === 'linked' ? 'linked/_posts' : folder;
        const name = `2024-05-02-${folder.replace('/', '-')}.md`;
        blog.write({[`${posts}/${name}`]: wrong});
        blog.git('-C', posts, 'add', name);
        assert.throws(() => commit(folder), /Misspelt: teh/, folder);
        blog.write({[`${posts}/${name}`]: wrong.replace('teh', 'the')});
        assert.throws(() => commit(folder), /Misspelt: teh/, 'what is staged counts');
        blog.git('-C', posts, 'add', name);
        commit(folder);
        // a commit of some files has an index of its own, and passes though another file is wrong
        blog.write({[`${posts}/other.md`]: wrong, [`${posts}/${name}`]: post('Pears', 'Ripe at last, all of them.')});
        blog.git('-C', posts, 'add', 'other.md');
        commit(posts, name);
        blog.git('-C', posts, 'rm', '--quiet', '--force', 'other.md');
      }
    }));

  it('find a blog through a link to its folder', () =>
    inScratch({}, async (scratch) => {
      mkdirSync(path.join(scratch.folder, 'real'));
      scratch.write({'real/_posts/2024-05-02-pears.md': wrong});
      scratch.git('-C', 'real', 'init', '--quiet');
      symlinkSync('real', path.join(scratch.folder, 'blog'));
      assert.deepEqual(await found(scratch, ['--changed'], {cwd: 'blog'}), ['_posts/2024-05-02-pears.md:5 spelling']);
    }));

  it('take names as they are', () =>
    inBlog(async (blog) => {
      const names = [
        'with space',
        'a "quote"',
        "it's",
        'two\nlines',
        'æøå 你好',
        '-dash',
        '[slug]',
        ':(top)x',
        'tab\there',
      ];
      blog.write(Object.fromEntries(names.map((name) => [`_posts/${name}.md`, wrong])));
      blog.git('add', '--all');
      const expected = names.map((name) => `_posts/${name}.md:5 spelling`).sort();
      assert.deepEqual([...(await found(blog, ['--staged']))].sort(), expected);
      assert.deepEqual([...(await found(blog, ['--changed']))].sort(), expected);
    }));

  it('say so outside a repository, and when two of them are asked for', () =>
    inScratch({'a.md': wrong}, async (folder) => {
      for (const args of [['--staged'], ['--changed'], ['--since', 'main']]) {
        const {code, out, err} = await folder.draftlint(args);
        assert.deepEqual([code, out], [2, '']);
        assert.match(err, /is in no git repository/);
      }
      assert.match((await folder.draftlint(['--staged', '--changed'])).err, /Only one of --staged and --changed/);
      assert.match((await folder.draftlint(['--lines'])).err, /--lines needs to know what changed/);
    }));

  it('show a name in a note as what it is', () =>
    inBlog(
      async (blog) => {
        blog.git('mv', '_drafts/a\u001b[31m\u202e.md', '_posts/a\u001b[31m\u202e.md');
        const {err} = await blog.draftlint(['--staged', '--lines']);
        assert.match(err, /^note: _posts\/a\\u\{1b\}\[31m\\u\{202e\}\.md is published by this change/m);
      },
      {'_drafts/a\u001b[31m\u202e.md': calm},
    ));

  it('run no program that a repository names', () =>
    inBlog(
      async (blog) => {
        const touch = `touch ${path.join(blog.folder, 'hacked')}; cat`;
        for (const setting of [
          'diff.evil.textconv',
          'diff.evil.command',
          'diff.external',
          'core.fsmonitor',
          'core.pager',
        ])
          blog.git('config', setting, touch);
        blog.write({'_posts/2024-05-01-apples.md': wrong});
        assert.deepEqual(await found(blog, ['--changed', '--lines']), ['_posts/2024-05-01-apples.md:5 spelling']);
        // now git would ask the program which files changed
        blog.git('-c', `core.fsmonitor=${touch}`, 'update-index', '--fsmonitor');
        rmSync(path.join(blog.folder, 'hacked'), {force: true});
        assert.deepEqual(await found(blog, ['--changed']), ['_posts/2024-05-01-apples.md:5 spelling']);
        blog.git('-c', 'core.fsmonitor=false', 'add', '--all');
        assert.deepEqual(await found(blog, ['--staged', '--lines']), ['_posts/2024-05-01-apples.md:5 spelling']);
        assert.ok(!existsSync(path.join(blog.folder, 'hacked')));
      },
      {'.gitattributes': '*.md diff=evil\n'},
    ));
});

describe('--lines', () => {
  const name = '_posts/2024-05-01-apples.md';
  const old = post(
    'Apples',
    'Teh apples.',
    '',
    'A seperate crate.',
    '',
    '## Storage',
    '',
    'In the cellar.',
    '',
    'Bye.',
  );
  const changedTo = async (text: string, expected: readonly string[]): Promise<void> =>
    inBlog(
      async (blog) => {
        blog.write({[name]: text});
        assert.deepEqual(
          await found(blog, ['--changed', '--lines']),
          expected.map((one) => `${name}:${one}`),
        );
        blog.git('add', '--all');
        assert.deepEqual(
          await found(blog, ['--staged', '--lines']),
          expected.map((one) => `${name}:${one}`),
        );
      },
      {[name]: old},
    );

  it('reports what is on a changed line, by the lines of now', () =>
    changedTo(old.replace('Teh apples.', 'Teh apples.\n\nA new line, definately.'), ['7 spelling']));
  it('reports a line that was there when it is touched', () => changedTo(old.replace('crate', 'box'), ['7 spelling']));
  it('reports nothing where nothing on the line is wrong', () => changedTo(old.replace('Bye', 'Goodbye'), []));
  it('reports a section that lost its text', () =>
    changedTo(old.replace('In the cellar.\n\nBye.\n', ''), ['9 no-empty-sections']));
  it('does not take other line ends for changes', () => changedTo(old.replaceAll('\n', '\r\n'), []));
  it('reports what a change causes in front matter', () =>
    changedTo(old.replace('title: Apples', 'title: "Apples'), ['2 valid-front-matter']));
  it('reads posts beside a changed file whose name is not UTF-8', () =>
    inBlog(
      async (blog) => {
        const odd = Buffer.concat([
          Buffer.from(path.join(blog.folder, 'caf')),
          Buffer.from([0xe9]),
          Buffer.from('.png'),
        ]);
        writeFileSync(odd, 'one');
        blog.git('add', '--all');
        blog.git('commit', '--quiet', '--message=A picture');
        writeFileSync(odd, 'another');
        blog.write({[name]: old.replace('Bye.', 'We recieve visitors.')});
        for (const since of [['--changed'], ['--since', 'HEAD']])
          assert.deepEqual(await found(blog, [...since, '--lines']), [`${name}:13 spelling`]);
      },
      {[name]: old},
    ));
  it('fixes what is on a changed line, and nothing else', () =>
    inBlog(
      async (blog) => {
        const changed = old.replace('Bye.', 'We recieve visitors.');
        blog.write({[name]: changed});
        const right = changed.replace('recieve', 'receive');
        const {out} = await blog.draftlint(['--changed', '--lines', '--diff']);
        assert.match(out, /^\+We receive visitors\.$/m);
        assert.doesNotMatch(out, /^-Teh/m);
        const {code} = await blog.draftlint(['--changed', '--lines', '--fix']);
        assert.equal(code, 0);
        assert.equal(readFileSync(path.join(blog.folder, name), 'utf8'), right);
      },
      {[name]: old},
    ));
  it('reports what is missing in front matter that was changed', () =>
    inBlog(
      async (blog) => {
        const lines = ['--changed', '--lines', '--only', 'required-fields'];
        blog.write({[name]: old.replace('Bye.', 'Goodbye.')});
        assert.deepEqual(await blog.found(lines), []);
        blog.write({[name]: old.replace('---\ntitle', '---\nauthor: Ada\ntitle')});
        assert.deepEqual(await blog.found(lines), [`${name}:1 required-fields`]);
      },
      {
        [name]: old,
        '.remarkrc.json': '{"plugins": [["draftlint/rules/required-fields", {"fields": ["title", "tags"]}]]}',
      },
    ));
  it('takes a post that moved for the same post', () =>
    inBlog(
      async (blog) => {
        blog.git('mv', name, '_posts/2024-05-07-moved.md');
        assert.deepEqual(await found(blog, ['--staged', '--lines']), []);
        assert.deepEqual(await found(blog, ['--changed', '--lines']), []);
      },
      {[name]: old},
    ));
});
