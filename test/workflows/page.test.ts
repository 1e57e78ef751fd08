import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {symlinkSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {commands} from '../support/page.ts';
import {inScratch, post} from '../support/scratch.ts';

const main = path.resolve(import.meta.dirname, '../../dist/main.js');
const wrong = post('Pears', 'The pears are for teh neighbours.');
/** Ends when nothing is left to watch; its own test is among those of how runs end. */
const endless = /--watch/;
/** Those that leave or report nothing; the others find the mistake. */
const calm = /--fix|baseline|git apply/;

describe('the commands of docs/workflows.md', () => {
  for (const command of commands().filter((one) => !endless.test(one)))
    it(command, () =>
      inScratch({'_posts/2024-05-01-a.md': wrong, '_posts/2024-05-02-b.md': post('Plums', 'Ripe.')}, async (blog) => {
        blog.git('init', '--quiet', '--initial-branch=main');
        blog.git('commit', '--quiet', '--allow-empty', '--message=Begin');
        blog.git('add', '--all');
        symlinkSync(main, path.join(blog.folder, 'draftlint'));
        if (/ --baseline/.test(command)) await blog.draftlint(['--update-baseline']);
        const {status, stderr} = spawnSync('bash', ['-c', command], {
          cwd: blog.folder,
          encoding: 'utf8',
          env: {...process.env, PATH: `${blog.folder}${path.delimiter}${process.env.PATH}`, CI: undefined},
        });
        assert.equal(status, calm.test(command) ? 0 : 1, stderr);
      }),
    );

  it('there are some', () => assert.ok(commands().length > 10));
});
