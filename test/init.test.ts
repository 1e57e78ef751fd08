import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {draftlint, inFolder} from './support/command.ts';

/*
 * `draftlint init`: what it says of a blog, what it writes, and that it writes nothing it was not asked to.
 */

const post = (n: number, ...fields: readonly string[]): readonly [string, string] => [
  `_posts/2024-03-0${n}-harbour-${n}.md`,
  `---\n${[`title: Harbour ${n}`, ...fields].join('\n')}\n---\n\nThe colour of the harbour at night, day ${n}.\n`,
];
const blog = Object.fromEntries([
  ['_config.yml', 'title: Harbour\n'],
  post(1, 'tags: [sea]', 'date: 2024-03-01'),
  post(2, 'tags: [sea]', 'date: 2024-03-02'),
  post(3, 'tags: sea', 'date: 2024-03-03'),
  post(4, 'tags: [sea]', 'mood: ""', 'date: 2024-03-04'),
  post(5, 'tags: [sea]', 'mood: calm', 'date: 2024-03-05'),
  ['_drafts/fog.md', '---\ntitle: Fog\n---\n\nFog.\n'],
]);
const written = (folder: string, name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

describe('draftlint init', () => {
  it('says what it found and writes what fits it', () =>
    inFolder(blog, async (folder) => {
      const {code, out, err} = await draftlint(folder, ['init']);
      assert.equal(err, '');
      assert.equal(code, 0);
      assert.match(out, /^generator +jekyll +\(found _config\.yml and _posts\/\)$/m);
      assert.match(out, /^posts +5 +\(and 1 draft\)$/m);
      assert.match(out, /^English +British/m);
      assert.match(out, /^fields +tags +\(in all posts\)\n +title +\(in all posts\)$/m);
      assert.match(out, /^Written: \.remarkrc\.json$/m);
      assert.doesNotMatch(out, /\bdate\b|mood/, 'what is set on publishing, and what few have, is not demanded');
      assert.deepEqual(written(folder, '.remarkrc.json'), {
        plugins: [
          'draftlint',
          ['draftlint/rules/required-fields', {fields: ['tags', 'title']}],
          ['draftlint/rules/spelling', {dialect: 'british'}],
        ],
        settings: {draftlint: {generator: 'jekyll'}},
      });
      assert.ok(!existsSync(path.join(folder, 'post.schema.json')));
      const checked = await draftlint(folder, []);
      assert.notEqual(checked.code, 2, `what it wrote can be used: ${checked.err}`);
    }));

  it('shows it and writes nothing with --dry-run, also where a file is there', () =>
    inFolder({...blog, '.remarkrc.json': '{}'}, async (folder) => {
      const before = readdirSync(folder);
      const {code, out} = await draftlint(folder, ['init', '--dry-run']);
      assert.equal(code, 0);
      assert.match(out, /^\.remarkrc\.json would be:$/m);
      assert.match(out, /"dialect": "british"/);
      assert.equal(readFileSync(path.join(folder, '.remarkrc.json'), 'utf8'), '{}');
      assert.deepEqual(readdirSync(folder), before);
    }));

  it('replaces a file only with --force', () =>
    inFolder({...blog, '.remarkrc.json': '{"plugins": []}'}, async (folder) => {
      const refused = await draftlint(folder, ['init', '--schema']);
      assert.equal(refused.code, 2);
      assert.match(refused.err, /\.remarkrc\.json is there already: --force/);
      assert.equal(readFileSync(path.join(folder, '.remarkrc.json'), 'utf8'), '{"plugins": []}');
      assert.ok(!existsSync(path.join(folder, 'post.schema.json')), 'nothing was written');
      assert.equal((await draftlint(folder, ['init', '--force'])).code, 0);
      assert.match(readFileSync(path.join(folder, '.remarkrc.json'), 'utf8'), /required-fields/);
    }));

  it('says why a file cannot be written, and what to do', () =>
    inFolder({...blog, '.remarkrc.json/x': ''}, async (folder) => {
      const {code, err} = await draftlint(folder, ['init', '--force']);
      assert.equal(code, 2);
      assert.match(
        err,
        /^error: \.remarkrc\.json cannot be written in .*: it is a folder\. Put that right .*--dry-run/,
      );
    }));

  it('does not write through a link that leads nowhere', () =>
    inFolder(blog, async (folder) => {
      symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, '.remarkrc.json'));
      assert.equal((await draftlint(folder, ['init'])).code, 2);
      assert.ok(!existsSync(path.join(folder, 'elsewhere')));
    }));

  it('writes a schema of the usual fields with --schema', () =>
    inFolder(blog, async (folder) => {
      assert.equal((await draftlint(folder, ['init', '--schema'])).code, 0);
      assert.deepEqual(written(folder, 'post.schema.json'), {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: 'Front matter of a post',
        type: 'object',
        properties: {date: {type: 'string'}, tags: {type: ['array', 'string']}, title: {type: 'string'}},
      });
      const clean = await draftlint(folder, ['--only', 'front-matter-schema', '_posts']);
      assert.equal(clean.code, 0, `its own posts fit it: ${clean.out}${clean.err}`);
      writeFileSync(path.join(folder, '_posts/2024-03-06-more.md'), '---\ntitle: 5\n---\n\nMore.\n');
      const {code, out} = await draftlint(folder, ['--only', 'front-matter-schema', '_posts']);
      assert.equal(code, 1);
      assert.match(out, /"title" must be text/);
    }));

  it('has a missing field reported once, and as a note in a draft, also with --schema', () =>
    inFolder(blog, async (folder) => {
      await draftlint(folder, ['init', '--schema']);
      writeFileSync(path.join(folder, '_posts/2024-03-06-more.md'), '---\ntitle: More\n---\n\nMore.\n');
      const {out} = await draftlint(folder, ['--format', 'compact', '--only', 'front-matter-schema,required-fields']);
      const about = out.split('\n').filter((line) => line.includes('"tags"'));
      assert.equal(about.length, 2, out);
      assert.match(about[0] ?? '', /^_drafts\/fog\.md:.* info /);
      assert.match(about[1] ?? '', /^_posts\/2024-03-06-more\.md:.* error /);
    }));

  it('says which fields most posts have, and has them in the schema, with the types they have', () => {
    const many = Array.from({length: 23}, (_, n) => [
      `_posts/2024-04-${String(n + 1).padStart(2, '0')}-x.md`,
      `---\n${n < 21 ? `title: Harbour ${n}\ndate: 2024-04-01\n` : ''}weight: ${n < 2 ? '.inf' : n}\nmood: ${n === 3 ? '.nan' : '.inf'}\n---\n\nText.\n`,
    ]);
    return inFolder({'_config.yml': 'title: Harbour\n', ...Object.fromEntries(many)}, async (folder) => {
      const {out} = await draftlint(folder, ['init', '--schema']);
      assert.match(out, /^ +title +\(in 21 of 23 posts: not required\)$/m);
      assert.match(out, /^fields +mood +\(in all posts\)$/m);
      assert.deepEqual((written(folder, 'post.schema.json') as {properties: unknown}).properties, {
        // YAML knows numbers that JSON does not, and so no type of JSON Schema names
        mood: {},
        weight: {},
        date: {type: 'string'},
        title: {type: 'string'},
      });
      const {out: found} = await draftlint(folder, ['--only', 'front-matter-schema,required-fields']);
      assert.doesNotMatch(found, /error/, 'the posts fulfil it');
    });
  });

  it('writes at the top of the blog, wherever in it the command runs', () =>
    inFolder(blog, async (folder) => {
      const {out} = await draftlint(path.join(folder, '_posts'), ['init']);
      assert.match(out, /^Written: \.\.[\\/]\.remarkrc\.json$/m);
      assert.ok(existsSync(path.join(folder, '.remarkrc.json')));
    }));

  it('has nothing to go by where there are no posts', () =>
    inFolder({'notes.txt': 'nothing'}, async (folder) => {
      const {code, err} = await draftlint(folder, ['init']);
      assert.equal(code, 2);
      assert.match(err, /There are no Markdown posts/);
      assert.deepEqual(readdirSync(folder), ['notes.txt']);
    }));

  it('demands nothing of a blog of two posts, and prints no control characters of theirs', () =>
    inFolder(
      {
        'a.md': '---\ntitle: A\n"mood\\e[31m": x\n---\n\nA.\n',
        'b.md': '---\nlayout: b\n"mood\\e[31m": x\n---\n\nB.\n',
      },
      async (folder) => {
        const {code, out} = await draftlint(folder, ['init', '--dry-run', '--schema']);
        assert.equal(code, 0);
        assert.doesNotMatch(out, /\u001b/);
        assert.doesNotMatch(out, /required-fields/);
        assert.match(out, /mood\\u/);
      },
    ));
});
