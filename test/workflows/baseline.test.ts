import assert from 'node:assert/strict';
import {existsSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {catalog} from '../../src/catalog.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

const pears = post('Pears', 'The pears are for teh neighbours. They recieve', 'them on Sunday.', '', '## Notes');
const plums = post('Plums', 'The plums are for teh birds.');
const only = ['--only', 'spelling,no-empty-sections'];
const usual = '.draftlint-baseline';
const read = (folder: Scratch, name = usual): string => readFileSync(path.join(folder.folder, name), 'utf8');

/** A configuration with no other rules than those these tests are about. */
const configuration = JSON.stringify({
  plugins: catalog
    .map(({rule}) => rule.id)
    .filter((id) => id !== 'spelling' && id !== 'no-empty-sections')
    .map((id) => [`draftlint/rules/${id}`, false]),
});

const inOldBlog = (test: (blog: Scratch) => Promise<void>) =>
  inScratch({'.remarkrc.json': configuration, '_posts/pears.md': pears, '_posts/plums.md': plums}, async (blog) => {
    const {code, out, err} = await blog.draftlint(['--update-baseline']);
    assert.equal(code, 0, out);
    assert.match(err, /^note: The baseline now holds 4 findings\.$/m);
    assert.equal(
      out,
      '✔ Taken into the baseline: 4 findings in 2 posts. With --baseline they are not reported (2 read).\n',
    );
    await test(blog);
  });

describe('--update-baseline', () => {
  it('says that there was nothing to take in', () =>
    inScratch({'.remarkrc.json': configuration, '_posts/figs.md': post('Figs', 'Ripe.')}, async (blog) => {
      const {out} = await blog.draftlint(['--update-baseline']);
      assert.match(out, /Ready: nothing to mend/);
    }));

  it('says how many are of the posts that were asked for', () =>
    inOldBlog(async (blog) => {
      const {out, err} = await blog.draftlint(['--update-baseline', '_posts/plums.md']);
      assert.match(out, /^✔ Taken into the baseline: 1 finding\. With --baseline it is not reported/m);
      assert.match(err, /^note: The baseline now holds 4 findings\.$/m);
    }));
});

describe('--baseline', () => {
  it('hides what was there, says so, and reports what is new', () =>
    inOldBlog(async (blog) => {
      const {code, out, err} = await blog.draftlint(['--baseline']);
      assert.equal(code, 0);
      assert.match(out, /Ready: 2 posts, nothing to mend/);
      assert.match(err, /^note: 4 findings are in the baseline and not reported\.$/m);
      blog.write({'_posts/plums.md': plums.replace('birds.', 'birds. We definately agree.')});
      assert.deepEqual(await blog.found(['--baseline', ...only]), ['_posts/plums.md:5 spelling']);
      assert.equal((await blog.draftlint(['--baseline'])).code, 1);
    }));

  it('holds while lines move, lines are broken anew, and the text around changes', () =>
    inOldBlog(async (blog) => {
      const moved = post(
        'Pears',
        'A new beginning. The pears are for teh',
        'neighbours. They recieve them on',
        'Sunday.',
        '',
        '## Notes',
      );
      blog.write({'_posts/pears.md': moved.replaceAll('\n', '\r\n')});
      assert.deepEqual(await blog.found(['--baseline']), []);
      blog.write({'_posts/pears.md': moved.replace('Sunday', 'Monday')});
      assert.deepEqual(await blog.found(['--baseline']), ['_posts/pears.md:6 spelling']);
    }));

  it('holds while the blog grows that a message counts, and while the post grows', () =>
    inScratch(
      Object.fromEntries(
        Array.from({length: 24}, (_, n) => [
          `_posts/p${n}.md`,
          `---\ntitle: Harvest ${n}\n${n === 3 ? '' : 'description: What grew\n'}---\n\n${`We picked basket ${n} with the neighbours. `.repeat(n === 3 ? 1 : 40).trim()}\n`,
        ]),
      ),
      async (blog) => {
        const args = ['--no-cache', '--fail-on', 'info', '_posts/p3.md'];
        const before = await blog.draftlint(args);
        assert.match(before.out, /no "description"; all 23 other posts have it/);
        assert.match(before.out, /looks-unfinished/);
        await blog.draftlint(['--update-baseline', '_posts/p3.md']);
        blog.write({
          '_posts/p30.md': '---\ntitle: Harvest 30\ndescription: What grew\n---\n\nAnother basket full of pears.\n',
        });
        const text = readFileSync(path.join(blog.folder, '_posts/p3.md'), 'utf8');
        blog.write({'_posts/p3.md': `${text}\nAnd some more.\n`});
        const after = await blog.draftlint([...args, '--baseline']);
        assert.equal(after.code, 0, after.out);
      },
    ));

  it('counts: a second mistake of the same kind in the same words is new', () =>
    inOldBlog(async (blog) => {
      blog.write({'_posts/plums.md': `${plums}\nThe plums are for teh birds.\n`});
      assert.deepEqual(await blog.found(['--baseline']), ['_posts/plums.md:7 spelling']);
    }));

  it('says what is gone, and takes it out when it is brought up to date', () =>
    inOldBlog(async (blog) => {
      blog.write({'_posts/plums.md': plums.replace('teh', 'the')});
      assert.match(
        (await blog.draftlint(['--baseline'])).err,
        /^note: 1 finding in the baseline is gone: --update-baseline takes it out/m,
      );
      assert.doesNotMatch((await blog.draftlint(['--baseline', usual, '_posts/pears.md'])).err, /gone/);
      assert.doesNotMatch((await blog.draftlint(['--baseline', '--skip', 'spelling'])).err, /gone/);
      rmSync(path.join(blog.folder, '_posts/pears.md'));
      assert.match((await blog.draftlint(['--baseline'])).err, /^note: 4 findings in the baseline are gone/m);
      const {err} = await blog.draftlint(['--update-baseline']);
      assert.match(err, /holds 0 findings, and 4 that are gone were taken out/);
      assert.equal(read(blog).split('\n').length, 2);
    }));

  it('is brought up to date for some posts or rules only, where only those are asked for', () =>
    inOldBlog(async (blog) => {
      const before = read(blog);
      blog.write({'_posts/plums.md': `${plums}\n## Later\n`});
      await blog.draftlint(['--update-baseline', '_posts/pears.md']);
      assert.equal(read(blog), before);
      await blog.draftlint(['--update-baseline', '--only', 'spelling']);
      assert.equal(read(blog), before);
      await blog.draftlint(['--update-baseline', '--skip', 'spelling', '_posts/plums.md']);
      assert.match(read(blog), /^_posts\/plums\.md\tno-empty-sections /m);
      assert.match(read(blog), /^_posts\/plums\.md\tspelling /m);
      assert.deepEqual(await blog.found(['--baseline']), []);
    }));

  it('keeps what is known of posts that were not checked, and calls none of it gone', () =>
    inOldBlog(async (blog) => {
      blog.write({'_drafts/figs.md': post('Figs', 'The figs are for teh wasps.'), 'notes/a.md': plums});
      await blog.draftlint(['--update-baseline']);
      const before = read(blog);
      assert.match(before, /^_drafts\/figs\.md\t/m);
      const keeps = async (args: readonly string[], cwd = '.') => {
        assert.doesNotMatch((await blog.draftlint(['--baseline', ...args], {cwd})).err, /gone/);
        assert.doesNotMatch((await blog.draftlint(['--update-baseline', ...args], {cwd})).err, /gone/);
        assert.equal(read(blog), before, args.join(' '));
      };
      await keeps([], '_drafts');
      await keeps(['--drafts', 'skip']);
      await keeps(['--drafts', 'skip', '_drafts/figs.md']);
      blog.write({'.draftlintignore': '_posts/plums.md\n'});
      await keeps([]);
      rmSync(path.join(blog.folder, '_posts/pears.md'));
      assert.match(
        (await blog.draftlint(['--baseline'], {cwd: '_drafts'})).err,
        /^note: 3 findings in the baseline are gone/m,
      );
      assert.match(
        (await blog.draftlint(['--update-baseline'], {cwd: '_drafts'})).err,
        /, and 3 that are gone were taken out/,
      );
      assert.match(read(blog), /^_posts\/plums\.md\t/m);
    }));

  it('is not fixed: what is hidden stays', () =>
    inOldBlog(async (blog) => {
      blog.write({'_posts/plums.md': `${plums}\nWe definately agree.\n`});
      await blog.draftlint(['--fix', '--baseline']);
      assert.equal(read(blog, '_posts/plums.md'), `${plums}\nWe definitely agree.\n`);
    }));

  it('is a small sorted file that does not depend on where the command runs', () =>
    inOldBlog(async (blog) => {
      const lines = read(blog).trimEnd().split('\n').slice(1);
      assert.deepEqual(lines, [...lines].sort());
      for (const line of lines) assert.match(line, /^_posts\/\w+\.md\t[a-z-]+ [0-9a-f]{12}$/);
      const before = read(blog);
      await blog.draftlint(['--update-baseline'], {cwd: '_posts'});
      assert.equal(read(blog), before);
      assert.ok(!existsSync(path.join(blog.folder, '_posts', usual)));
      assert.deepEqual(await blog.found(['--baseline'], {cwd: '_posts'}), []);
      await blog.draftlint(['--update-baseline', '--baseline', 'checks/known.txt']);
      assert.match(read(blog, 'checks/known.txt'), /^\.\.\/_posts\/pears\.md\t/m);
      assert.deepEqual(await blog.found(['--baseline', 'checks/known.txt']), []);
    }));

  it('takes names as they are', () => {
    const names = ['"quoted".md', '# hash.md', 'tab\tbed.md', 'two\nlines.md', 'æøå.md', ' blank.md'];
    return inScratch(Object.fromEntries(names.map((name) => [name, plums])), async (blog) => {
      await blog.draftlint(['--update-baseline', ...only]);
      assert.equal(read(blog).trimEnd().split('\n').length, names.length + 1);
      assert.deepEqual(await blog.found(['--baseline', ...only]), []);
    });
  });

  it('is merged by git: both sides add to it, with the attribute that the docs name also next to each other', () =>
    inOldBlog(async (blog) => {
      blog.write({'.gitattributes': `${usual} merge=union\n`});
      blog.git('init', '--quiet', '--initial-branch=main');
      blog.git('add', '--all');
      blog.git('commit', '--quiet', '--message=Begin');
      const sides = {one: 'Teh apples.', two: 'Teh ants.'};
      for (const [side, text] of Object.entries(sides)) {
        blog.git('checkout', '--quiet', '-b', side, 'main');
        blog.write({[`_posts/new-${side}.md`]: post(side, text)});
        await blog.draftlint(['--update-baseline']);
        blog.git('add', '--all');
        blog.git('commit', '--quiet', `--message=${side}`);
      }
      blog.git('merge', '--quiet', '--no-edit', 'one');
      assert.deepEqual(await blog.found(['--baseline']), []);
      const merged = read(blog).split('\n');
      blog.write({[usual]: `${read(blog)}${merged.find((line) => line.includes('new-one'))}\t3\n`});
      blog.write({'_posts/new-one.md': post('one', 'Teh apples.', '', 'Teh apples.', '', 'Teh apples.')});
      assert.deepEqual(await blog.found(['--baseline']), [], 'of a line that stands twice, the greater count holds');
      blog.write({'_posts/new-one.md': post('one', 'Teh apples.')});
      await blog.draftlint(['--update-baseline']);
      assert.deepEqual([...merged].sort(), read(blog).split('\n').sort());
    }));

  it('is no post and no folder: it says how to name posts after it', () =>
    inOldBlog(async (blog) => {
      const before = read(blog);
      for (const name of ['_posts/pears.md', '_posts', '_drafts/gone.md'])
        for (const args of [
          ['--baseline', name],
          ['--update-baseline', '--baseline', name],
        ]) {
          const {code, err} = await blog.draftlint(args);
          assert.equal(code, 2);
          const says = `error: ${name} is no baseline of draftlint: posts and folders cannot be one. Write -- before what is to be checked (draftlint --baseline -- ${name}), or name the file of the baseline with --baseline=FILE\n`;
          assert.equal(err, says);
        }
      assert.ok(!existsSync(path.join(blog.folder, '_drafts/gone.md')));
      for (const argv of [
        ['--baseline', '--', '_posts/pears.md'],
        ['--posts-only', '--baseline', '--', '_posts/pears.md'],
        [`--baseline=${usual}`, '_posts'],
      ])
        assert.equal((await blog.draftlint(argv)).code, 0, argv.join(' '));
      assert.equal(read(blog), before);
    }));

  it('says when it is not there, or is something else, and does not write over that', () =>
    inScratch({'a.md': plums, 'notes.txt': 'Buy milk.\n'}, async (blog) => {
      const says = async (args: readonly string[], words: RegExp) => {
        const {code, err} = await blog.draftlint(args);
        assert.equal(code, 2);
        assert.match(err, words);
      };
      await says(['--baseline'], /There is no baseline \.draftlint-baseline: --update-baseline makes it/);
      await says(['--baseline', 'a.md'], /a\.md is no baseline of draftlint/);
      await says(['--update-baseline', '--baseline', 'notes.txt'], /notes\.txt is no baseline of draftlint/);
      assert.equal(read(blog, 'notes.txt'), 'Buy milk.\n');
      blog.write({[usual]: '# draftlint baseline\n<<<<<<< ours\n'});
      await says(['--baseline'], /\.draftlint-baseline:2: this line is no entry of a baseline/);
      await says(['--update-baseline', '--staged'], /goes with paths only/);
      rmSync(path.join(blog.folder, usual));
      symlinkSync('notes.txt', path.join(blog.folder, usual));
      await says(['--update-baseline'], /is no baseline/);
    }));
});
