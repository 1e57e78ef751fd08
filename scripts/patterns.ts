import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'rules/grammar/patterns');

/** The file that the grammar rule reads its patterns from. */
export const patternsFile = path.join(root, 'rules/grammar/patterns.json');

/** The content of that file: every YAML file of the pack by its name, in the order of names. */
export function patternsSource(): string {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort();
  const checks = files.map((name): [string, unknown] => [
    path.basename(name, '.yml'),
    parse(readFileSync(path.join(folder, name), 'utf8')),
  ]);
  return `${JSON.stringify(Object.fromEntries(checks), null, 1)}\n`;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  writeFileSync(patternsFile, patternsSource());
