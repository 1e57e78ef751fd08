import path from 'node:path';
import {lazy} from '../core/lazy.ts';
import type {DataFiles, SchemaCheck} from '../core/rule.ts';
import {beginSha256, sha256} from '../core/sha256.ts';
import {existsSync, realpathSync, statSync} from './disk.ts';
import {jsonIn} from './files.ts';
import {authorsOf, type Blog} from './generator.ts';
import {compileGlobs, type Globs} from './glob.ts';
import {isWithin, readSmall} from './ignore.ts';
import {schemaCheck} from './schemas.ts';

/** A schema larger than this, in bytes, is not one. */
const largest = 1024 * 1024;

/** Gives what the data files of a blog say; each is read when first asked for. */
export function dataOf(blog: Blog): DataFiles {
  const schemas = new Map<string, SchemaCheck>();
  const globs = new Map<string, Globs>();
  const authors = lazy(() => authorsOf(blog));
  const hash = lazy(() => fingerprint(blog.root, authors()));
  return {
    get hash() {
      return hash();
    },
    matches: (pattern, file) => {
      const known = globs.get(pattern) ?? compileGlobs([pattern]);
      globs.set(pattern, known);
      return known.matches(file);
    },
    schema: (name) => {
      const known = schemas.get(name) ?? readSchema(blog.root, name);
      schemas.set(name, known);
      return known;
    },
    get authors() {
      return authors();
    },
  };
}

function readSchema(root: string, name: string): SchemaCheck {
  const file = path.resolve(root, name);
  if (!isWithin(root, file)) return {problem: 'lies outside the folder of the blog'};
  if (!existsSync(file)) return {problem: 'is not there'};
  if (!isWithin(realpathSync(root), realpathSync(file))) return {problem: 'lies outside the folder of the blog'};
  const text = readSmall(file, largest);
  return text === undefined ? {problem: 'cannot be read'} : schemaCheck(text);
}

/** What tells one state of the data files from another: any file of JSON may be a schema, so each counts by size and time. */
function fingerprint(root: string, authors: DataFiles['authors']): string {
  const files = jsonIn(root).map((file) => {
    const stats = statSync(path.join(root, file), {throwIfNoEntry: false});
    return [file, stats?.size, stats?.mtimeMs];
  });
  return sha256(JSON.stringify([authors, files]));
}

/** Tells one state of the data files from another by what is in them, for machines whose times differ; `but` is a file left out. */
export function contentsHash(blog: Blog, but: string | undefined): string {
  const hash = beginSha256().update(JSON.stringify(authorsOf(blog) ?? null));
  for (const name of jsonIn(blog.root)) {
    const file = path.join(blog.root, name);
    if (file !== but) hash.update(`\0${name}\0${readSmall(file, largest) ?? ''}`);
  }
  return hash.digest('hex');
}
