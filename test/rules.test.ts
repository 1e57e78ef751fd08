import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {catalog} from '../src/catalog.ts';
import {applyEdits} from '../src/core/edit.ts';
import {type Finding, inReadingOrder, lowerSeverity} from '../src/core/finding.ts';
import type {Generator, Site} from '../src/core/generators.ts';
import type {DataFiles, World} from '../src/core/rule.ts';
import {readSetting} from '../src/core/settings.ts';
import type {Source} from '../src/engine/inspect.ts';
import {namesOf, unknownName} from '../src/engine/names.ts';
import {compileGlobs} from '../src/host/glob.ts';
import {readSource} from '../src/host/read.ts';
import {schemaCheck} from '../src/host/schemas.ts';
import {filesOf} from './support/files.ts';
import {gather} from './support/gather.ts';
import {world} from './support/world.ts';

/*
 * The fixtures of every rule: `x.md` with `x.expected.txt`, one finding a line, and where they matter `x.setting.json`
 * (the rule's setting), `x.blog.json` (`{"generator": …, "config": …, "files": […], "renames": …, "schemas": …, "authors": …}`, the files besides the posts) and `x.fixed.md` (the text once its fixes are applied). A folder `x/` is a small blog: its posts
 * are read together, and `x.expected.txt` lists the findings of all. UPDATE=1 rewrites what is expected.
 */
const update = process.env.UPDATE === '1';
const root = path.resolve(import.meta.dirname, '..');

const line = (finding: Finding, blog: boolean): string => {
  const expected = finding.expected?.length ? ` → ${finding.expected.slice(0, 5).join(', ')}` : '';
  const note = finding.note ? `\n    note: ${finding.note}` : '';
  const fix = finding.fix ? ' (fixable)' : '';
  const where = `${finding.line}:${finding.column}-${finding.endLine}:${finding.endColumn}`;
  return `${blog ? `${finding.path}:` : ''}${where} ${finding.severity} ${finding.message}${expected}${fix}${note}`;
};

interface About {
  readonly generator?: Generator;
  readonly config?: Site['config'];
  readonly files?: readonly string[];
  /** Where files lay before, with where they lie now. */
  readonly renames?: Readonly<Record<string, string>>;
  /** JSON Schemas by path, and the authors with their file. */
  readonly schemas?: Readonly<Record<string, object>>;
  readonly authors?: DataFiles['authors'];
}

/** The world of a small blog: the dictionary, and what `x.blog.json` says of the rest. */
const around = (
  {generator, config = {}, files = [], renames = {}, schemas = {}, authors}: About,
  posts: readonly Source[],
): World => ({
  ...world(),
  data: {
    hash: '',
    authors,
    matches: (pattern, file) => compileGlobs([pattern]).matches(file),
    schema: (file) => (schemas[file] ? schemaCheck(JSON.stringify(schemas[file])) : {problem: 'is not there'}),
  },
  generator: {generator, folder: '', config},
  files: filesOf([...posts.map((one) => one.path), ...files]),
  renames: {moved: new Map(Object.entries(renames))},
});

for (const plugin of catalog) {
  const {id} = plugin.rule;
  const folder = path.join(root, 'rules', id, 'fixtures');
  describe(`rule ${id}`, () => {
    const entries = existsSync(folder) ? readdirSync(folder, {withFileTypes: true}) : [];
    const cases = entries.filter(
      (entry) => entry.isDirectory() || /(?<!\.fixed)\.(?:md|mdx|markdown)$/.test(entry.name),
    );
    it('has a basic fixture', () => assert.ok(cases.some((entry) => /^basic(\.|$)/.test(entry.name))));
    for (const entry of cases) {
      const name = entry.isDirectory() ? entry.name : entry.name.replace(/\.[^.]+$/, '');
      it(name, async () => {
        const posts = entry.isDirectory() ? blog(path.join(folder, entry.name)) : [post(folder, entry.name)];
        const settingFile = path.join(folder, `${name}.setting.json`);
        const setting: unknown = existsSync(settingFile) ? JSON.parse(readFileSync(settingFile, 'utf8')) : undefined;
        const blogFile = path.join(folder, `${name}.blog.json`);
        const about: About = existsSync(blogFile) ? JSON.parse(readFileSync(blogFile, 'utf8')) : {};
        const {severity} = readSetting(plugin.rule, setting);
        const findings = (await gather(plugin, posts, around(about, posts), setting, about.generator))
          .map((finding) => ({
            ...finding,
            severity: lowerSeverity(finding.severity, severity === 'off' ? 'info' : severity),
          }))
          .sort(inReadingOrder);
        const names = namesOf([plugin.rule]);
        for (const finding of findings)
          assert.equal(unknownName(finding.rule, names), undefined, 'it is known by its name');
        const actual = findings.map((finding) => `${line(finding, entry.isDirectory())}\n`).join('');
        compare(path.join(folder, `${name}.expected.txt`), actual);
        const fixes = findings.flatMap((finding) => finding.fix ?? []);
        const [only] = posts;
        if (fixes.length > 0 && only && posts.length === 1)
          compare(path.join(folder, `${name}.fixed.md`), applyEdits(only.text, fixes).text);
      });
    }
  });
}

const post = (folder: string, name: string): Source => ({
  path: name,
  ...readSource(path.join(folder, name)),
});

const blog = (folder: string): readonly Source[] =>
  readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => /\.(?:md|mdx|markdown)$/.test(name))
    .map((name) => name.split(path.sep).join('/'))
    .sort()
    .map((name) => post(folder, name));

function compare(file: string, actual: string): void {
  if (update) writeFileSync(file, actual);
  assert.equal(actual, existsSync(file) ? readFileSync(file, 'utf8') : '(no such file: run with UPDATE=1 and read it)');
}
