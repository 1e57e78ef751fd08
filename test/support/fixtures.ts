import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Source} from '../../src/engine/inspect.ts';

const root = path.resolve(import.meta.dirname, '../..');
const isMarkdown = (name: string): boolean => /\.(?:md|mdx|markdown)$/.test(name);

/** Posts that are read together. */
export interface Fixture {
  /** Where it lies, relative to the project, with `/`. */
  readonly name: string;
  readonly posts: readonly Source[];
}

const read = (folder: string, name: string): Source => ({
  path: name,
  text: readFileSync(path.join(root, folder, name), 'utf8'),
});

/** Every Markdown file below a folder, as one blog. */
const blogIn = (folder: string): Fixture => ({
  name: folder,
  posts: readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => isMarkdown(name) && !name.split('/').includes('node_modules'))
    .sort()
    .map((name) => read(folder, name)),
});

/** The folders of whole blogs, relative to the project, with `/`. */
export const blogFolders: readonly string[] = existsSync(path.join(root, 'fixtures'))
  ? readdirSync(path.join(root, 'fixtures'), {withFileTypes: true})
      .filter((entry) => entry.isDirectory())
      .map(({name}) => `fixtures/${name}`)
      .sort()
  : [];

/** The fixtures of all rules, each post by itself and each folder as a blog, and the whole blogs. */
export function fixtures(): readonly Fixture[] {
  const ofRules = readdirSync(path.join(root, 'rules')).flatMap((id) => {
    const folder = `rules/${id}/fixtures`;
    if (!existsSync(path.join(root, folder))) return [];
    return readdirSync(path.join(root, folder), {withFileTypes: true}).flatMap((entry): readonly Fixture[] => {
      if (entry.isDirectory()) return [blogIn(`${folder}/${entry.name}`)];
      return isMarkdown(entry.name) ? [{name: `${folder}/${entry.name}`, posts: [read(folder, entry.name)]}] : [];
    });
  });
  return [...ofRules, ...blogFolders.map(blogIn)];
}
