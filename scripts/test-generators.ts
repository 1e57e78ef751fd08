import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {type Built, built, computed} from '../test/support/generators.ts';

/*
 * Builds small blogs with the generators themselves, each with several configurations, and compares the pages they
 * publish with the addresses that we compute. Jekyll and Hugo are those of Debian (`apt-get install jekyll hugo`),
 * Eleventy and Hexo come from npm into a temporary folder. `--record` writes what they publish to test/generators/, which
 * test/core/addresses.test.ts reads. A generator that cannot be had is said loudly; with `--all`, or under
 * CI_ALL_GENERATORS=1, that is a failure.
 */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const record = process.argv.includes('--record');
const recordOf = (name: string): string => path.join(root, 'test', 'generators', `${name}.pages.json`);
const strict = process.argv.includes('--all') || process.env.CI_ALL_GENERATORS === '1';

const has = (program: string, asking: string): boolean => spawnSync(program, [asking], {stdio: 'ignore'}).status === 0;

/** Generators that come from npm: what is installed, and what builds a blog. */
const fromNpm = {
  eleventy: {packages: ['@11ty/eleventy@3'], bin: '@11ty/eleventy/cmd.cjs', args: ['--quiet']},
  hexo: {packages: ['hexo@8', 'hexo-renderer-marked@7'], bin: 'hexo/bin/hexo', args: ['generate', '--silent']},
} as const;

/** The program that builds a blog, and its arguments; undefined where it is not there. */
function programOf(name: Built['name'], scratch: string): readonly string[] | undefined {
  if (name === 'jekyll')
    return has('jekyll', '--version') ? ['jekyll', 'build', '--quiet', '--disable-disk-cache'] : undefined;
  if (name === 'hugo') return has('hugo', 'version') ? ['hugo', '--quiet'] : undefined;
  const {packages, bin, args} = fromNpm[name];
  const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], {
    cwd: scratch,
    stdio: 'ignore',
  });
  const program = path.join(scratch, 'node_modules', bin);
  return installed.status === 0 && existsSync(program) ? [process.execPath, program, ...args] : undefined;
}

/** The pages below a folder, as paths with `/`. */
function pagesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map((name) => name.split(path.sep).join('/').normalize('NFC'))
    .filter((name) => name.endsWith('.html'))
    .sort();
}

let wrong = 0;
let missing = 0;
for (const {name, configName, configs, output, made = [], complete} of built) {
  const recorded: Record<string, readonly string[]> = {};
  const scratch = mkdtempSync(path.join(tmpdir(), 'draftlint-generators-'));
  try {
    const command = programOf(name, scratch);
    if (!command) {
      missing++;
      console.log(`!!! ${name} IS NOT THERE AND COULD NOT BE INSTALLED: its addresses were NOT compared !!!`);
      continue;
    }
    const [program = '', ...args] = command;
    for (const [about, config] of Object.entries(configs)) {
      const blog = path.join(scratch, about.replace(/\W+/g, '-'));
      cpSync(path.join(root, 'test', 'generators', name), blog, {recursive: true});
      if (configName !== undefined) writeFileSync(path.join(blog, configName), JSON.stringify(config));
      const {status, stderr, stdout} = spawnSync(program, args, {
        cwd: blog,
        encoding: 'utf8',
        env: {...process.env, TZ: 'UTC', LANG: 'C.UTF-8'},
      });
      const published = pagesIn(path.join(blog, output));
      if (status !== 0 || published.length === 0)
        throw new Error(`${name} did not build "${about}": ${stderr || stdout || 'no pages'}`);
      const ours = computed(blog);
      recorded[about] = published.filter((page) => !made.includes(page));
      const theirs = new Set(published);
      const unknown = complete ? published.filter((page) => !ours.has(page) && !made.includes(page)) : [];
      const untrue = [...ours].filter(([page]) => !theirs.has(page));
      wrong += unknown.length + untrue.length;
      console.log(
        `${unknown.length + untrue.length === 0 ? '✔' : '✖'} ${name}, ${about}: ${ours.size} of ${published.length} pages`,
      );
      for (const page of unknown) console.log(`    published, and not known to us: ${page}`);
      for (const [page, post] of untrue) console.log(`    computed by us, and not published: ${page} (${post})`);
    }
    if (record) writeFileSync(recordOf(name), `${JSON.stringify(recorded, null, 2)}\n`);
  } finally {
    rmSync(scratch, {recursive: true, force: true});
  }
}
if (wrong > 0) console.log(`${wrong} addresses differ`);
process.exitCode = wrong > 0 || (strict && missing > 0) ? 1 : 0;
