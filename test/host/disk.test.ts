import assert from 'node:assert/strict';
import fs, {appendFileSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {describe, it, mock} from 'node:test';
import {
  answersAre,
  dependOnMore,
  existsSync,
  listen,
  noteHeard,
  readdirSync,
  readFileSync,
  record,
} from '../../src/host/disk.ts';
import {inScratch} from '../support/scratch.ts';

/** A folder of so many files, read while it was recorded. */
function recorded(folder: string, count: number) {
  const files = Array.from({length: count}, (_, n) => path.join(folder, `${n}.md`));
  for (const file of files) writeFileSync(file, `This is ${file}.`);
  const recording = record();
  readdirSync(folder, {withFileTypes: true});
  for (const file of files) readFileSync(file);
  existsSync(path.join(folder, 'none'));
  const questions = [...recording.questions];
  return {files, questions, hashes: recording.end() ?? []};
}

describe('a recording of what the disk was asked', () => {
  for (const count of [0, 1, 61, 62, 63, 126, 200])
    it(`tells whether any of ${count} files changed`, () =>
      inScratch({}, async ({folder}) => {
        const {files, questions, hashes} = recorded(folder, count);
        const same = (first?: string): boolean => answersAre(hashes, questions, new Set(first ? [first] : []));
        assert.ok(same());
        for (const file of [files[0], files.at(-1), files[count >> 1]]) {
          if (file === undefined) continue;
          assert.ok(same(file));
          appendFileSync(file, '!');
          assert.ok(!same());
          assert.ok(!same(file));
          writeFileSync(file, `This is ${file}.`);
          assert.ok(same(file));
        }
        mkdirSync(path.join(folder, 'none'));
        assert.ok(!same());
        rmSync(path.join(folder, 'none'), {recursive: true});
        assert.ok(same());
      }));

  it('knows files by all of their bytes, whatever their size and that of the one before', () =>
    inScratch({}, async ({folder}) => {
      const sizes = [200_000, 0, 65_536, 3, 65_535, 65_537, 131_072];
      const files = sizes.map((size, n) => ({file: path.join(folder, `${n}.md`), text: 'a'.repeat(size)}));
      for (const {file, text} of files) writeFileSync(file, text);
      const recording = record();
      for (const {file} of files) readFileSync(file);
      const questions = [...recording.questions];
      const hashes = recording.end() ?? [];
      assert.ok(answersAre(hashes, questions));
      for (const {file, text} of files)
        for (const other of [`${text}a`, text.slice(1), text.replace(/a$/, 'b')]) {
          writeFileSync(file, other);
          assert.equal(answersAre(hashes, questions), other === text, `${text.length} bytes`);
          writeFileSync(file, text);
        }
      rmSync(files[2]?.file ?? '');
      mkdirSync(files[2]?.file ?? '');
      assert.ok(!answersAre(hashes, questions));
    }));

  it('asks first about what it is told to, and no further than the first other answer', () =>
    inScratch({}, async ({folder}) => {
      const {files, questions, hashes} = recorded(folder, 300);
      const changed = files[290] ?? '';
      appendFileSync(changed, '!');
      const reads = (first: readonly string[]): number => {
        const counted = mock.method(fs, 'openSync');
        syncBuiltinESMExports();
        assert.ok(!answersAre(hashes, questions, new Set(first)));
        counted.mock.restore();
        syncBuiltinESMExports();
        return counted.mock.callCount();
      };
      assert.ok(reads([]) > 256);
      assert.ok(reads([changed]) <= 64);
    }));

  it('says nothing of a run that depends on more', () => {
    const recording = record();
    dependOnMore();
    assert.equal(recording.end(), undefined);
  });

  it('does not take fewer hashes, or more, for an answer', () =>
    inScratch({}, async ({folder}) => {
      const {questions, hashes} = recorded(folder, 130);
      assert.ok(!answersAre(hashes.slice(0, -1), questions));
      assert.ok(!answersAre([...hashes, hashes[0] ?? ''], questions));
      assert.ok(!answersAre([], questions));
    }));

  it('takes in what another thread heard, once', () =>
    inScratch({'a.md': 'One.', 'b.md': 'Two.'}, async ({folder, write}) => {
      const [one, two] = ['a.md', 'b.md'].map((name) => path.join(folder, name)) as [string, string];
      const ear = listen();
      for (const file of [one, two, one]) readFileSync(file);
      const heard = structuredClone(ear.take());
      assert.equal(heard.answers.length, 2);
      assert.deepEqual(ear.take(), {answers: [], more: false});
      const recording = record();
      readFileSync(one);
      noteHeard(heard);
      noteHeard(heard);
      const questions = [...recording.questions];
      assert.deepEqual(questions, [`bytes ${one}`, `bytes ${two}`]);
      const hashes = recording.end() ?? [];
      assert.ok(answersAre(hashes, questions));
      write({'b.md': 'Three.'});
      assert.ok(!answersAre(hashes, questions));

      const further = record();
      dependOnMore();
      noteHeard({...ear.take()});
      assert.equal(ear.take().more, true);
      assert.equal(further.end(), undefined);
      const last = record();
      noteHeard(ear.take());
      assert.equal(last.end(), undefined);
    }));
});
