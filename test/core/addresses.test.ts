import assert from 'node:assert/strict';
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {addressesOf} from '../../src/core/addresses.ts';
import {Post} from '../../src/core/post.ts';
import {inFolder} from '../support/command.ts';
import {built, computed} from '../support/generators.ts';

/*
 * The addresses of small blogs, against those that the generators themselves published (`npm run test:generators --
 * --record` writes them to test/generators/).
 */
const folder = path.resolve(import.meta.dirname, '../generators');

for (const {name, configName, configs, complete} of built)
  describe(`addresses of ${name}`, () => {
    const recorded: Record<string, string[]> = JSON.parse(
      readFileSync(path.join(folder, `${name}.pages.json`), 'utf8'),
    );
    for (const [about, config] of Object.entries(configs))
      it(about, () =>
        inFolder({}, async (blog) => {
          cpSync(path.join(folder, name), blog, {recursive: true});
          if (configName !== undefined) writeFileSync(path.join(blog, configName), JSON.stringify(config));
          const published = recorded[about] ?? [];
          assert.ok(published.length > 0);
          const ours = [...computed(blog).keys()].sort();
          if (complete) assert.deepEqual(ours, published.toSorted());
          else
            assert.deepEqual(
              ours.filter((page) => !published.includes(page)),
              [],
            );
          assert.ok(ours.length > 2);
        }),
      );
  });

describe('categories in the front matter of a post for Jekyll', () => {
  const filesFor = (lines: string, config: Record<string, unknown> = {}) =>
    addressesOf(
      new Post('_posts/2024-03-01-sun.md', `---\n${lines}\n---\n\nSun.\n`, 'jekyll'),
      {generator: 'jekyll', folder: '', config},
      () => false,
    ).map(({file}) => file);

  it('that are objects leave the address unknown where they are part of it', () => {
    for (const lines of [
      'categories: {a: b}',
      'category: {a: b}',
      'categories: [a, {b: c}]',
      'categories: [[[a, {}]]]',
    ]) {
      assert.deepEqual(filesFor(lines), [], lines);
      assert.equal(filesFor(lines, {permalink: '/:title.html'}).length, 1, lines);
    }
    assert.deepEqual(filesFor('layout: post', {defaults: [{scope: {path: ''}, values: {categories: {a: 'b'}}}]}), []);
  });

  it('that are texts, numbers or empty are written into it', () => {
    for (const lines of ['categories: a b', 'categories: [a, 2]', 'category: a', 'categories:', 'categories: [null]'])
      assert.equal(filesFor(lines).length, 1, lines);
  });
});
