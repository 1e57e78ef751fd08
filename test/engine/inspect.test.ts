import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import type {Inspection} from '../../src/engine/inspect.ts';
import {inspectTarget, openSession} from '../../src/session.ts';
import {inScratch, post} from '../support/scratch.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes in use, once what nothing holds on to is gone. */
function inUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('an inspection', () => {
  it('holds on to no text, whatever was sliced from it', () =>
    inScratch({'_posts/2026-01-01-a.md': post('A', 'B.')}, async ({folder}) => {
      const session = openSession(folder, []);
      const size = 400_000;
      const inspected = async (n: number): Promise<Inspection | undefined> => {
        const name = `_posts/2026-01-01-${n}.md`;
        const letters = String.fromCharCode(97 + (n % 26), 97 + ((n * 7) % 26));
        const text = post(
          `Something unpronounceable ${n}`,
          `The incomprehensibilitie${letters}s of a [place](/somewhere-far-away-${n}), <!-- draftlint-disable-line no-such-rule-at-all -->`,
          `TODO: and more of unprecedentednez${letters}.`,
          '',
          '```',
          `${n}${'x y '.repeat(size / 4)}`,
          '```',
        );
        const target = {file: `${folder}/${name}`, path: name, shown: name, asked: true, named: false};
        // through bytes, as posts are read: a text that was put together is no one string
        return inspectTarget(session, target, {path: name, text: Buffer.from(text).toString()}, []);
      };
      await inspected(0);
      const before = inUse();
      const kept: unknown[] = [];
      const posts = 60;
      for (let n = 1; n <= posts; n++) kept.push(await inspected(n));
      const grown = inUse() - before;
      assert.equal(kept.length, posts);
      assert.ok(grown < (posts * size) / 4, `${grown} bytes are held`);
    }));
});
