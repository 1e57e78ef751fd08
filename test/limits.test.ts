import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {catalog} from '../src/catalog.ts';
import type {Finding} from '../src/core/finding.ts';
import type {Generator} from '../src/core/generators.ts';
import type {Ignore} from '../src/core/ignores.ts';
import {findTooDeep} from '../src/core/nesting.ts';
import {postRule, type RulePlugin, siteRule} from '../src/core/plugin.ts';
import {UnreadablePost} from '../src/core/post.ts';
import {readSetting} from '../src/core/settings.ts';
import {unpackFacts} from '../src/engine/facts.ts';
import {foundIn} from '../src/engine/found.ts';
import {inspect} from '../src/engine/inspect.ts';
import {fold, judge} from '../src/engine/judge.ts';
import {namesOf} from '../src/engine/names.ts';
import {settle, type Weighing} from '../src/engine/settle.ts';
import {Shelf} from '../src/engine/shelf.ts';
import {formats, reportOf} from '../src/report/index.ts';
import {draftlint, inFolder} from './support/command.ts';
import {filesOf} from './support/files.ts';
import {world} from './support/world.ts';

/*
 * No input makes a rule crash or hang: each of these gets its answer from all rules, or is refused before it is parsed
 * because the parser's time grows with the square of it, or its stack with its depth. Nothing here is timed; what takes
 * minutes fails by the time that a test may take at all.
 */
const limit = {timeout: 120_000};
const rules = catalog.map((plugin) => ({plugin, options: readSetting(plugin.rule, undefined).options}));

/** Runs every rule over one post; a rule that throws is an error here. */
async function answer(text: string, path = 'a.md', generator?: Generator): Promise<number> {
  const around = {...world(), generator: {generator, folder: '', config: {}}, files: filesOf([path])};
  const inspection = await inspect({path, text}, {rules, generator, world: around});
  const folded = fold(rules, [inspection]);
  const judged = judge(rules, folded.sums, new Shelf([inspection]), around);
  assert.deepEqual([...inspection.failures, ...folded.failures, ...judged.failures], []);
  const {findings} = foundIn(inspection.found);
  JSON.stringify([findings, unpackFacts(inspection.facts), ...folded.sums.values()]);
  return findings.length + judged.findings.length;
}

const times = (count: number, text: string): string => text.repeat(count);
const numbered = (count: number, line: (n: number) => string, by = '\n'): string =>
  Array.from({length: count}, (_, n) => line(n)).join(by);

/** Texts that are parsed: long, broken or strange, and never slow. */
const read: Readonly<Record<string, () => string>> = {
  '5 MB of prose': () =>
    times(
      45_000,
      'The garden was green after the long rain, and we walked along the river until dark.\n\nThen we went home.\n\n',
    ),
  'one line of 5 MB': () => times(120_000, 'The garden was green after the long rain. '),
  'one word of 1 MB': () => times(1_000_000, 'a'),
  blanks: () => times(1_000_000, ' '),
  'line ends': () => times(2_000_000, '\n'),
  'lone carriage returns': () => times(1_000_000, '\r'),
  'null characters': () => times(100_000, '\0'),
  asterisks: () => times(50_000, '*'),
  'a field that is there 130,000 times': () => `---\n${times(130_000, 'tags: x\n')}---\n\nIt rained.\n`,
  'asterisks that open': () => times(20_000, '*a '),
  'underscores that open': () => times(20_000, '_a '),
  backticks: () => times(50_000, '`'),
  'backticks in pairs': () => times(20_000, '`a``'),
  'angle brackets': () => times(50_000, '<'),
  'tags that never end': () => times(30_000, '<a b="'),
  'comments that never end': () => times(50_000, '<!--'),
  'comments with one end': () => `x ${times(20_000, '<!-- ')} -->`,
  'comments in a paragraph': () => `x ${times(20_000, '<!-- a -->')}`,
  comments: () => times(20_000, '<!-- ') + times(20_000, '-->'),
  'closing tags that never end': () => times(50_000, '</a'),
  'processing instructions': () => times(50_000, '<?'),
  'HTML blocks': () => times(4000, '<div>\n'),
  references: () => times(50_000, '&amp'),
  backslashes: () => times(50_001, '\\'),
  formulas: () => times(25_000, '$$a '),
  'Liquid values': () => times(50_000, '{{'),
  'Liquid tags': () => times(20_000, '{% if %}'),
  'raw blocks': () => times(20_000, '{% raw %}'),
  'paired tags': () => numbered(5000, (n) => `{% a${n} %}{% enda${n} %}`, ' '),
  shortcodes: () => times(20_000, '{{< x >}}'),
  'attributes of kramdown': () => times(40_000, '{:'),
  'lines of attributes of kramdown': () => times(100_000, '{: .a}\n'),
  braces: () => times(50_000, '{'),
  colons: () => times(100_000, '::: a\n'),
  'a fence that never ends': () => `\`\`\`\n${times(20_000, 'x\n')}`,
  'front matter that never ends': () => `---\n${times(5000, 'a: b\n')}`,
  'front matter with many keys': () => `---\n${numbered(5000, (n) => `k${n}: v`)}\n---\n`,
  'brackets in YAML': () => `---\na: ${times(50_000, '[')}\n---\n`,
  'maps in YAML': () => `---\na: ${times(5000, '{a: ')}\n---\n`,
  'aliases in YAML that double': () =>
    `---\na0: &a0 [x, x]\n${numbered(40, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)}\n---\n`,
  'brackets in TOML': () => `+++\na = ${times(50_000, '[')}\n+++\n`,
  'maps in JSON': () => times(50_000, '{"a":'),
  'a table of many columns': () => `|${times(2000, 'a|')}\n|${times(2000, '-|')}\n`,
  'a table of many rows': () => `|a|b|\n|-|-|\n${times(3000, '|a|b|\n')}`,
  'headings of references': () => times(160_000, '## References\n\n'),
  headings: () => times(4000, '## Rain\n\n'),
  'plain lists': () => times(30_000, '- a\n\nb\n\n'),
  'marks of emphasis in a paragraph': () => times(3000, `${times(30, '*a ')}\n\n`),
  'links over line ends': () => times(2000, `${times(20, '[a\n')}](b)\n\n`),
  'long paragraphs beside a table': () =>
    `|a|b|\n|-|-|\n\n${times(5, `${times(4500, 'The garden was green.\n')}The &amp; end\n\n`)}`,
  definitions: () => times(2000, '[a]: b\n'),
  tasks: () => times(2000, '- [ ] x\n'),
  'notes to self': () => times(2000, 'TODO: x\n\n'),
  ignores: () => times(2000, '<!-- draftlint-disable-next-line spelling -->\nteh\n\n'),
  'ignores that others do not end': () =>
    times(30_000, '<!-- draftlint-disable spelling -->\n\n') + times(30_000, '<!-- draftlint-enable grammar -->\n\n'),
  'ignores in expressions': () => times(30_000, 'a `b` c\n\n{/* draftlint-disable-next-line */}\n\n'),
  'unknown words': () => numbered(600, (n) => `zx${n.toString(26).replace(/\d/g, 'q')}`, ' '),
  hyphens: () => times(50_000, 'a-'),
  apostrophes: () => times(50_000, "a'"),
  addresses: () => times(30_000, 'http://'),
  'quotation marks': () => times(50_000, '“a'),
  'combining marks': () => `e${times(100_000, '\u0301')}`,
  'joined emoji': () => times(50_000, '👩\u200d'),
  'marks of direction': () => times(100_000, '\u202e'),
  'half characters': () => times(100_000, '\ud800'),
};

/** Texts that are refused, by what is too much in them. */
const refused: Readonly<Record<string, readonly [text: () => string, why: RegExp]>> = {
  '10,000 nested quotes': [() => `${times(10_000, '> ')}x`, /nested more than 100/],
  'quotes without blanks': [() => `${times(10_000, '>')}x`, /nested more than 100/],
  'a list 1,000 deep': [() => numbered(1000, (n) => `${times(n, '  ')}- x`), /nested more than 100/],
  'a list 1,000 deep on one line': [() => `${times(1000, '- ')}x`, /nested more than 100/],
  'numbers 1,000 deep': [() => `${times(1000, '1. ')}x`, /nested more than 100/],
  'lists in quotes': [() => `${times(500, '> - ')}x`, /nested more than 100/],
  '50,000 open brackets': [() => times(50_000, '['), /more than 20000 brackets/],
  '50,000 closed brackets': [() => times(50_000, ']'), /too many brackets/],
  'links in links': [() => times(50_000, '[a]('), /more than 20000 brackets/],
  'brackets nested': [() => times(500, '[') + times(500, ']'), /nested more than 100/],
  'asterisks that open and close': [() => times(50_000, '*a'), /too many/],
  'asterisks that close': [() => times(50_000, 'a* '), /too many/],
  'emphasis of two kinds': [() => times(25_000, '*a_ '), /too many/],
  'struck words': [() => times(50_000, 'a~~ '), /too many/],
  'runs of backticks': [() => numbered(1000, (n) => times(n + 1, '`'), ' '), /lengths/],
  'underlined headings': [() => times(30_000, 'a\n=\n'), /underlined headings/],
  'many quotes': [() => times(30_000, '> a\n\n'), /too many quotes/],
  'many lists of what is not plain': [() => times(30_000, '- a &\n\nb\n\n'), /too many quotes/],
  'many footnotes': [() => times(30_000, '[^1]: x\n\ny\n\n'), /footnotes/],
  'lazy lines of a quote': [() => `> a\n${times(50_000, 'b\n')}`, /too many quotes/],
  'a quote in each item of a list': [() => times(17_000, '- > a\n'), /too many quotes/],
  'a quote in each item of a numbered list': [() => times(17_000, '1. > a\n'), /too many quotes/],
  'a list in each item of a list': [() => times(17_000, '- - a\n'), /too many quotes/],
  'lists below the items of a list': [() => times(10_000, '- a\n  - b\n'), /too many quotes/],
  'a footnote in each item of a list': [() => times(10_000, '- [^1]: a\n'), /too many quotes/],
  'quotes of changing depth': [() => numbered(3600, (n) => `${times(1 + (n % 50), '>')} a\n`), /too many quotes/],
  'underlined headings between blank lines': [
    () => numbered(5800, (n) => `Heading ${n}\n===\n`),
    /underlined headings/,
  ],
  'instructions that never end in a paragraph': [() => `x ${times(33_000, '<? ')}`, /never end/],
  'declarations that never end in a paragraph': [() => `x ${times(25_000, '<!A ')}`, /never end/],
  'comments that never end in a paragraph': [() => `x ${times(20_000, '<!-- ')}`, /never end/],
  'sections that never end in a paragraph': [() => `x ${times(15_000, '<![CDATA[ ')}`, /never end|brackets/],
  'comments that never end, line by line': [() => times(20_000, 'x <!--\n'), /never end/],
  'comments that never end in an indented line': [() => `x\n${times(20_000, '    <!--\n')}`, /never end/],
  'comments that never end, and an end in a heading': [() => `x ${times(20_000, '<!-- ')}\n# -->\n`, /never end/],
  'comments that never end in a cell': [() => `|a|b|\n|-|-|\n| ${times(20_000, '<!-- ')}| --> |\n`, /never end/],
  'comments that never end before a block': [() => `x ${times(20_000, '<!-- ')}\n<!-- -->\n`, /never end/],
  'marks of conflicts': [() => times(40_000, '<<<<<<< a\n'), /too many signs/],
  'signs in each line of a paragraph': [() => times(60_000, 'a & b\n'), /too many signs/],
  'signs between references': [() => `x ${times(40_000, 'a ! b &amp; ')}`, /too many signs/],
  'signs below a fence': [() => `~~~\nx\n~~~\n${times(60_000, 'a!\n')}`, /too many signs/],
  'signs in lines that are no table': [() => times(60_000, '| a & b\n'), /too many signs/],
  'quotes after a fence': [() => `\`\`\`\nx\n\`\`\`\n${times(10_000, '> ')}x`, /nested more than 100/],
  'quotes after what is no fence in HTML': [() => `<pre>\n\n\`\`\`\n</pre>\n${times(10_000, '> ')}x`, /nested/],
  'quotes after what is no fence in a comment': [() => `<!--\n\n~~~\n-->\n${times(10_000, '> ')}x`, /nested/],
  'quotes after a fence of lone carriage returns': [() => `~~~\nx\r~~~\r${times(10_000, '> ')}x`, /nested/],
  'quotes after a shorter fence': [() => `~~~\n~~\n~~~~\n${times(10_000, '> ')}x`, /nested/],
  'quotes in lines that end with a carriage return alone': [() => `x\r${times(10_000, '> ')}x\r`, /nested/],
  'lazy lines of a list': [() => `- a\n${times(50_000, 'b\n')}`, /too many quotes/],
};

describe('no input makes a rule crash or hang', () => {
  for (const [what, text] of Object.entries(read)) it(what, limit, async () => void (await answer(text())));
  for (const what of [
    'braces',
    'ignores in expressions',
    'Liquid values',
    'tags that never end',
    'comments',
    'line ends',
  ])
    it(`${what} in MDX`, limit, async () => void (await answer(read[what]!(), 'a.mdx')));
  const ofJekyll: Readonly<Record<string, () => string>> = {
    'headings without words': () => times(100_000, '##\n\n'),
    'headings of the same words': () => times(80_000, '## Heading\n\n'),
    'links to headings of the same words': () => times(10_000, '## Heading\n\n[Rain](#head-ing)\n\n'),
    'raw blocks that never end': () => times(160_000, '{% raw %} '),
    'links in code': () => times(30_000, '{% link a.md %} `{% link b.md %}` {% raw %}{% link c.md %}{% endraw %}\n\n'),
  };
  for (const [what, text] of Object.entries(ofJekyll))
    it(`${what} in Jekyll`, limit, async () => void (await answer(text(), 'a.md', 'jekyll')));
});

describe('what the parser cannot bear is refused', () => {
  for (const [what, [text, why]] of Object.entries(refused))
    it(what, limit, async () => {
      await assert.rejects(answer(text()), (error) => {
        assert.ok(error instanceof UnreadablePost);
        assert.match(error.message, why);
        assert.match(error.message, /\(line \d+\)/);
        return true;
      });
    });
});

describe('what people write is not refused', () => {
  const posts: Readonly<Record<string, string>> = {
    'ten levels of quotes and lists': `${numbered(10, (n) => `${times(n, '> ')}- x`)}\n`,
    'a list of 5,000 links': times(5000, '- [Garden](https://example.org/garden) – how to water\n'),
    'a book of 20,000 lines with 1,000 quotes': times(1000, `> It rained.\n\n${times(18, 'We *walked* on.\n')}`),
    'a table of 5,000 rows': `| a | b |\n|---|---|\n${times(5000, '| **a** | [b](c) |\n')}`,
    'a table of 20,000 rows': `| a | b |\n|---|---|\n${times(20_000, '| a & b! | `c` & d! |\n')}`,
    'a list of 20,000 lines with signs': times(20_000, '- rain & snow, `a < b` & more!\n'),
    'data of 10,000 lines in a fence in an item': `- a\n  \`\`\`json\n${times(10_000, '    {"snake_case_name": [1, 2], "other_name": 3},\n')}  \`\`\`\n`,
    'data of 10,000 lines in a fence': `\`\`\`json\n${times(10_000, '  {"snake_case_name": [1, 2], "other_name": "*"},\n')}\`\`\`\n`,
    'a fence of 300 tildes': `${times(300, '~')}\nx\n${times(300, '~')}\n`,
    'rules between paragraphs': times(2000, 'It rained.\n\n---\n\n'),
    'a list of 1,500 quotes': times(1500, '- > It rained.\n'),
    'a list of 1,000 items, each with two below it': times(1000, '- Garden\n  - how to *water*\n  - and when\n'),
    'a book of 20,000 lines with 400 underlined headings': times(
      400,
      `Rain\n----\n\n${times(47, 'We *walked* on.\n')}\n`,
    ),
    'a line of 500 asterisks': `${times(500, '*')}\n`,
  };
  for (const [what, text] of Object.entries(posts)) it(what, () => assert.equal(findTooDeep(text), undefined));
});

describe('a post that is refused', () => {
  it('is a failure, once every other post was checked', limit, async () => {
    const files = {
      'a.md': `${times(10_000, '> ')}x\n`,
      'b.md': times(50_000, ']'),
      'c.md': '# Rain\n\nThe begining of the rain.\n',
    };
    const {code, out} = await inFolder(files, (folder) => draftlint(folder, ['--format', 'json']));
    const report = JSON.parse(out);
    assert.equal(code, 2);
    assert.deepEqual(
      report.failures.map((failure: {path: string}) => failure.path),
      ['a.md', 'b.md'],
    );
    assert.deepEqual(
      report.files.map((file: {path: string}) => file.path),
      ['c.md'],
    );
    assert.ok(report.files[0].findings.some((finding: {actual?: string}) => finding.actual === 'begining'));
  });
});

describe('more than a call takes arguments', () => {
  const many = 130_000;
  const about = {summary: 'many', why: '.', severity: 'info', id: 'many'} as const;
  const at = {start: {line: 1, column: 1, offset: 0}, end: {line: 1, column: 2, offset: 1}};
  function* problems() {
    for (let n = 0; n < many; n++) yield {at, message: `Problem ${n}`};
  }
  const counted = async (plugin: RulePlugin): Promise<number> => {
    const own = [{plugin, options: {}}];
    const inspection = await inspect(
      {path: 'a.md', text: 'It rained.\n'},
      {rules: own, generator: undefined, world: {}},
    );
    const {findings, failures} = judge(own, fold(own, [inspection]).sums, new Shelf([inspection]), {});
    assert.deepEqual([...inspection.failures, ...failures], []);
    return foundIn(inspection.found).findings.length + findings.length;
  };
  it('of findings in a post', async () => assert.equal(await counted(postRule({...about, check: problems})), many));
  it('of findings in a blog', async () => {
    const site = siteRule({
      ...about,
      collect: () => 1,
      empty: () => 0,
      add: (sum, fact) => sum + fact,
      remove: (sum, fact) => sum - fact,
      *check() {
        for (const problem of problems()) yield {...problem, path: 'a.md'};
      },
    });
    assert.equal(await counted(site), many);
  });
  it('of words that are right', async () => {
    const letters = (n: number): string =>
      [...n.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('');
    const words = [...Array.from({length: many}, (_, n) => `qz${letters(n)}x`), 'berverage'];
    const files = {
      'cspell.json': JSON.stringify({words}),
      'a.md': '# Rain\n\nWe recieved the berverage.\n',
    };
    const {code, out} = await inFolder(files, (folder) =>
      draftlint(folder, ['--format', 'json', '--only', 'spelling', 'a.md']),
    );
    assert.equal(code, 1);
    const [file] = JSON.parse(out).files;
    assert.deepEqual(
      file.findings.map(({actual}: {actual?: string}) => actual),
      ['recieved'],
    );
  });
});

describe('a post with many ignores is settled', () => {
  const many = 130_000;
  const weighing: Weighing = {
    ...{severityOf: () => 'error', isUnfinished: () => false, drafts: 'note', only: [], skip: []},
    names: namesOf(catalog.map(({rule}) => rule)),
  };
  const ignore = (line: number): Ignore => ({
    ...{rules: ['spelling'], from: {line, column: 1}, to: {line, column: Number.MAX_SAFE_INTEGER}},
    ...{at: {line: line - 1, column: 1, endLine: line - 1, endColumn: 50}, dialect: 'draftlint'},
  });
  const finding = (line: number): Finding => ({
    ...{path: 'a.md', rule: 'spelling', severity: 'error', message: 'Misspelt: teh', actual: 'teh'},
    ...{line, column: 1, endLine: line, endColumn: 4},
  });
  const counted = (ignores: readonly Ignore[], findings: readonly Finding[]): number =>
    settle('a.md', findings, {ignores, stage: 'post'}, weighing).findings.length;
  const lines = Array.from({length: many}, (_, n) => 2 * n + 2);
  it('where they silence nothing', limit, () => assert.equal(counted(lines.map(ignore), []), many));
  it('where each silences something', limit, () => assert.equal(counted(lines.map(ignore), lines.map(finding)), 0));
});

describe('every format bears a post with many findings', () => {
  const findings = Array.from({length: 5000}, (_, n) => ({
    path: 'a.md',
    rule: 'no-placeholders',
    severity: 'error' as const,
    message: `Note to self left in: "TODO ${n}"`,
    ...{line: n + 1, column: 1, endLine: n + 1, endColumn: 5},
    actual: 'TODO',
  }));
  const files = [{path: 'a.md', ready: false, verdict: 'not-ready', stage: 'post', reasons: [], findings} as const];
  const outcome = {version: '0.1.0', verdict: 'not-ready' as const, files, failures: [], notes: [], read: 1};
  for (const format of formats)
    it(format, limit, () => {
      const printed = reportOf(format, outcome, {
        ...{color: true, width: 80, quiet: false, failOn: 'error', links: true},
        rules: catalog.map(({rule}) => rule),
        textOf: () => times(5000, 'TODO x\n'),
      });
      assert.ok(printed.length > 0);
    });
});
