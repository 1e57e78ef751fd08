import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';
import {pack as names} from '../rules/product-names/pack.ts';
import {pack as acronyms} from '../rules/redundant-acronyms/pack.ts';
import {type Clue, clueOf} from '../src/core/style/clues.ts';
import type {Pack} from '../src/core/style/pack.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'rules/grammar/patterns');

/** Every YAML file of the grammar pack by its name, in the order of names. */
function grammar(): Pack {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort();
  return Object.fromEntries(
    files.map((name): [string, unknown] => [
      path.basename(name, '.yml'),
      parse(readFileSync(path.join(folder, name), 'utf8')),
    ]),
  );
}

/** What is known of the patterns of each check of a pack. */
const cluesOf = (pack: Pack): Readonly<Record<string, readonly Clue[]>> =>
  Object.fromEntries(Object.entries(pack).map(([name, data]) => [name, cluesOfCheck(data as CheckData)]));

interface CheckData {
  readonly swap?: Readonly<Record<string, string>>;
  readonly tokens?: readonly string[];
  readonly ignorecase?: boolean;
  readonly nonword?: boolean;
}

const cluesOfCheck = ({swap, tokens = [], ignorecase = false, nonword = false}: CheckData): readonly Clue[] =>
  (swap ? Object.keys(swap) : tokens).map((part) => clueOf(part, {ignoreCase: ignorecase, word: !nonword}));

/** What is made of the packs: each file by its path from the root, with its content. */
export function packFiles(): ReadonlyMap<string, string> {
  const patterns = grammar();
  const json = (data: unknown): string => `${JSON.stringify(data, null, 1)}\n`;
  return new Map([
    ['rules/grammar/patterns.json', json(patterns)],
    ['rules/grammar/clues.json', json(cluesOf(patterns))],
    ['rules/product-names/clues.json', json(cluesOf(names))],
    ['rules/redundant-acronyms/clues.json', json(cluesOf(acronyms))],
  ]);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  for (const [file, content] of packFiles()) writeFileSync(path.join(root, file), content);
