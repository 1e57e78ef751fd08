import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {after, before, describe, it} from 'node:test';
import {parse} from 'yaml';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

/*
 * action.yml, run as a GitHub runner runs it: each step in bash with its own variables, in a checkout as actions/checkout
 * makes it, with files for outputs and the job's summary. The package is this one, packed and installed by the action.
 */
const root = path.resolve(import.meta.dirname, '../..');

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, {readonly description: string; readonly default: string}>>;
  readonly outputs: Readonly<Record<string, {readonly value: string}>>;
  readonly runs: {readonly using: string; readonly steps: readonly Step[]};
}
const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action;
const {steps} = action.runs;

/** What a runner's expressions speak of. */
type Contexts = Readonly<Record<string, unknown>>;

/** Evaluates the part of the runner's expressions that the action uses: names, texts, ==, && and ||, brackets. */
function evaluate(expression: string, contexts: Contexts): unknown {
  const tokens = expression.match(/'[^']*'|==|&&|\|\||[()]|[\w.-]+/g) ?? [];
  const value = (): unknown => {
    const token = tokens.shift() ?? '';
    if (token === '(') {
      const inner = either();
      assert.equal(tokens.shift(), ')');
      return inner;
    }
    if (token.startsWith("'")) return token.slice(1, -1);
    let found: unknown = contexts;
    for (const key of token.split('.')) found = (found as Contexts | undefined)?.[key];
    return found ?? '';
  };
  const same = (): unknown => {
    const left = value();
    return tokens[0] === '==' && tokens.shift() ? left === value() : left;
  };
  const both = (): unknown => {
    let left = same();
    while (tokens[0] === '&&' && tokens.shift()) {
      const right = same();
      left = left ? right : left;
    }
    return left;
  };
  function either(): unknown {
    let left = both();
    while (tokens[0] === '||' && tokens.shift()) {
      const right = both();
      left = left || right;
    }
    return left;
  }
  const all = either();
  assert.deepEqual(tokens, [], expression);
  return all;
}

const filled = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, contexts)));

/** What happened, as the runner tells it. */
interface Event {
  readonly name: string;
  readonly ref?: string;
  /** What is to be built; by default what is checked out. */
  readonly sha?: string;
  readonly payload?: object;
}
interface Ran {
  readonly code: number;
  readonly out: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** One folder for what the runner keeps for a job, in which the action is installed once. */
const runner = {temp: ''};

function runStep(step: Step, workspace: string, event: Event, contexts: Contexts): Ran {
  const files = mkdtempSync(path.join(runner.temp, 'step-'));
  const file = (name: string, text = ''): string => {
    writeFileSync(path.join(files, name), text);
    return path.join(files, name);
  };
  const sha = spawnSync('git', ['rev-parse', 'HEAD'], {cwd: workspace, encoding: 'utf8'}).stdout.trim();
  const env = {
    ...Object.fromEntries(['PATH', 'HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM'].map((n) => [n, process.env[n]])),
    ...{CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace, RUNNER_TEMP: runner.temp},
    ...{GITHUB_EVENT_NAME: event.name, GITHUB_REF: event.ref ?? 'refs/heads/main', GITHUB_SHA: event.sha ?? sha},
    ...{GITHUB_HEAD_REF: hostileBranch, GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event.payload ?? {}))},
    ...{GITHUB_OUTPUT: file('output'), GITHUB_STEP_SUMMARY: file('summary')},
    ...Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, filled(text, contexts)])),
  };
  const script = file('step.sh', step.run);
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
    cwd: workspace,
    encoding: 'utf8',
    env,
  });
  const outputs = readFileSync(path.join(files, 'output'), 'utf8').split('\n').filter(Boolean);
  return {
    code: ran.status ?? 1,
    out: ran.stdout + ran.stderr,
    outputs: Object.fromEntries(
      outputs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
    summary: readFileSync(path.join(files, 'summary'), 'utf8'),
  };
}

/** Runs the steps from the second on, up to the first that fails; outputs are those of the action. */
function run(workspace: string, event: Event, given: Readonly<Record<string, string>> = {}): Ran {
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
  for (const name of Object.keys(given)) assert.ok(name in defaults, `action.yml has no input "${name}"`);
  const inputs = {...defaults, ...given};
  const done: Record<string, {readonly outputs: object}> = {};
  const contexts = {inputs, github: {event: event.payload ?? {}}, steps: done};
  let last: Ran = {code: 0, out: '', outputs: {}, summary: ''};
  let out = '';
  for (const step of steps.slice(1)) {
    if (step.if !== undefined && !evaluate(step.if, contexts)) continue;
    last = runStep(step, workspace, event, contexts);
    out += last.out;
    if (step.id !== undefined) done[step.id] = {outputs: last.outputs};
    if (last.code !== 0) break;
  }
  const outputs = Object.entries(action.outputs).map(([name, {value}]) => [name, filled(value, contexts)] as const);
  return {...last, out, outputs: Object.fromEntries(outputs)};
}

const hostileBranch = ['$(touch', '{IFS}hacked);`touch', '{IFS}hacked`'].join('$');
const wrong = post('Pears', 'The pears are for teh neighbours.');
const old = '_posts/2024-05-01-old.md';
const fresh = '_posts/2024-05-02-pears.md';

/** The paths that annotations name, in their order. */
const annotated = (out: string): readonly string[] =>
  [...out.matchAll(/^::(?:error|warning|notice) .*?\bfile=(.*?)[,:]/gm)].map(([, name = '']) => name);

/**
 * A repository with an old mistake on its branch and a pull request that adds a post, merged by the server as GitHub
 * does; `main` moved on since the pull request began. Hands over the event and a way to check out.
 */
const inPullRequest = (
  test: (request: {
    readonly event: Event;
    /** Makes a clone as actions/checkout does, of the merge or of the branch; `depth` 0 is everything. */
    checkout(what: 'merge' | 'head', depth: number): string;
    readonly blog: Scratch;
  }) => void,
  files: Readonly<Record<string, string>> = {[fresh]: wrong},
) =>
  inScratch({[`origin/${old}`]: post('Old', 'It was definately old.')}, async (blog) => {
    const git = (...args: readonly string[]): string => blog.git('-C', 'origin', ...args).trim();
    const commit = (message: string): string => {
      git('add', '--all');
      git('commit', '--quiet', `--message=${message}`);
      return git('rev-parse', 'HEAD');
    };
    git('init', '--quiet', '--initial-branch=main');
    commit('Begin');
    blog.write({'origin/_posts/2024-05-01-second.md': post('Second', 'Calm.')});
    const base = commit('Go on');
    git('checkout', '--quiet', '-b', hostileBranch);
    blog.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`origin/${name}`, text])));
    const head = commit('A post');
    git('checkout', '--quiet', 'main');
    blog.write({'origin/_posts/2024-05-01-other.md': post('Other', 'They recieve it.')});
    commit('Another one’s post');
    git('checkout', '--quiet', '--detach');
    git('merge', '--quiet', '--no-ff', '--no-edit', hostileBranch);
    git('update-ref', 'refs/pull/7/merge', 'HEAD');
    git('update-ref', 'refs/pull/7/head', head);
    const merge = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', 'main');
    test({
      blog,
      event: {
        name: 'pull_request',
        ref: 'refs/pull/7/merge',
        sha: merge,
        payload: {pull_request: {base: {sha: base}, head: {sha: head, ref: hostileBranch}}},
      },
      checkout: (what, depth) => {
        const name = `work-${what}-${depth}`;
        const sha = what === 'merge' ? merge : head;
        blog.git('init', '--quiet', name);
        blog.git('-C', name, 'remote', 'add', 'origin', `file://${path.join(blog.folder, 'origin')}`);
        const few = depth > 0 ? [`--depth=${depth}`] : ['+refs/heads/*:refs/remotes/origin/*'];
        blog.git('-C', name, 'fetch', '--quiet', '--no-tags', 'origin', ...few, `+${sha}:refs/remotes/pull/7/${what}`);
        blog.git('-C', name, 'checkout', '--quiet', '--force', `refs/remotes/pull/7/${what}`);
        return path.join(blog.folder, name);
      },
    });
  });

describe('action.yml', () => {
  before(() => {
    runner.temp = mkdtempSync(path.join(tmpdir(), 'draftlint runner-'));
    const packed = spawnSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', runner.temp], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(packed.status, 0, packed.stderr);
    // What npm would do by the settings of the repository that is checked out is nothing.
    const workspace = path.join(runner.temp, 'workspace');
    mkdirSync(workspace);
    writeFileSync(path.join(workspace, '.npmrc'), 'dry-run=true\n');
    const [install] = steps;
    const inputs = {version: path.join(runner.temp, packed.stdout.trim())};
    const installed = runStep(install as Step, workspace, {name: 'push'}, {inputs});
    assert.equal(installed.code, 0, installed.out);
  });
  after(() => rmSync(runner.temp, {recursive: true, force: true}));

  it('holds no expression in a script, and every step is a script for bash', () => {
    assert.equal(action.runs.using, 'composite');
    for (const step of steps) {
      assert.doesNotMatch(step.run, /\$\{\{/, step.name);
      assert.equal(step.shell, 'bash');
    }
  });

  for (const version of ['0.1; touch hacked', '$(touch hacked)', '--help', '../x', 'git+file:///nowhere'])
    it(`takes the version ${version} for a version, and fails`, () =>
      inScratch({}, async ({folder}) => {
        const [install] = steps;
        const bin = path.join(folder, 'bin');
        mkdirSync(bin);
        // in place of npm, because whether there is such a version is the registry's to say
        writeFileSync(path.join(bin, 'npm'), '#!/bin/sh\nfor last; do :; done\necho "asked for <$last>"\nexit 1\n', {
          mode: 0o755,
        });
        const was = process.env.PATH;
        process.env.PATH = `${bin}${path.delimiter}${was}`;
        try {
          const {code, out} = runStep(install as Step, folder, {name: 'push'}, {inputs: {version}});
          assert.deepEqual([code, out], [1, `asked for <draftlint@${version}>\n`]);
        } finally {
          process.env.PATH = was;
        }
        assert.deepEqual(readdirSync(folder), ['bin']);
      }));

  it('says which Node it needs', () =>
    inScratch({'bin/node': '#!/bin/sh\nexit 1\n'}, async ({folder}) => {
      const [install] = steps;
      spawnSync('chmod', ['+x', path.join(folder, 'bin/node')]);
      const was = process.env.PATH;
      process.env.PATH = `${folder}/bin${path.delimiter}${was}`;
      try {
        const {code, out} = runStep(install as Step, folder, {name: 'push'}, {inputs: {version: '0.1'}});
        assert.equal(code, 2);
        assert.match(out, /^::error title=draftlint::It needs Node 20 or later/);
      } finally {
        process.env.PATH = was;
      }
    }));

  for (const [what, depth] of [
    ['merge', 1],
    ['merge', 0],
    ['head', 1],
    ['head', 0],
  ] as const)
    it(`checks what a pull request changes, in a checkout of its ${what} with ${depth || 'all'} commits`, () =>
      inPullRequest(({event, checkout, blog}) => {
        const {code, out, outputs, summary} = run(checkout(what, depth), event);
        assert.deepEqual(annotated(out), [fresh], out);
        assert.equal(code, 1);
        assert.deepEqual(outputs, {'exit-code': '1', sarif: ''});
        assert.match(summary, /^\n### ✖ Not ready/);
        assert.match(summary, /Misspelt: teh → the/);
        assert.ok(!existsSync(path.join(blog.folder, `work-${what}-${depth}`, 'hacked')));
      }));

  it('does not take a merge that its author made for the one that GitHub makes', () =>
    inPullRequest(({event, checkout, blog}) => {
      const workspace = checkout('head', 0);
      const main = blog.git('-C', 'origin', 'rev-parse', 'main').trim();
      blog.git('-C', workspace, 'merge', '--quiet', '--no-edit', 'origin/main');
      const {out} = run(workspace, {...event, payload: {pull_request: {base: {sha: main}}}});
      assert.deepEqual(annotated(out), [fresh], out);
    }));

  it('writes SARIF for code scanning, and more where it is asked to', () =>
    inPullRequest(({event, checkout}) => {
      const workspace = checkout('merge', 1);
      const format = 'annotations sarif logs\njunit=reports/junit.xml';
      const {code, out, outputs} = run(workspace, event, {format, 'fail-on': 'never'});
      assert.equal(code, 0, out);
      assert.deepEqual(outputs, {'exit-code': '0', sarif: path.join(runner.temp, 'draftlint.sarif')});
      const sarif = JSON.parse(readFileSync(outputs.sarif ?? '', 'utf8'));
      assert.equal(sarif.version, '2.1.0');
      assert.deepEqual(
        sarif.runs[0].results.map((one: {ruleId: string}) => one.ruleId),
        ['spelling'],
      );
      assert.match(out, /^ +5:19 +error +Misspelt: teh/m);
      assert.match(readFileSync(path.join(workspace, 'reports/junit.xml'), 'utf8'), /^<\?xml/);
    }));

  it('says that nothing changed, and ends well', () =>
    inPullRequest(
      ({event, checkout}) => {
        const {code, out, outputs} = run(checkout('merge', 1), event);
        assert.equal(code, 0, out);
        assert.match(out, /No post has changed since/);
        assert.equal(outputs['exit-code'], '0');
      },
      {'notes.txt': 'teh'},
    ));

  it('checks the whole blog on other events, and where it is asked to', () =>
    inPullRequest(({event, checkout}) => {
      const workspace = checkout('merge', 1);
      const all = [old, '_posts/2024-05-01-other.md', fresh].sort();
      assert.deepEqual([...annotated(run(workspace, {name: 'push'}).out)].sort(), all);
      assert.deepEqual([...annotated(run(workspace, event, {'only-changed': 'false'}).out)].sort(), all);
      const lines = run(workspace, {name: 'push'}, {args: '--max-warnings 9 --lines --quiet'});
      assert.deepEqual([...annotated(lines.out)].sort(), all, 'lines that changed mean nothing there');
    }));

  it('goes by its paths, its configuration and its arguments', () =>
    inPullRequest(
      ({checkout}) => {
        const workspace = checkout('merge', 1);
        const push = {name: 'push'};
        const paths = 'notes/with space.md\n_posts/2024-05-01-o*.md\r\n\n--fix.md\n';
        const {code, out} = run(workspace, push, {paths});
        assert.equal(code, 1);
        assert.deepEqual([...annotated(out)].sort(), [
          '--fix.md',
          old,
          '_posts/2024-05-01-other.md',
          'notes/with space.md',
        ]);
        assert.equal(run(workspace, push, {paths, config: 'lint/quiet.json'}).code, 0);
        assert.match(run(workspace, push, {args: '--skip spelling  --format compact'}).out, /^✔ /m);
        // a draft is a note, though it is named
        assert.equal(run(workspace, push, {paths: '_drafts/plums.md'}).code, 0);
        assert.equal(run(workspace, push, {paths: '_drafts/plums.md', args: '--drafts=block'}).code, 1);
      },
      {
        'notes/with space.md': wrong,
        '--fix.md': wrong,
        '_drafts/plums.md': post('Plums', 'TODO: weigh them'),
        'lint/quiet.json': '{"plugins": [["draftlint/rules/spelling", false]]}',
      },
    ));

  it('fails where the job cannot be done', () =>
    inPullRequest(({event, checkout, blog}) => {
      const workspace = checkout('merge', 1);
      for (const inputs of [{paths: 'lost.md'}, {format: 'sarf'}, {'fail-on': 'teh'}, {config: 'lost.json'}]) {
        const {code, outputs} = run(workspace, event, inputs);
        assert.deepEqual([code, outputs['exit-code']], [2, '2'], JSON.stringify(inputs));
      }
      // commits that cannot be fetched, and no checkout at all
      const branch = checkout('head', 1);
      blog.git('-C', 'work-head-1', 'remote', 'set-url', 'origin', 'file:///nowhere');
      const {code, out} = run(branch, event);
      assert.equal(code, 2);
      assert.match(out, /A clone made with few commits lacks it: fetch more \(in actions\/checkout, fetch-depth: 0\)/);
      const outside = mkdtempSync(path.join(runner.temp, 'outside-'));
      assert.match(run(outside, event).out, /is in no git repository/);
    }));

  it('runs nothing that an input, a branch or a file is called', () =>
    inPullRequest(
      ({event, checkout}) => {
        const workspace = checkout('merge', 1);
        const evil = ['$(touch hacked)', '`touch hacked`', '"; touch hacked #', "'; touch hacked #", '| touch hacked'];
        const names = Object.keys(action.inputs).filter((one) => one !== 'version');
        for (const text of evil) {
          const all = Object.fromEntries(names.map((name) => [name, text]));
          run(workspace, {...event, ref: `refs/pull/${text}/merge`}, {...all, 'only-changed': 'true'});
          run(workspace, event, {...all, 'fail-on': 'error', format: 'logs', config: ''});
        }
        const {out, outputs} = run(workspace, event, {format: 'annotations logs'});
        assert.ok(!existsSync(path.join(workspace, 'hacked')));
        assert.ok(!existsSync(path.join(runner.temp, 'hacked')));
        assert.deepEqual(outputs, {'exit-code': '1', sarif: ''});
        assert.match(out, /The title "::error::Pears" is also that of/);
        // whatever a runner takes for a command is an annotation of ours
        const own = /^::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^,:]*,?)+::/;
        const lines = out.split(/\r?\n|\r/).filter((line) => /^\s*::|##\[/.test(line));
        assert.ok(lines.length >= 3, out);
        for (const line of lines) assert.match(line, own);
      },
      {
        '_posts/$(touch hacked).md': wrong,
        '_posts/a\n::set-output name=x::y.md': post('::error::Pears', 'The pears are for teh neighbours.'),
        '_posts/##[add-path]x.md': post('::error::Pears', '::set-output name=x::y', '', 'It is teh %0A::error::y'),
      },
    ));
});
