import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {catalog} from '../src/catalog.ts';
import {compareSeverity, type Finding, inReadingOrder} from '../src/core/finding.ts';
import {type Generator, generators} from '../src/core/generators.ts';
import {linesOf} from '../src/core/lines.ts';
import type {Option, Options, ValuesOf} from '../src/core/options.ts';
import {checkPost} from '../src/core/plugin.ts';
import {Post} from '../src/core/post.ts';
import {isSiteRule, type World} from '../src/core/rule.ts';
import {readSetting} from '../src/core/settings.ts';
import {factOf, packFacts, unpackFacts} from '../src/engine/facts.ts';
import {foundIn, packFound} from '../src/engine/found.ts';
import {type ActiveRule, type Inspection, inspect, type Source} from '../src/engine/inspect.ts';
import {fold, judge, type Sums} from '../src/engine/judge.ts';
import {applyFixes} from '../src/engine/repair.ts';
import {settle, type Weighing} from '../src/engine/settle.ts';
import {Shelf} from '../src/engine/shelf.ts';
import {fc} from './support/fast-check.ts';
import {filesOf} from './support/files.ts';
import {type Fixture, fixtures} from './support/fixtures.ts';
import {blog} from './support/markdown.ts';
import {world} from './support/world.ts';

/*
 * The laws of every rule: they hold on each fixture, with the settings by default, and on generated blogs with
 * generated settings. No rule is named here: the catalog says which there are, and their descriptions which options.
 */

/** Posts to check, and how. */
interface Given extends Fixture {
  readonly generator: Generator | undefined;
  readonly rules: readonly ActiveRule[];
}

/** What all rules found, before anything is settled. */
interface Found {
  readonly inspections: readonly Inspection[];
  readonly sums: Sums;
  /** By path, in reading order. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

const ruleOf = ({plugin}: ActiveRule) => plugin.rule;

/** The world of a blog: the dictionary, its generator without any configuration, and its posts as its only files. */
const worldOf = ({posts, generator}: Pick<Given, 'posts' | 'generator'>): World => ({
  ...world(),
  generator: {generator, folder: '', config: {}},
  files: filesOf(posts.map(({path}) => path)),
  data: {
    hash: '',
    authors: {file: '_data/authors.yml', names: ['ada', 'grace']},
    matches: () => true,
    schema: () => ({problem: 'is not there'}),
  },
});

/** Runs rules over a blog; a rule that throws is an error here. `frozen` judges by these sums, and not by the blog's own. */
async function run(given: Pick<Given, 'posts' | 'generator' | 'rules'>, frozen?: Sums): Promise<Found> {
  const around = worldOf(given);
  const setup = {rules: given.rules, generator: given.generator, world: around};
  const inspections: Inspection[] = [];
  for (const post of given.posts) inspections.push(await inspect(post, setup));
  const folded = fold(given.rules, inspections);
  const sums = frozen ?? folded.sums;
  const judged = judge(given.rules, sums, new Shelf(inspections), around);
  const failures = [
    ...inspections.flatMap((inspection) => inspection.failures),
    ...folded.failures,
    ...judged.failures,
  ];
  assert.deepEqual(failures, [], 'a rule threw');
  const findings = new Map(
    inspections.map((inspection) => [
      inspection.path,
      [...foundIn(inspection.found).findings, ...judged.findings.filter(({path}) => path === inspection.path)].sort(
        inReadingOrder,
      ),
    ]),
  );
  assert.equal(
    [...findings.values()].flat().length,
    inspections.flatMap(({found}) => foundIn(found).findings).length + judged.findings.length,
    'a finding names no post of the blog',
  );
  return {inspections, sums, findings};
}

/** The text without a byte order mark, as findings see it. */
const textOf = (post: Source): string => post.text.replace(/^\uFEFF/, '');
const unixEnds = (text: string): string => text.replace(/\r\n?/g, '\n');
const name = (finding: Finding): string => `${finding.rule} says ${JSON.stringify(finding)}`;

/** What a finding says, but for its offsets and the line ends of what it quotes. */
const saying = ({fix, actual, ...rest}: Finding) => ({
  ...rest,
  ...(actual !== undefined && {actual: unixEnds(actual)}),
  ...(fix && {fix: unixEnds(fix.text)}),
});

/** Freezes plain data to the bottom, so that changing it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Every law: it asserts something of a blog. */
const laws: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  'a finding lies inside the text, and says what is found there': async (given) => {
    const {findings} = await run(given);
    for (const post of given.posts) {
      const text = textOf(post);
      const {starts} = linesOf(text);
      const offset = (line: number, column: number, finding: Finding): number => {
        const start = starts[line - 1];
        assert.ok(start !== undefined, `no such line: ${name(finding)}`);
        assert.ok(
          column >= 1 && start + column - 1 <= (starts[line] ?? text.length),
          `no such column: ${name(finding)}`,
        );
        return start + column - 1;
      };
      for (const finding of findings.get(post.path) ?? []) {
        const start = offset(finding.line, finding.column, finding);
        const end = offset(finding.endLine, finding.endColumn, finding);
        assert.ok(start <= end, `it ends before it starts: ${name(finding)}`);
        if (finding.actual !== undefined)
          assert.equal(unixEnds(finding.actual), unixEnds(text.slice(start, end)), `other text: ${name(finding)}`);
        if (finding.fix)
          assert.ok(
            start <= finding.fix.start && finding.fix.start <= finding.fix.end && finding.fix.end <= end,
            `the fix reaches beyond it: ${name(finding)}`,
          );
        assert.match(finding.message, /\S/, `no message: ${name(finding)}`);
        assert.doesNotMatch(finding.message, /undefined|\[object |NaN/, `no sentence: ${name(finding)}`);
      }
    }
  },

  'twice gives the same, in any order of rules and of posts, whichever other rules run': async (given) => {
    const first = await run(given);
    const again = await run(given);
    assert.deepEqual(again.inspections, first.inspections);
    assert.deepEqual(again.findings, first.findings);
    const backwards = await run({...given, posts: given.posts.toReversed(), rules: given.rules.toReversed()});
    for (const {path} of given.posts) assert.deepEqual(backwards.findings.get(path), first.findings.get(path));
    for (const half of [0, 1]) {
      const rules = given.rules.filter((_, n) => n % 2 === half);
      const without = await run({...given, rules});
      const ids = rules.map((rule) => ruleOf(rule).id);
      const own = [...first.findings.values()].flat().filter(({rule}) => ids.includes(rule.split('/')[0] ?? ''));
      assert.deepEqual([...without.findings.values()].flat(), own, `without the others: ${ids.join(', ')}`);
    }
  },

  'a rule changes neither the tree nor what it is given': async (given) => {
    for (const {path, text} of given.posts) {
      const post = new Post(path, text, given.generator);
      const before = structuredClone(post.tree);
      frozen([post.tree, post.frontMatter, post.prose, post.sections, post.ignores]);
      for (const {plugin, options} of given.rules) {
        frozen(options);
        if (isSiteRule(plugin.rule)) plugin.rule.collect(post, options, worldOf(given));
        else checkPost(plugin.rule, 'error', post, options, worldOf(given));
      }
      assert.deepEqual(post.tree, before);
    }
  },

  'line ends, a byte order mark and a final line end make no difference': async (given) => {
    const base = given.posts.map((post) => ({...post, text: unixEnds(textOf(post)).replace(/\n+$/, '')}));
    const plain = await run({...given, posts: base});
    const variants: Readonly<Record<string, (text: string) => string>> = {
      'a final line end': (text) => `${text}\n`,
      CRLF: (text) => text.replaceAll('\n', '\r\n'),
      'CRLF and a final line end': (text) => `${text}\n`.replaceAll('\n', '\r\n'),
      'a byte order mark': (text) => `\uFEFF${text}`,
      'all of them': (text) => `\uFEFF${text}\n`.replaceAll('\n', '\r\n'),
    };
    for (const [what, changed] of Object.entries(variants)) {
      const posts = base.map((post) => ({...post, text: changed(post.text)}));
      const other = await run({...given, posts});
      for (const [n, {path}] of base.entries()) {
        assert.deepEqual(other.findings.get(path)?.map(saying), plain.findings.get(path)?.map(saying), what);
        const ignores = [other, plain].map(({inspections}) => foundIn(inspections[n]!.found).ignores);
        assert.deepEqual(ignores[0], ignores[1], `the ignores with ${what}`);
        assert.equal(other.inspections[n]?.stage, plain.inspections[n]?.stage, `the stage with ${what}`);
        const mended = unixEnds(applyFixes(textOf(posts[n]!), other.findings.get(path) ?? []).text);
        const mendedPlain = applyFixes(base[n]!.text, plain.findings.get(path) ?? []).text;
        assert.equal(mended.replace(/\n+$/, ''), mendedPlain.replace(/\n+$/, ''), `the fixes with ${what}`);
      }
    }
  },

  'fixing comes to an end, and leaves nothing that can be fixed': async (given) => {
    const first = await run(given);
    for (const post of given.posts) {
      const seen = new Set<string>();
      let text = textOf(post);
      let findings = first.findings.get(post.path) ?? [];
      while (findings.some((finding) => finding.fix)) {
        assert.ok(seen.size < 10, `still fixable after ten rounds: ${JSON.stringify(findings.filter(({fix}) => fix))}`);
        seen.add(text);
        const {text: fixed} = applyFixes(text, findings);
        assert.ok(!seen.has(fixed), `fixing goes round in a circle: ${JSON.stringify(findings)}`);
        text = fixed;
        const again = await run({...given, posts: [{...post, text}]}, first.sums);
        findings = again.findings.get(post.path) ?? [];
      }
    }
  },

  'what leaves a post is plain data': async (given) => {
    const {inspections, sums, findings} = await run(given);
    const recalled = inspections.map(({found, facts, ...rest}): Inspection => {
      const unpacked = unpackFacts(facts);
      assert.deepEqual(copied(unpacked), unpacked);
      return {...copied(rest), found: packFound(copied(foundIn(found))), facts: packFacts(copied(unpacked))};
    });
    assert.deepEqual(recalled, inspections);
    assert.deepEqual(structuredClone(inspections), inspections);
    const judged = (some: readonly Inspection[], by: Sums) =>
      judge(given.rules, by, new Shelf(some), worldOf(given)).findings;
    const before = judged(inspections, sums);
    const copiedSums = new Map([...sums].map(([id, sum]) => [id, copied(sum)]));
    assert.deepEqual(judged(recalled, copiedSums), before, 'from copies');
    assert.deepEqual(judged(recalled, fold(given.rules, recalled).sums), before, 'from recalled facts');
    for (const inspection of inspections) {
      const own = before.filter(({path}) => path === inspection.path);
      assert.deepEqual(
        judged([inspection], sums).filter(({path}) => path === inspection.path),
        own,
        'asked alone',
      );
    }
    assert.deepEqual([...sums.values()], [...copiedSums.values()], 'judging changed a sum');
    assert.ok(findings.size <= given.posts.length);
  },

  'removing a fact undoes adding it, and the order of facts does not matter': async (given) => {
    const {inspections, sums} = await run(given);
    for (const {plugin} of given.rules) {
      const {rule} = plugin;
      if (!isSiteRule(rule)) continue;
      const facts: unknown[] = frozen(inspections.map(({facts}) => factOf(facts, rule.id)));
      const sumOf = (some: readonly unknown[]): unknown =>
        some.reduce((sum, fact) => rule.add(sum, fact), rule.empty());
      assert.deepEqual(sumOf(facts.toReversed()), sums.get(rule.id), `${rule.id}: another order`);
      for (const [n, fact] of facts.entries()) {
        const others = facts.filter((_, at) => at !== n);
        assert.deepEqual(rule.remove(sumOf(facts), fact), sumOf(others), `${rule.id}: removed`);
        assert.deepEqual(
          rule.remove(rule.add(sumOf(facts), fact), fact),
          sumOf(facts),
          `${rule.id}: added and removed`,
        );
        assert.deepEqual(rule.remove(copied(sumOf(facts)), copied(fact)), sumOf(others), `${rule.id}: from copies`);
      }
      assert.deepEqual(
        facts.reduce((sum: unknown, fact) => rule.remove(sum, fact), sumOf(facts)),
        rule.empty(),
        `${rule.id}: all removed`,
      );
    }
  },

  'settling keeps the order, caps severities and says nothing twice': async (given) => {
    const {inspections, findings} = await run(given);
    for (const {path: own, found, stage} of inspections) {
      const post = {ignores: foundIn(found).ignores, stage};
      const weighing: Weighing = {
        severityOf: () => 'warning',
        isUnfinished: () => true,
        drafts: 'block',
        only: [],
        skip: [],
      };
      const all = findings.get(own) ?? [];
      const {findings: settled} = settle('shown.md', all, post, weighing);
      assert.deepEqual(settle('shown.md', all.toReversed(), post, weighing).findings, settled);
      assert.deepEqual(settle('shown.md', [...all, ...all], post, weighing).findings, settled);
      assert.deepEqual(settled.toSorted(inReadingOrder), settled);
      assert.equal(new Set(settled.map((finding) => JSON.stringify(finding))).size, settled.length);
      assert.ok(settled.every(({severity, path}) => compareSeverity(severity, 'warning') <= 0 && path === 'shown.md'));
      assert.deepEqual(settle('shown.md', all, post, {...weighing, skip: ids}).findings, []);
    }
  },
};

/** How many blogs are made for each law; RUNS=2000 searches longer. */
const numRuns = Number(process.env.RUNS ?? 30);

const ids = catalog.map(({rule}) => rule.id);

/** Values that the description of an option allows. */
function allowedBy(option: Option): fc.Arbitrary<ValuesOf<Options>[string]> {
  switch (option.type) {
    case 'strings':
      if (option.known) return fc.subarray([...option.known], {maxLength: 3});
      return fc.array(fc.constantFrom('title', 'teh', 'Sun', 'TODO', '', '.*', '(', '\u0000'), {maxLength: 3});
    case 'choice':
      return fc.constantFrom(...option.choices);
    case 'number':
      return fc.double({min: option.minimum ?? -10, max: option.maximum ?? 1000, noNaN: true});
    case 'boolean':
      return fc.boolean();
  }
}

/** The options of each rule, by its id. */
const settings: fc.Arbitrary<Readonly<Record<string, object>>> = fc.oneof(
  {weight: 2, arbitrary: fc.constant({})},
  {
    weight: 1,
    arbitrary: fc.record(
      Object.fromEntries(
        catalog.map(({rule}) => {
          const options = Object.entries<Option>(rule.options ?? {}).map(([key, one]) => [key, allowedBy(one)]);
          return [rule.id, fc.record(Object.fromEntries(options), {requiredKeys: []})];
        }),
      ),
    ),
  },
);

const rulesWith = (all: Readonly<Record<string, object>>): readonly ActiveRule[] =>
  catalog.map((plugin) => ({plugin, options: readSetting(plugin.rule, all[plugin.rule.id]).options}));

const generated = fc.record({
  posts: blog,
  generator: fc.constantFrom(undefined, ...generators),
  settings,
});

it('there are rules, fixtures and generated findings', async () => {
  assert.ok(catalog.length > 0);
  assert.ok(fixtures().length > 0);
  const found = new Set<string>();
  for (const posts of fc.sample(blog, {numRuns: 100, seed: 1}))
    for (const finding of [
      ...(await run({posts, generator: undefined, rules: rulesWith({})})).findings.values(),
    ].flat())
      found.add(finding.rule.split('/')[0] ?? '');
  assert.ok(found.size > 0, 'no generated post gives a finding');
});

for (const [law, holds] of Object.entries(laws)) {
  describe(law, () => {
    it('on every fixture', async () => {
      for (const fixture of fixtures()) {
        try {
          await holds({...fixture, generator: undefined, rules: rulesWith({})});
        } catch (error) {
          if (error instanceof Error) error.message = `${fixture.name}: ${error.message}`;
          throw error;
        }
      }
    });
    it('on generated blogs', async () => {
      await fc.assert(
        fc.asyncProperty(generated, ({settings, ...given}) =>
          holds({...given, name: 'generated', rules: rulesWith(settings)}),
        ),
        {numRuns, includeErrorInReport: true},
      );
    });
  });
}
