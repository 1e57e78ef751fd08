import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, it} from 'node:test';
import {schemaCheck} from '../src/host/schemas.ts';
import {built, draftlint, execute, inFolder} from './support/command.ts';

/*
 * A JSON Schema is part of the repository, and may be hostile: it is data, it ends in time, and it stays in the blog.
 */
const faults = (schema: object, data: unknown): readonly string[] => {
  const made = schemaCheck(JSON.stringify(schema));
  assert.ok('check' in made, JSON.stringify(made));
  return made.check(data).map(({path, says}) => `${path.join('.')} ${says}`);
};

describe('a schema', () => {
  it('says what does not fit, where, once', () => {
    const schema = {
      required: ['title'],
      additionalProperties: false,
      properties: {
        tags: {type: 'array', items: {enum: ['sea', 'land']}, maxItems: 2},
        mood: {anyOf: [{type: 'string'}, {type: 'array', items: {type: 'string'}}]},
        author: {properties: {name: {minLength: 3}}},
      },
    };
    assert.deepEqual(faults(schema, {title: 'x', tags: ['sea', 'air'], mood: 5, author: {name: 'A'}}).toSorted(), [
      'author.name is too short: it needs at least 3',
      'mood does not fit the schema',
      'tags.1 is not one of "sea", "land"',
      'title is no field that the schema knows',
    ]);
    assert.deepEqual(faults(schema, {}), [' has no "title"']);
  });

  it('reads references in itself', () => {
    const schema = {definitions: {text: {type: 'string'}}, properties: {title: {$ref: '#/definitions/text'}}};
    assert.deepEqual(faults(schema, {title: 1}), ['title has the wrong type']);
  });

  it('is refused where it is none', () => {
    for (const text of ['', '[', '[]', '5', 'null']) assert.ok('problem' in schemaCheck(text), text);
  });

  it('comes to an end, whatever its patterns and references', () => {
    const slow = schemaCheck(JSON.stringify({properties: {title: {pattern: '^(a+)+$'}}}));
    assert.ok('check' in slow);
    assert.throws(() => slow.check({title: `${'a'.repeat(60)}!`}));
    const circle = schemaCheck(JSON.stringify({$ref: '#'}));
    if ('check' in circle) assert.throws(() => circle.check({title: 'x'}));
    const far = schemaCheck(JSON.stringify({$ref: 'https://example.org/schema.json'}));
    if ('check' in far) assert.throws(() => far.check({title: 'x'}));
  });

  it('is not read from outside of the blog', () =>
    inFolder(
      {
        'post.schema.json': '{}',
        'blog/.remarkrc.json':
          '{"plugins": [["draftlint/rules/front-matter-schema", {"schemas": ["../post.schema.json"]}]]}',
        'blog/a.md': '---\ntitle: A\n$schema: ../../../etc/hostname\n---\n\nA.\n',
      },
      async (folder) => {
        const {out} = await draftlint(`${folder}/blog`, ['--only', 'front-matter-schema']);
        assert.equal(out.match(/lies outside the folder of the blog/g)?.length, 2, out);
      },
    ));

  it('is read again when it changes, also where the posts are recalled', () =>
    inFolder(
      {
        'post.schema.json': '{"required": ["title"]}',
        '.remarkrc.json': '{"plugins": [["draftlint/rules/front-matter-schema", {"schemas": ["post.schema.json"]}]]}',
        ...Object.fromEntries(
          Array.from({length: 25}, (_, n) => [`walk-${n}.md`, `---\ntitle: Walk ${n}\n---\n\nA walk.\n`]),
        ),
      },
      async (folder) => {
        const check = () => execute(folder, process.execPath, [built, '--only', 'front-matter-schema']);
        assert.equal((await check()).code, 0);
        assert.equal((await check()).code, 0);
        writeFileSync(path.join(folder, 'post.schema.json'), '{"required": ["title", "mood"]}');
        const {code, out} = await check();
        assert.equal(code, 1);
        assert.match(out, /Front matter has no "mood"/);
      },
    ));
});
