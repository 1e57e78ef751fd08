import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {openPool} from '../src/host/pool.ts';
import {inTurn, threadsFor} from '../src/threads.ts';
import {blogs, root} from './support/blogs.ts';
import {inScratch, post} from './support/scratch.ts';

/*
 * Computed in threads = computed: the same report, to the letter. Threads run what is built, so this starts the built command.
 */
const main = path.join(root, 'dist/main.js');

/** Has a process say on standard error, as its last line, how many threads it started. */
const counting = `
  const threads = require('node:worker_threads');
  const {Worker, isMainThread} = threads;
  let started = 0;
  threads.Worker = class extends Worker {
    constructor(...about) {
      super(...about);
      started++;
    }
  };
  if (isMainThread) process.on('exit', () => process.stderr.write('\\nthreads: ' + started));
`;

function run(cwd: string, home: string, args: readonly string[], program = main) {
  const counter = path.join(home, 'counting.cjs');
  writeFileSync(counter, counting);
  const {stdout, stderr, status} = spawnSync(process.execPath, ['--require', counter, program, ...args], {
    cwd,
    encoding: 'utf8',
    env: {PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: home},
  });
  const [, err, threads] = /^(.*)\nthreads: (\d+)$/s.exec(stderr) ?? [];
  return {said: {out: stdout, err, code: status}, threads: Number(threads)};
}

function same(cwd: string, home: string, threads: number, args: readonly string[] = []): void {
  const [one, more] = [1, threads].map((count) =>
    run(cwd, home, ['--no-cache', '--format', 'json', '--threads', String(count), ...args]),
  );
  assert.deepEqual(more?.said, one?.said);
  assert.deepEqual([one?.threads, more?.threads], [0, threads]);
}

describe('what threads find out', () => {
  for (const blog of blogs)
    it(`of the blog ${blog} is what one finds out`, () =>
      inScratch({}, async ({folder}) => {
        cpSync(path.join(root, 'fixtures', blog), path.join(folder, 'blog'), {recursive: true});
        same(path.join(folder, 'blog'), folder, 3);
      }));

  it('is the same of one post, of posts that cannot be read, and of a part', () =>
    inScratch(
      {
        'blog/_config.yml': '',
        'blog/_posts/2026-01-01-good.md': post('Good', 'We walked along the river.'),
        'blog/_posts/2026-01-02-deep.md': `${'>'.repeat(200)} Deep.\n`,
        'blog/_posts/2026-01-03-bad.md': post('Bad', 'We walkd along teh river.'),
        'blog/_posts/2026-01-04-front.md': '---\ntitle: "Open\n---\n\nText.\n',
      },
      async ({folder}) => {
        const blog = path.join(folder, 'blog');
        writeFileSync(path.join(blog, '_posts/2026-01-05-latin.md'), Buffer.from([0x41, 0xff, 0xfe, 0x0a]));
        same(blog, folder, 2);
        same(blog, folder, 2, ['_posts/2026-01-03-bad.md']);
        const parts = [1, 2].map((count) =>
          run(blog, folder, ['--no-cache', '--threads', String(count), '--shard', '1/1']),
        );
        assert.deepEqual(parts[1]?.said, parts[0]?.said);
        assert.equal(parts[1]?.threads, 2);
      },
    ));

  it('is found out without them where they end at once, or after some posts', () =>
    inScratch({}, async ({folder, write}) => {
      cpSync(path.join(root, 'dist'), path.join(folder, 'dist'), {recursive: true});
      for (const name of ['package.json', 'NOTICE']) cpSync(path.join(root, name), path.join(folder, name));
      const blog = path.join(root, 'fixtures/garden-notes');
      const args = ['--no-cache', '--format', 'json', '--threads'];
      const {said} = run(blog, folder, [...args, '1']);
      for (const thread of [
        'process.exit(3);',
        "throw new Error('broken');",
        `const {parentPort} = require('node:worker_threads');
        parentPort.on('message', ({id, content}) => {
          if (content.target.path.includes('e')) process.exit(0);
          parentPort.postMessage({id});
        });`,
      ]) {
        write({'dist/thread.js': thread});
        assert.deepEqual(run(blog, folder, [...args, '3'], path.join(folder, 'dist/main.js')), {said, threads: 3});
      }
    }));

  it('is stored and recalled like anything else', () =>
    inScratch({'blog/_config.yml': ''}, async ({folder, write}) => {
      const blog = path.join(folder, 'blog');
      for (let n = 10; n < 34; n++)
        write({[`blog/_posts/2026-01-${n}-walk.md`]: `---\nlang: de\ntitle: Wanderung\n---\n\nWir gingen am Fluss.\n`});
      const threaded = () => run(blog, folder, ['--threads', '2', '--format', 'json']);
      const first = threaded();
      assert.equal(first.threads, 2);
      assert.deepEqual(threaded(), {said: first.said, threads: 0});
      write({'blog/_posts/2026-01-20-walk.md': post('Walk', 'We walkd along the river.')});
      const changed = threaded();
      assert.equal(changed.threads, 2);
      assert.deepEqual(changed.said, run(blog, folder, ['--no-cache', '--threads', '1', '--format', 'json']).said);
    }));
});

describe('a pool of threads', () => {
  const doubling = `
    import {parentPort, workerData} from 'node:worker_threads';
    parentPort.on('message', ({id, content}) => {
      if (content === 'end') process.exit(1);
      if (content === 'throw') throw new Error('broken');
      if (content !== 'wait') parentPort.postMessage({id, content: content * workerData});
    });`;

  it('answers each job, and says of a thread that ended that it has no answer', () =>
    inScratch({'double.mjs': doubling}, async ({folder}) => {
      for (const way of ['end', 'throw']) {
        const pool = openPool<number | string, number>(path.join(folder, 'double.mjs'), 2, 2);
        try {
          assert.deepEqual(await Promise.all([1, 2, 3, 4].map((n) => pool.run(n))), [2, 4, 6, 8]);
          assert.equal(await pool.run(way), undefined);
          assert.deepEqual(await Promise.all([5, 6].map((n) => pool.run(n))), [10, 12]);
          assert.equal(await pool.run(way), undefined);
          assert.equal(await pool.run(7), undefined);
        } finally {
          pool.close();
        }
      }
    }));

  it('gives up the jobs of a thread that ended, and of no other', () =>
    inScratch({'double.mjs': doubling}, async ({folder}) => {
      const pool = openPool<number | string, number>(path.join(folder, 'double.mjs'), 2, 3);
      try {
        // the first thread waits, the second ends with two jobs in its hands
        const waiting = pool.run('wait');
        assert.deepEqual(await Promise.all([pool.run('end'), pool.run(1)]), [undefined, 3]);
        assert.equal(await Promise.race([waiting, pool.run(2)]), 6);
      } finally {
        pool.close();
      }
    }));
});

describe('turns', () => {
  it('begin ahead, and end in order', async () => {
    for (const ahead of [1, 2, 5, 100]) {
      const log: string[] = [];
      const open = {now: 0, most: 0};
      await inTurn([1, 2, 3, 4, 5, 6], {ahead, progress: (at, all) => void log.push(`${at}/${all}`)}, (n) => {
        open.most = Math.max(open.most, ++open.now);
        return async () => {
          open.now--;
          log.push(`end ${n}`);
        };
      });
      assert.equal(open.most, Math.min(ahead, 6));
      assert.deepEqual(
        log.filter((line) => line.startsWith('end')),
        [1, 2, 3, 4, 5, 6].map((n) => `end ${n}`),
      );
      assert.deepEqual(
        log.filter((line) => line.includes('/')),
        [0, 1, 2, 3, 4, 5].map((n) => `${n}/6`),
      );
    }
  });
});

describe('the number of threads', () => {
  for (const wrong of ['0', '65', 'many', '1.5', '-1'])
    it(`is not ${wrong}`, () =>
      inScratch({'a.md': post('A', 'We walked.')}, async (scratch) => {
        const {code, out, err} = await scratch.draftlint([`--threads=${wrong}`, 'a.md']);
        assert.deepEqual([code, out], [2, '']);
        assert.match(
          err,
          /^error: option '--threads <n>' argument '.*' is invalid\. It must be a whole number from 1 to 64\.\n$/,
        );
      }));

  it('follows the work and the cores', () => {
    const threads = (posts: number, cores: number) => threadsFor(posts, cores);
    assert.deepEqual(
      [0, 1, 200, 399].map((posts) => threads(posts, 16)),
      [1, 1, 1, 1],
    );
    assert.deepEqual(
      [400, 650, 10_000].map((posts) => threads(posts, 16)),
      [2, 3, 8],
    );
    assert.deepEqual(
      [1, 2, 3, 4].map((cores) => threads(10_000, cores)),
      [1, 1, 2, 3],
    );
  });
});
