import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {builtinModules, createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {type BuildOptions, build, type Plugin} from 'esbuild';
import {shippedCode} from '../src/host/code.ts';
import {ruleIds, writeCatalog} from './catalog.ts';
import {compileDictionary} from './dictionary.ts';
import {inputsHash} from './inputs.ts';
import {bundledPackages, licensePage} from './licenses.ts';
import {settingsSchema} from './schema.ts';
import {runTool} from './tools.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'dist');

/** An entry for each rule: the same plugin that the preset has, so that a setting for one adjusts the other. */
const ruleEntries = (): Plugin => ({
  name: 'rule-entries',
  setup(builder) {
    builder.onResolve({filter: /^rule-entry:/}, ({path: name}) => ({path: name.slice(11), namespace: 'rule-entry'}));
    builder.onLoad({filter: /.*/, namespace: 'rule-entry'}, ({path: id}) => ({
      contents: `import {pluginOf} from './src/preset.ts';\nexport default pluginOf(${JSON.stringify(id)});\n`,
      resolveDir: root,
      loader: 'ts',
    }));
  },
});

/** Has data read as data when a bundle is loaded: it is parsed in a fifth of the time that code takes. */
const dataAsText = (): Plugin => ({
  name: 'data-as-text',
  setup(builder) {
    builder.onLoad({filter: /[\\/]rules[\\/].*\.json$/}, ({path: file}) => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))))})`,
      loader: 'js',
    }));
  },
});

/** Node's own modules that many runs do without; each takes up to five milliseconds to load. */
const late = ['child_process', 'crypto', 'os', 'timers/promises', 'worker_threads', 'zlib'];

/** Functions of packages that few runs call: their modules make expressions and ask for the terminal when they are loaded. */
const lateFunctions: Readonly<Record<string, string>> = {'fast-string-width': 'default', 'vfile-reporter': 'reporter'};

/** This one is needed for what is not plain alone, and takes longer to load than a post's front matter takes to read. */
const latePackage = 'yaml';

/** Has these packages loaded when their function is called, and that one when something in it is asked for. */
const packagesLate = (): Plugin => ({
  name: 'packages-late',
  setup(builder) {
    const require = createRequire(import.meta.url);
    const filter = new RegExp(`^(?:${[latePackage, ...Object.keys(lateFunctions)].join('|')})$`);
    builder.onResolve({filter}, ({path: name, namespace}) =>
      namespace === 'late-package' ? undefined : {path: name, namespace: 'late-package'},
    );
    builder.onLoad({filter: /.*/, namespace: 'late-package'}, ({path: name}) => {
      const one = lateFunctions[name];
      if (one === undefined) return {contents: whenAsked(name, Object.keys(require(name))), resolveDir: root};
      const call = `(...given) => require('${name}').${one}(...given)`;
      return {
        contents: one === 'default' ? `export default ${call}` : `export const ${one} = ${call}`,
        resolveDir: root,
      };
    });
  },
});

/** A module that has these names, and loads another one when one of them is asked for. */
const whenAsked = (module: string, names: readonly string[]): string =>
  `for (const name of ${JSON.stringify(names)})
    Object.defineProperty(exports, name, {enumerable: true, get: () => require('${module}')[name]});`;

/**
 * Has these loaded when something in them is asked for, and the names of the others read once: as esbuild bundles them, each file
 * that imports one has a copy of its own of all its names, which took a millisecond of a start.
 */
const nodeModules = (): Plugin => ({
  name: 'node-modules',
  setup(builder) {
    const require = createRequire(import.meta.url);
    builder.onResolve({filter: /^(?:node:)?[a-z_/]+$/}, ({path: name, namespace, kind}) => {
      const plain = name.replace('node:', '');
      if (!builtinModules.includes(plain)) return undefined;
      if (namespace === 'late' || namespace === 'once' || (kind === 'require-call' && !late.includes(plain)))
        return {path: `node:${plain}`, external: true};
      return {path: plain, namespace: late.includes(plain) ? 'late' : 'once'};
    });
    const namesIn = (name: string): readonly string[] => Object.keys(require(`node:${name}`));
    builder.onLoad({filter: /.*/, namespace: 'late'}, ({path: name}) => ({
      contents: whenAsked(`node:${name}`, namesIn(name)),
    }));
    builder.onLoad({filter: /.*/, namespace: 'once'}, ({path: name}) => ({
      contents: `const all = require('node:${name}'), at = (name) => all[name]; export default all;
        ${namesIn(name)
          .filter((one) => one !== 'default')
          .map((one) => `export const ${one} = /* @__PURE__ */ at('${one}');`)
          .join('\n')}`,
    }));
  },
});

const options = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  minify: true,
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** How the command is bundled: as CommonJS, which Node starts and loads in less time than ES modules. */
const commonJs = {
  ...options,
  format: 'cjs',
  define: {'import.meta.url': '__moduleUrl'},
  banner: {js: "'use strict';const __moduleUrl=require('node:url').pathToFileURL(__filename).href;"},
} as const satisfies BuildOptions;

/**
 * Escapes what is not ASCII in a bundle: only regular expressions have any. V8 holds a text in two bytes a character for one that
 * does not fit into one, and what is read and compiled is twice as long.
 */
function writeAsAscii(file: string): void {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped));
}

/**
 * Bundles what runs. The command is one file, in the form that can be kept compiled; a smaller one beside it decides whether
 * it is needed at all. Everything else are ES modules that share one copy of the core in chunks. Rules ship no code of others as is.
 */
async function bundle(): Promise<void> {
  const entries = {
    index: 'src/index.ts',
    rule: 'src/rule.ts',
    ...Object.fromEntries(ruleIds().map((id) => [`rules/${id}`, `rule-entry:${id}`])),
  };
  const main = await build({
    ...commonJs,
    entryPoints: {main: 'src/main.ts', thread: 'src/thread.ts'},
    plugins: [nodeModules()],
  });
  const command = await build({
    ...commonJs,
    entryPoints: {cli: 'src/cli.ts'},
    outExtension: {'.js': '.cjs'},
    plugins: [dataAsText(), nodeModules(), packagesLate()],
  });
  writeAsAscii(path.join(out, 'cli.cjs'));
  const result = await build({
    ...options,
    format: 'esm',
    entryPoints: entries,
    splitting: true,
    outExtension: {'.js': '.mjs'},
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [ruleEntries(), dataAsText()],
    // a few of the packages bundled are CommonJS and ask for Node's own modules
    banner: {
      js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  const made = [main, command, result].map(({metafile}) => metafile);
  const inputs = [...new Set(made.flatMap((one) => Object.keys(one.inputs)))];
  writeFileSync(path.join(out, 'licenses.txt'), licensePage(bundledPackages(inputs, root)));
  chmodSync(path.join(out, 'main.js'), 0o755);
  writeFileSync(path.join(out, 'package.json'), '{"type": "commonjs"}\n');
  const hash = createHash('sha256');
  for (const file of made.flatMap(({outputs}) => Object.keys(outputs)).sort())
    hash.update(readFileSync(path.join(root, file)));
  writeFileSync(path.join(out, 'build-id'), hash.digest('hex').slice(0, 16));
}

/** Keeps the command compiled, with all that a run needs of it, for the version of Node that builds. */
function keepCompiled(): void {
  const home = mkdtempSync(path.join(tmpdir(), 'draftlint-build-'));
  try {
    const {status, stderr} = spawnSync(
      process.execPath,
      [path.join(out, 'main.js'), '--no-config', '--fail-on', 'never', path.join(root, 'fixtures', 'first-draft')],
      {
        env: {...process.env, HOME: home, USERPROFILE: home, LOCALAPPDATA: home, XDG_CACHE_HOME: home},
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(`The command does not run: ${stderr}`);
    const kept = readdirSync(home, {recursive: true, encoding: 'utf8'}).filter(
      (name) => path.basename(path.dirname(name)) === 'code',
    );
    if (kept.length !== 1) throw new Error('The command was not kept compiled');
    const shipped = shippedCode(path.join(out, 'cli.cjs'));
    copyFileSync(path.join(home, kept[0]!), shipped);
    chmodSync(shipped, 0o644);
  } finally {
    rmSync(home, {recursive: true, force: true});
  }
}

/** Compiles the dictionaries, unless those at hand were made from the same packages and the same script. */
async function dictionaries(): Promise<void> {
  const stamp = path.join(out, 'data', 'made-from');
  const inputs = inputsHash(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  rmSync(path.join(out, 'data'), {recursive: true, force: true});
  await compileDictionary(path.join(out, 'data'));
  writeFileSync(stamp, inputs);
}

mkdirSync(out, {recursive: true});
for (const name of readdirSync(out).filter((one) => one !== 'data'))
  rmSync(path.join(out, name), {recursive: true, force: true});
writeCatalog();
await bundle();
await dictionaries();
keepCompiled();
writeFileSync(path.join(out, 'settings.schema.json'), `${JSON.stringify(await settingsSchema(), null, 2)}\n`);
runTool('tsc', ['-p', 'tsconfig.types.json']);
