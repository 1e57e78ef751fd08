import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {answersAre, record} from '../../src/host/disk.ts';
import {renamesIn} from '../../src/host/renames.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

const only = ['--only', 'valid-links'];
const commit = (blog: Scratch, message: string): void => {
  blog.git('add', '--all');
  blog.git('commit', '--quiet', `--message=${message}`);
};
const move = (blog: Scratch, from: string, to: string): void => {
  mkdirSync(path.dirname(path.join(blog.folder, to)), {recursive: true});
  blog.git('mv', from, to);
};

const rain = post('Rain', 'It rained on the harbour, on the boats, and on all of us.', '', 'Then it stopped.');
const lights = post('Lights', 'More than [the rain]({% post_url 2024-03-01-rain-at-sea %}).');
const files = {
  '_config.yml': 'title: A log\n',
  '_posts/2024-03-01-rain-at-sea.md': rain,
  '_posts/2024-03-02-lights.md': lights,
};

/** A blog of two posts, below a folder of its repository where one is named, with one commit in it. */
const inBlog = (test: (blog: Scratch) => Promise<void>, folder = '') =>
  inScratch(Object.fromEntries(Object.entries(files).map(([name, text]) => [folder + name, text])), async (blog) => {
    blog.git('init', '--quiet', '--initial-branch=main');
    commit(blog, 'Begin');
    await test(blog);
  });

/** What is offered for each broken link. */
async function offered(blog: Scratch, cwd = '.'): Promise<readonly string[]> {
  const {out} = await blog.draftlint([...only, '--format', 'json'], {cwd});
  const report: {files: {findings: {message: string; expected?: string[]}[]}[]} = JSON.parse(out);
  return report.files.flatMap(({findings}) =>
    findings.map(({message, expected = []}) => [message, ...expected].join(' → ')),
  );
}

const missed = 'There is no post "2024-03-01-rain-at-sea"';

describe('links to what was renamed', () => {
  it('offers the new name, through several renames and an edit', () =>
    inBlog(async (blog) => {
      assert.deepEqual(await offered(blog), []);
      move(blog, '_posts/2024-03-01-rain-at-sea.md', '_posts/2024-03-01-a-wet-day.md');
      commit(blog, 'Another title');
      blog.write({'_posts/2024-03-01-a-wet-day.md': `${rain}\nAnd began again.\n`});
      move(blog, '_posts/2024-03-01-a-wet-day.md', '_posts/2024-04-05-downpour.md');
      commit(blog, 'Another day');
      assert.deepEqual(await offered(blog), [`${missed} → 2024-04-05-downpour`]);
    }));

  it('knows a rename that is staged, and one that is committed later', () =>
    inBlog(async (blog) => {
      move(blog, '_posts/2024-03-01-rain-at-sea.md', '_posts/2024-04-05-downpour.md');
      assert.deepEqual(await offered(blog), [`${missed} → 2024-04-05-downpour`]);
      commit(blog, 'Another day');
      assert.deepEqual(await offered(blog), [`${missed} → 2024-04-05-downpour`]);
    }));

  it('offers nothing where the new file is gone too, or where there is no history', () =>
    inBlog(async (blog) => {
      move(blog, '_posts/2024-03-01-rain-at-sea.md', '_posts/2024-04-05-downpour.md');
      commit(blog, 'Another day');
      blog.git('rm', '--quiet', '_posts/2024-04-05-downpour.md');
      commit(blog, 'Gone');
      assert.deepEqual(await offered(blog), [missed]);
      await inScratch({'_config.yml': '', '_posts/2024-03-02-lights.md': lights}, async (plain) => {
        assert.deepEqual(await offered(plain), [missed]);
        plain.git('init', '--quiet', '--initial-branch=main');
        assert.deepEqual(await offered(plain), [missed]);
      });
    }));

  it('works in a blog that is a folder of its repository', () =>
    inBlog(async (blog) => {
      move(blog, 'site/_posts/2024-03-01-rain-at-sea.md', 'site/_posts/2024-04-05-downpour.md');
      commit(blog, 'Another day');
      assert.deepEqual(await offered(blog, 'site'), [`${missed} → 2024-04-05-downpour`]);
    }, 'site/'));
});

describe('renamesIn', () => {
  it('asks git when it is first looked up', () =>
    inBlog(async (blog) => {
      const before = renamesIn(blog.folder);
      move(blog, '_posts/2024-03-01-rain-at-sea.md', '_posts/2024-04-05-downpour.md');
      commit(blog, 'Another day');
      assert.deepEqual([...before.moved], [['_posts/2024-03-01-rain-at-sea.md', '_posts/2024-04-05-downpour.md']]);
    }));

  it('is asked again once something was committed or staged, and not before', () =>
    inBlog(async (blog) => {
      const recorded = (): (() => boolean) => {
        const recording = record();
        renamesIn(blog.folder).moved.size;
        const [asked, answers] = [[...recording.questions], recording.end() ?? []];
        return () => answersAre(answers, asked);
      };
      const isAsBefore = recorded();
      assert.ok(isAsBefore());
      move(blog, '_posts/2024-03-01-rain-at-sea.md', '_posts/2024-04-05-downpour.md');
      blog.git('add', '--all');
      assert.ok(!isAsBefore());
      const isAsStaged = recorded();
      assert.ok(isAsStaged());
      commit(blog, 'Another day');
      assert.ok(!isAsStaged());
    }));

  it('is asked again where it could not answer', () =>
    inBlog(async (blog) => {
      blog.write({'.git/HEAD': 'nonsense\n'});
      const recording = record();
      assert.equal(renamesIn(blog.folder).moved.size, 0);
      assert.equal(recording.end(), undefined, 'no receipt is kept of such a run');
    }));

  it('is asked again once more of the history was fetched', () =>
    inBlog(async (blog) => {
      const recording = record();
      renamesIn(blog.folder).moved.size;
      const [asked, answers] = [[...recording.questions], recording.end() ?? []];
      blog.write({'.git/shallow': ''});
      assert.ok(!answersAre(answers, asked));
    }));

  it('reads names as they are', () =>
    inBlog(async (blog) => {
      const odd = '_posts/2024-03-09-rain "and"\nsnow – é.md';
      move(blog, '_posts/2024-03-01-rain-at-sea.md', odd);
      commit(blog, 'An odd name');
      assert.deepEqual([...renamesIn(blog.folder).moved], [['_posts/2024-03-01-rain-at-sea.md', odd]]);
    }));
});
