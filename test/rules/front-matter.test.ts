import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import consistentTags from '../../rules/consistent-tags/rule.ts';
import fieldLength from '../../rules/field-length/rule.ts';
import fieldTypes from '../../rules/field-types/rule.ts';
import knownFields from '../../rules/known-fields/rule.ts';
import postFileName from '../../rules/post-file-name/rule.ts';
import readableText from '../../rules/readable-text/rule.ts';
import requiredFields from '../../rules/required-fields/rule.ts';
import uniqueTitles from '../../rules/unique-titles/rule.ts';
import validFrontMatter from '../../rules/valid-front-matter/rule.ts';
import type {Generator} from '../../src/core/generators.ts';
import type {RulePlugin} from '../../src/core/plugin.ts';
import {Post} from '../../src/core/post.ts';
import {isSiteRule} from '../../src/core/rule.ts';
import {readSetting} from '../../src/core/settings.ts';
import {foundIn} from '../../src/engine/found.ts';
import {inspect, type Source} from '../../src/engine/inspect.ts';
import {fold, judge} from '../../src/engine/judge.ts';
import {Shelf} from '../../src/engine/shelf.ts';
import {decode} from '../../src/host/read.ts';
import {fc} from '../support/fast-check.ts';

/** Gives "path line:column severity message (note)" for what a rule finds in a blog of a generator. */
async function found(plugin: RulePlugin, generator: Generator | undefined, posts: readonly Source[]) {
  const rules = [{plugin, options: readSetting(plugin.rule, undefined).options}];
  const inspections = [];
  for (const post of posts) inspections.push(await inspect(post, {rules, generator, world: {}}));
  const folded = fold(rules, inspections);
  const judged = judge(rules, folded.sums, new Shelf(inspections), {});
  assert.deepEqual([...inspections.flatMap(({failures}) => failures), ...folded.failures, ...judged.failures], []);
  const findings = [...inspections.flatMap((inspection) => foundIn(inspection.found).findings), ...judged.findings];
  return findings.map(
    ({path, line, column, severity, message, note}) =>
      `${path} ${line}:${column} ${severity} ${message}${note ? ` (${note})` : ''}`,
  );
}

describe('required-fields, by generator', () => {
  const bare = {path: '_posts/2024-05-01-ferry.md', text: 'The ferry leaves at seven.\n'};
  const jekyll =
    '_posts/2024-05-01-ferry.md 1:1 error The post has no front matter (Jekyll publishes it as it is, without a layout)';
  it('says what Jekyll does with a post that has none', async () =>
    assert.deepEqual(await found(requiredFields, 'jekyll', [bare]), [jekyll]));
  it('leaves a Jekyll blog alone whose posts do without', async () => {
    const other = {path: '_posts/2024-05-02-harbour.md', text: 'The harbour is empty.\n'};
    assert.deepEqual(await found(requiredFields, 'jekyll', [bare, other]), []);
  });
  it('leaves pages of a Jekyll site alone', async () =>
    assert.deepEqual(await found(requiredFields, 'jekyll', [{...bare, path: 'harbour/ferry.md'}]), []));
  it('says that Zola does not build', async () =>
    assert.deepEqual(await found(requiredFields, 'zola', [{...bare, path: 'content/ferry.md'}]), [
      'content/ferry.md 1:1 error The post has no front matter (Zola refuses to build it)',
    ]));
  for (const generator of ['hugo', 'docusaurus', 'astro', 'eleventy', undefined] as const)
    it(`asks nothing for ${generator ?? 'no generator'}`, async () =>
      assert.deepEqual(await found(requiredFields, generator, [{...bare, path: 'blog/ferry.md'}]), []));
});

describe('valid-front-matter, by generator', () => {
  const quotes = {path: 'ferry.md', text: '---\nsummary: "It leaves\nat seven"\n---\n\nText.\n'};
  it('says nothing of quotes that the generator reads', async () =>
    assert.deepEqual(await found(validFrontMatter, 'jekyll', [quotes]), []));
  it('warns where the generator may not', async () =>
    assert.equal((await found(validFrontMatter, 'astro', [quotes])).length, 1));
  it('warns of blank lines that Hugo skips', async () =>
    assert.deepEqual(await found(validFrontMatter, 'hugo', [{path: 'ferry.md', text: '\n---\ntitle: Ferry\n---\n'}]), [
      'ferry.md 1:1 warning Front matter must start on the first line: take out the blank lines above it',
    ]));
});

describe('readable-text', () => {
  const read = (bytes: readonly number[]) =>
    found(readableText, undefined, [{path: 'ferry.md', ...decode(Uint8Array.from(bytes))}]);
  it('points at the first byte that is not UTF-8', async () =>
    assert.deepEqual(await read([...Buffer.from('é\nCr'), 0xe8, ...Buffer.from('me br'), 0xfb, 0x0a]), [
      'ferry.md 2:3 error This character is not saved as UTF-8, and 1 more below: readers would see � instead. Save the file as UTF-8 (In most editors: "Save with encoding", then UTF-8)',
    ]));
  it('says so of UTF-16', async () =>
    assert.match((await read([0xff, 0xfe, 0x41, 0x00])).join(), /^ferry\.md 1:1 error This file is saved as UTF-16/));
  it('says so of what is no text', async () =>
    assert.match((await read([0x89, 0x50, 0x00, 0x01])).join(), /^ferry\.md 1:1 error This file is not text/));
  it('is quiet about UTF-8 with a byte order mark', async () =>
    assert.deepEqual(await read([0xef, 0xbb, 0xbf, 0x41]), []));
});

describe('post-file-name, for Jekyll', () => {
  const named = (path: string, date = '') =>
    found(postFileName, 'jekyll', [{path, text: `---\ntitle: Harbour\n${date}---\n\nText.\n`}]);
  it('reports a name without a date', async () =>
    assert.deepEqual(await named('_posts/harbour.md'), [
      '_posts/harbour.md 1:1 error Jekyll skips "harbour.md": begin the name of a post with its date, as in "2024-05-31-harbour.md"',
    ]));
  it('reports half a date', async () =>
    assert.match((await named('trips/_posts/2024-05-harbour.md')).join(), /as in "2024-05-31-harbour\.md"/));
  it('says what is missing behind a date', async () => {
    const said = async (name: string) => (await named(`_posts/${name}`)).join().replace(/^.* error /, '');
    for (const name of [
      '2024-02-02 My Post.md',
      '2024-02-02_My_Post.md',
      '2024-02-02My Post.md',
      '2024-02-02.My post.md',
    ])
      assert.equal(
        await said(name),
        `Jekyll skips "${name}": a hyphen must stand behind the date, as in "2024-02-02-my-post.md"`,
      );
    for (const name of ['2024-02-02.md', '2024-02-02 .md'])
      assert.equal(
        await said(name),
        `Jekyll skips "${name}": a hyphen and a name must stand behind the date, as in "2024-02-02-my-post.md"`,
      );
  });
  it('proposes a name without blanks', async () =>
    assert.match((await named('_posts/My Harbour.md')).join(), /with its date, as in "2024-05-31-my-harbour\.md"/));
  it('reports a day that does not exist', async () =>
    assert.deepEqual(await named('_posts/2024-06-31-harbour.md'), [
      '_posts/2024-06-31-harbour.md 1:1 error There is no such day as 2024-06-31, with which the name "2024-06-31-harbour.md" begins: rename the file (Jekyll stops at it)',
    ]));
  it('warns of one that Jekyll does not read', async () =>
    assert.match(
      (await named('_posts/2023-02-29-harbour.md', 'date: 2023-03-01\n')).join(),
      / warning There is no such day/,
    ));
  for (const path of [
    '_posts/2024-02-29-harbour.md',
    '_posts/2024/24-5-1-harbour.markdown',
    '_drafts/harbour.md',
    'harbour.md',
  ])
    it(`takes ${path}`, async () => assert.deepEqual(await named(path), []));
});

describe('tags, by generator', () => {
  const posts = (tags: readonly string[]): readonly Source[] =>
    tags.map((each, index) => ({
      path: `_posts/2024-01-${index + 10}-trip.md`,
      text: `---\ntags: ${each}\n---\n\nText.\n`,
    }));
  it('are words for Jekyll', async () =>
    assert.deepEqual(await found(consistentTags, 'jekyll', posts(['sea wind', 'sea', 'Sea rain'])), [
      '_posts/2024-01-12-trip.md 2:7 warning The tag "Sea" is spelt "sea" in 2 posts',
    ]));
  it('are one tag elsewhere', async () =>
    assert.deepEqual(await found(consistentTags, 'eleventy', posts(['sea wind', 'sea', 'Sea rain'])), []));
  it('differ less for Hugo', async () =>
    assert.deepEqual(await found(consistentTags, 'hugo', posts(['[sea wind]', '[sea wind]', '[Sea-Wind]'])), [
      '_posts/2024-01-12-trip.md 2:8 info The tag "Sea-Wind" is spelt "sea wind" in 2 posts',
    ]));
  const many = Array.from({length: 15}, () => '[sea]');
  it('may be words where the others are lists, for Jekyll', async () =>
    assert.deepEqual(await found(fieldTypes, 'jekyll', posts([...many, 'sea wind'])), []));
  it('may not be words with commas, for Jekyll', async () =>
    assert.equal((await found(fieldTypes, 'jekyll', posts([...many, 'sea, wind']))).length, 1));
});

describe('the sums of the rules about fields', () => {
  const word = fc.constantFrom(
    'title',
    'constructor',
    '__proto__',
    'toString',
    'tags',
    'layout',
    'description',
    'Tags',
  );
  const value = fc.constantFrom(
    '',
    'sea',
    '[sea, "Sea", constructor]',
    '{a: 1}',
    'true',
    '"__proto__"',
    'x'.repeat(200),
  );
  const text = fc
    .array(fc.tuple(word, value), {maxLength: 6})
    .map((fields) => `---\n${fields.map(([key, each]) => `${key}: ${each}\n`).join('')}---\n\nText.\n`);
  const source = fc.record({
    path: fc.constantFrom('_posts/a.md', '_posts/b.mdx', '__proto__/c.md', '_drafts/d.md', 'posts/_index.md', 'e.md'),
    text: fc.oneof(text, fc.constant('Text.\n')),
  });
  for (const {rule} of [requiredFields, consistentTags, uniqueTitles, knownFields, fieldTypes, fieldLength]) {
    assert.ok(isSiteRule(rule));
    const {options} = readSetting(rule, undefined);
    it(`stays the same once a post was added and taken out again: ${rule.id}`, () =>
      fc.assert(
        fc.property(fc.array(source), source, (sources, extra) => {
          const factOf = ({path, text: written}: Source): unknown =>
            JSON.parse(JSON.stringify(rule.collect(new Post(path, written), options, {})));
          let sum: unknown = rule.empty();
          for (const each of sources) sum = rule.add(sum, factOf(each));
          const before = JSON.stringify(sum);
          sum = rule.remove(rule.add(JSON.parse(before), factOf(extra)), factOf(extra));
          assert.deepEqual(sum, JSON.parse(before));
          const problems = [...rule.check(sum, new Map([[extra.path, factOf(extra)]]), options, {})];
          assert.ok(problems.every(({path}) => path === extra.path));
        }),
      ));
  }
});
