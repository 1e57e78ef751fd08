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

describe('patterns of settings for cspell', () => {
  const text = post('Parts', 'They recieve PN-recieve-7 and {recieve}.', '', 'Another tomatto here.');
  const cspell = (settings: object) => ({'a.md': text, 'cspell.json': JSON.stringify(settings)});
  it('what they match is not reported', () =>
    inScratch(cspell({ignoreRegExpList: ['/\\{\\w+\\}/', 'PN-[a-z]+']}), async (scratch) => {
      assert.deepEqual(await said(scratch), ['error recieve', 'error tomatto']);
    }));
  it('in some posts only, where they are for some', () =>
    inScratch(
      {
        ...cspell({overrides: [{filename: 'b.md', ignoreRegExpList: ['recieve']}]}),
        'b.md': post('Parts', 'The recieve is here.'),
      },
      async (scratch) => {
        const count = async (...paths: readonly string[]) =>
          (await said(scratch, ...paths)).filter((one) => one === 'error recieve').length;
        assert.deepEqual([await count('a.md'), await count('b.md')], [2, 0]);
      },
    ));
  it('only what an include list matches is checked', () =>
    inScratch(cspell({includeRegExpList: ['/Another.*/']}), async (scratch) => {
      assert.deepEqual(await said(scratch), ['error tomatto']);
    }));
  it('a pattern that is refused is named, and the rest goes on', () =>
    inScratch(cspell({ignoreRegExpList: ['/(g+)+x/', 'tomatto']}), async (scratch) => {
      const {err, out} = await scratch.draftlint(['--only', 'spelling', '--no-cache']);
      assert.match(err, /cspell\.json has the pattern \/\(g\+\)\+x\//);
      assert.doesNotMatch(out, /tomatto/);
    }));
  it('a long post ends the search line by line', () =>
    inScratch(
      {
        'a.md': post('Long', `${'a word and a word\n'.repeat(5000)}`, 'The recieve {tomatto} is here.'),
        'cspell.json': JSON.stringify({ignoreRegExpList: ['/\\{[^]*?\\}/', '/a[^]*?zzz/', '/\\{.*tomatto.*\\}/']}),
      },
      async (scratch) => assert.deepEqual(await said(scratch), ['error recieve']),
    ));
  it('a change of them is seen, whatever is recalled', () =>
    inScratch(
      {
        ...Object.fromEntries(Array.from({length: 25}, (_, n) => [`${n}.md`, post(`Day ${n}`, 'It rains.')])),
        'a.md': text,
      },
      async (scratch) => {
        const run = async () => (await scratch.draftlint(['--format', 'json', '--cache-location', 'kept', 'a.md'])).out;
        assert.match(await run(), /tomatto/);
        scratch.write({'cspell.json': '{"ignoreRegExpList": ["tomatto"]}'});
        assert.doesNotMatch(await run(), /tomatto/);
      },
    ));
});
