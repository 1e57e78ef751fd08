import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {it} from 'node:test';
import {run} from '../src/cli.ts';

it('on GitHub, annotations come with the summary of the job, below what other steps wrote there', async () => {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'draftlint-summary-'));
  try {
    mkdirSync(path.join(cwd, '_posts'));
    writeFileSync(path.join(cwd, '_config.yml'), 'title: Slow bread\n');
    writeFileSync(
      path.join(cwd, '_posts/2024-03-01-rye.md'),
      '---\ntitle: Rye\n---\n\nKnead it untill it is smooth.\n',
    );
    const summary = path.join(cwd, 'summary.md');
    writeFileSync(summary, 'Built in 3 s.\n');
    const printed: string[] = [];
    const stream = {write: (text: string) => printed.push(text)};
    const stdin = () => Readable.from([]);
    const interrupted = () => new Promise<number>(() => {});
    const check = (...argv: string[]) =>
      run(argv, {cwd, env: {GITHUB_STEP_SUMMARY: summary}, stdin, stdout: stream, stderr: stream, interrupted});
    assert.equal(await check('--format', 'compact'), 1);
    assert.equal(readFileSync(summary, 'utf8'), 'Built in 3 s.\n');
    assert.equal(await check('--format', 'github'), 1);
    assert.match(printed.join(''), /^::error file=_posts\/2024-03-01-rye\.md,line=5/m);
    const report = readFileSync(summary, 'utf8');
    assert.match(report, /^Built in 3 s\.\n\n### ✖ Not ready/);
    assert.match(report, /\| 5:10 \| error \| Misspelt: untill → until \| spelling \|/);
  } finally {
    rmSync(cwd, {recursive: true});
  }
});
