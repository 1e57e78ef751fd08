/**
 * Prints how well the spelling rule does on a corpus of blogs, as the table of the rule's readme has it.
 *
 *   npm run accuracy -- CORPUS
 *
 * CORPUS has a folder a blog, each with its posts and `cases.json`: `cases` (path, line, column, wrong, right, cls), `clean`
 * (long-published posts) and `words` (how many words each of these has); `labels.json` beside the folders says of
 * words on the clean posts whether they are misspelt. A word counts once a post; one without a label counts as false.
 */
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Fact} from '../rules/spelling/gather.ts';
import plugin from '../rules/spelling/rule.ts';
import {count, nothing, type Vocabulary} from '../rules/spelling/vocabulary.ts';
import type {Finding} from '../src/core/finding.ts';
import {judgeFacts} from '../src/core/plugin.ts';
import {isSiteRule} from '../src/core/rule.ts';
import {readSetting} from '../src/core/settings.ts';
import {loadDictionary} from '../src/host/dictionary.ts';
import {type Blog, plain, readBlogs, remembering} from './train-spelling/corpus.ts';

const [corpus] = process.argv.slice(2);
if (corpus === undefined) throw new Error('Say where the corpus is: npm run accuracy -- CORPUS');
const {rule} = plugin;
if (!isSiteRule(rule)) throw new Error('The spelling rule is a rule of the whole blog');
const {options} = readSetting(rule, undefined);
const dictionary = remembering(loadDictionary(path.resolve(import.meta.dirname, '../dist/data')));
const labelFile = path.join(corpus, 'labels.json');
const labels = new Map<string, boolean>(
  existsSync(labelFile) ? Object.entries(JSON.parse(readFileSync(labelFile, 'utf8'))) : [],
);

const findingsOf = (sum: Vocabulary, asked: ReadonlyMap<string, Fact>): readonly Finding[] =>
  judgeFacts(rule, 'error', sum, asked, options, {dictionary});

interface Tally {
  cases: number;
  error: number;
  any: number;
  first: number;
  five: number;
  words: number;
  findings: number;
  errors: number;
  falseErrors: number;
  readonly perBlog: number[];
}

function score(blogs: readonly Blog[], alone: boolean): Tally {
  const tally: Tally = {
    cases: 0,
    error: 0,
    any: 0,
    first: 0,
    five: 0,
    words: 0,
    findings: 0,
    errors: 0,
    falseErrors: 0,
    perBlog: [],
  };
  for (const {facts, sum, cases, clean, words} of blogs) {
    const asked = new Map<string, Fact>();
    for (const post of [...cases.map((c) => c.path), ...clean]) {
      const fact = facts.get(post);
      if (fact) asked.set(post, fact);
    }
    const findings = alone
      ? [...asked].flatMap(([post, fact]) => findingsOf(count(nothing(), fact, 1), new Map([[post, fact]])))
      : findingsOf(sum, asked);
    const byPost = new Map<string, Finding[]>();
    for (const finding of findings) byPost.set(finding.path, [...(byPost.get(finding.path) ?? []), finding]);
    const misspelt = cases.filter((c) => c.cls === 'nonword');
    let errors = 0;
    for (const {path: post, line, column, wrong, right} of misspelt) {
      tally.cases++;
      const found = byPost
        .get(post)
        ?.find(
          (f) => f.line === line && f.column < column + wrong.length && (f.endLine > f.line || f.endColumn > column),
        );
      if (!found) continue;
      tally.any++;
      if (found.severity === 'error') errors++;
      const at = (found.expected ?? []).findIndex((word) => plain(word) === plain(right));
      if (at === 0) tally.first++;
      if (at >= 0 && at < 5) tally.five++;
    }
    tally.error += errors;
    if (misspelt.length >= 5) tally.perBlog.push(errors / misspelt.length);
    for (const post of clean) {
      tally.words += words[post] ?? 0;
      const once = new Map((byPost.get(post) ?? []).map((f) => [plain(f.actual ?? ''), f] as const).reverse());
      tally.findings += once.size;
      for (const [word, {severity}] of once) {
        if (severity !== 'error') continue;
        tally.errors++;
        if (!labels.get(word)) tally.falseErrors++;
      }
    }
  }
  return tally;
}

const share = (n: number, of: number): string => (of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`);
const rate = (n: number, words: number): string => (words === 0 ? '–' : ((1000 * n) / words).toFixed(3));
const blogs = readBlogs(corpus, dictionary);
const tallies = [score(blogs, false), score(blogs, true)];
const row = (name: string, value: (tally: Tally) => string): void =>
  console.log(`| ${name} | ${tallies.map(value).join(' | ')} |`);
row(`${tallies[0]?.cases ?? 0} misspellings, ${tallies[0]?.words ?? 0} words`, (t) =>
  t === tallies[0] ? 'within its blog' : 'each post alone',
);
console.log('|---|---|---|');
row('reported as error', (t) => share(t.error, t.cases));
row('the same, mean over blogs', (t) =>
  share(
    t.perBlog.reduce((a, b) => a + b, 0),
    t.perBlog.length,
  ),
);
row('false errors per 1,000 words', (t) => rate(t.falseErrors, t.words));
row('errors that are real', (t) => share(t.errors - t.falseErrors, t.errors));
row('reported at all', (t) => share(t.any, t.cases));
row('right word first', (t) => share(t.first, t.any));
row('right word in the first five', (t) => share(t.five, t.any));
row('all findings per 1,000 words', (t) => rate(t.findings, t.words));
