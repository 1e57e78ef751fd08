import {createHash} from 'node:crypto';
import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {type BuildOptions, build, type Plugin} from 'esbuild';
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

/** Leaves the command for later: the entry is a file of its own, which loads it where a run must be made. */
const commandApart = (): Plugin => ({
  name: 'command-apart',
  setup(builder) {
    builder.onResolve({filter: /^\.\/cli\.ts$/}, () => ({path: './cli.js', external: true}));
  },
});

const options = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  minify: true,
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Bundles what runs: one copy of the core in chunks that all entries share. Rules ship no code of others as is. */
async function bundle(): Promise<void> {
  const entries = {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    rule: 'src/rule.ts',
    ...Object.fromEntries(ruleIds().map((id) => [`rules/${id}`, `rule-entry:${id}`])),
  };
  const main = await build({...options, entryPoints: {main: 'src/main.ts'}, plugins: [commandApart()]});
  const result = await build({
    ...options,
    entryPoints: entries,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [ruleEntries()],
    // a few of the packages bundled are CommonJS and ask for Node's own modules
    banner: {
      js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  const inputs = Object.keys(result.metafile.inputs);
  writeFileSync(path.join(out, 'licenses.txt'), licensePage(bundledPackages(inputs, root)));
  chmodSync(path.join(out, 'main.js'), 0o755);
  const hash = createHash('sha256');
  for (const file of [main, result].flatMap(({metafile}) => Object.keys(metafile.outputs)).sort())
    hash.update(readFileSync(path.join(root, file)));
  writeFileSync(path.join(out, 'build-id'), hash.digest('hex').slice(0, 16));
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
for (const name of ['chunks', 'rules', 'types']) rmSync(path.join(out, name), {recursive: true, force: true});
writeCatalog();
await bundle();
await dictionaries();
writeFileSync(path.join(out, 'settings.schema.json'), `${JSON.stringify(await settingsSchema(), null, 2)}\n`);
runTool('tsc', ['-p', 'tsconfig.types.json']);
