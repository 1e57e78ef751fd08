import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {progressOn} from '../../src/host/progress.ts';
import {built, execute} from '../support/command.ts';
import {inScratch, post} from '../support/scratch.ts';

/** A terminal that keeps what is written to it, and the calls that move its cursor. */
function terminal() {
  const said: string[] = [];
  const stream = new Writable({
    write: (chunk, _, done) => {
      said.push(String(chunk));
      done();
    },
  });
  const calls = {
    cursorTo: () => said.push('<start>'),
    moveCursor: () => said.push('<up>'),
    clearLine: () => said.push('<clear>'),
  };
  return {stream: Object.assign(stream, {isTTY: true, columns: 80}, calls), said};
}

/** Shows a run of so many posts, each of which takes so many milliseconds; gives what the terminal had and has. */
async function shown(posts: number, each: number): Promise<readonly string[]> {
  const {stream, said} = terminal();
  const clock = {time: 1000};
  const {progress, clear} = progressOn(stream, () => clock.time);
  for (let read = 0; read < posts; read++) {
    await progress(read, posts);
    clock.time += each;
  }
  clear();
  return said;
}

describe('progress', () => {
  const kept = {CI: process.env.CI, TERM: process.env.TERM};
  beforeEach(() => {
    delete process.env.CI;
    process.env.TERM = 'xterm';
  });
  afterEach(() => {
    for (const [name, value] of Object.entries(kept))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });

  it('is not shown where a run is short', async () => {
    assert.deepEqual(await shown(10, 49), []);
  });

  it('is shown from half a second on, at most ten times a second, and taken away', async () => {
    const said = await shown(100, 25);
    const counts = said.flatMap((one) => /(\d+) of 100 posts read/.exec(one)?.[1] ?? []);
    assert.deepEqual(counts, [
      '20',
      '24',
      '28',
      '32',
      '36',
      '40',
      '44',
      '48',
      '52',
      '56',
      '60',
      '64',
      '68',
      '72',
      '76',
      '80',
      '84',
      '88',
      '92',
      '96',
    ]);
    const last = said.findLastIndex((one) => one.includes('posts read'));
    assert.ok(said.slice(last).includes('<clear>'), 'the line is cleared');
    assert.ok(said.slice(last).includes('\u001b[?25h'), 'the cursor is back');
    assert.ok(!said.some((one) => one.includes('\n')), 'it stays on its line');
  });

  it('is not shown where no one looks on', () =>
    inScratch(
      Object.fromEntries(
        Array.from({length: 300}, (_, n) => [`_posts/2026-01-01-${n}.md`, post(`Pears ${n}`, 'Ripe. '.repeat(300))]),
      ),
      async ({folder}) => {
        const {err} = await execute(folder, process.execPath, [built, '--no-cache']);
        assert.equal(err, '');
      },
    ));
});
