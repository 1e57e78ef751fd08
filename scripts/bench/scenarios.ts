import {appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {node, ourselves, type Peers, type Tool} from './peers.ts';
import {type Sample, sampleOf, writeBlog} from './posts.ts';
import {type Cost, type Outcome, type Ratio, ratioOf, runsOf, spreadOf} from './results.ts';
import {type Command, interleaved, measure} from './run.ts';

/** What scenarios are measured with. */
export interface Bench {
  readonly samples: readonly Sample[];
  readonly peers: Peers;
  readonly rounds: number;
  /** No blog is larger than this. */
  readonly most: number;
  /** Variables of the environment that all programs get. */
  readonly variables: readonly string[];
  /** An empty folder, which is removed at the end. */
  readonly scratch: string;
  /** The built command, and the folder of the scripts that measure parts of it. */
  readonly main: string;
  readonly scripts: string;
  say(what: string): void;
}

/** A way to use draftlint, measured against others that do the same. */
export interface Scenario {
  readonly name: string;
  /** Whether it is measured only where that is asked for. */
  readonly long?: boolean;
  run(bench: Bench): Outcome;
}

/** One of the programs of a scenario; the first is draftlint. */
interface Contender extends Command {
  /** What the table calls it; its own name, where nothing is said. */
  readonly as?: string;
  /** How many times its CPU may be what draftlint takes. */
  readonly atMost?: number;
  /** Run once before all else, unmeasured, so that what can be stored is stored. */
  readonly prime?: Command;
}

interface Blog {
  readonly folder: string;
  /** Relative to the folder. */
  readonly posts: readonly string[];
}

function blogOf({samples, scratch, most}: Bench, name: string, size: number): Blog {
  const folder = path.join(scratch, name);
  return {folder, posts: writeBlog(folder, samples, Math.min(size, most))};
}

/** A command on a blog, with a home of its own. */
const command = (
  {scratch, variables}: Bench,
  scenario: string,
  tool: Tool,
  {folder, posts}: Blog,
  args: readonly string[] = tool.args(),
): Command & {readonly posts: number} => ({
  tool: tool.name,
  args,
  read: tool.read,
  cwd: folder,
  variables,
  posts: posts.length,
  home: path.join(scratch, 'homes', `${scenario}-${tool.name}`),
});

/** Node alone, which reads no post. */
function nothing(bench: Bench, scenario: string, {folder}: Blog): Command {
  const {posts: _none, ...rest} = command(bench, scenario, node, {folder, posts: []});
  return rest;
}

/** Measures the contenders in turns, and compares each with the first. */
function compare(bench: Bench, name: string, what: string, contenders: readonly Contender[]): Outcome {
  for (const {prime} of contenders) {
    if (!prime) continue;
    bench.say(`filling the store: ${prime.tool}`);
    measure(prime, bench.scratch);
  }
  const costs = interleaved(contenders, bench.rounds, bench.scratch, bench.say);
  const cpu = costs.map((of) => of.map((cost) => cost.cpu));
  return {
    name,
    rounds: bench.rounds,
    runs: contenders.map(({tool}, index) => runsOf(tool, costs[index]!)),
    ratios: contenders.slice(1).map(({tool, as, atMost}, index) => {
      const about = {what, against: as ?? tool, unit: 'ms', atMost} as const;
      return ratioOf(about, cpu[0]!, cpu[index + 1]!);
    }),
  };
}

const counted = (count: number): string => (count === 1 ? '1 post' : `${count.toLocaleString('en')} posts`);

function one(bench: Bench): Outcome {
  const sample = sampleOf(bench.samples, 10_000);
  const blog: Blog = {folder: path.join(bench.scratch, 'one'), posts: [`posts/${sample.name}`]};
  mkdirSync(path.join(blog.folder, 'posts'), {recursive: true});
  writeFileSync(path.join(blog.folder, blog.posts[0]!), sample.content);
  const draftlint = ourselves(bench.main);
  const {cspell, remark, markdownlint, textlint} = bench.peers;
  const by = (tool: Tool, args = tool.args(blog.posts)): Command => command(bench, 'one', tool, blog, args);
  const size = `${(sample.content.length / 1000).toFixed(0)} KB`;
  return compare(bench, 'one', `one post of ${size}, nothing stored`, [
    by(draftlint, draftlint.args(blog.posts, '--no-cache')),
    {...nothing(bench, 'one', blog), atMost: 4},
    {...by(cspell), atMost: 0.12},
    {...by(remark), atMost: 0.1},
    by(markdownlint),
    by(textlint),
  ]);
}

function changed(bench: Bench): Outcome {
  const blog = blogOf(bench, 'changed', 3000);
  const post = blog.posts[blog.posts.length >> 1]!;
  const file = path.join(blog.folder, post);
  const draftlint = ourselves(bench.main);
  const {cspell} = bench.peers;
  const ours = command(bench, 'changed', draftlint, blog);
  const stored = ['--cache-location', path.join(ours.home, 'store')];
  const times = {edited: 0};
  const edit = (): void => appendFileSync(file, `\nThis line was added after edit ${++times.edited}.\n`);
  return compare(bench, 'changed', `one changed post in a blog of ${counted(blog.posts.length)}`, [
    {
      ...ours,
      args: draftlint.args([post], ...stored),
      before: edit,
      prime: {...ours, args: draftlint.args([], ...stored)},
    },
    {
      ...command(bench, 'changed', cspell, blog, cspell.args([post])),
      posts: 1,
      as: 'cspell on that post',
      atMost: 0.25,
    },
  ]);
}

function asked(bench: Bench): Outcome {
  const blog = blogOf(bench, 'asked', 500);
  const draftlint = ourselves(bench.main);
  const ours = command(bench, 'asked', draftlint, blog);
  const store = path.join(ours.home, 'store');
  return compare(bench, 'asked', `one post of a blog of ${counted(blog.posts.length)}, nothing stored yet`, [
    {
      ...ours,
      args: draftlint.args([blog.posts[blog.posts.length >> 1]!], '--cache-location', store),
      before: () => rmSync(ours.home, {recursive: true, force: true}),
    },
    {...command(bench, 'asked', bench.peers.cspell, blog), as: 'cspell on all of them', atMost: 0.6},
  ]);
}

const wholeBlog = 530;

function whole(bench: Bench): Outcome {
  const blog = blogOf(bench, 'blog', wholeBlog);
  const draftlint = ourselves(bench.main);
  const {cspell, remark, markdownlint, textlint} = bench.peers;
  const by = (tool: Tool, args = tool.args()): Command => command(bench, 'blog', tool, blog, args);
  return compare(bench, 'blog', `${counted(blog.posts.length)}, nothing stored`, [
    by(draftlint, draftlint.args([], '--no-cache')),
    {...by(cspell), atMost: 1},
    {...by(remark), atMost: 0.33},
    by(markdownlint),
    by(textlint),
  ]);
}

function unchanged(bench: Bench): Outcome {
  const blog = blogOf(bench, 'unchanged', 3000);
  const draftlint = ourselves(bench.main);
  const {cspell} = bench.peers;
  const ours = command(bench, 'unchanged', draftlint, blog);
  const theirs = command(bench, 'unchanged', cspell, blog);
  const run = {...ours, args: draftlint.args([], '--cache-location', path.join(ours.home, 'store'))};
  const cache = ['--cache', '--cache-strategy', 'content', '--cache-location', path.join(theirs.home, 'cspell-cache')];
  const again = {...theirs, args: cspell.args(undefined, ...cache)};
  return compare(bench, 'unchanged', `${counted(blog.posts.length)}, none of them changed`, [
    {...run, prime: run},
    {...nothing(bench, 'unchanged', blog), atMost: 4},
    {...again, as: 'cspell with its cache', atMost: 0.08, prime: again},
  ]);
}

/** What threads gain and cost: the wait, and CPU. */
function threads(bench: Bench): Outcome {
  const blog = blogOf(bench, 'threads', 2 * wholeBlog);
  const draftlint = ourselves(bench.main);
  const [two, one] = [2, 1].map((count): Contender => {
    const tool = `draftlint in ${count === 1 ? 'one thread' : `${count} threads`}`;
    return {
      ...command(bench, 'threads', draftlint, blog, draftlint.args([], '--no-cache', '--threads', `${count}`)),
      tool,
    };
  }) as [Contender, Contender];
  const costs = interleaved([two, one], bench.rounds, bench.scratch, bench.say);
  const ratio = (what: string, of: (cost: Cost) => number, unit: Ratio['unit'] = 'ms'): Ratio => {
    const [mine, theirs] = costs.map((runs) => runs.map(of)) as [number[], number[]];
    return ratioOf({what: `${what} ${counted(blog.posts.length)}, two threads`, against: one.tool, unit}, mine, theirs);
  };
  return {
    name: 'threads',
    rounds: bench.rounds,
    runs: [two, one].map(({tool}, index) => runsOf(tool, costs[index]!)),
    ratios: [
      ratio('the wait for', ({wall}) => wall),
      ratio('CPU for', ({cpu}) => cpu),
      ratio('memory at its peak,', ({memory}) => memory, 'MB'),
    ],
  };
}

function growth(bench: Bench): Outcome {
  const draftlint = ourselves(bench.main);
  const sizes = [1, Math.min(1000, Math.max(2, Math.ceil(bench.most / 10))), Math.min(10_000, bench.most)] as const;
  const [single, some, many] = sizes.map((size): Cost => {
    const blog = blogOf(bench, `growth-${size}`, size);
    bench.say(`growth: ${counted(size)}`);
    const cost = measure(command(bench, 'growth', draftlint, blog, draftlint.args([], '--no-cache')), bench.scratch);
    rmSync(blog.folder, {recursive: true});
    return cost;
  }) as [Cost, Cost, Cost];
  const [first, middle, last] = sizes;
  const marginal = {
    what: `each post from ${counted(middle)} to ${last.toLocaleString('en')}`,
    against: `draftlint, each post up to ${middle.toLocaleString('en')}`,
    unit: 'ms',
    atMost: 1.05,
  } as const;
  const peak = {
    what: `memory at its peak, ${counted(last)}`,
    against: `draftlint, ${counted(middle)}`,
    unit: 'MB',
    atMost: 1.5,
  } as const;
  return {
    name: 'growth',
    rounds: 1,
    runs: [single, some, many].map((cost, index) => runsOf(`draftlint on ${counted(sizes[index]!)}`, [cost])),
    ratios: [
      ratioOf(marginal, [(many.cpu - some.cpu) / (last - middle)], [(some.cpu - single.cpu) / (middle - first)]),
      ratioOf(peak, [many.memory], [some.memory]),
    ],
  };
}

/** What scripts/bench/rules.ts writes: CPU in milliseconds by part of a run. */
export interface Parts {
  readonly posts: number;
  readonly parsing: Readonly<Record<string, number>>;
  /** What rules share and parsing does not give: prose, sections and so on. */
  readonly shared: Readonly<Record<string, number>>;
  readonly rules: Readonly<Record<string, number>>;
}

const total = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((sum, value) => sum + value, 0);

function rules(bench: Bench): Outcome {
  const blog = blogOf(bench, 'rules', wholeBlog);
  const rounds: Parts[] = [];
  const stock: number[] = [];
  const output = path.join(bench.scratch, 'measured.json');
  const script = (name: string, script: string): Command => ({
    ...command(bench, 'rules', {...node, name}, blog),
    // where the loader of TypeScript is found
    cwd: bench.scripts,
    args: ['--import', 'tsx', path.join(bench.scripts, script), blog.folder, output],
    read: (out) => Number(out),
  });
  const run = script('every rule, apart', 'rules.ts');
  const parse = script('remark-parse alone', 'stock.ts');
  const costs: Cost[] = [];
  for (let round = 1; round <= bench.rounds; round++) {
    bench.say(`round ${round} of ${bench.rounds}: ${run.tool}`);
    costs.push(measure(run, bench.scratch));
    rounds.push(JSON.parse(readFileSync(output, 'utf8')));
    measure(parse, bench.scratch);
    stock.push(JSON.parse(readFileSync(output, 'utf8')));
  }
  const about = {unit: 'ms', against: 'parsing the same posts'} as const;
  const count = counted(blog.posts.length);
  const parsing = rounds.map((parts) => total(parts.parsing));
  const own = rounds.map((parts) => total(parts.rules));
  const ratios: readonly Ratio[] = [
    ratioOf({...about, what: `all rules on ${count}`, atMost: 0.25}, own, parsing),
    ratioOf(
      {...about, what: 'the same, with the prose and sections that rules share'},
      rounds.map((parts, index) => own[index]! + total(parts.shared)),
      parsing,
    ),
    ratioOf({unit: 'ms', what: `all rules on ${count}`, against: 'remark-parse with GFM, as it comes'}, own, stock),
  ];
  const together = rounds.map((of) => ({...of.parsing, ...of.shared, ...of.rules}));
  const parts = Object.keys(together[0]!).map((part) => ({
    part,
    cpu: spreadOf(together.map((of) => of[part] ?? 0)).median,
  }));
  return {
    name: 'rules',
    rounds: bench.rounds,
    runs: [runsOf(run.tool, costs)],
    ratios,
    parts: parts.sort((a, b) => b.cpu - a.cpu),
  };
}

/** All scenarios, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  {name: 'one', run: one},
  {name: 'changed', run: changed},
  {name: 'asked', run: asked},
  {name: 'blog', run: whole},
  {name: 'unchanged', run: unchanged},
  {name: 'rules', run: rules},
  {name: 'threads', run: threads},
  {name: 'growth', run: growth, long: true},
];
