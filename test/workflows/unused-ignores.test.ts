import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

const told = async (blog: Scratch, args: readonly string[] = []) => {
  const {out} = await blog.draftlint(['--format', 'compact', ...args]);
  return out.split('\n').filter((line) => line.includes('unused-ignore'));
};
const inPost = (lines: readonly string[], expected: readonly string[], name = 'pears.md') =>
  inScratch({[name]: post('Pears', ...lines)}, async (blog) => {
    const found = (await told(blog)).map((line) => line.replace(/^[^:]+:/, '').replace(/ +\[?unused-ignore\]?$/, ''));
    assert.deepEqual(found, expected);
  });

describe('an ignore that silences nothing', () => {
  it('is a note, where it is written', () =>
    inPost(
      ['<!-- draftlint-disable-next-line -->', 'The pears are ripe.'],
      ['5:1: info This ignore silences nothing: it can be taken out'],
    ));
  it('is none where it silences something', () =>
    inPost(
      [
        '<!-- draftlint-disable-next-line -->',
        'Teh pears are ripe.',
        '',
        '<!-- draftlint-disable spelling -->',
        '',
        'Teh plums are ripe.',
        '',
        '<!-- draftlint-enable -->',
        '',
        'Some words <!-- draftlint-disable-line spelling --> definately.',
      ],
      [],
    ));
  it('is told of each rule that it names', () =>
    inPost(
      ['<!-- draftlint-disable-next-line spelling, no-placeholders -->', 'Teh pears are ripe.'],
      ['5:1: info This ignore silences nothing of "no-placeholders": the name can be taken out'],
    ));
  it('names the rule that was meant', () =>
    inPost(
      ['<!-- draftlint-disable-next-line speling -- a name -->', 'Teh pears are ripe.'],
      ['5:1: info There is no rule "speling" to ignore; did you mean "spelling"?'],
    ));
  it('names the pattern that was meant', () =>
    inPost(
      ['<!-- draftlint-disable-next-line grammar/in-too, grammar/its -->', 'The pears are ripe.'],
      ['5:1: info There is no rule "grammar/in-too" to ignore; did you mean "grammar/in-to"?'],
    ));
  it('names the instruction that was meant, also where a run is made in parts', () =>
    inScratch(
      {
        'a.md': post('Pears', '<!-- draftlint-disable-nextline spelling -->', 'Teh pears are ripe.'),
        'b.mdx': post('Plums', '{/* Draftlint_disable_file: spelling */}', 'Teh plums are ripe.'),
        'c.md': '---\ntitle: C\ndraftlint: {disabel: [spelling], disable: [no-placeholders]}\n---\n\nTODO: Teh figs.\n',
      },
      async (blog) => {
        const expected = [
          /^a\.md:5:1: info There is no instruction "draftlint-disable-nextline"; did you mean "draftlint-disable-next-line"\?/,
          /^b\.mdx:5:1: info There is no instruction "Draftlint_disable_file"; did you mean "draftlint-disable-file"\?/,
          /^c\.md:3:1: info There is no instruction "disabel"; did you mean "disable"\?/,
        ];
        const lines = await told(blog);
        assert.equal(lines.length, expected.length, lines.join('\n'));
        for (const [at, line] of lines.entries()) assert.match(line, expected[at] ?? /^$/);
        const {out} = await blog.draftlint(['--format', 'compact']);
        assert.equal(out.match(/Misspelt: Teh/g)?.length, 3, 'it silences nothing');
        await blog.draftlint(['--shard', '1/1', '-o', 'part.jsonl']);
        assert.equal((await blog.draftlint(['merge', 'part.jsonl', '--format', 'compact'])).out, out);
      },
    ));
  it('is told nothing of what is no instruction', () =>
    inPost(
      [
        '<!-- draftlint-friendly, and draftlint-disable-nextline as well -->',
        '<!-- draftlint enables us to sleep -->',
        '<!-- eslint-disable-nextline -->',
        '`<!-- draftlint-disabled -->`',
      ],
      [],
    ));
  it('is told nothing of what other tools read too', () =>
    inPost(
      [
        '<!-- cspell:words kubernetees pears -->',
        '<!-- cspell:disable-next-line -->',
        '<!--lint ignore no-emphasis-as-heading-->',
        '<!--lint disable-->',
        '',
        'The pears of kubernetees are ripe.',
      ],
      [],
    ));
  it('is told of front matter', () =>
    inScratch({'a.md': '---\ntitle: A\ndraftlint:\n  disable: [spelling]\n---\n\nRipe pears.\n'}, async (blog) => {
      assert.match((await told(blog))[0] ?? '', /^a\.md:3:1: info This ignore silences nothing of "spelling"/);
    }));
  it('is quiet about a post that is to be left alone', () =>
    inPost(['<!-- draftlint-disable-file -->', 'The pears are ripe.', '<!-- draftlint-disable-line spelling -->'], []));
  it('is understood in MDX', () =>
    inPost(
      ['{/* draftlint-disable-next-line spelling */}', 'The pears are ripe.'],
      ['5:1: info This ignore silences nothing of "spelling": it can be taken out'],
      'pears.mdx',
    ));
  it('is not reported where only a part was looked at, and for rules that are off', () =>
    inScratch(
      {
        'a.md': post('A', '<!-- draftlint-disable-next-line no-placeholders -->', 'Ripe pears.'),
        'off.json': '{"plugins": [["draftlint/rules/no-placeholders", false]]}',
      },
      async (blog) => {
        assert.equal((await told(blog)).length, 1);
        assert.deepEqual(await told(blog, ['--only', 'spelling']), []);
        assert.deepEqual(await told(blog, ['--skip', 'spelling']), []);
        assert.deepEqual(await told(blog, ['--skip', 'unused-ignore']), []);
        assert.deepEqual(await told(blog, ['--config', 'off.json']), []);
        blog.git('init', '--quiet');
        assert.equal((await told(blog, ['--changed'])).length, 1);
        assert.deepEqual(await told(blog, ['--changed', '--lines']), []);
      },
    ));

  it('is reported as the configuration says', () =>
    inScratch({'a.md': post('A', '<!-- draftlint-disable-next-line spelling -->', 'Ripe pears.')}, async (blog) => {
      const settings = (unusedIgnores: unknown) => JSON.stringify({settings: {draftlint: {unusedIgnores}}});
      for (const [setting, expected] of [
        ['warn', ['a.md:5:1: warning ']],
        [2, ['a.md:5:1: error ']],
        ['on', ['a.md:5:1: info ']],
        ['off', []],
        [false, []],
      ] as const) {
        blog.write({'.remarkrc.json': settings(setting)});
        const lines = (await told(blog)).map((line) => line.slice(0, line.indexOf('This')));
        assert.deepEqual(lines, expected, String(setting));
      }
      blog.write({'.remarkrc.json': settings('loud')});
      const {code, err} = await blog.draftlint([]);
      assert.equal(code, 2);
      assert.match(err, /Unknown severity "loud" for "unusedIgnores"/);
      blog.write({'.remarkrc.json': settings('warn')});
      assert.match((await blog.draftlint(['config'])).out, /^unused-ignore +warning +\(\.remarkrc\.json\)$/m);
    }));
});
