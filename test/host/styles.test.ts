import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import rule from '../../rules/style/rule.ts';
import {Post} from '../../src/core/post.ts';
import {styleBlocks} from '../../src/core/style/blocks.ts';
import {compileCheck, isCheck} from '../../src/core/style/compile.ts';
import {runOf, type Speller} from '../../src/core/style/run.ts';
import {readStyleConfig, sectionPattern, wordsOfEntry} from '../../src/core/style/vale.ts';
import {findStyleConfig, loadStyles} from '../../src/host/styles.ts';
import {gather} from '../support/gather.ts';

const blog = path.join(import.meta.dirname, 'styles-blog');
const text = readFileSync(path.join(blog, 'posts/rye.md'), 'utf8');
const file = findStyleConfig(path.join(blog, 'posts')) ?? '';

const findings = async (name: string): Promise<readonly string[]> =>
  (await gather(rule, [{path: name, text}], {styles: loadStyles(file)})).map(
    ({rule: id, severity, actual, message, url}) =>
      `${id} ${severity} ${actual}: ${message}${url === undefined ? '' : ` (${url})`}`,
  );

describe('the styles of a blog', () => {
  it('are found from a folder below', () => assert.equal(file, path.join(blog, '.vale.ini')));
  it('count where their section says', async () =>
    assert.deepEqual(await findings('posts/rye.md'), [
      "style/House.Avoid warning obviously: Avoid 'obviously' (https://example.com/avoid)",
      'style/House.Raised error dough: Raised: dough',
      "style/Vale.Terms error pain de mie: Use 'Pain de mie' instead of 'pain de mie'",
      "style/Vale.Avoid error whole-meal: Avoid using 'whole-meal'",
      "style/Vale.Repetition error of of: 'of' is repeated",
    ]));
  it('give way to a later section', async () =>
    assert.deepEqual(await findings('drafts/rye.md'), [
      'style/House.Raised error dough: Raised: dough',
      'style/Other.Single warning salt: Single: salt',
    ]));
  it('do not count in other files', async () => assert.deepEqual(await findings('rye.txt'), []));
  it('say what cannot be run', () =>
    assert.deepEqual(
      loadStyles(file).notes.map((note) => note.slice(0, 70)),
      [
        'styles/House/Broken.yml is not YAML: Missing closing "quote at line 3, column 1:'.slice(0, 70),
        'Of the style check House.Spelling these keys are not used, because the',
        'Of the settings for Vale these are not used here: IgnoredScopes',
        'The style check House.Endless was left out: its pattern (a+)+b could run without'.slice(0, 70),
        'The style check House.Script was left out: checks that extend "script" are not'.slice(0, 70),
      ],
    ));
  it('give their words to the spelling rule, and read none outside', () =>
    assert.deepEqual(loadStyles(file).words, [
      'roggen',
      'manitoba',
      'Rye',
      'Pain',
      'de',
      'mie',
      'sour-dough',
      'sour',
      'dough',
    ]));
  it('are the same for the same files', () => assert.equal(loadStyles(file).hash, loadStyles(file).hash));
});

describe('a .vale.ini', () => {
  it('is read line by line', () =>
    assert.deepEqual(readStyleConfig('StylesPath = a # b\n[*]\nBasedOnStyles=A,B\nA.x = NO\n!'), {
      stylesPath: 'a',
      vocabularies: [],
      minimum: 'suggestion',
      passedOver: [],
      sections: [{glob: '*', styles: ['A', 'B'], checks: new Map([['A.x', 'NO']]), blind: []}],
    }));
  it('names what it has no use for, and parts patterns by commas', () => {
    const {passedOver, sections} = readStyleConfig(
      'Lexers = x\nPackages = y\n[*.md]\nTransform = z\nTokenIgnores = (a{1,2}), [b,c]+\nBlockIgnores = d\\,e\n[formats]\nmdx = md',
    );
    assert.deepEqual(passedOver, ['Lexers', 'Transform']);
    assert.deepEqual(
      sections.map(({blind}) => blind),
      [['(a{1,2})', '[b,c]+', 'd,e']],
    );
  });
  for (const [entry, words] of [
    ['Jekyll', ['Jekyll']],
    ['[Jj]ekyll', ['Jekyll', 'jekyll']],
    ['(?i)macOS', ['macOS']],
    ["sailor's", ["sailor's"]],
    ['sourdoughs?', []],
    ['gr(?:e|a)y', []],
  ] as const)
    it(`has in ${entry} the words ${words.join(', ')}`, () => assert.deepEqual(wordsOfEntry(entry), words));
  for (const [glob, name, matches] of [
    ['*', 'posts/a.md', true],
    ['*.md', 'posts/a.md', true],
    ['*.{md,mdx}', 'a.mdx', true],
    ['posts/*.md', 'posts/b/a.md', true],
    ['posts/*.md', 'a.md', false],
    ['a?.md', 'ab.md', true],
    ['{a', '{a', true],
    ['a+(b', 'a+(b', true],
  ] as const)
    it(`matches ${name} ${matches ? 'by' : 'not by'} ${glob}`, () =>
      assert.equal(sectionPattern(glob).test(name), matches));
});

describe('a check that suggests spellings', () => {
  const check = compileCheck('House.Bread', {
    extends: 'existence',
    message: "Not '%s'",
    action: {name: 'suggest', params: ['spellings']},
    tokens: ['bred'],
  });
  const post = new Post('a.md', 'We bake bred.');
  const found = (speller?: Speller) =>
    isCheck(check)
      ? [...runOf([check])(styleBlocks(post), post.text, speller)].map(({expected, fix}) => [expected, fix])
      : [];

  it('offers what a speller does, and fixes nothing', () =>
    assert.deepEqual(
      found((word) => [`${word}?`]),
      [[['bred?'], undefined]],
    ));
  it('offers nothing where there is none, or it knows nothing', () => {
    assert.deepEqual(found(), [[undefined, undefined]]);
    assert.deepEqual(
      found(() => []),
      [[undefined, undefined]],
    );
  });
});
