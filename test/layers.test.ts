import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {builtinModules} from 'node:module';
import path from 'node:path';
import {describe, it} from 'node:test';

/*
 * Who may import whom: imports point down, the world is met in one place, and no rule knows another. Read from the
 * import lines, so it holds for types too.
 */
const root = path.resolve(import.meta.dirname, '..');

interface Import {
  /** Both relative to the project, with `/`; a package or a module of Node by its name. */
  readonly from: string;
  readonly to: string;
}

const statement =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** The modules that a source names, in the order of the text. */
const importsOf = (source: string): readonly string[] =>
  [...source.matchAll(statement)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');

const sources: readonly string[] = ['src', 'rules']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'}).map((name) => path.join(folder, name)),
  )
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.ts') && !name.includes('/fixtures/'))
  .sort();

const imports: readonly Import[] = sources.flatMap((from) =>
  importsOf(readFileSync(path.join(root, from), 'utf8')).map((name) => ({
    from,
    to: name.startsWith('.') ? path.posix.join(path.posix.dirname(from), name) : name,
  })),
);

/** The layer of a file: a folder of `src/`, a rule, or one of the files that stand alone. */
function layerOf(file: string): string {
  if (file.startsWith('rules/')) return 'rules';
  const [, first = '', second] = file.split('/');
  return second === undefined ? first.replace(/\.ts$/, '') : first;
}

/** What each layer may import, besides itself. */
const below: Readonly<Record<string, readonly string[]>> = {
  main: ['cli'],
  cli: ['lint', 'catalog', 'host', 'engine', 'report', 'core'],
  index: ['preset', 'lint', 'host', 'core'],
  preset: ['catalog', 'host', 'core'],
  rule: ['core'],
  lint: ['session', 'catalog', 'host', 'engine', 'report', 'core'],
  session: ['catalog', 'host', 'engine', 'core'],
  host: ['engine', 'core'],
  engine: ['core'],
  report: ['core'],
  catalog: ['rules', 'core'],
  rules: ['core'],
  core: [],
};

/** Packages and modules that only some files may import. */
const kept: Readonly<Record<string, RegExp>> = {
  'remark-parse': /^src\/core\/parse\.ts$/,
  'vfile-reporter': /^src\/report\//,
  commander: /^src\/cli\.ts$/,
  process: /^src\/main\.ts$/,
};
/** Modules of Node that touch nothing of the world. */
const harmless = new Set(['crypto', 'path', 'path/posix', 'url', 'util']);

const isOurs = (name: string): boolean => name.startsWith('src/') || name.startsWith('rules/');
const ofNode = (name: string): string | undefined => {
  const plain = name.replace(/^node:/, '');
  return builtinModules.includes(plain) ? plain : undefined;
};
const told = (some: readonly Import[]): readonly string[] => some.map(({from, to}) => `${from} imports ${to}`);

describe('layers', () => {
  it('reads every form of an import', () => {
    const source = [
      "import a from './a.ts';",
      "import {b,\n  c} from './b.ts';",
      "import type {D} from './d.ts';",
      "export {e} from './e.ts';",
      "import './f.ts';",
      "const g = await import('./g.ts');",
      "import h from './h.json' with {type: 'json'};",
    ];
    assert.deepEqual(
      importsOf(source.join('\n')),
      ['a.ts', 'b.ts', 'd.ts', 'e.ts', 'f.ts', 'g.ts', 'h.json'].map((name) => `./${name}`),
    );
    assert.ok(imports.length > 100, 'too few imports were read');
  });

  it('knows the layer of every file', () => {
    assert.deepEqual(
      sources.filter((file) => below[layerOf(file)] === undefined),
      [],
    );
  });

  it('imports point down', () => {
    const wrong = imports.filter(({from, to}) => {
      if (!isOurs(to)) return false;
      const [upper, lower] = [layerOf(from), layerOf(to)];
      return upper !== lower && !below[upper]?.includes(lower);
    });
    assert.deepEqual(told(wrong), []);
  });

  it('no import leaves the sources', () => {
    const wrong = imports.filter(({from, to}) => !isOurs(to) && /^[./]/.test(to) && from !== to);
    assert.deepEqual(told(wrong), []);
  });

  it('no rule imports another rule', () => {
    const ruleOf = (file: string) => /^rules\/([^/]+)\//.exec(file)?.[1];
    const wrong = imports.filter(({from, to}) => ruleOf(from) && ruleOf(to) && ruleOf(from) !== ruleOf(to));
    assert.deepEqual(told(wrong), []);
  });

  it('only the host meets disk, threads and processes', () => {
    const wrong = imports.filter(({from, to}) => {
      const module = ofNode(to);
      if (module === undefined || harmless.has(module)) return false;
      return kept[module] ? !kept[module].test(from) : !from.startsWith('src/host/');
    });
    assert.deepEqual(told(wrong), []);
  });

  it('rules, the core and the engine import no module of Node', () => {
    const wrong = imports.filter(
      ({from, to}) => ofNode(to) !== undefined && /^(?:rules|src\/core|src\/engine)\//.test(from),
    );
    assert.deepEqual(told(wrong), []);
  });

  it('some packages are used in one place', () => {
    const wrong = imports.filter(({from, to}) => kept[to] && !kept[to].test(from));
    assert.deepEqual(told(wrong), []);
  });

  it('no file reaches for the process by its global name', () => {
    const reaching = /(?<![.\w'"])process\.(?:env|argv|exit|cwd|stdout|stderr|stdin|platform|on|nextTick)\b/;
    const wrong = sources.filter(
      (file) => file !== 'src/main.ts' && reaching.test(readFileSync(path.join(root, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });

  it('nothing of a repository is ever run', () => {
    const running = /\beval\(|new Function\(|\bimport\((?!\s*['"])|\brequire\(|createRequire|node:vm|child_process/;
    const wrong = sources.filter((file) => running.test(readFileSync(path.join(root, file), 'utf8')));
    assert.deepEqual(wrong, []);
  });

  it('modules hold no state that changes', () => {
    const wrong = sources.filter((file) => /^(?:export )?let\s/m.test(readFileSync(path.join(root, file), 'utf8')));
    assert.deepEqual(wrong, []);
  });
});
