import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

/*
 * What a user sets for the spelling of a blog, from the command line down to the report.
 */

/** What is said of spelling, as `severity word`, in reading order. */
async function said(scratch: Scratch, ...args: readonly string[]): Promise<readonly string[]> {
  const {code, out, err} = await scratch.draftlint(['--format', 'json', '--only', 'spelling', '--no-cache', ...args]);
  if (code === 2) throw new Error(`exit code 2: ${err}${out}`);
  const report: {files: {findings: {severity: string; actual?: string}[]}[]} = JSON.parse(out);
  return report.files.flatMap(({findings}) => findings.map(({severity, actual}) => `${severity} ${actual}`));
}

describe('--min-confidence', () => {
  const garden = {'a.md': post('Watering', 'Water it becuase the gardner is away.')};
  it('a word is misspelt from half a chance on', () =>
    inScratch(garden, async (scratch) => {
      assert.deepEqual(await said(scratch), ['error becuase', 'error gardner']);
    }));
  it('below it, a word is only unknown', () =>
    inScratch(garden, async (scratch) => {
      assert.deepEqual(await said(scratch, '--min-confidence', '95'), ['error becuase', 'warning gardner']);
      assert.deepEqual(await said(scratch, '--min-confidence', '95%'), ['error becuase', 'warning gardner']);
    }));
  it("outweighs the rule's option", () =>
    inScratch(
      {...garden, '.remarkrc.json': '{"plugins": [["draftlint/rules/spelling", ["error", {"confidence": 0.99}]]]}'},
      async (scratch) => {
        assert.deepEqual(await said(scratch), ['error becuase', 'warning gardner']);
        assert.deepEqual(await said(scratch, '--min-confidence', '40'), ['error becuase', 'error gardner']);
      },
    ));
  it('is told apart by what is recalled', () =>
    inScratch(
      Object.fromEntries(
        Array.from({length: 25}, (_, n) => [`${n}.md`, post(`Day ${n}`, n === 0 ? 'Our gardner rests.' : 'It rains.')]),
      ),
      async (scratch) => {
        const run = async (...args: readonly string[]) =>
          (await scratch.draftlint(['--format', 'json', '--cache-location', 'kept', '0.md', ...args])).out;
        const before = await run();
        assert.notEqual(await run('--min-confidence', '100'), before);
        assert.equal(await run(), before);
      },
    ));
  for (const [value, why] of [
    ['0.8', /It is a percentage: for 0\.8 of 1, say 80/],
    ['lots', /a percentage from 0 to 100/],
    ['101', /a percentage from 0 to 100/],
  ] as const)
    it(`refuses ${value}`, () =>
      inScratch(garden, async (scratch) => {
        const {code, err} = await scratch.draftlint(['--min-confidence', value]);
        assert.equal(code, 2);
        assert.match(err, why);
      }));
});

describe('repeated unknown words', () => {
  it('are one line with a count for people, and every one in JSON', () =>
    inScratch(
      {'a.md': post('Tools', 'An ubunto is here.', '', 'The ubunto is there, and the ubunto hums.')},
      async (scratch) => {
        const {out} = await scratch.draftlint(['--only', 'spelling', '--no-cache']);
        assert.equal(out.match(/ubunto.*\(×3\)/g)?.length, 1);
        assert.equal(out.match(/ubunto/g)?.length, 1);
        assert.equal((await said(scratch)).length, 3);
      },
    ));
});
