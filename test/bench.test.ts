import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {ourselves} from '../scripts/bench/peers.ts';
import {joined, readSamples, sampleOf, varied, writeBlog} from '../scripts/bench/posts.ts';
import {benchTable, merged, type Outcome, type Results, ratioOf, spreadOf} from '../scripts/bench/results.ts';
import {interleaved, measure} from '../scripts/bench/run.ts';

/*
 * The bench counts right: no test here says how fast anything is.
 */
function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'draftlint bench '));
  try {
    work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

const program = (folder: string, code: string) => ({
  tool: 'a program',
  args: ['-e', code],
  cwd: folder,
  home: path.join(folder, 'home'),
});

describe('numbers', () => {
  it('takes the middle and the bounds', () => {
    assert.deepEqual(spreadOf([30, 1, 20]), {median: 20, min: 1, max: 30});
    assert.deepEqual(spreadOf([4, 1, 2, 30]), {median: 3, min: 1, max: 30});
    assert.throws(() => spreadOf([]), /Nothing was measured/);
  });

  it('compares medians, and gives the spread of the rounds', () => {
    const about = {what: 'a post', against: 'another', unit: 'ms', atMost: 0.5} as const;
    const ratio = ratioOf(about, [10, 12, 50], [20, 30, 40]);
    assert.deepEqual(ratio, {
      ...{what: 'a post', against: 'another', unit: 'ms', mine: 12, theirs: 30},
      ...{ratio: 0.4, min: 0.4, max: 1.25, atMost: 0.5, reached: true},
    });
    assert.equal(ratioOf({...about, atMost: 0.3}, [12], [30]).reached, false);
    const {reached, atMost} = ratioOf({...about, atMost: undefined}, [12], [30]);
    assert.deepEqual([reached, atMost], [undefined, undefined]);
    assert.throws(() => ratioOf(about, [1], [1, 2]), /different rounds/);
    assert.throws(() => ratioOf(about, [1], [0]), /cost nothing/);
  });
});

const results = (commit: string, ...scenarios: readonly Outcome[]): Results => ({
  date: '2026-01-02',
  draftlint: {version: '0.1.0', commit},
  machine: {cpu: 'A CPU', cores: 2, memory: 8, platform: 'linux', node: 'v20.0.0'},
  peers: {cspell: '9.0.0', textlint: '15.0.0'},
  corpus: 'the fixtures',
  variables: [],
  scenarios,
});
const outcome = (name: string, mine: number): Outcome => ({
  name,
  rounds: 2,
  runs: [],
  ratios: [
    ratioOf({what: `about ${name}`, against: 'cspell', unit: 'ms', atMost: 0.5}, [mine, mine], [400, 2000]),
    ratioOf({what: `about ${name}`, against: 'memory', unit: 'MB'}, [120], [100]),
  ],
});

describe('results', () => {
  it('are put beside those of the same state of things, in order', () => {
    const {scenarios, ...now} = results('b', outcome('two', 50), outcome('one', 50));
    const names = ['one', 'two', 'three'];
    const all = merged({...now, date: '2026-01-01', scenarios}, now, [outcome('one', 70)], names);
    assert.deepEqual(
      all.scenarios.map(({name, ratios}) => [name, ratios[0]?.mine]),
      [
        ['one', 70],
        ['two', 50],
      ],
    );
    assert.equal(all.date, '2026-01-02');
    const other = merged(results('a', ...scenarios), now, [outcome('one', 70)], names);
    assert.deepEqual(
      other.scenarios.map(({name}) => name),
      ['one'],
      'of another commit',
    );
  });

  it('become a table', () => {
    assert.equal(
      benchTable(results('abc', outcome('one', 60), outcome('two', 12_345))),
      `| draftlint on | against | draftlint | the other | ratio | spread | at most |
|---|---|---|---|---|---|---|
| about one | cspell | 60 ms | 1.20 s | 0.05 | 0.03–0.15 | 0.5 ✔ |
| about one | memory | 120 MB | 100 MB | 1.20 |  |  |
| about two | cspell | 12.3 s | 1.20 s | 10.29 | 6.17–30.86 | 0.5 ✖ |
| about two | memory | 120 MB | 100 MB | 1.20 |  |  |

Measured on 2026-01-02 at commit abc: A CPU, 2 cores, 8 GB, linux, Node v20.0.0; 2 rounds. \
Posts: the fixtures. Against cspell 9.0.0, textlint 15.0.0.
`,
    );
  });
});

describe('a run', () => {
  it('is counted with the processes it starts, and without its threads twice', () =>
    inFolder((folder) => {
      const spin = 'const end = performance.now() + 300; while (performance.now() < end);';
      const child = `${spin} Buffer.alloc(150e6, 1); process.exit(1)`;
      const thread = "new (require('node:worker_threads').Worker)('', {eval: true});";
      const start = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(child)}]);`;
      const {cpu, wall, memory} = measure(program(folder, thread + start), folder);
      const records = readFileSync(path.join(folder, 'record'), 'utf8').trim().split('\n');
      assert.equal(records.length, 2);
      const sum = records.reduce((total, line) => total + JSON.parse(line).cpu / 1000, 0);
      assert.ok(Math.abs(cpu - sum) < 1e-6, `${cpu} ms, where the records say ${sum}`);
      assert.ok(wall >= 300, 'the loop takes that long, whatever the machine does besides');
      assert.ok(memory > 143, `${memory} MB, of which the child has 143`);
    }));

  it('that fails, or reads other posts than there are, is no measurement', () =>
    inFolder((folder) => {
      assert.throws(() => measure(program(folder, 'process.exit(2)'), folder), /a program ended with 2/);
      assert.throws(() => measure(program(folder, 'process.kill(process.pid)'), folder), /ended with/);
      const reader = {...program(folder, 'console.log(3)'), read: (out: string) => Number(out)};
      assert.ok(measure({...reader, posts: 3}, folder).cpu > 0);
      assert.throws(() => measure({...reader, posts: 4}, folder), /read 3 where there are 4 posts/);
      assert.throws(() => measure({...reader, posts: 4, read: () => undefined}, folder), /read nothing/);
    }));

  it('alternates with the others after one that does not count', () =>
    inFolder((folder) => {
      const order: string[] = [];
      const named = (tool: string) => ({...program(folder, '0'), tool, before: () => void order.push(tool)});
      const costs = interleaved([named('a'), named('b')], 2, folder, () => {});
      assert.deepEqual(order, ['a', 'b', 'a', 'b', 'a', 'b']);
      assert.deepEqual(
        costs.map(({length}) => length),
        [2, 2],
      );
    }));

  it('of draftlint says how many posts were read', () => {
    const {read} = ourselves('main.js');
    assert.equal(read('✖ Not ready: 3 errors in 2 posts (12 read). 1 can be fixed: draftlint --fix\n', ''), 12);
    const broken =
      'a.md\n\n✖ Not ready: 29 things to fix and 4 warnings\n  (1 read). First, line 25: Note to self left in: "TODO".\n';
    assert.equal(read(broken, ''), 1);
    assert.equal(read('✔ Ready: 12 posts, nothing to mend.\n', ''), 12);
    assert.equal(read('✔ Ready: nothing to mend (12 read).\n', ''), 12);
    assert.equal(read('✔ Ready: nothing to mend.\n', ''), 1);
    assert.equal(read('– Nothing was checked: no post was found.\n', ''), undefined);
  });
});

describe('posts', () => {
  const sample = (name: string, text: string) => ({name, content: Buffer.from(text)});
  const samples = [
    sample('a.md', `---\ntitle: "Ropes"\n---\n\n${'a'.repeat(100)}\n`),
    sample('b.md', `+++\ntitle = 'Tides'\n+++\n\n${'b'.repeat(100)}\n`),
  ];

  it('of the fixtures are there', () => {
    const fixtures = readSamples(path.resolve(import.meta.dirname, '../fixtures'));
    assert.ok(fixtures.length > 10);
    assert.ok(fixtures.every(({name}) => /^[\w.-]+\.md$/.test(name)));
  });

  it('are joined to a length, with the front matter of the first', () => {
    const {name, content} = joined(samples, 1, 400);
    assert.equal(name, 'b.md');
    assert.ok(Math.abs(content.length - 400) <= 60, `${content.length} bytes`);
    assert.equal(content.toString().split('title').length, 2);
    assert.deepEqual(joined(samples, 0, 10), samples[0]);
  });

  it('near a length are taken as they are', () => {
    assert.equal(sampleOf(samples, samples[0]!.content.length), samples[0]);
    assert.ok(Math.abs(sampleOf(samples, 1000).content.length - 1000) <= 60);
  });

  it('that repeat differ in title and text', () =>
    inFolder((folder) => {
      const names = writeBlog(folder, samples, 5);
      assert.deepEqual(names.slice(0, 3), ['posts/00001-a.md', 'posts/00002-b.md', 'posts/00003-a.md']);
      const texts = names.map((name) => readFileSync(path.join(folder, name), 'utf8'));
      assert.equal(new Set(texts).size, 5);
      assert.equal(texts[0], samples[0]!.content.toString());
      assert.match(texts[2]!, /^---\ntitle: "Part 2 of Ropes"\n/);
      assert.match(texts[3]!, /^\+\+\+\ntitle = 'Part 2 of Tides'\n/);
      assert.match(varied(samples[0]!.content, 4).toString(), /\n\nThis was part 5 of the series\.\n$/);
    }));
});
