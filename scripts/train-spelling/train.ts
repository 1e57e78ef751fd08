/**
 * Trains the spelling rule's ranker and judge, and says how they do on blogs they have not seen.
 *
 *   npx tsx scripts/train-spelling/train.ts CORPUS [MORE ...] [--write]
 *
 * CORPUS has a folder a blog, each with its posts and `cases.json` (`cases`: path, line, column, wrong, right, cls;
 * `clean`: long-published posts; `words`: words in each), and `labels.json`: of words on the long-published posts, whether
 * they are misspelt. MORE are folders of blogs without cases. `labels.json` beside this script has what was labelled by
 * reading on all other posts, as hashes. Every figure is of a judge trained without the blog it is asked about.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fit, standing} from '../../rules/spelling/features.ts';
import {weigh} from '../../rules/spelling/model.ts';
import {loadDictionary} from '../../src/host/dictionary.ts';
import {plain, readBlogs, remembering} from './corpus.ts';
import {closedExamples, type Example, examplesOf, featuresOf, listChoices, ranked, train} from './examples.ts';

/** From this logit of the trained judge on a word is called misspelt; it is moved to 0, so that confidence there is one half. */
const errorLogit = -0.45;
/** The confidence, after that, from which a word is mentioned at all. */
const report = 0.04;
/** How far the second correction must be behind before the first may be put in without asking. */
const sureMargin = 2;

const root = path.resolve(import.meta.dirname, '../..');
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const [corpus, ...more] = folders;
if (corpus === undefined) throw new Error('Say where the corpus is: train.ts CORPUS [MORE ...] [--write]');

const data = path.join(root, 'dist/data');
const dictionary = remembering(loadDictionary(data));
const blogs = [corpus, ...more].flatMap((folder) => readBlogs(folder, dictionary));
const read: {readonly misspelt: readonly string[]; readonly right: readonly string[]} = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'labels.json'), 'utf8'),
);
const labels = new Map([
  ...read.right.map((hash) => [hash, false] as const),
  ...read.misspelt.map((hash) => [hash, true] as const),
]);
const clean = new Map<string, boolean>(
  Object.entries(JSON.parse(readFileSync(path.join(corpus, 'labels.json'), 'utf8'))),
);
const examples = [...examplesOf(blogs, labels, clean, dictionary), ...closedExamples(dictionary)];

const listed = readFileSync(path.join(data, 'corrections.txt'), 'utf8')
  .split('\n')
  .map((line) => line.split('\t')[0] ?? '')
  .filter((word) => /^[a-z']{4,}$/.test(word));
const stride = Math.max(1, Math.floor(listed.length / 1600));
const list = listChoices(
  listed.filter((_, i) => i % stride === 7 % stride),
  dictionary,
  0.3,
);
const tell = (origin: Example['origin'], misspelt: boolean): number =>
  examples.filter((e) => e.origin === origin && e.misspelt === misspelt).length;
console.log(
  `${tell('case', true)} mended misspellings; on long-published posts ${tell('clean', true)} misspelt and ${tell('clean', false)} right; ` +
    `read elsewhere ${tell('read', true)} misspelt and ${tell('read', false)} right; ${list.length} of the list`,
);

interface Outcome {
  readonly example: Example;
  readonly logits: readonly [number, number];
  readonly places: readonly [number, number];
}
const outcomes: Outcome[] = [];
const judged = blogs.filter((blog) => blog.cases.length + blog.clean.length > 0);
for (const {name} of blogs) {
  const {ranker, judge} = train(
    examples.filter((e) => e.blog !== name),
    list,
  );
  for (const example of examples) {
    if (example.blog !== name) continue;
    const {suspect, views, right} = example;
    const [own, alone] = views;
    const logit = (view: typeof own): number => weigh(featuresOf(suspect, view, ranker), judge);
    const place = (view: typeof own): number =>
      ranked(view.described, ranker).findIndex((r) => plain(r.candidate.word) === right);
    outcomes.push({example, logits: [logit(own), logit(alone)], places: [place(own), place(alone)]});
  }
}

const total = blogs.flatMap((blog) => blog.cases).filter((c) => c.cls === 'nonword').length;
const words = blogs.flatMap((blog) => Object.values(blog.words)).reduce((a, b) => a + b, 0) / 1000;
const share = (n: number, of: number): string => `${((100 * n) / of).toFixed(1)} %`;
const cases = outcomes.filter((o) => o.example.origin === 'case');
const onClean = outcomes.filter((o) => o.example.origin === 'clean');
const elsewhere = outcomes.filter((o) => o.example.origin === 'read' && o.example.labelled);
const slipsElsewhere = elsewhere.filter((o) => o.example.misspelt);
for (const [view, name] of [
  [0, 'within its blog'],
  [1, 'each post alone'],
] as const) {
  const over = (list: readonly Outcome[], cut: number): number => list.filter((o) => o.logits[view] >= cut).length;
  const right = onClean.filter((o) => !o.example.misspelt);
  const falses = right.map((o) => o.logits[view]).sort((a, b) => b - a);
  console.log(`${name}: of ${total} misspellings`);
  for (const rate of [0.05, 0.1, 0.2])
    console.log(
      `  ${share(over(cases, (falses[Math.floor(rate * words)] ?? -99) + 1e-9), total)} found at ${rate} false per 1,000 words`,
    );
  const mean = judged
    .map((blog) => ({n: blog.cases.filter((c) => c.cls === 'nonword').length, blog: blog.name}))
    .filter(({n}) => n >= 5)
    .map(
      ({n, blog}) =>
        over(
          cases.filter((o) => o.example.blog === blog),
          errorLogit,
        ) / n,
    );
  console.log(
    `  at the cut that ships: ${share(over(cases, errorLogit), total)} found (mean over blogs ${share(
      mean.reduce((a, b) => a + b, 0),
      mean.length,
    )}), ` + `${(over(right, errorLogit) / words).toFixed(3)} false per 1,000 words`,
  );
  const [caught, wronged] = [over(slipsElsewhere, errorLogit), over(elsewhere, errorLogit)];
  console.log(
    `  of ${slipsElsewhere.length} misspellings and ${elsewhere.length - slipsElsewhere.length} right words read elsewhere: ` +
      `${caught} and ${wronged - caught} called misspelt`,
  );
  const mention = errorLogit + Math.log(report / (1 - report));
  console.log(
    `  mentioned: ${share(over(cases, mention), total)}, ${(over(onClean, mention) / words).toFixed(2)} findings per 1,000 words`,
  );
  const within = (n: number): number => cases.filter((o) => o.places[view] >= 0 && o.places[view] < n).length;
  console.log(
    `  right word first ${share(within(1), cases.length)}, in the first five ${share(within(5), cases.length)}`,
  );
}

if (process.argv.includes('--write')) {
  const {ranker, judge} = train(examples, list);
  const lifts = examples
    .map(({suspect, views: [view]}) =>
      weigh(fit(suspect, ranked(view.described, ranker), view.around, standing(suspect, view.around)), {
        ...judge,
        bias: 0,
      }),
    )
    .sort((a, b) => b - a);
  const rounded = (x: number): number => Math.round(x * 1000) / 1000;
  const weights = {
    error: 0.5,
    report,
    sureMargin,
    reach: rounded(lifts[Math.floor(lifts.length / 100)] ?? 0),
    ranker,
    judge: {...judge, bias: rounded((judge.bias ?? 0) - errorLogit)},
  };
  writeFileSync(path.join(root, 'rules/spelling/weights.json'), `${JSON.stringify(weights, null, 1)}\n`);
}
