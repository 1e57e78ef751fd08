import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import readableText from '../../rules/readable-text/rule.ts';
import requiredFields from '../../rules/required-fields/rule.ts';
import validFrontMatter from '../../rules/valid-front-matter/rule.ts';
import type {Generator} from '../../src/core/generators.ts';
import type {RulePlugin} from '../../src/core/plugin.ts';
import {isSiteRule} from '../../src/core/rule.ts';
import {readSetting} from '../../src/core/settings.ts';
import {inspect, type Source} from '../../src/engine/inspect.ts';
import {fold, judge} from '../../src/engine/judge.ts';
import {decode} from '../../src/host/read.ts';

/** Gives "path line:column severity message (note)" for what a rule finds in a blog of a generator. */
async function found(plugin: RulePlugin, generator: Generator | undefined, posts: readonly Source[]) {
  const rules = [{plugin, options: readSetting(plugin.rule, undefined).options}];
  const inspections = [];
  for (const post of posts) inspections.push(await inspect(post, {rules, generator, world: {}}));
  const folded = fold(rules, inspections);
  const judged = judge(rules, folded.sums, inspections, {});
  assert.deepEqual([...inspections.flatMap(({failures}) => failures), ...folded.failures, ...judged.failures], []);
  const findings = [...inspections.flatMap(({findings}) => findings), ...judged.findings];
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

describe('the sum of required-fields', () => {
  const {rule} = requiredFields;
  assert.ok(isSiteRule(rule));
  const word = fc.constantFrom('title', 'constructor', '__proto__', 'toString', 'tags', 'layout');
  const fact = fc.record({
    kin: fc.record({group: fc.constantFrom('md _posts', 'md __proto__', 'mdx '), teaches: fc.boolean()}),
    filled: fc.uniqueArray(word),
    empty: fc.constant([]),
    at: fc.constant({start: {line: 1, column: 1}, end: {line: 1, column: 1}}),
    has: fc.boolean(),
  });
  it('is the same once a post was added and taken out again', () =>
    fc.assert(
      fc.property(fc.array(fact), fact, (facts, extra) => {
        let sum = rule.empty();
        for (const each of facts) sum = rule.add(sum, each);
        const before = JSON.stringify(sum);
        sum = rule.remove(rule.add(sum, extra), extra);
        assert.deepEqual(sum, JSON.parse(before));
      }),
    ));
});
