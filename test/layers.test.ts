import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';

/*
 * Imports point one way, and only the host meets the world. This reads import lines as text: it runs nothing.
 */
const root = path.resolve(import.meta.dirname, '..');

interface Module {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly layer: string;
  readonly text: string;
  /** Modules of ours, relative to the root; packages and Node's own by name. */
  readonly imports: readonly string[];
}

const modules: readonly Module[] = ['src', 'rules'].flatMap((folder) =>
  readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const named = [
        ...text.matchAll(/^(?:import|export)[^;'"]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm),
      ];
      const imports = named.map(([, a, b, c]) => a ?? b ?? c ?? '');
      return {
        file,
        layer: layerOf(file),
        text,
        imports: imports.map((name) => (name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name)),
      };
    }),
);

function layerOf(file: string): string {
  const [top = '', second = '', ...rest] = file.split('/');
  return top === 'rules' ? 'rules' : rest.length > 0 ? second : second.replace(/\.ts$/, '');
}

/** What each layer may import, besides itself. `run` is the pipeline: the modules beside lint.ts. */
const below: Readonly<Record<string, readonly string[]>> = {
  core: [],
  engine: ['core'],
  report: ['core'],
  rules: ['core'],
  catalog: ['rules', 'core'],
  host: ['core', 'engine'],
  run: ['catalog', 'host', 'engine', 'core', 'report'],
  preset: ['catalog', 'host', 'core'],
  rule: ['core'],
  index: ['preset', 'run', 'host', 'core'],
  cli: ['run', 'catalog', 'host', 'engine', 'report', 'core'],
  main: ['cli', 'run', 'host'],
  thread: ['cli', 'host'],
};
const run = new Set([
  'lint',
  'session',
  'baseline',
  'repair',
  'recall',
  'shards',
  'threads',
  'explain',
  'stats',
  'words',
  'init',
  'live',
  'lsp',
]);
const group = (layer: string): string => (run.has(layer) ? 'run' : layer);

describe('layers', () => {
  it('there are modules to look at', () => assert.ok(modules.length > 50));
  for (const {file, layer, imports} of modules)
    it(file, () => {
      const own = group(layer);
      const allowed = below[own];
      assert.ok(allowed, `${file} is in no layer: say where it belongs`);
      for (const name of imports) {
        if (!name.startsWith('src/') && !name.startsWith('rules/')) continue;
        const other = group(layerOf(name));
        assert.ok(other === own || allowed.includes(other), `${file} (${own}) imports ${name} (${other})`);
        if (own === 'rules' && other === 'rules')
          assert.equal(name.split('/')[1], file.split('/')[1], `${file} imports another rule: ${name}`);
      }
    });
});

describe('the world', () => {
  const only = (what: RegExp, where: RegExp, why: string) =>
    it(why, () => {
      for (const {file, imports} of modules)
        for (const name of imports) if (what.test(name)) assert.match(file, where, `${file} imports ${name}`);
    });
  only(
    /^node:(?:fs|child_process|worker_threads|net|http|https|os)\b/,
    /^src\/host\//,
    'only the host reads, writes and spawns',
  );
  only(/^node:process$/, /^src\/(?:main\.ts$|host\/)/, 'only main and the host know the process');
  only(/^remark-parse$/, /^src\/core\/parse\.ts$/, 'one module parses Markdown');
  only(/^vfile-reporter$/, /^src\/report\/vfile\.ts$/, 'one module calls vfile-reporter');
  only(/^cspell/, /^src\/host\//, 'only the host knows cspell');

  it('what a run reads is recorded: it is asked of disk.ts, but for our own files, stores and pipes', () => {
    const own = /^src\/host\/(?:disk|write|make-folder|cache|receipts|code|package|dictionary|languages|output)\.ts$/;
    for (const {file, text} of modules)
      for (const [, names = ''] of text.matchAll(/^import (?!type)\{?([^}]*?)\}? from 'node:fs'/gm))
        if (!own.test(file))
          assert.doesNotMatch(names, /exists|read|stat|realpath|access|open/i, `${file} reads past disk.ts: ${names}`);
  });

  it('nothing but main names the process, and nothing prints', () => {
    for (const {file, text} of modules) {
      if (file === 'src/main.ts') continue;
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
      assert.doesNotMatch(code, /\bprocess\.(?:exit|argv|env|cwd|stdout|stderr|stdin)\b/, file);
      assert.doesNotMatch(code, /(?<![.\w])console\./, file);
    }
  });

  it('nothing spreads a list into `push`, which fails where the list is long', () => {
    for (const {file, text} of modules) assert.doesNotMatch(text, /\.push\(\s*\.\.\./, `${file}: use addAll`);
  });

  it('folders are made by one function, because `mkdirSync` with `recursive` never comes back from some places', () => {
    for (const {file, text} of modules)
      if (file !== 'src/host/make-folder.ts') assert.doesNotMatch(text, /\bmkdir/, `${file}: use makeFolder`);
  });

  it('no module keeps state: no `let` or `var` at the top', () => {
    for (const {file, text} of modules) assert.doesNotMatch(text, /^(?:export )?(?:let|var) /m, file);
  });
});
