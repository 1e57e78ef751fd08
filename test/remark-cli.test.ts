import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {catalog} from '../src/catalog.ts';
import {blogs, root} from './support/blogs.ts';

/*
 * Stock remark-cli and our own command say the same about the same posts: one function runs a rule in both. Rules that
 * need more of the world than the dictionary are silent under remark-cli.
 */
const silent = catalog.filter(({rule}) => rule.needs?.some((need) => need !== 'dictionary')).map(({rule}) => rule.id);

interface Message {
  readonly line?: number;
  readonly column?: number;
  readonly fatal?: boolean | null;
  readonly reason: string;
  readonly ruleId?: string;
  readonly source?: string;
}

const severities = new Map<unknown, string>([
  [true, 'error'],
  [false, 'warning'],
]);

function compare(blog: string): void {
  const copy = mkdtempSync(path.join(tmpdir(), 'draftlint-remark-'));
  try {
    cpSync(path.join(root, 'fixtures', blog), copy, {recursive: true});
    const modules = path.join(copy, 'node_modules');
    mkdirSync(modules);
    symlinkSync(root, path.join(modules, 'draftlint'), 'dir');
    for (const name of ['remark-frontmatter', 'remark-gfm', 'remark-cli'])
      symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name), 'dir');

    const args = ['--format', 'json', '--drafts', 'note'];
    const ours = spawnSync(process.execPath, [path.join(root, 'dist/main.js'), ...args], {cwd: copy, encoding: 'utf8'});
    const report: {
      files: {
        path: string;
        findings: {line: number; column: number; severity: string; message: string; rule: string}[];
      }[];
    } = JSON.parse(ours.stdout);
    const wanted = report.files.flatMap((file) =>
      file.findings
        .filter(({rule}) => !silent.includes(rule) && rule !== 'unused-ignore')
        .map((one) => `${file.path}:${one.line}:${one.column} ${one.severity} ${one.message} [${one.rule}]`),
    );

    const given: {plugins?: unknown[]; settings?: {draftlint?: object}} = JSON.parse(
      readFileSync(path.join(copy, '.remarkrc.json'), 'utf8'),
    );
    const config = {...given, plugins: ['remark-frontmatter', 'remark-gfm', ...(given.plugins ?? ['draftlint'])]};
    writeFileSync(path.join(copy, '.remarkrc.json'), JSON.stringify(config));
    writeFileSync(
      path.join(copy, 'reporter.mjs'),
      'export default (files) => JSON.stringify(files.map(({path, messages}) => ({path, messages})));\n',
    );
    const cli = path.join(root, 'node_modules/remark-cli/cli.js');
    const paths = report.files.map((file) => file.path);
    const theirs = spawnSync(process.execPath, [cli, '--report', './reporter.mjs', ...paths], {
      cwd: copy,
      encoding: 'utf8',
    });
    const files: {path: string; messages: Message[]}[] = JSON.parse(theirs.stderr);
    const actual = files.flatMap((file) =>
      file.messages
        .filter(({source}) => source === 'draftlint')
        .map(
          ({line, column, fatal, reason, ruleId}) =>
            `${file.path}:${line}:${column} ${severities.get(fatal) ?? 'info'} ${reason} [${ruleId}]`,
        ),
    );
    assert.deepEqual(actual.sort(), wanted.sort());
    assert.ok(wanted.length > 0, 'the blog has findings to compare');
  } finally {
    rmSync(copy, {recursive: true, force: true});
  }
}

describe('remark-cli gives what draftlint gives', () => {
  for (const blog of blogs) it(blog, () => compare(blog));
});
