import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** A program that reads posts, as it is run from the folder of a blog. */
export interface Tool {
  readonly name: string;
  /** What follows `node`, for some of the posts, or without `posts` for all of them. */
  args(posts?: readonly string[], ...more: readonly string[]): readonly string[];
  /** How many posts it says it read; undefined where it says nothing of the kind. */
  read(out: string, err: string): number | undefined;
}

/** The programs that draftlint is compared with, and their versions. */
export interface Peers {
  readonly cspell: Tool;
  readonly remark: Tool;
  readonly markdownlint: Tool;
  readonly textlint: Tool;
  readonly versions: Readonly<Record<string, string>>;
}

const packages: Readonly<Record<string, string>> = {
  cspell: '9',
  'remark-cli': '12',
  'remark-preset-lint-recommended': '7',
  'remark-frontmatter': '5',
  'remark-gfm': '4',
  'remark-retext': '6',
  'retext-english': '5',
  'retext-spell': '6',
  'dictionary-en': '4',
  unified: '11',
  'markdownlint-cli2': '0.22',
  textlint: '15',
  'textlint-rule-common-misspellings': '1',
};

const remarkConfig = `
import dictionaryEn from 'dictionary-en';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkPresetLintRecommended from 'remark-preset-lint-recommended';
import remarkRetext from 'remark-retext';
import retextEnglish from 'retext-english';
import retextSpell from 'retext-spell';
import {unified} from 'unified';

const spelling = unified().use(retextEnglish).use(retextSpell, {dictionary: dictionaryEn});
export default {plugins: [remarkFrontmatter, remarkGfm, remarkPresetLintRecommended, [remarkRetext, spelling]]};
`;

/** Installs the peers from npm into a folder. Throws where one cannot be had. */
export function installPeers(folder: string): void {
  mkdirSync(folder, {recursive: true});
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}\n');
  const wanted = Object.entries(packages).map(([name, range]) => `${name}@${range}`);
  const {status, stderr, error} = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted],
    {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) throw new Error(`The peers could not be installed: ${error?.message ?? stderr}`);
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/**
 * Gives the peers that are installed in `folder`, which stays as it is: what they need besides is written to `scratch`.
 * Throws where one is missing.
 */
export function peersIn(folder: string, scratch: string): Peers {
  const modules = path.join(path.resolve(folder), 'node_modules');
  const manifestOf = (name: string): {version: string; bin?: string | Record<string, string>} => {
    const file = path.join(modules, name, 'package.json');
    if (!existsSync(file)) throw new Error(`${name} is not installed in ${folder}`);
    return JSON.parse(readFileSync(file, 'utf8'));
  };
  const binOf = (name: string, command = name): string => {
    const {bin} = manifestOf(name);
    const file = typeof bin === 'string' ? bin : bin?.[command];
    if (file === undefined) throw new Error(`${name} in ${folder} has no command ${command}`);
    return path.join(modules, name, file);
  };
  // the configuration finds its plugins from where it lies
  const home = path.join(scratch, 'remark');
  mkdirSync(home, {recursive: true});
  symlinkSync(modules, path.join(home, 'node_modules'), 'junction');
  const config = path.join(home, 'remarkrc.mjs');
  writeFileSync(config, remarkConfig);
  const all = ['posts/**'];
  return {
    cspell: {
      name: 'cspell',
      args: (posts = all, ...more) => [binOf('cspell'), 'lint', '--no-progress', ...more, ...posts],
      read: (_out, err) => number(/Files checked: (\d+)/.exec(err)?.[1]),
    },
    remark: {
      name: 'remark-lint and retext-spell',
      args: (posts = ['posts']) => [
        ...[binOf('remark-cli', 'remark'), '--rc-path', config, '--no-color', '--no-stdout', '--ext', 'md,markdown'],
        ...posts,
      ],
      // the name of each file stands above its messages, or before "no issues found"
      read: (_out, err) => err.match(/^posts\//gm)?.length,
    },
    markdownlint: {
      name: 'markdownlint-cli2',
      args: (posts = all) => [binOf('markdownlint-cli2'), ...posts],
      read: (out) => number(/^Linting: (\d+) file/m.exec(out)?.[1]),
    },
    textlint: {
      name: 'textlint with one rule',
      args: (posts = ['posts']) => [
        ...[binOf('textlint'), '--rules-base-directory', modules, '--rule', 'common-misspellings', '--format', 'json'],
        ...posts,
      ],
      read: (out) => {
        const files: unknown = JSON.parse(out || '[]');
        return Array.isArray(files) ? files.length : undefined;
      },
    },
    versions: Object.fromEntries(Object.keys(packages).map((name) => [name, manifestOf(name).version])),
  };
}

/** draftlint, as it was built. */
export const ourselves = (main: string): Tool => ({
  name: 'draftlint',
  args: (posts = [], ...more) => [main, ...more, ...posts],
  read: (out) => {
    // the last paragraph, which may be broken into lines
    const verdict = (
      out
        .trimEnd()
        .split(/\n\s*\n/)
        .at(-1) ?? ''
    ).replace(/\s+/g, ' ');
    const said = /\((\d+) read\)/.exec(verdict)?.[1] ?? /: (\d+) posts, nothing to mend\./.exec(verdict)?.[1];
    return number(said) ?? (verdict.includes(': nothing to mend.') ? 1 : undefined);
  },
});

/** Node alone: what any program that it runs costs at least. */
export const node: Tool = {name: 'Node alone', args: () => ['-e', '0'], read: () => undefined};
