import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {readPage} from '../support/page.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

/*
 * The hooks of docs/workflows.md, run by the real programs: pre-commit (Debian's package, or any other on the PATH), and
 * husky, lint-staged and lefthook from the registry. Slow, and in need of the network: npm run test:clients.
 */
const root = path.resolve(import.meta.dirname, '../..');
const {block} = readPage('workflows.md');
const wrong = post('Pears', 'The pears are for teh neighbours.');
const right = wrong.replace('teh', 'the');
const draft = post('Plums', 'TODO: tell of the plums');
const made: {home: string; tarball: string} = {home: '', tarball: ''};

before(() => {
  made.home = mkdtempSync(path.join(tmpdir(), 'draftlint-clients-'));
  const packed = run('npm', ['pack', '--silent', '--pack-destination', made.home], root);
  assert.equal(packed.status, 0, packed.said);
  made.tarball = path.join(made.home, packed.out.trim());
});
after(() => rmSync(made.home, {recursive: true, force: true}));

function run(program: string, args: readonly string[], cwd: string) {
  const {status, stdout, stderr, error} = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: {...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, PRE_COMMIT_HOME: path.join(made.home, 'pre-commit')},
  });
  if (error) throw error;
  return {status, out: stdout, said: stdout + stderr};
}

const commit = (blog: Scratch) => run('git', ['commit', '--quiet', '--message=A change'], blog.folder);
const staged = (blog: Scratch, name: string): string => blog.git('show', `:${name}`);

/** A commit with a misspelling is stopped, half-staged files are judged by what is staged, and a good one passes. */
function stopsMistakes(blog: Scratch): void {
  const name = '_posts/with space.md';
  blog.write({[name]: wrong});
  blog.git('add', '--all');
  const stopped = commit(blog);
  assert.equal(stopped.status, 1, stopped.said);
  assert.match(stopped.said, /with space\.md\n[\s\S]*? 5:19 +error +Misspelt: teh/);
  blog.write({[name]: right});
  const still = commit(blog);
  assert.equal(still.status, 1, still.said);
  blog.git('add', '--all');
  blog.write({[name]: wrong, '_drafts/plums.md': draft});
  blog.git('add', '_drafts');
  const passed = commit(blog);
  assert.equal(passed.status, 0, passed.said);
  assert.equal(readFileSync(path.join(blog.folder, name), 'utf8'), wrong);
  assert.equal(blog.git('show', `HEAD:${name}`), right);
}

const inBlog = (test: (blog: Scratch) => Promise<void> | void) =>
  inScratch({'_posts/apples.md': post('Apples', 'Ripe at last.'), '.gitignore': 'node_modules\n'}, async (blog) => {
    blog.git('init', '--quiet', '--initial-branch=main');
    await test(blog);
  });

describe('pre-commit', () => {
  /** This project as a repository of its own, with what is changed and not committed yet. */
  const hooks = (): string => {
    const folder = path.join(made.home, 'hooks');
    mkdirSync(folder, {recursive: true});
    const {out} = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], root);
    for (const name of out.split('\0').filter(Boolean)) {
      mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
      copyFileSync(path.join(root, name), path.join(folder, name));
    }
    for (const args of [
      ['init', '--quiet'],
      ['add', '--all'],
      ['commit', '--quiet', '--message=Hooks'],
      ['tag', 'v0.1.0'],
    ])
      assert.equal(run('git', args, folder).status, 0);
    return folder;
  };
  const install = (blog: Scratch, repo: string, id: string): void => {
    const text = block('pre-commit').replace(/<.*>/, `file://${repo}`).replace('id: draftlint', `id: ${id}`);
    blog.write({'.pre-commit-config.yaml': text});
    blog.git('add', '--all');
    const {status, said} = run('pre-commit', ['install'], blog.folder);
    assert.equal(status, 0, said);
    const first = commit(blog);
    assert.equal(first.status, 0, first.said);
  };
  const shared: {repo?: string} = {};
  before(() => {
    shared.repo = hooks();
  });

  it('runs the hook that checks', () =>
    inBlog((blog) => {
      install(blog, shared.repo ?? '', 'draftlint');
      stopsMistakes(blog);
    }));

  it('runs the hook that fixes', () =>
    inBlog((blog) => {
      install(blog, shared.repo ?? '', 'draftlint-fix');
      blog.write({'_posts/pears.md': wrong});
      blog.git('add', '--all');
      const stopped = commit(blog);
      assert.equal(stopped.status, 1, stopped.said);
      assert.match(stopped.said, /files were modified by this hook/);
      assert.equal(readFileSync(path.join(blog.folder, '_posts/pears.md'), 'utf8'), right);
      blog.git('add', '--all');
      const passed = commit(blog);
      assert.equal(passed.status, 0, passed.said);
    }));
});

describe('packages from the registry', () => {
  /** lint-staged says which Node it needs; its last version for Node 20 is 16. */
  const lintStaged = Number(process.versions.node.split('.')[0]) < 22 ? 'lint-staged@16' : 'lint-staged';
  const install = (blog: Scratch, ...packages: readonly string[]): void => {
    blog.write({'package.json': '{"private": true}'});
    const args = ['install', '--save-dev', '--no-audit', '--no-fund', made.tarball, ...packages];
    const {status, said} = run('npm', args, blog.folder);
    assert.equal(status, 0, said);
  };

  it('husky and lint-staged stop and fix', () =>
    inBlog((blog) => {
      blog.write({'package.json': '{"private": true}'});
      const install = block('install')
        .replace(' draftlint ', ` "${made.tarball}" `)
        .replace(' lint-staged', ` ${lintStaged}`);
      const {status, said} = run('bash', ['-ec', install], blog.folder);
      assert.equal(status, 0, said);
      const manifest: object = JSON.parse(readFileSync(path.join(blog.folder, 'package.json'), 'utf8'));
      const setUp = (setting: string) => JSON.stringify({...manifest, ...JSON.parse(setting)});
      blog.write({'.husky/pre-commit': block('husky'), 'package.json': setUp(block('lint-staged'))});
      const name = '_posts/with space.md';
      blog.write({[name]: wrong, '_posts/notes.md': draft});
      blog.git('add', '--all');
      const stopped = commit(blog);
      assert.equal(stopped.status, 1, stopped.said);
      assert.match(stopped.said, /Note to self left in/);
      blog.git('rm', '--quiet', '--force', '_posts/notes.md');
      const passed = commit(blog);
      assert.equal(passed.status, 0, passed.said);
      assert.equal(blog.git('show', `HEAD:${name}`), right);
      blog.write({'package.json': setUp(block('lint-staged').replace(' --fix', ''))});
      blog.git('rm', '--quiet', name);
      blog.git('add', '--all');
      commit(blog);
      stopsMistakes(blog);
    }));

  it('lefthook stops', () =>
    inBlog((blog) => {
      install(blog, 'lefthook');
      blog.write({'lefthook.yml': block('lefthook')});
      // lefthook sets aside what is not staged, for which it needs a commit
      blog.git('add', '--all');
      assert.equal(commit(blog).status, 0);
      const {status, said} = run('npx', ['lefthook', 'install'], blog.folder);
      assert.equal(status, 0, said);
      stopsMistakes(blog);
    }));

  it('a hook by hand stops', () =>
    inBlog((blog) => {
      install(blog);
      const hook = path.join(blog.folder, '.git/hooks/pre-commit');
      writeFileSync(hook, block('hook'));
      chmodSync(hook, 0o755);
      stopsMistakes(blog);
      blog.write({'_posts/more.md': wrong});
      blog.git('add', '--all');
      // a commit of some files uses an index of its own
      assert.equal(run('git', ['commit', '--quiet', '--message=Some', '_posts/apples.md'], blog.folder).status, 1);
      blog.write({'_posts/apples.md': post('Apples', 'Riper still.')});
      const some = run('git', ['commit', '--quiet', '--message=Some', '_posts/apples.md'], blog.folder);
      assert.equal(some.status, 0, some.said);
      assert.equal(staged(blog, '_posts/more.md'), wrong);
    }));
});
