import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The ids of the rules: the folders of `rules/` that hold a `rule.ts`, sorted by code unit. */
export const ruleIds = (): readonly string[] =>
  readdirSync(path.join(root, 'rules'))
    .filter((id) => existsSync(path.join(root, 'rules', id, 'rule.ts')))
    .sort();

const camel = (id: string): string => id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The source of `src/catalog.ts`: a folder in `rules/` is the registration. */
export function catalogSource(ids: readonly string[] = ruleIds()): string {
  const imports = ids.map((id) => `import ${camel(id)} from '../rules/${id}/rule.ts';\n`).join('');
  const list = ids.map((id) => `  ${camel(id)},\n`).join('');
  return `// Made by scripts/catalog.ts from the folders in rules/: do not edit.
${imports}import type {RulePlugin} from './core/plugin.ts';

/** Every rule draftlint ships, sorted by id. */
export const catalog: readonly RulePlugin[] = [
${list}];
`;
}

/** Writes the catalog where it changed. */
export function writeCatalog(): void {
  const file = path.join(root, 'src/catalog.ts');
  const source = catalogSource();
  if (!existsSync(file) || readFileSync(file, 'utf8') !== source) writeFileSync(file, source);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) writeCatalog();
