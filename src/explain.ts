import path from 'node:path';
import {catalog} from './catalog.ts';
import {unusedIgnore} from './engine/names.ts';
import {configurationFor, severityFor} from './host/config.ts';
import {existsSync} from './host/disk.ts';
import {locate} from './host/find.ts';
import {wordsFile} from './host/words.ts';
import type {LintRequest} from './lint.ts';
import type {Explained} from './report/pages.ts';

/** Says what holds for a post, or for the blog: each setting, its value and where it comes from, and what is to be told of them. Throws ConfigError. */
export function explain(request: Pick<LintRequest, 'cwd' | 'config' | 'rules'> & {readonly path?: string}): {
  readonly settings: readonly Explained[];
  readonly notes: readonly string[];
} {
  const cwd = path.resolve(request.cwd ?? '.');
  const paths = request.path === undefined ? [] : [request.path];
  const config = configurationFor(cwd, paths, request.config, request.rules ?? catalog);
  const blog = locate(cwd, paths, config);
  const words = wordsFile(blog.root, config.words);
  const file = config.file === undefined ? 'none' : path.relative(cwd, config.file);
  const inPost =
    request.path === undefined
      ? undefined
      : path.relative(blog.root, path.resolve(cwd, request.path)).split(path.sep).join('/');
  const settings: readonly Explained[] = [
    {name: 'configuration', value: file, from: config.file ? 'found' : 'there is no .remarkrc.json'},
    {name: 'blog', value: path.relative(cwd, blog.root) || '.', from: blog.why},
    {name: 'generator', value: blog.generator ?? 'none', from: config.generator ? file : 'told by its files'},
    {
      name: 'posts',
      value: config.posts?.join(', ') ?? 'all',
      from: config.posts ? file : `as ${blog.generator ?? 'Markdown'} has them`,
    },
    {
      name: 'words',
      value: words === undefined ? 'none' : path.relative(cwd, words),
      from: config.words ? file : 'words.txt at the root',
    },
    {name: unusedIgnore, value: config.unusedIgnores, from: config.unusedIgnores === 'info' ? 'the preset' : file},
    {
      name: 'lang',
      value: config.lang.join(', ') || 'none',
      from: config.lang.length > 0 ? file : 'each post says, or reads so',
    },
    ...config.rules.map((rule) => {
      const severity = inPost === undefined ? rule.severity : severityFor(config, rule, inPost);
      const options = Object.entries(rule.options).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
      return {
        name: rule.plugin.rule.id,
        value: severity + options.join(''),
        from: severity === rule.severity ? rule.from : 'overrides',
      };
    }),
  ];
  const absent = request.path !== undefined && !existsSync(path.resolve(cwd, request.path));
  const notes = absent ? [`There is no ${request.path}: this is what would hold for it`] : [];
  return {settings, notes: [...notes, ...config.notes]};
}
