import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {parse} from 'yaml';
import patterns from '../../rules/grammar/patterns.json' with {type: 'json'};
import grammar from '../../rules/grammar/rule.ts';
import {packFiles} from '../../scripts/patterns.ts';
import {compileCheck, isCheck} from '../../src/core/style/compile.ts';
import {gather} from '../support/gather.ts';

interface Examples {
  readonly wrong: Readonly<Record<string, string>>;
  readonly right: readonly string[];
}

const root = path.resolve(import.meta.dirname, '../..');
const examples = parse(readFileSync(path.join(root, 'rules/grammar/examples.yml'), 'utf8')) as Readonly<
  Record<string, Examples>
>;
const findings = (text: string) => gather(grammar, [{path: 'post.md', text: `${text}\n`}]);

describe('the patterns of the grammar rule', () => {
  for (const [file, content] of packFiles())
    it(`are in ${file} as the YAML files have them`, () =>
      assert.equal(readFileSync(path.join(root, file), 'utf8'), content, 'run: npx tsx scripts/patterns.ts'));
  it('have examples, every one of them', () =>
    assert.deepEqual(Object.keys(patterns).sort(), Object.keys(examples).sort()));
  for (const [name, data] of Object.entries(patterns)) {
    it(`${name} compiles`, () => {
      const check = compileCheck(name, data);
      assert.ok(isCheck(check), isCheck(check) ? '' : check.reason);
    });
    const {wrong, right} = examples[name] ?? {wrong: {}, right: []};
    it(`${name} has two examples of each`, () => assert.ok(Object.keys(wrong).length >= 2 && right.length >= 2));
    for (const [sentence, expected] of Object.entries(wrong))
      it(`${name} finds: ${sentence}`, async () => {
        const found = (await findings(sentence)).filter((finding) => finding.rule === `grammar/${name}`);
        assert.equal(found.length > 0, true, 'nothing was found');
        if (expected !== '') assert.equal(found[0]?.expected?.[0]?.toLowerCase(), expected.toLowerCase());
      });
    for (const sentence of right)
      it(`${name} leaves alone: ${sentence}`, async () =>
        assert.deepEqual(
          (await findings(sentence)).map(({rule, actual}) => `${rule}: ${actual}`),
          [],
        ));
  }
});
