import path from 'node:path';
import {getLocation, type ParseError, parse, printParseErrorCode} from 'jsonc-parser';
import type {Severity} from '../core/finding.ts';
import {type Generator, generators} from '../core/generators.ts';
import {languages, languageTag} from '../core/languages.ts';
import {linesOf} from '../core/lines.ts';
import {didYouMean, nearest} from '../core/nearest.ts';
import {type Options, skipSetting, type ValuesOf} from '../core/options.ts';
import type {RulePlugin} from '../core/plugin.ts';
import {readSetting, readSeverity, SettingError} from '../core/settings.ts';
import {existsSync, readFileSync} from './disk.ts';
import {compileGlobs} from './glob.ts';
import {reasonOf} from './read.ts';

/** A configuration that cannot be used; the message says where and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A rule with what the configuration says of it. */
export interface ConfiguredRule {
  readonly plugin: RulePlugin;
  readonly severity: Severity | 'off';
  readonly options: ValuesOf<Options>;
  /** Where the setting comes from. */
  readonly from: string;
}

/** What the configuration says, with every default filled in. */
export interface Config {
  /** The file, where there is one; absolute. */
  readonly file: string | undefined;
  readonly rules: readonly ConfiguredRule[];
  readonly posts: readonly string[] | undefined;
  readonly ignore: readonly string[];
  readonly generator: Generator | undefined;
  /** The file of the user's words, absolute. */
  readonly words: string | undefined;
  /** The languages of the posts, as people write them; empty where nothing is said. */
  readonly lang: readonly string[];
  readonly overrides: readonly Override[];
  /** How ignores that silence nothing are reported. */
  readonly unusedIgnores: Severity | 'off';
  /** What to tell the user about the configuration. */
  readonly notes: readonly string[];
}

/** Settings for some paths; `matches` takes a path relative to the configuration's folder. */
export interface Override {
  readonly files: readonly string[];
  matches(path: string): boolean;
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
}

export const configName = '.remarkrc.json';
/** Configurations that other tools read and that draftlint does not, because they are code or in other words. */
const unread = ['.remarkrc', '.remarkrc.js', '.remarkrc.cjs', '.remarkrc.mjs', '.remarkrc.yml', '.remarkrc.yaml'];
const settingNames = ['posts', 'ignore', 'generator', 'words', 'lang', 'overrides', 'unusedIgnores'] as const;

/** Finds the configuration for a folder: in it, or in one above it, up to the top of the repository. */
export function findConfig(start: string): string | undefined {
  for (const folder of foldersAbove(start)) {
    const file = path.join(folder, configName);
    if (existsSync(file)) return file;
  }
  return undefined;
}

function* foldersAbove(start: string): Iterable<string> {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    yield folder;
    if (existsSync(path.join(folder, '.git')) || path.dirname(folder) === folder) return;
  }
}

/** Says which configuration remark would read for a folder, where draftlint finds none; nothing where remark has none either. */
function noteUnread(cwd: string, start: string): readonly string[] {
  for (const folder of foldersAbove(start)) {
    const shown = (name: string): string => path.relative(cwd, path.join(folder, name));
    const name = unread.find((one) => existsSync(path.join(folder, one)));
    if (name !== undefined) return [notRead(shown(name))];
    if (hasRemarkConfig(path.join(folder, 'package.json')))
      return [notRead(`remarkConfig in ${shown('package.json')}`)];
  }
  return [];
}

const notRead = (name: string): string =>
  `${name} is not read: draftlint reads ${configName} only, and runs no code of a repository`;

function hasRemarkConfig(file: string): boolean {
  try {
    const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(data) && data.remarkConfig !== undefined;
  } catch {
    return false; // it is not there, or is none
  }
}

/** The configuration without a file: the preset. */
export const defaults = (catalog: readonly RulePlugin[]): Config => ({
  file: undefined,
  rules: catalog.map((plugin) => ({...presetOf(plugin), from: 'the preset'})),
  posts: undefined,
  ignore: [],
  generator: undefined,
  words: undefined,
  lang: [],
  overrides: [],
  unusedIgnores: 'info',
  notes: [],
});

const presetOf = (plugin: RulePlugin) => ({plugin, ...readSetting(plugin.rule, undefined)});

/** Reads a configuration file. Throws ConfigError, with line and column where the file is not JSON. */
export function readConfig(file: string, catalog: readonly RulePlugin[]): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new ConfigError(`Cannot read the configuration ${file}: ${reasonOf(error)}`);
  }
  const errors: ParseError[] = [];
  const data: unknown = parse(text, errors, {disallowComments: true, allowTrailingComma: false});
  const [first] = errors;
  if (first) {
    const {line, column} = linesOf(text).point(first.offset);
    throw new ConfigError(
      `${file}:${line}:${column}: this is not JSON (${sentence(first)}${where(text, first.offset)})`,
    );
  }
  try {
    return interpret(file, data, catalog);
  } catch (error) {
    if (error instanceof SettingError || error instanceof ConfigError)
      throw new ConfigError(`${file}: ${error.message}`);
    throw error;
  }
}

const sentence = (error: ParseError): string =>
  printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
const where = (text: string, offset: number): string => {
  const at = getLocation(text, offset).path.join('.');
  return at ? `, in ${at}` : '';
};
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function interpret(file: string, data: unknown, catalog: readonly RulePlugin[]): Config {
  if (!isObject(data)) throw new ConfigError('the configuration must be an object');
  refuseSlips('the configuration has', Object.keys(data), ['plugins', 'settings']);
  if (isObject(data.settings)) refuseSlips('"settings" has', Object.keys(data.settings), ['draftlint']);
  const notes: string[] = [];
  const base = defaults(catalog);
  const rules = new Map(base.rules.map((rule) => [rule.plugin.rule.id, rule]));
  readPlugins(data.plugins, rules, catalog, notes);
  const settings = isObject(data.settings) ? (data.settings.draftlint ?? {}) : {};
  if (!isObject(settings)) throw new ConfigError('"settings.draftlint" must be an object');
  for (const key of Object.keys(settings))
    if (!settingNames.some((name) => name === key))
      throw new ConfigError(`"settings.draftlint" has no setting "${key}"${didYouMean(key, settingNames)}`);
  const {posts, ignore, generator, words, lang, overrides, unusedIgnores} = settings;
  if (posts !== undefined && !isTexts(posts))
    throw new ConfigError('"posts" must be a list of globs, such as ["_posts/**"]');
  if (ignore !== undefined && !isTexts(ignore)) throw new ConfigError('"ignore" must be a list of globs');
  if (words !== undefined && typeof words !== 'string') throw new ConfigError('"words" must be the name of a file');
  const known = generators.find((name) => name === generator);
  if (generator !== undefined && !known)
    throw new ConfigError(
      `"generator" cannot be ${JSON.stringify(generator)}${didYouMean(String(generator), generators)}`,
    );
  const folder = path.dirname(file);
  for (const name of unread) if (existsSync(path.join(folder, name))) notes.push(notRead(name));
  return {
    file,
    rules: [...rules.values()],
    posts,
    ignore: ignore ?? [],
    generator: known,
    words: words === undefined ? undefined : inside(folder, words),
    lang: readLanguages(lang),
    overrides: readOverrides(overrides, catalog),
    unusedIgnores: unusedIgnores === undefined ? 'info' : readSeverity(unusedIgnores, 'info', '"unusedIgnores"'),
    notes,
  };
}

/** Throws ConfigError at a name that is nearly one of ours; any other is for another tool. */
function refuseSlips(what: string, names: readonly string[], ours: readonly string[]): void {
  for (const name of names) {
    const meant = ours.includes(name) ? undefined : nearest(name, ours);
    if (meant) throw new ConfigError(`${what} no key "${name}"; did you mean "${meant}"?`);
  }
}

/** The languages that a configuration names: one, or a list. */
function readLanguages(value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : (value ?? []);
  if (!isTexts(list)) throw new ConfigError('"lang" must be a language such as "de", or a list of them');
  for (const one of list)
    if (languageTag(one) === undefined)
      throw new ConfigError(
        `"lang" cannot be ${JSON.stringify(one)}: there is no dictionary of that language${didYouMean(
          one,
          languages.map(({name}) => name),
        )}`,
      );
  return list;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** A file that a configuration names must lie in the configuration's folder: a configuration is hostile text too. */
function inside(folder: string, name: string): string {
  const file = path.resolve(folder, name);
  if (path.relative(folder, file).startsWith('..') || path.isAbsolute(path.relative(folder, file)))
    throw new ConfigError(`"words" names a file outside the folder of the configuration: ${name}`);
  return file;
}

function readPlugins(
  plugins: unknown,
  rules: Map<string, ConfiguredRule>,
  catalog: readonly RulePlugin[],
  notes: string[],
): void {
  const entries: (readonly unknown[])[] = Array.isArray(plugins)
    ? plugins.map((entry: unknown): readonly unknown[] => (Array.isArray(entry) ? entry : [entry]))
    : isObject(plugins)
      ? Object.entries(plugins)
      : [];
  if (plugins !== undefined && !Array.isArray(plugins) && !isObject(plugins))
    throw new ConfigError('"plugins" must be a list or an object');
  const others: string[] = [];
  const set: string[] = [];
  entries.forEach(([name, setting, ...more], index) => {
    if (typeof name !== 'string') throw new ConfigError(`"plugins[${index}]" must be a name, or a name with a setting`);
    const own = /^(?:remark-)?draftlint(?:$|\/)/.test(name);
    if (!own) {
      const [, prefix = '', first = '', rest = ''] = /^(remark-)?([^./][^/]*)(.*)$/s.exec(name) ?? [];
      if (nearest(first, ['draftlint']))
        throw new ConfigError(`There is no plugin "${name}"; did you mean "${prefix}draftlint${rest}"?`);
      if (!/^(?:remark-)?(?:frontmatter|gfm|mdx|parse)$/.test(name)) others.push(name); // those only read what draftlint reads itself
      return;
    }
    if (!name.includes('/')) {
      if (set.length > 0)
        notes.push(
          `"${name}" is listed after the rule${set.length > 1 ? 's' : ''} ${set.join(', ')}: remark would reset what they say. List "${name}" first`,
        );
      return;
    }
    const id = /^(?:remark-)?draftlint\/rules\/([^/]+?)(?:\.js)?$/.exec(name)?.[1];
    const plugin = catalog.find((one) => one.rule.id === id);
    if (!plugin) {
      const pattern = aboutPattern(name, name.replace(/^(?:remark-)?draftlint\/rules\//, ''), catalog);
      if (pattern !== undefined) throw new ConfigError(pattern);
      const ids = catalog.map((one) => one.rule.id);
      throw new ConfigError(
        `There is no rule "${name}"${didYouMean(id ?? name, ids).replace(/"([^"]+)"/, '"draftlint/rules/$1"')}`,
      );
    }
    if (more.length > 0)
      throw new ConfigError(
        `"plugins[${index}]" takes a name and one setting, and a severity with options is one setting: [${JSON.stringify(name)}, [${[setting, more[0]].map((part) => JSON.stringify(part)).join(', ')}]]`,
      );
    set.push(plugin.rule.id);
    rules.set(plugin.rule.id, {plugin, ...readSetting(plugin.rule, setting), from: `plugins[${index}]`});
  });
  if (others.length > 0)
    notes.push(
      `Plugins of others are not run by draftlint, remark-cli runs them: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}`,
    );
}

function readOverrides(value: unknown, catalog: readonly RulePlugin[]): readonly Override[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new ConfigError('"overrides" must be a list');
  return value.map((override: unknown, index) => {
    if (!isObject(override)) throw new ConfigError(`"overrides[${index}]" must be an object`);
    for (const key of Object.keys(override))
      if (key !== 'files' && key !== 'rules')
        throw new ConfigError(`"overrides[${index}]" has no setting "${key}"${didYouMean(key, ['files', 'rules'])}`);
    const {files, rules} = override;
    if (!isTexts(files) || files.length === 0)
      throw new ConfigError(`"overrides[${index}].files" must be a list of globs`);
    if (!isObject(rules))
      throw new ConfigError(`"overrides[${index}].rules" must be an object of rules and severities`);
    const severities = new Map<string, Severity | 'off'>();
    for (const [id, severity] of Object.entries(rules)) {
      const plugin = catalog.find((one) => one.rule.id === id);
      const pattern = plugin ? undefined : aboutPattern(id, id, catalog);
      if (pattern !== undefined) throw new ConfigError(`"overrides[${index}].rules" is about whole rules. ${pattern}`);
      if (!plugin)
        throw new ConfigError(
          `"overrides[${index}].rules" names no rule of ours: "${id}"${didYouMean(
            id,
            catalog.map((one) => one.rule.id),
          )}`,
        );
      severities.set(id, readSeverity(severity, plugin.rule.severity, `the rule "${id}"`));
    }
    const globs = compileGlobs(files);
    const [problem] = globs.problems;
    if (problem) throw new ConfigError(`"overrides[${index}].files": ${problem}`);
    return {files, matches: globs.matches, rules: severities};
  });
}

/** Says how a pattern is left out that somebody wrote, or nearly, where a rule's name belongs; undefined where it is none. */
function aboutPattern(written: string, name: string, catalog: readonly RulePlugin[]): string | undefined {
  const id = name.split('/', 1)[0] ?? '';
  const pattern = name.slice(id.length + 1);
  const rule = catalog.find((one) => one.rule.id === id)?.rule;
  if (pattern === '' || !rule?.patterns) return undefined;
  if (rule.patterns === 'any')
    return `${JSON.stringify(pattern)} is a check of your styles: switch it off in your .vale.ini, with ${pattern} = NO`;
  const meant = rule.patterns.includes(pattern) ? pattern : nearest(pattern, rule.patterns);
  if (meant === undefined || !rule.options?.skip) return undefined;
  const how = `eave it out with ${skipSetting(id, meant)} under "plugins"`;
  return meant === pattern
    ? `"${id}/${pattern}" is a pattern of the rule "${id}": l${how}`
    : `There is no rule ${JSON.stringify(written)}; did you mean "${meant}", a pattern of the rule "${id}"? L${how}`;
}

/** What is said of a rule for one post: the last override that names it wins. */
export function severityFor(config: Config, rule: ConfiguredRule, file: string): Severity | 'off' {
  let severity = rule.severity;
  for (const override of config.overrides) {
    const own = override.rules.get(rule.plugin.rule.id);
    if (own !== undefined && override.matches(file)) severity = own;
  }
  return severity;
}

/**
 * Gives the configuration of a run: the file that is named, none where `named` is false, else the nearest one above
 * the first path (above the folder of the command, without paths). Throws ConfigError.
 */
export function configurationFor(
  cwd: string,
  paths: readonly string[],
  named: string | false | undefined,
  catalog: readonly RulePlugin[],
): Config {
  if (named === false) return defaults(catalog);
  if (named !== undefined) {
    const file = path.resolve(cwd, named);
    if (!existsSync(file)) throw new ConfigError(`There is no configuration file "${named}"`);
    return readConfig(file, catalog);
  }
  const [first] = paths;
  const start = first === undefined ? cwd : path.resolve(cwd, first);
  const file = findConfig(start);
  return file === undefined ? {...defaults(catalog), notes: noteUnread(cwd, start)} : readConfig(file, catalog);
}
