import {findFrontMatter} from './front-matter/find.ts';
import {readJson} from './front-matter/json.ts';
import {
  emptyMap,
  type FrontMatter,
  type FrontMatterEntry,
  type FrontMatterFormat,
  merged,
  type Reading,
} from './front-matter/model.ts';
import {readToml} from './front-matter/toml.ts';
import {readYaml} from './front-matter/yaml.ts';

export {findFrontMatter} from './front-matter/find.ts';
export type {FrontMatter, FrontMatterEntry, FrontMatterError, FrontMatterValue} from './front-matter/model.ts';

const readers: Readonly<Record<FrontMatterFormat, (source: string, base: number) => Reading>> = {
  yaml: readYaml,
  toml: readToml,
  json: readJson,
};

/**
 * Reads the front matter of a text, its byte order mark taken off; undefined where it has none. Offsets count UTF-16 units from
 * the start of the text. Never throws: what cannot be read is in `errors`.
 */
export function readFrontMatter(text: string): FrontMatter | undefined {
  const block = findFrontMatter(text);
  if (block === undefined) return undefined;
  if (block.code) return {...block, data: emptyMap(), entries: [], errors: [], warnings: []};
  const {start, end} = block.content;
  const {entries, errors, warnings, broken: unread} = readers[block.format](text.slice(start, end), start);
  return {...block, data: unread ? emptyMap() : merged(entries), entries, errors, warnings};
}

/** The entry for a top-level key: exactly as written first, else in any case; of two, the last, which generators keep. */
export function entryOf(frontMatter: FrontMatter | undefined, key: string): FrontMatterEntry | undefined {
  if (frontMatter === undefined) return undefined;
  const folded = key.toLowerCase();
  return (
    frontMatter.entries.findLast((entry) => entry.key === key) ??
    frontMatter.entries.findLast((entry) => entry.key.toLowerCase() === folded)
  );
}
