import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Generator} from '../../src/core/generators.ts';
import {Post} from '../../src/core/post.ts';
import type {Stage} from '../../src/core/stage.ts';

// biome-ignore format: a table
const cases: readonly (readonly [path: string, fields: string, generator: Generator | undefined, stage: Stage])[] = [
  ['a.md', '', undefined, 'post'],
  ['_drafts/a.md', '', undefined, 'draft'],
  ['source/_drafts/rain/a.md', '', 'hexo', 'draft'],
  ['_drafts\\a.md', '', undefined, 'draft'],
  ['my_drafts/a.md', '', undefined, 'post'],
  ['_drafts.md', '', undefined, 'post'],
  ['a.md', 'draft: true', undefined, 'draft'],
  ['a.md', 'draft: "true"', 'hugo', 'draft'],
  ['a.md', 'draft: True', undefined, 'draft'],
  ['a.md', 'draft: yes', undefined, 'draft'],
  ['a.md', 'draft: false', undefined, 'post'],
  ['a.md', 'draft: no', undefined, 'post'],
  ['a.md', 'draft:', undefined, 'post'],
  ['a.md', 'draft: [true]', undefined, 'post'],
  ['a.md', 'status: draft', undefined, 'draft'],
  ['a.md', 'status: Draft', undefined, 'draft'],
  ['a.md', 'status: published', undefined, 'post'],
  ['a.md', 'published: false', 'jekyll', 'draft'],
  ['a.md', 'published: false', undefined, 'draft'],
  ['a.md', 'published: false', 'hugo', 'post'],
  ['a.md', 'published: false', 'zola', 'post'],
  ['a.md', 'published: 2024-03-01', 'jekyll', 'post'],
  ['a.md', 'permalink: false', 'eleventy', 'draft'],
  ['a.md', 'permalink: false', 'jekyll', 'post'],
  ['a.md', 'date: 2999-01-01', 'jekyll', 'post'],
  ['a.md', 'title: "', undefined, 'post'],
];

describe('the stage of', () => {
  for (const [path, fields, generator, stage] of cases)
    it(`${path} with ${fields || 'no field'} in ${generator ?? 'any blog'}: ${stage}`, () => {
      assert.equal(new Post(path, `---\n${fields}\n---\n\nIt rained.\n`, generator).stage, stage);
    });
  it('a post in TOML', () => assert.equal(new Post('a.md', '+++\ndraft = true\n+++\n').stage, 'draft'));
  it('a post in JSON', () => assert.equal(new Post('a.md', '{\n"draft": true\n}\n').stage, 'draft'));
  it('a post whose text says draft', () => assert.equal(new Post('a.md', 'draft: true\n').stage, 'post'));
});
