import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {parse as parseToml} from 'smol-toml';
import {parse} from 'yaml';
import {readPage} from '../support/page.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

const root = path.resolve(import.meta.dirname, '../..');
const main = path.join(root, 'dist/main.js');
const wrong = post('Pears', 'The pears are for teh neighbours.');
/** Ends when nothing is left to watch; its own test is among those of how runs end. */
const endless = /--watch/;
/** Those that leave, report or mind nothing; the others find the mistake. */
const calm = /--fix|baseline|git apply|--fail-on never/;

/** A blog with a branch `main` and a staged post; `draftlint` and `npx --yes draftlint@…` are the built command. */
const inBlog = (test: (blog: Scratch, run: (command: string, env?: object) => ReturnType<typeof shell>) => void) =>
  inScratch({'_posts/2024-05-01-a.md': wrong, '_posts/2024-05-02-b.md': post('Plums', 'Ripe.')}, async (blog) => {
    blog.git('init', '--quiet', '--initial-branch=main');
    blog.git('commit', '--quiet', '--allow-empty', '--message=Begin');
    blog.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    blog.git('add', '--all');
    blog.write({'bin/npx': '#!/bin/sh\n[ "$1 $2" = "--yes draftlint@0.1" ] && shift 2 && exec draftlint "$@"\n'});
    chmodSync(path.join(blog.folder, 'bin/npx'), 0o755);
    symlinkSync(main, path.join(blog.folder, 'bin/draftlint'));
    test(blog, (command, env) => shell(blog.folder, command, env));
  });

const shell = (folder: string, command: string, env: object = {}) =>
  spawnSync('bash', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: {...process.env, PATH: `${folder}/bin${path.delimiter}${process.env.PATH}`, CI: undefined, ...env},
  });

for (const [name, least] of Object.entries({'workflows.md': 15, 'ci.md': 5}))
  describe(`the commands of docs/${name}`, () => {
    const {commands} = readPage(name);
    for (const command of commands.filter((one) => !endless.test(one) && !/^npm |^npx husky/.test(one)))
      it(command, () =>
        inBlog((blog, run) => {
          if (/ --baseline/.test(command)) run('draftlint --update-baseline');
          const {status, stderr} = run(command);
          assert.equal(status, calm.test(command) ? 0 : 1, stderr);
          assert.doesNotMatch(stderr, /^error/m);
          if (command === 'draftlint --fix') assert.match(blog.git('diff', '--name-only'), /a\.md/);
        }),
      );
    it('are all there', () => assert.ok(commands.length >= least, String(commands.length)));
  });

describe('the workflows of docs/ci.md', () => {
  const {block} = readPage('ci.md');
  interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }
  const stepsOf = (name: string): readonly Step[] => parse(block(name)).jobs.posts.steps;
  const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8'));

  for (const name of ['action', 'sarif'])
    it(`${name}: names inputs and outputs that the action has`, () => {
      const text = block(name);
      const step = stepsOf(name).find(({uses = ''}) => uses.startsWith('<owner>/draftlint@'));
      assert.ok(step);
      for (const input of Object.keys(step.with ?? {})) assert.ok(input in action.inputs, input);
      for (const [, output = ''] of text.matchAll(/steps\.draftlint\.outputs\.([\w-]+)/g))
        assert.ok(output in action.outputs, output);
    });

  it('the table has every input, with its default', () => {
    const page = readFileSync(path.join(root, 'docs/ci.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([\w-]+)` \| (?:`(.*?)`)? ?\| /gm)].map(([, name, value = '']) => [
      name,
      value,
    ]);
    const inputs = Object.entries<{default: string}>(action.inputs).map(([name, input]) => [name, input.default]);
    assert.deepEqual(rows, inputs);
  });

  it('steps: what it runs finds the mistake, and says where', () =>
    inBlog((blog, run) => {
      const command = stepsOf('steps').find((step) => step.run !== undefined)?.run ?? '';
      const {status, stdout} = run(command, {BASE: blog.git('rev-parse', 'HEAD').trim()});
      assert.equal(status, 1);
      assert.match(stdout, /^::error file=_posts\/2024-05-01-a\.md,line=5,/m);
    }));

  it('matrix: the parts, brought together as the artifacts are, are judged as one run would', () =>
    inBlog((_, run) => {
      const temp = mkdtempSync(path.join(tmpdir(), 'draftlint-runner-'));
      try {
        const {parts} = parse(block('matrix')).jobs;
        const filled = (text: string, part: number) =>
          text.replace(/\$\{\{ matrix\.part \}\}/g, String(part)).replace(/\$\{\{ runner\.temp \}\}/g, temp);
        const stepOf = (steps: readonly Step[], action: string) =>
          steps.find(({uses = ''}) => uses.startsWith(`actions/${action}-artifact@`))?.with ?? {};
        const target = filled(String(stepOf(stepsOf('matrix'), 'download').path), 0);
        mkdirSync(target);
        const commandOf = (steps: readonly Step[]) => steps.find((step) => step.run !== undefined)?.run ?? '';
        for (const part of parts.strategy.matrix.part) {
          const {status, stderr} = run(filled(commandOf(parts.steps), part), {RUNNER_TEMP: temp});
          assert.equal(status, 0, stderr);
          const file = filled(String(stepOf(parts.steps, 'upload').path), part);
          copyFileSync(file, path.join(target, path.basename(file)));
        }
        const merged = run(commandOf(stepsOf('matrix')), {RUNNER_TEMP: temp});
        const whole = run('draftlint --no-cache --format github');
        assert.equal(merged.status, 1, merged.stderr);
        assert.deepEqual([merged.stdout, merged.stderr], [whole.stdout, whole.stderr]);
        assert.match(merged.stdout, /^::error file=_posts\/2024-05-01-a\.md,line=5,/m);
      } finally {
        rmSync(temp, {recursive: true});
      }
    }));

  it('gitlab: what it runs finds the mistake, and writes the report that it names', () =>
    inBlog((blog, run) => {
      const {script, artifacts} = parse(block('gitlab')).draftlint;
      const {status, stdout} = run(script.join('\n'), {
        CI_MERGE_REQUEST_DIFF_BASE_SHA: blog.git('rev-parse', 'HEAD').trim(),
      });
      assert.equal(status, 1);
      assert.match(stdout, /Misspelt: teh/);
      const report = JSON.parse(readFileSync(path.join(blog.folder, artifacts.reports.codequality), 'utf8'));
      assert.equal(
        report.find((issue: {check_name: string}) => issue.check_name === 'spelling').location.lines.begin,
        5,
      );
    }));
});

describe('the set-ups of docs/editors.md', () => {
  const {block} = readPage('editors.md');
  it('helix: is TOML, and starts the server', () => {
    const {language, ...servers} = JSON.parse(JSON.stringify(parseToml(block('helix'))));
    assert.deepEqual(servers, {'language-server': {draftlint: {command: 'draftlint', args: ['lsp', '--stdio']}}});
    assert.ok(JSON.stringify(language).includes('"draftlint"'));
  });
  it('vscode: is JSON, and starts the server', () => {
    const settings = JSON.parse(block('vscode'));
    assert.equal(settings['glspc.server.command'], 'draftlint');
    assert.deepEqual(settings['glspc.server.commandArguments'], ['lsp', '--stdio']);
  });
});
