import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {lint} from '../../src/index.ts';
import {inScratch, post} from '../support/scratch.ts';

const unwritten = post(
  'Pears',
  'The pears are for teh neighbours.',
  '',
  '## What we did with them',
  '',
  '## The rest',
  '',
  'Jam.',
);
const files = {
  '_posts/2024-05-01-apples.md': post('Apples', 'We picked the apples on Sunday.'),
  '_posts/2024-05-02-pears.md': unwritten,
  '_drafts/plums.md': post('Plums', '## The tree', '', '## The jam', '', 'Sweet.'),
};

describe('the verdict that lint() gives', () => {
  it('is there for each post and for the run, with the reasons as a reader would notice them', () =>
    inScratch(files, async ({folder}) => {
      const outcome = await lint({cwd: folder, config: false, skip: ['looks-unfinished']});
      assert.equal(outcome.verdict, 'not-ready');
      assert.deepEqual(
        outcome.files.map(({path, verdict, reasons}) => [path, verdict, reasons.map(({rule}) => rule)]),
        [
          ['_drafts/plums.md', 'draft', []],
          ['_posts/2024-05-01-apples.md', 'ready', []],
          ['_posts/2024-05-02-pears.md', 'not-ready', ['no-empty-sections', 'spelling']],
        ],
      );
      const [, , pears] = outcome.files;
      assert.deepEqual(
        pears?.findings.map(({rule}) => rule),
        ['spelling', 'no-empty-sections'],
      );
    }));

  it('leaves out what is in the baseline', () =>
    inScratch(files, async ({folder}) => {
      const request = {cwd: folder, config: false, baseline: true} as const;
      await lint({...request, only: ['no-empty-sections'], updateBaseline: true});
      const {files: checked, verdict} = await lint(request);
      assert.equal(verdict, 'not-ready');
      assert.deepEqual(
        checked.flatMap(({reasons}) => reasons.map(({rule}) => rule)),
        ['spelling'],
      );
    }));

  it('says where nothing was checked, or not all of it', () =>
    inScratch(files, async (blog) => {
      blog.git('init', '--quiet');
      assert.equal((await lint({cwd: blog.folder, git: 'staged'})).verdict, 'nothing');
      blog.write({'_posts/2024-05-03-deep.md': `${'>'.repeat(2000)} deep\n`});
      assert.equal((await lint({cwd: blog.folder})).verdict, 'incomplete');
    }));
});
