import assert from 'node:assert/strict';
import {type ChildProcessWithoutNullStreams, spawn, spawnSync} from 'node:child_process';
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {inScratch, post} from '../support/scratch.ts';

const main = path.resolve(import.meta.dirname, '../../dist/main.js');
const wrong = post('Pears', 'The pears are for teh neighbours.');
const env = {...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, CI: undefined};

/** What a running command has said so far, and a wait for some of it. */
function listen(child: ChildProcessWithoutNullStreams) {
  const said = {out: '', err: ''};
  const waiting: (() => void)[] = [];
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code));
  });
  const more = () => {
    for (const wake of waiting.splice(0)) wake();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
    more();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
    more();
  });
  child.on('close', more);
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`It ended too early: ${JSON.stringify(said)}`);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
  };
  return {said, until, ended};
}
const times = (text: string, part: string): number => text.split(part).length - 1;

describe('--watch', () => {
  for (const [signal, code] of Object.entries({SIGINT: 130, SIGTERM: 143, SIGHUP: 'SIGHUP'}))
    it(`checks again after each change, clears no file, and ends with ${code} on ${signal}`, () =>
      inScratch({'_posts/pears.md': wrong, 'node_modules/x/readme.md': wrong}, async (blog) => {
        const child = spawn(process.execPath, [main, '--watch', '--only', 'spelling'], {cwd: blog.folder, env});
        const {said, until, ended} = listen(child);
        try {
          await until(() => times(said.err, 'Waiting for changes') === 1);
          assert.match(said.out, /Misspelt: teh/);
          blog.write({'_posts/pears.md': wrong.replace('teh', 'the')});
          await until(() => times(said.err, 'Waiting for changes') === 2);
          assert.match(said.out, /Ready: [^\n]*\n$/);
          mkdirSync(path.join(blog.folder, '_posts/2024'));
          writeFileSync(path.join(blog.folder, '_posts/2024/plums.md'), wrong);
          await until(() => times(said.out, 'Misspelt: teh') === 2);
          blog.write({'.remarkrc.json': '{"plugins": [["draftlint/rules/speling", false]]}'});
          await until(() => said.err.includes('There is no rule "draftlint/rules/speling"'));
          blog.write({'.remarkrc.json': '{}'});
          await until(() => times(said.out, 'Misspelt: teh') === 3);
          assert.doesNotMatch(said.out, /\u001b/);
          process.kill(child.pid ?? 0, signal);
          assert.equal(await ended, code);
        } finally {
          child.kill('SIGKILL');
        }
      }));

  it('only reports', () =>
    inScratch({'a.md': wrong}, async (folder) => {
      for (const args of [['--fix'], ['--diff'], ['--update-baseline'], ['--files-from', '-'], ['-']])
        assert.equal((await folder.draftlint(['--watch', ...args])).code, 2, args.join(' '));
    }));
});

describe('a command whose reader is gone', () => {
  const inBash = (command: string, cwd: string) =>
    spawnSync('bash', ['-c', command], {cwd, env: {...env, MAIN: main, NODE: process.execPath}, encoding: 'utf8'});

  it('says nothing, and keeps its exit code', () =>
    inScratch({'a.md': wrong, 'calm.md': post('Apples', 'Ripe.')}, async ({folder}) => {
      const run = '"$NODE" "$MAIN" --format json';
      for (const [name, code] of Object.entries({'a.md': '1', 'calm.md': '0', 'lost.md': '2'})) {
        const {stdout, stderr} = inBash(`{ sleep 0.2; ${run} ${name}; echo $? >code; } | true; cat code`, folder);
        assert.deepEqual([stderr, stdout.trim()], ['', code], name);
      }
    }));

  it('ends with 2 where what it says cannot be written', () =>
    inScratch({'a.md': wrong}, async ({folder}) => {
      const {status, stderr} = inBash('"$NODE" "$MAIN" a.md >/dev/full 2>/dev/null; test $? -eq 2', folder);
      assert.deepEqual([status, stderr], [0, '']);
    }));

  it('says why it cannot be written, and what to do', () =>
    inScratch({'a.md': wrong}, async ({folder}) => {
      const full = inBash('"$NODE" "$MAIN" a.md >/dev/full', folder);
      assert.equal(full.status, 2);
      assert.match(
        full.stderr,
        /^error: draftlint cannot write to standard output: the disk is full\. .*--output-file/,
      );
      assert.doesNotMatch(full.stderr, /draftlint itself/);
      // a plain file, which is written to without a stream, and may not grow; what is stored may not either
      const short = inBash('trap "" XFSZ; ulimit -f 0; "$NODE" "$MAIN" --no-cache a.md >short', folder);
      assert.equal(short.status, 2);
      assert.match(
        short.stderr,
        /^error: draftlint cannot write to standard output: .*too large.*--output-file FILE\)\n$/,
      );
    }));
});

it('a run is ended by Ctrl-C as any other is', () =>
  inScratch({'a.md': wrong}, async ({folder}) => {
    const child = spawn(process.execPath, [main, '-'], {cwd: folder, env});
    const {ended} = listen(child);
    // it waits for standard input, as soon as it runs
    child.stdin.write('The');
    setTimeout(() => child.kill('SIGINT'), 300);
    assert.ok([130, 'SIGINT'].includes((await ended) ?? ''));
  }));

describe('in a terminal', {
  skip: spawnSync('script', ['--version']).error && 'there is no program script',
  timeout: 60_000,
}, () => {
  /** Runs a command in a terminal of its own, whose keyboard is `child.stdin`, until its process wrote its id. */
  const inTerminal = async (
    folder: string,
    args: string,
    test: (
      terminal: {readonly child: ChildProcessWithoutNullStreams; readonly pid: number} & ReturnType<typeof listen>,
    ) => Promise<void>,
  ): Promise<void> => {
    const command = `sh -c 'echo $$ >&2; exec "$NODE" "$MAIN" ${args}'`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: folder,
      env: {...env, MAIN: main, NODE: process.execPath},
    });
    const heard = listen(child);
    try {
      await heard.until(() => /^\d+\r?\n/.test(heard.said.out));
      await test({...heard, child, pid: Number.parseInt(heard.said.out, 10)});
    } finally {
      child.kill('SIGKILL');
    }
  };
  const runs = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('the key Ctrl-C ends --watch', () =>
    inScratch({'a.md': wrong}, ({folder}) =>
      inTerminal(folder, '--watch --no-cache', async ({child, said, until, ended}) => {
        await until(() => said.out.includes('Waiting for changes'));
        child.stdin.write('\u0003');
        assert.equal(await ended, 130);
      }),
    ));

  it('a terminal that is closed ends the command with it', () =>
    inScratch({'a.md': wrong}, ({folder}) =>
      inTerminal(folder, '--watch --no-cache', async ({child, pid, said, until, ended}) => {
        await until(() => said.out.includes('Waiting for changes'));
        assert.ok(runs(pid));
        child.kill('SIGKILL');
        await ended;
        while (runs(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
        assert.deepEqual(readdirSync(folder).sort(), ['a.md']);
      }),
    ));
});
