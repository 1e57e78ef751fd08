import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {benchTable} from '../scripts/bench/results.ts';
import {catalogSource} from '../scripts/catalog.ts';
import {catalog} from '../src/catalog.ts';
import type {Finding} from '../src/core/finding.ts';
import type {Option} from '../src/core/options.ts';
import {valuesOf} from '../src/report/pages.ts';
import {draftlint, inFolder} from './support/command.ts';

/*
 * What the docs say is true: parts between `<!-- made: … -->` and `<!-- /made -->` are made here and compared, and
 * links between files lead somewhere. UPDATE=1 rewrites the made parts.
 */
const root = path.resolve(import.meta.dirname, '..');
const update = process.env.UPDATE === '1';
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'rules'].flatMap((folder) =>
    readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
      .filter((name) => name.endsWith('.md') && !name.split(path.sep).includes('fixtures'))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/'))),
  ),
];

/** `transcript FOLDER: COMMAND` runs the command in a copy of the folder and shows what a reader would see. */
function transcript(about: string): string {
  const [folder = '', command = ''] = about.split(/:\s+/, 2);
  const copy = mkdtempSync(path.join(tmpdir(), 'draftlint-docs-'));
  try {
    cpSync(path.join(root, folder), copy, {recursive: true});
    const [, ...args] = command.split(' ');
    const run = spawnSync(process.execPath, [path.join(root, 'dist/main.js'), ...args], {
      cwd: copy,
      encoding: 'utf8',
      env: {...process.env, NO_COLOR: '1', FORCE_COLOR: undefined},
    });
    return `\`\`\`text\n$ ${command}\n${run.stdout}${run.stderr}\`\`\`\n`;
  } finally {
    rmSync(copy, {recursive: true, force: true});
  }
}

const rulesTable = (): string =>
  [
    '| rule | | reports |',
    '|---|---|---|',
    ...catalog.map(({rule}) => `| [\`${rule.id}\`](rules/${rule.id}/readme.md) | ${rule.severity} | ${rule.summary} |`),
    '',
  ].join('\n');

function optionsTable(id: string): string {
  const rule = catalog.find((plugin) => plugin.rule.id === id)?.rule;
  const options = Object.entries<Option>(rule?.options ?? {});
  if (options.length === 0) return 'None.\n';
  const rows = options.map(
    ([name, option]) =>
      `| \`${name}\` | ${valuesOf(option).replaceAll('|', '\\|')} | \`${JSON.stringify(option.default)}\` | ${option.description} |`,
  );
  return ['| option | values | default | meaning |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function make(kind: string): string {
  const [name = '', ...rest] = kind.split(' ');
  if (name === 'rules') return rulesTable();
  if (name === 'options') return optionsTable(rest.join(' '));
  if (name === 'transcript') return transcript(rest.join(' '));
  if (name === 'bench') return benchTable(JSON.parse(readFileSync(path.join(root, 'test/bench/results.json'), 'utf8')));
  throw new Error(`Nothing makes "${kind}"`);
}

for (const page of pages)
  describe(page, () => {
    const file = path.join(root, page);
    const text = readFileSync(file, 'utf8');
    const parts = [...text.matchAll(/<!-- made: (.+?) -->\n\n([\s\S]*?)<!-- \/made -->/g)];
    for (const [whole, kind = '', was = ''] of parts)
      it(`${kind} is up to date`, () => {
        const now = `${make(kind)}\n`;
        if (update) {
          const made = `<!-- made: ${kind} -->\n\n${now}<!-- /made -->`;
          const fresh = readFileSync(file, 'utf8').replace(whole, () => made);
          writeFileSync(file, fresh);
        } else assert.equal(was, now);
      });
    it('links to what is there', () => {
      for (const [, target = ''] of text
        .replace(/```[\s\S]*?```/g, '')
        .matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g))
        assert.ok(existsSync(path.resolve(path.dirname(file), target)), `${page} links to ${target}`);
    });
  });

it('the catalog lists the folders of rules/', () => {
  assert.equal(readFileSync(path.join(root, 'src/catalog.ts'), 'utf8'), catalogSource());
});

describe('every rule has a readme', () => {
  for (const {rule} of catalog)
    it(rule.id, () => {
      const text = readFileSync(path.join(root, 'rules', rule.id, 'readme.md'), 'utf8');
      assert.match(text, new RegExp(`^# ${rule.id}\n`));
      if (Object.keys(rule.options ?? {}).length > 0)
        assert.ok(text.includes(`<!-- made: options ${rule.id} -->`), 'its options are a made part');
    });
});

it('our own Markdown is ready by our own rules', () => {
  const {stdout, status} = spawnSync(process.execPath, [path.join(root, 'dist/main.js'), '--no-cache', '--quiet'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout);
});

/** The text of a readme's example, where it needs no others, and what the rule is said to find in it. */
function exampleIn(page: string): {readonly text: string; readonly said: readonly string[]} | undefined {
  const [, text, said] =
    /^## Examples?\n\n```markdown\n([\s\S]*?)```\n\n(?:gets\n\n)?```text\n([\s\S]*?)```/m.exec(page) ?? [];
  return text === undefined || said === undefined ? undefined : {text, said: said.trimEnd().split('\n')};
}

describe('the examples of the rules', () => {
  const examples = catalog.flatMap(({rule: {id}}) => {
    const example = exampleIn(readFileSync(path.join(root, 'rules', id, 'readme.md'), 'utf8'));
    return example ? [{id, ...example}] : [];
  });
  it('stand in most readmes', () => assert.ok(examples.length > catalog.length / 3, `${examples.length}`));
  for (const {id, text, said} of examples)
    it(`of ${id} are what it finds`, () =>
      inFolder({'post.md': text, '.remarkrc.json': '{}'}, async (folder) => {
        const {out} = await draftlint(folder, ['post.md', '--only', id, '--format', 'json', '--drafts', 'block']);
        const {files}: {files: {findings: Finding[]}[]} = JSON.parse(out);
        const found = files.flatMap(({findings}) => findings);
        for (const [index, {line, column, severity, message, expected}] of found.entries()) {
          const [, place, level, sentence] = /^(\d+:\d+)\s+(\w+)\s+(.+?)(?:\s{2,}\S.*)?$/.exec(said[index] ?? '') ?? [];
          assert.deepEqual([place, level], [`${line}:${column}`, severity], message);
          assert.ok([message, `${message} → ${expected?.[0]}`].includes(sentence ?? ''), `${sentence}\n${message}`);
        }
        assert.equal(found.length, said.length);
      }));
});
