import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';

/*
 * What is recalled is what would be computed: the same report with a store and without one, whatever happened in between.
 */
const main = path.resolve(import.meta.dirname, '../dist/main.js');
const scratch = mkdtempSync(path.join(tmpdir(), 'draftlint-cache-'));
const blog = path.join(scratch, 'blog');
const store = path.join(scratch, 'store');

const words = ['apples', 'pears', 'plums', 'cherries', 'quinces'];
const post = (n: number): string =>
  `---\ntitle: Harvest ${n}\ntags: [orchard]\n---\n\nWe picked ${words[n % 5]} with the neighbours, and the grafflet came along.\n\n## What was left\n\nThe birds had ${
    n % 4 === 0 ? 'recieved' : 'received'
  } their share by noon.\n`;

function run(
  args: readonly string[],
  env: Record<string, string> = {},
): {readonly out: string; readonly code: number | null} {
  const format = args.includes('--format') ? [] : ['--format', 'json'];
  const {stdout, status} = spawnSync(process.execPath, [main, ...format, ...args], {
    cwd: blog,
    encoding: 'utf8',
    env: {PATH: process.env.PATH, HOME: scratch, ...env},
  });
  return {out: stdout, code: status};
}
const stored = (...args: string[]) => run(['--cache-location', store, ...args]);
const fresh = (...args: string[]) => run(['--no-cache', ...args]);
const same = (...args: string[]): void => assert.deepEqual(stored(...args), fresh(...args));
const file = (n: number): string => path.join(blog, `_posts/2026-01-${String(n).padStart(2, '0')}-harvest.md`);
const files = (): string[] => readdirSync(store, {recursive: true, encoding: 'utf8'}).sort();
const receipts = (): string[] => files().filter((name) => name.endsWith('.receipt'));
const index = (): string => path.join(store, files().find((name) => name.endsWith('index')) ?? '');

describe('a store that cannot be', () => {
  const inTime = (args: readonly string[], env: Record<string, string>) =>
    spawnSync(process.execPath, [main, ...args], {
      ...{cwd: scratch, encoding: 'utf8', timeout: 20_000},
      env: {PATH: process.env.PATH, ...env},
    });
  before(() => {
    mkdirSync(scratch, {recursive: true});
    writeFileSync(path.join(scratch, 'a.md'), post(1));
  });

  for (const home of ['/dev/null', '/proc/nohome'])
    it(`is done without where it would be by default: HOME=${home}`, {skip: process.platform !== 'linux'}, () => {
      const {stdout, stderr, status} = inTime(['a.md'], {HOME: home});
      assert.deepEqual([status, stderr], [0, ''], stderr);
      assert.match(stdout, /Ready/);
    });

  it('is an error where it is named', {skip: process.platform !== 'linux'}, () => {
    const {stderr, status} = inTime(['--cache-location', '/proc/x', 'a.md'], {HOME: scratch});
    assert.equal(status, 2);
    assert.match(
      stderr,
      /Nothing can be stored in --cache-location \/proc\/x: the folder \/proc\/x cannot be made: the system makes none there/,
    );
  });

  it('nor can a report be written there', {skip: process.platform !== 'linux'}, () => {
    const {stderr, status} = inTime(['--no-cache', '-o', '/proc/x/y', 'a.md'], {HOME: scratch});
    assert.equal(status, 2);
    assert.match(stderr, /cannot be written to "\/proc\/x\/y": the folder \/proc\/x cannot be made/);
  });
});

describe('the store', () => {
  before(() => {
    mkdirSync(path.join(blog, '_posts'), {recursive: true});
    writeFileSync(path.join(blog, '_config.yml'), 'title: Orchard\n');
    for (let n = 1; n <= 24; n++) writeFileSync(file(n), post(n));
  });
  after(() => rmSync(scratch, {recursive: true, force: true}));

  it('changes nothing in what is said, at first, again, and of a part', () => {
    same();
    same();
    same('_posts/2026-01-04-harvest.md');
    same('_posts/2026-01-05-harvest.md', '_posts/2026-01-08-harvest.md');
    same('--only', 'spelling');
    same('--drafts', 'skip');
  });

  it('follows a post that changed, one that is new and one that is gone', () => {
    appendFileSync(file(5), '\nA misteak at the end.\n');
    same('_posts/2026-01-05-harvest.md');
    same();
    writeFileSync(file(25), post(25).replace('grafflet', 'graflet'));
    same('_posts/2026-01-25-harvest.md');
    rmSync(file(7));
    same();
  });

  it('unlearns what a post no longer teaches', () => {
    const teach = (text: string): void => {
      for (const n of [10, 11, 12, 13]) writeFileSync(file(n), `${post(n)}\n${text}\n`);
    };
    const asked = '_posts/2026-01-14-harvest.md';
    writeFileSync(file(14), `${post(14)}\nThe snorfling barrow broke, and the snorfler laughed.\n`);
    teach('The snorfler came, and everybody was snorfling.');
    const known = stored(asked);
    assert.deepEqual(known, fresh(asked));
    teach('Nobody came.');
    const unknown = stored(asked);
    assert.deepEqual(unknown, fresh(asked));
    assert.notDeepEqual(unknown, known);
  });

  it('follows the words and the settings', () => {
    writeFileSync(path.join(blog, 'words.txt'), 'misteak\n');
    same();
    writeFileSync(
      path.join(blog, '.remarkrc.json'),
      '{"plugins": [["draftlint/rules/spelling", {"unknown": "error"}]]}',
    );
    same();
    writeFileSync(
      path.join(blog, '.remarkrc.json'),
      '{"settings": {"draftlint": {"overrides": [{"files": ["_posts/2026-01-0*"], "rules": {"spelling": "off"}}]}}}',
    );
    same();
    rmSync(path.join(blog, '.remarkrc.json'));
    same();
  });

  it('follows a schema that is as long and as old as it was', () => {
    const schema = path.join(blog, 'post.schema.json');
    const time = new Date('2026-01-01');
    const allow = (title: string): void => {
      writeFileSync(schema, JSON.stringify({properties: {title: {pattern: title}}}));
      utimesSync(schema, time, time);
    };
    const settings = {plugins: [['draftlint/rules/front-matter-schema', {schemas: ['post.schema.json']}]]};
    writeFileSync(path.join(blog, '.remarkrc.json'), JSON.stringify(settings));
    allow('Harvest');
    same();
    // once more, so that what it read is recalled and not asked for again
    same('--only', 'front-matter-schema');
    const before = stored();
    allow('Carvest');
    same();
    same('--only', 'front-matter-schema');
    assert.notDeepEqual(stored(), before);
    rmSync(schema);
    rmSync(path.join(blog, '.remarkrc.json'));
  });

  it('follows a configuration that is named, its severities and its notes', () => {
    mkdirSync(path.join(blog, 'lint'), {recursive: true});
    const named = (name: string, settings: object): readonly string[] => {
      writeFileSync(path.join(blog, 'lint', name), JSON.stringify(settings));
      return ['--config', `lint/${name}`, '.'];
    };
    const spelling = (severity: string) => ({plugins: [['draftlint/rules/spelling', severity]]});
    const error = named('error.json', spelling('error'));
    const all = [
      error,
      named('info.json', spelling('info')),
      named('some.json', {settings: {draftlint: {overrides: [{files: ['**'], rules: {spelling: 'warn'}}]}}}),
      named('others.json', {plugins: ['remark-lint']}),
    ];
    same(...error);
    for (const args of all) same(...args);
    rmSync(path.join(blog, 'lint'), {recursive: true});
  });

  it('is found out again where it is damaged', () => {
    const whole = readFileSync(index(), 'utf8');
    for (const damaged of [
      '',
      'x',
      whole.slice(0, -20),
      whole.replace('Harvest', 'Harvist').replace('harvest', 'harvist'),
    ]) {
      writeFileSync(index(), damaged);
      for (const name of receipts()) writeFileSync(path.join(store, name), damaged);
      same();
    }
    // what stands there could be true; but it is not what was written
    const another = (text: string): string => text.replaceAll('misteak', 'misteek');
    for (const damage of [another, () => 'x'.repeat(50)]) {
      for (const name of files().filter((one) => one.endsWith('.pack'))) {
        const pack = path.join(store, name);
        writeFileSync(pack, damage(readFileSync(pack, 'utf8')));
      }
      for (const name of receipts()) rmSync(path.join(store, name));
      same();
      same('_posts/2026-01-05-harvest.md');
    }
  });

  it('stays small: packs are put together, and what nothing names is bounded', () => {
    for (let n = 0; n < 12; n++) {
      appendFileSync(file(9), `\nAnother line, number ${n}.\n`);
      stored();
    }
    same();
    const named = new Set([...readFileSync(index(), 'utf8').matchAll(/"pack":"([\da-f]+)"/g)].map(([, name]) => name));
    assert.ok(named.size <= 9, `${named.size} packs`);
    for (let n = 0; n < 40; n++) stored('--max-warnings', String(n));
    assert.equal(receipts().length, 32);
  });

  it('lies in the cache folder of the platform, and never in the blog or in what it brings along', () => {
    const untouched = readdirSync(blog).sort();
    run([], {XDG_CACHE_HOME: path.join(scratch, 'xdg')});
    assert.deepEqual(readdirSync(blog).sort(), untouched);
    // the command compiled is kept too, where the package has it for another version of Node
    if (process.platform === 'linux')
      assert.equal(readdirSync(path.join(scratch, 'xdg/draftlint')).filter((name) => name !== 'code').length, 2);
    // where there is no such folder, or its name is none from the top of the disk on, nothing is stored
    mkdirSync(path.join(blog, 'node_modules'));
    run([]);
    run([], {HOME: ''});
    run([], {HOME: 'home'});
    run([], {XDG_CACHE_HOME: 'kept', HOME: path.join(scratch, 'other')});
    assert.deepEqual(readdirSync(path.join(blog, 'node_modules')), []);
    rmSync(path.join(blog, 'node_modules'), {recursive: true});
    assert.deepEqual(readdirSync(blog).sort(), untouched);
  });

  it('takes nothing away that it did not bring, wherever the user puts it', () => {
    const place = path.join(scratch, 'media');
    const names = Array.from({length: 45}, (_, n) => n.toString(16).padStart(24, '5'));
    const own = [
      ...names.map((name) => path.join(place, name, 'photo.jpg')),
      ...names.map((name) => path.join(place, 'draftlint', name, 'photo.jpg')),
      ...names.map((name) => path.join(place, 'receipts', `${name}.md`)),
      ...names.map((name) => path.join(place, 'draftlint/receipts', `${name}.md`)),
    ];
    for (const one of own) {
      mkdirSync(path.dirname(one), {recursive: true});
      writeFileSync(one, 'mine');
      utimesSync(one, 0, 0);
      utimesSync(path.dirname(one), 0, 0);
    }
    for (let n = 0; n < 34; n++) run(['--cache-location', place, '--max-warnings', String(n)]);
    assert.deepEqual(
      own.filter((one) => !existsSync(one)),
      [],
    );
  });

  it('follows no link to where it lies', () => {
    const hidden = path.join(scratch, 'hidden');
    const place = path.join(scratch, 'linked');
    mkdirSync(hidden);
    mkdirSync(place);
    symlinkSync(hidden, path.join(place, 'draftlint'), 'dir');
    const {out} = run(['--cache-location', place]);
    assert.deepEqual(readdirSync(hidden), []);
    rmSync(path.join(place, 'draftlint'));
    run(['--cache-location', place]);
    const [name] = readdirSync(path.join(place, 'draftlint')).filter((one) => /^[\da-f]{24}$/.test(one));
    rmSync(path.join(place, 'draftlint', name!), {recursive: true});
    symlinkSync(hidden, path.join(place, 'draftlint', name!), 'dir');
    assert.equal(run(['--cache-location', place, '--quiet']).out, run(['--no-cache', '--quiet']).out);
    assert.deepEqual(readdirSync(hidden), []);
    assert.equal(run(['--no-cache']).out, out);
  });

  it('compiles the command anew where what was kept of it is damaged', () => {
    const copy = path.join(scratch, 'package');
    const root = path.dirname(path.dirname(main));
    for (const name of ['package.json', 'NOTICE', 'dist'])
      cpSync(path.join(root, name), path.join(copy, name), {recursive: true});
    for (const name of readdirSync(path.join(copy, 'dist')).filter((one) => one.endsWith('.code')))
      rmSync(path.join(copy, 'dist', name));
    const env = {PATH: process.env.PATH, HOME: path.join(scratch, 'somewhere')};
    const again = (n: number) =>
      spawnSync(process.execPath, [path.join(copy, 'dist/main.js'), '--format', 'json', '--max-warnings', `${n}`], {
        cwd: blog,
        encoding: 'utf8',
        env,
      });
    const {stdout} = again(1000);
    const folder = path.join(env.HOME, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'draftlint/code');
    const kept = path.join(folder, readdirSync(folder)[0]!);
    const sound = readFileSync(kept);
    writeFileSync(kept, Buffer.concat([sound.subarray(0, sound.length / 2), Buffer.alloc(sound.length / 2)]));
    const after = again(1001);
    assert.deepEqual([after.signal, after.stdout], [null, stdout]);
    assert.ok(
      readFileSync(kept)
        .subarray(-1000)
        .some((byte) => byte !== 0),
      'it is kept again',
    );
  });
});

describe('a run that was made before', () => {
  before(() => {
    mkdirSync(path.join(blog, '_posts'), {recursive: true});
    writeFileSync(path.join(blog, '_config.yml'), 'title: Orchard\n');
    for (let n = 1; n <= 3; n++) writeFileSync(file(n), post(n));
  });
  after(() => rmSync(scratch, {recursive: true, force: true}));

  /** The files of the package that a run reads, after its first. */
  const read = (...args: string[]): readonly string[] => {
    const list = path.join(scratch, 'files');
    const probe = path.join(scratch, 'probe.cjs');
    writeFileSync(list, '');
    writeFileSync(
      probe,
      `const fs = require('node:fs');
      const {readFileSync, appendFileSync} = fs;
      fs.readFileSync = (file, ...more) => {
        appendFileSync(${JSON.stringify(list)}, file + '\\n');
        return readFileSync(file, ...more);
      };
      require('node:module').syncBuiltinESMExports();`,
    );
    run(args, {NODE_OPTIONS: `--require ${JSON.stringify(probe)}`});
    return [...new Set(readFileSync(list, 'utf8').trim().split('\n'))]
      .filter((name) => name.startsWith(path.dirname(main)))
      .map((name) => path.basename(name))
      .sort();
  };

  it('is recalled without the code and the dictionary that would make it', () => {
    const made = read('--cache-location', store);
    for (const name of ['cli.cjs', 'words.graph']) assert.ok(made.includes(name), made.join());
    assert.deepEqual(read('--cache-location', store), ['build-id', 'main.js']);
  });

  it('reads no word list that nothing asked of it needs', () => {
    const plain = path.join(scratch, 'apart/plain.md');
    mkdirSync(path.join(scratch, 'apart/.git'), {recursive: true});
    writeFileSync(plain, '---\ntitle: Plums\n---\n\nWe picked plums with the neighbours.\n');
    const made = read('--no-cache', '--no-config', plain);
    assert.ok(made.includes('words.graph'));
    for (const name of ['words-backwards.graph', 'technical.graph', 'rare.graph', 'corrections.txt', 'frequency.txt'])
      assert.ok(!made.includes(name), `${name} was read`);
    // what the package has compiled is no cache
    assert.ok(
      made.some((name) => name.endsWith('.code')),
      made.join(),
    );
  });

  it('loads of Node only what it uses', () => {
    const list = path.join(scratch, 'modules');
    const probe = path.join(scratch, 'modules.cjs');
    writeFileSync(
      probe,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, process.moduleLoadList.join('\\n')));`,
    );
    const loaded = (...args: string[]): readonly string[] => {
      run(args, {NODE_OPTIONS: `--require ${JSON.stringify(probe)}`});
      return readFileSync(list, 'utf8').split('\n');
    };
    const programs = 'NativeModule child_process';
    assert.ok(!loaded('--no-cache', file(1)).includes(programs));
    assert.ok(loaded('--no-cache', '--changed').includes(programs));
    const threads = 'NativeModule worker_threads';
    assert.ok(!loaded('--no-cache').includes(threads));
    assert.ok(loaded('--no-cache', '--threads', '2').includes(threads));
    const short = loaded('--no-cache', file(1));
    for (const [name, ...args] of [
      ['crypto', file(1)],
      ['os', file(1)],
      // what asks about the terminal comes with the reporter that paints
      ['tty', '--no-cache', '--format', 'vfile', file(1)],
    ] as const) {
      assert.ok(!short.includes(`NativeModule ${name}`), name);
      assert.ok(loaded(...args).includes(`NativeModule ${name}`), `${name} for ${args.join(' ')}`);
    }
    assert.ok(!loaded('--no-cache').includes('NativeModule zlib'));
    // to open standard input, Node loads what reads files in pieces
    const input = 'NativeModule internal/fs/streams';
    assert.ok(!short.includes(input));
  });

  it('is made again once anything it looked at is different', () => {
    const changes: readonly (() => void)[] = [
      () => appendFileSync(file(1), '\n![a tree](tree.png)\n'),
      () => writeFileSync(path.join(blog, '_posts/tree.png'), ''),
      () => writeFileSync(path.join(blog, '.gitignore'), '*-02-*\n'),
      () => writeFileSync(path.join(blog, '_config.yml'), 'permalink: /:title/\n'),
      () => writeFileSync(path.join(blog, 'cspell.json'), '{"words": ["grafflet"]}'),
      () => writeFileSync(path.join(blog, '.vale.ini'), '[*]\nBasedOnStyles = None\n'),
      () => mkdirSync(path.join(blog, '_drafts')),
      () => writeFileSync(path.join(blog, '_drafts/new.md'), post(9)),
      () => rmSync(path.join(blog, '.gitignore')),
    ];
    for (const change of changes) {
      stored();
      change();
      same();
      same(path.relative(blog, file(1)));
    }
  });

  it('says the same on both streams, and ends alike', () => {
    for (const args of [
      ['--format', 'pretty'],
      ['_posts', 'nowhere.md'],
      ['--only', 'spelling', '--fail-on', 'never'],
    ]) {
      const made = spawnSync(process.execPath, [main, '--no-cache', ...args], {cwd: blog, encoding: 'utf8'});
      for (let n = 0; n < 2; n++) {
        const {stdout, stderr, status} = spawnSync(process.execPath, [main, '--cache-location', store, ...args], {
          cwd: blog,
          encoding: 'utf8',
        });
        assert.deepEqual([stdout, stderr, status], [made.stdout, made.stderr, made.status]);
      }
    }
  });

  it('is made again where it writes a file', () => {
    const report = path.join(scratch, 'report.json');
    for (let n = 0; n < 2; n++) {
      rmSync(report, {force: true});
      stored('--output-file', report);
      assert.ok(existsSync(report));
    }
  });
});
