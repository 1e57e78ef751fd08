import {normalPath} from '../../src/core/addresses.ts';
import {entryOf, type FrontMatter, type FrontMatterEntry, type FrontMatterValue} from '../../src/core/front-matter.ts';
import {strings} from '../../src/core/options.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {DataFiles, Problem, Span} from '../../src/core/rule.ts';

/** One `PATTERN => FILE` of the option; without an arrow, the file is for all posts. */
function assigned(setting: string): {readonly pattern: string | undefined; readonly file: string} {
  const [pattern = '', file] = setting.split(/\s*=>\s*/, 2);
  return file === undefined ? {pattern: undefined, file: pattern.trim()} : {pattern: pattern.trim(), file: file.trim()};
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The schemas of a post: those that the option assigns to its path, and the one it names itself, by a relative path. */
function* schemasOf(post: Post, assignments: readonly string[], data: DataFiles) {
  for (const setting of assignments) {
    const {pattern, file} = assigned(setting);
    if (file !== '' && (pattern === undefined || data.matches(pattern, post.path))) yield {file, at: undefined};
  }
  const own = entryOf(post.frontMatter, '$schema')?.value;
  if (typeof own?.value === 'string' && own.value !== '' && !/^(?:[a-z][a-z\d+.-]*:|[/\\#])/i.test(own.value))
    yield {file: normalPath(folderOf(post.path) + own.value) ?? own.value, at: own.at};
}

/** Where a fault is: at the field's name where the field as a whole is meant, else at the value. */
function placeOf(frontMatter: FrontMatter, path: readonly string[], fence: Span): Span {
  const [first, ...rest] = path;
  const entry = first === undefined ? undefined : frontMatter.entries.findLast(({key}) => key === first);
  if (!entry) return fence;
  let place: Span = entry.keyAt;
  let value: FrontMatterValue | undefined = entry.value;
  for (const part of rest) {
    const inner: FrontMatterEntry | undefined = value?.entries?.findLast(({key}) => key === part);
    value = inner?.value ?? value?.items?.[Number(part)];
    if (!value) return place;
    place = inner?.keyAt ?? value.at;
  }
  return place;
}

/** Names the field as its writer knows it: `author.name`, `tags`, item 2. */
const named = (path: readonly string[]): string => {
  if (path.length === 0) return 'Front matter';
  const [field = '', ...rest] = path;
  return `"${[field, ...rest.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part))].join('.')}"`;
};

/** Reports front matter that does not fit a JSON Schema of the blog. */
export default postRule({
  id: 'front-matter-schema',
  summary: 'front matter that does not fit a JSON Schema of yours',
  why: 'What the theme or the build expects of every post is then checked before the build, and in plain words.',
  severity: 'error',
  noticed: 'later',
  needs: ['data'],
  options: {
    schemas: strings(
      [],
      'Files with a JSON Schema for all posts, or `PATTERN => FILE` for some, relative to the folder of the blog.',
    ),
  },
  *check(post, {schemas}, {data}): Generator<Problem> {
    const {frontMatter, text} = post;
    if (!data || frontMatter?.code || (frontMatter && frontMatter.errors.length > 0)) return;
    const fence = {start: 0, end: /^[^\r\n]*/.exec(text)?.[0].length ?? 0};
    for (const {file, at = fence} of schemasOf(post, schemas, data)) {
      const schema = data.schema(file);
      if ('problem' in schema) {
        yield {at, message: `The schema ${file} ${schema.problem}`};
        continue;
      }
      const {$schema: _, ...fields} = frontMatter?.data ?? {};
      for (const {path, says} of faultsOf(schema, fields)) {
        const where = frontMatter ? placeOf(frontMatter, path, fence) : fence;
        yield {at: where, message: `${named(path)} ${says}`, note: `as ${file} has it`};
      }
    }
  },
});

/** What does not fit; a schema that does not come to an end says so. */
function faultsOf(schema: {check: (data: unknown) => ReturnType<Checked>}, fields: unknown): ReturnType<Checked> {
  try {
    return schema.check(fields);
  } catch {
    return [{path: [], says: 'cannot be checked: the schema goes round in circles or takes too long'}];
  }
}
type Checked = Extract<ReturnType<DataFiles['schema']>, {check: unknown}>['check'];
