import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {formats} from '../../src/report/index.ts';
import {blogs, root} from '../support/blogs.ts';
import {draftlint, type Ran} from '../support/command.ts';
import {inScratch, post, type Scratch} from '../support/scratch.ts';

/*
 * A run in parts says what one run says, to the letter; parts that are not those of one run, or that no run wrote, are refused.
 */

/** Runs the parts, and gives what merging them comes to. */
async function inParts(
  folder: string,
  count: number,
  asked: readonly string[],
  judged: readonly string[] = [],
): Promise<Ran> {
  const parts = realpathSync(mkdtempSync(path.join(tmpdir(), 'draftlint-parts-')));
  try {
    const names: string[] = [];
    for (let index = 1; index <= count; index++) {
      names.unshift(path.join(parts, `${index}.jsonl`));
      const made = await draftlint(folder, ['--shard', `${index}/${count}`, '-o', names[0]!, ...asked]);
      assert.equal(made.out, '');
    }
    return await draftlint(folder, ['merge', ...names, ...judged]);
  } finally {
    rmSync(parts, {recursive: true});
  }
}

const same = async (folder: string, count: number, asked: readonly string[], judged: readonly string[] = []) =>
  assert.deepEqual(
    await inParts(folder, count, asked, judged),
    await draftlint(folder, ['--no-cache', ...asked, ...judged]),
  );

/** Enough posts that every rule over the blog has something to say, with a broken one and one that cannot be parsed. */
const orchard: Readonly<Record<string, string>> = {
  '_config.yml': 'title: Orchard\n',
  'post.schema.json': '{}',
  ...Object.fromEntries(
    Array.from({length: 11}, (_, n) => [
      `_posts/2026-01-${n + 10}-harvest.md`,
      `---\ntitle: Harvest ${n % 4}\ntags: [${n % 5 ? 'orchard' : 'Orchard'}]\n${n % 6 ? 'author: Ada\n' : ''}---\n\nWe picked plums with the neighbours, and the grafflet came along.\n\n## What was left\n\nThe birds had ${
        n % 4 ? 'received' : 'recieved'
      } their share, it’s said. See [the rest](/nowhere-${n}).\n${n === 3 ? '\nTODO\n\n<!-- draftlint-disable-line spelling -->\n' : ''}`,
    ]),
  ),
  '_posts/2026-02-01-broken.md': '---\ntitle: "Pears\n---\n\nteh\n',
  '_drafts/later.md': post('Later', 'TODO: say teh rest.'),
};

describe('merged = unsharded', () => {
  for (const blog of blogs)
    it(`of the blog ${blog}, in 1 to 5 parts`, async () => {
      const copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'draftlint-blog-')));
      try {
        cpSync(path.join(root, 'fixtures', blog), copy, {recursive: true});
        rmSync(path.join(copy, 'transcript.txt'), {force: true});
        for (let count = 1; count <= 5; count++) await same(copy, count, []);
      } finally {
        rmSync(copy, {recursive: true});
      }
    });

  it('in every format', () =>
    inScratch(orchard, async ({folder}) => {
      for (const [at, format] of formats.entries()) await same(folder, 1 + (at % 5), [], ['--format', format]);
    }));

  it('whatever is asked about, and however it is weighed', () =>
    inScratch(orchard, async ({folder}) => {
      await same(folder, 3, ['_posts/2026-01-10-harvest.md']);
      await same(folder, 2, ['_posts/*-1?-*.md', '_drafts'], ['--drafts', 'block', '--fail-on', 'info']);
      await same(folder, 2, ['nowhere.md', '_drafts/later.md']);
      await same(folder, 3, [], ['--only', 'spelling,consistent-tags', '--quiet']);
      await same(folder, 3, [], ['--skip', 'spelling', '--max-warnings', '1', '--fail-on', 'never']);
    }));

  it('where a post cannot be parsed, which ends both runs with 2', () =>
    inScratch({...orchard, '_posts/2026-02-02-deep.md': post('Deep', '>'.repeat(200))}, async (blog) => {
      await same(blog.folder, 3, []);
      const ran = await inParts(blog.folder, 3, []);
      assert.equal(ran.code, 2);
      const codes = [];
      for (const index of [1, 2, 3]) codes.push((await blog.draftlint(['--shard', `${index}/3`])).code);
      assert.deepEqual(codes.sort(), [0, 0, 2]);
    }));

  it('of what changed, and its lines', () =>
    inScratch(orchard, async (blog) => {
      blog.git('init', '--quiet');
      blog.git('add', '--all');
      blog.git('commit', '--quiet', '--message=Begin');
      blog.write({'_posts/2026-01-12-harvest.md': post('Pears', 'The pears are for teh neighbours.')});
      blog.write({'_posts/2026-03-01-new.md': post('New', 'Teh end.')});
      for (const asked of [['--changed'], ['--since', 'HEAD', '--lines'], ['--changed', '_drafts']])
        await same(blog.folder, 2, asked);
    }));

  it('with a baseline, which merging can make too', () =>
    inScratch(orchard, async (blog) => {
      const file = path.join(blog.folder, '.draftlint-baseline');
      await blog.draftlint(['--no-cache', '--update-baseline']);
      const whole = readFileSync(file, 'utf8');
      rmSync(file);
      assert.equal((await inParts(blog.folder, 3, [], ['--update-baseline'])).code, 0);
      assert.equal(readFileSync(file, 'utf8'), whole);
      blog.write({'_drafts/new.md': post('New', 'Teh end.')});
      await same(blog.folder, 2, [], ['--baseline']);
    }));

  it('in more parts than there are posts', () =>
    inScratch({'_posts/2026-01-01-a.md': post('Pears', 'teh')}, ({folder}) => same(folder, 5, [])));
});

describe('the parts', () => {
  it('share out what is asked about, and the rest', () =>
    inScratch(orchard, async (blog) => {
      const counts = [];
      for (const index of [1, 2, 3]) {
        const {out} = await blog.draftlint(['--shard', `${index}/3`, '_posts/2026-01-1?-*.md']);
        const lines = out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line));
        counts.push([true, false].map((asked) => lines.filter((line) => line.asked === asked).length));
      }
      assert.deepEqual(counts, [
        [4, 1],
        [3, 1],
        [3, 1],
      ]);
    }));

  it('have the facts of every post, and findings only where they were asked for', () =>
    inScratch(orchard, async (blog) => {
      const {out} = await blog.draftlint(['--shard', '1/1', '_posts/2026-01-10-harvest.md']);
      const [, ...lines] = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      for (const {asked, inspection} of lines.slice(0, -1)) {
        assert.ok('spelling' in inspection.facts);
        if (!asked) assert.deepEqual(inspection.findings, []);
      }
    }));
});

/** Parts of a small blog, to be spoilt. */
const inThree = (
  test: (
    blog: Scratch,
    parts: readonly string[],
    merge: (parts: readonly string[], ...more: string[]) => Promise<Ran>,
  ) => Promise<void>,
) =>
  inScratch(orchard, async (blog) => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'draftlint-parts-')));
    try {
      const parts = [1, 2, 3].map((index) => path.join(folder, `${index}.jsonl`));
      for (const [at, name] of parts.entries()) await blog.draftlint(['--shard', `${at + 1}/3`, '-o', name]);
      await test(blog, parts, (names, ...more) => draftlint(blog.folder, ['merge', ...names, ...more]));
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

const refused = ({code, out, err}: Ran, why: RegExp): void => {
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, why);
  assert.equal(err.trim().split('\n').length, 1, err);
};

describe('merging refuses', () => {
  it('a part that is missing, there twice, or not there', () =>
    inThree(async (_, parts, merge) => {
      refused(await merge(parts.slice(0, 2)), /Part 3 of 3 is missing/);
      refused(await merge(parts.slice(0, 1)), /2 of 3 parts are missing, such as part 2/);
      refused(await merge([...parts, parts[0]!]), /Part 1 of 3 is there twice/);
      refused(await merge([...parts, 'nowhere.jsonl']), /nowhere\.jsonl" cannot be read: it is not there/);
    }));

  it('parts of different runs', () =>
    inThree(async (blog, parts, merge) => {
      await blog.draftlint(['--shard', '3/3', '-o', parts[2]!, '_drafts']);
      refused(await merge(parts), /not parts of the same run/);
      await blog.draftlint(['--shard', '3/4', '-o', parts[2]!]);
      refused(await merge(parts), /not parts of the same run/);
    }));

  it('another state of the blog: a post that changed, is new, or is gone', async () => {
    const name = '_posts/2026-01-13-harvest.md';
    const changes: readonly ((blog: Scratch) => void)[] = [
      (blog) => blog.write({[name]: post('Pears', 'Ripe.')}),
      (blog) => blog.write({'_posts/2026-05-05-new.md': post('New', 'Ripe.')}),
      (blog) => rmSync(path.join(blog.folder, name)),
    ];
    for (const change of changes)
      await inThree(async (blog, parts, merge) => {
        change(blog);
        refused(await merge(parts), /another state of the blog: "_posts\/2026-0(?:1-13-harvest|5-05-new)\.md"/);
      });
  });

  it('other settings or data files, but not another severity or another time', () =>
    inThree(async (blog, parts, merge) => {
      const rule = (setting: unknown) =>
        blog.write({'.remarkrc.json': JSON.stringify({plugins: [['draftlint/rules/spelling', setting]]})});
      rule('error');
      for (const [at, name] of parts.entries()) await blog.draftlint(['--shard', `${at + 1}/3`, '-o', name]);
      rule('warn');
      assert.deepEqual(await merge(parts), await draftlint(blog.folder, ['--no-cache']));
      const schema = path.join(blog.folder, 'post.schema.json');
      utimesSync(schema, 0, 0);
      assert.deepEqual(await merge(parts), await draftlint(blog.folder, ['--no-cache']));
      blog.write({'post.schema.json': '[]'});
      refused(await merge(parts), /made with other settings/);
      blog.write({'post.schema.json': '{}'});
      rule(['error', {dialect: 'british'}]);
      refused(await merge(parts), /made with other settings/);
    }));

  it('another folder of the blog', () =>
    inThree(async (blog, parts) => {
      refused(
        await draftlint(path.join(blog.folder, '_posts'), ['merge', ...parts]),
        /made in the folder "\." of the blog/,
      );
    }));

  it('options that have no use there, and --shard those that it leaves to it', () =>
    inThree(async ({draftlint: run}, parts, merge) => {
      for (const option of [
        '--fix',
        '--diff',
        '--watch',
        '--staged',
        '--changed',
        '--lines',
        '--posts-only',
        '--shard=1/2',
      ])
        refused(await merge(parts, option), /draftlint merge /);
      for (const option of [
        '--only=spelling',
        '--skip=spelling',
        '--drafts=skip',
        '--min-confidence=0',
        '--baseline',
        '--update-baseline',
        '--format=json',
        '--quiet',
        '--max-warnings=1',
        '--fail-on=never',
      ])
        refused(await run(['--shard', '1/2', option]), /draftlint merge/);
      for (const options of [['--fix'], ['--diff'], ['--watch'], ['--staged'], ['-'], ['../other'], ['/tmp']])
        refused(await run(['--shard', '1/2', ...options]), /--shard/);
      for (const value of ['0/2', '3/2', '1', '1/0', 'a/b', '1/9999', '-1/2'])
        refused(await run([`--shard=${value}`]), /such as 1\/4/);
    }));
});

describe('hostile parts', () => {
  /** Merges a part of which something was made something else. */
  const spoilt = (spoil: (text: string) => string | Uint8Array) =>
    inScratch(orchard, async (blog) => {
      const {out} = await blog.draftlint(['--shard', '1/1']);
      blog.write({'part.jsonl': spoil(out)});
      refused(await blog.draftlint(['merge', 'part.jsonl']), /^error: part\.jsonl /);
    });
  /** Changes the first of what is found, and requires that there is one. */
  const change = (from: RegExp | string, to: string) => (text: string) => {
    const changed = text.replace(from, () => to);
    assert.notEqual(changed, text);
    return changed;
  };
  const spoils: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
    nothing: () => '',
    'no JSON': () => 'Hello\n',
    'no UTF-8': () => new Uint8Array([0x22, 0xff, 0x22, 0x0a]),
    'a value nested too deep': () => `${'['.repeat(200_000)}\n`,
    'a report': () => '{"draftlint": "0.1.0", "files": []}\n',
    'cut off in a line': (text) => text.slice(0, -40),
    'cut off after a line': (text) => `${text.trim().split('\n').slice(0, -1).join('\n')}\n`,
    'another version': change(/"draftlint":"[^"]*"/, '"draftlint":"0.0.1"'),
    'another build': change('"build":""', '"build":"0123"'),
    'a part beyond the last': change('"part":1', '"part":2'),
    'more parts than can be': change('"of":1', '"of":1e9'),
    'paths above': change('"paths":[]', '"paths":["../*.md"]'),
    'paths anywhere': change('"paths":[]', '"paths":["/etc/*.md"]'),
    'another question to git': change('"paths":[]', '"paths":[],"git":"staged"'),
    'a key of its own': change('"paths":[]', '"paths":[],"fix":true'),
    'a fact nested too deep': change(
      '"looks-unfinished":{',
      `"looks-unfinished":{"x":${'['.repeat(5000)}${']'.repeat(5000)},`,
    ),
    'a post of another path': change('"inspection":{"path":"', '"inspection":{"path":"../'),
    'a finding of another path': change('"findings":[{"path":"', '"findings":[{"path":"../'),
    'a finding nowhere': change(/"line":\d+/, '"line":-1'),
    'a finding between lines': change(/"line":\d+/, '"line":1.5'),
    'a message that is none': change(/"message":"[^"]*"/, '"message":{}'),
    'a severity that is none': change('"severity":"error"', '"severity":"fatal"'),
    'a link elsewhere': change('"severity":"error"', '"severity":"error","url":"javascript:0"'),
    'a rule that is none': change(/"rule":"[^"]*"/, '"rule":"no-such-rule"'),
    'facts of no rule': change('"facts":{', '"facts":{"__proto__":{},'),
    'facts that are none': change(/"facts":\{/, '"facts":[],"more":{'),
    'a stage that is none': change('"stage":"post"', '"stage":"__proto__"'),
    'a hash that is none': change(/"hash":"\w+"/, '"hash":"0"'),
    'neither inspection nor reason': change('"inspection":{', '"inspected":{'),
  };
  for (const [name, spoil] of Object.entries(spoils)) it(`${name}`, () => spoilt(spoil));

  it('that say a post is there twice', () =>
    inScratch(orchard, async (blog) => {
      const [head = '', ...rest] = (await blog.draftlint(['--shard', '1/1'])).out.trim().split('\n');
      const posts = rest.slice(0, -1);
      blog.write({'part.jsonl': [head, ...posts, posts[0], JSON.stringify({posts: posts.length + 1}), ''].join('\n')});
      refused(await blog.draftlint(['merge', 'part.jsonl']), /has a post that another part has/);
    }));

  it('whose facts are of another shape cost the answer of that rule', () =>
    inScratch(orchard, async (blog) => {
      const {out} = await blog.draftlint(['--shard', '1/1']);
      blog.write({'part.jsonl': out.replaceAll(/"unique-titles":\{/g, '"unique-titles":null,"known-authors":{')});
      const ran = await blog.draftlint(['merge', 'part.jsonl']);
      assert.equal(ran.code, 2);
    }));

  it('whose words would command a terminal are shown as escapes', () =>
    inScratch(orchard, async (blog) => {
      const {out} = await blog.draftlint(['--shard', '1/1']);
      const name = '\u001b[2J\n::error::x\u202e';
      const merged = async (text: string) => {
        blog.write({'part.jsonl': text});
        return await blog.draftlint(['merge', 'part.jsonl']);
      };
      const texts = [
        out.replace(/"draftlint":"[^"]*"/, () => `"draftlint":${JSON.stringify(name)}`),
        out.replace('"folder":""', () => `"folder":${JSON.stringify(name)}`),
        out.replace(/"path":"_posts[^"]*broken[^"]*"/g, () => `"path":${JSON.stringify(name)}`),
        out.replace(/"message":"[^"]*"/, () => `"message":${JSON.stringify(name)}`),
      ];
      for (const text of texts) {
        assert.notEqual(text, out);
        const ran = await merged(text);
        assert.doesNotMatch(`${ran.out}${ran.err}`, /[\u001b\u202e]|^::/m);
      }
    }));
});
