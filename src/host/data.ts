import path from 'node:path';
import {lazy} from '../core/lazy.ts';
import type {DataFiles, SchemaCheck} from '../core/rule.ts';
import {beginSha256} from '../core/sha256.ts';
import {existsSync, realpathSync, statSync} from './disk.ts';
import {jsonIn} from './files.ts';
import {authorsOf, type Blog} from './generator.ts';
import {compileGlobs, type Globs} from './glob.ts';
import {isWithin, readSmall} from './ignore.ts';
import {schemaCheck} from './schemas.ts';

/** A schema larger than this, in bytes, is not one. */
const largest = 1024 * 1024;
/** So many bytes of JSON are read to tell whether a schema changed: a blog may lie beside data that is none of its own. */
const mostRead = 64 * largest;

/** Gives what the data files of a blog say, whose configuration is none of them; each is read when first asked for. */
export function dataOf(blog: Blog, configuration?: string): DataFiles {
  const schemas = new Map<string, SchemaCheck>();
  const globs = new Map<string, Globs>();
  const authors = lazy(() => authorsOf(blog));
  const hash = lazy(() => contentsHash(blog, authors(), configuration));
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

/**
 * Tells one state of the data files from another by what is in them, so that it is the same on every machine, and a time that was set
 * back hides nothing: any file of JSON may be a schema. Beyond the first megabytes (`mostRead`) files count by their size. The
 * configuration is left out: what it says of rules counts by itself.
 */
function contentsHash({root}: Blog, authors: DataFiles['authors'], configuration: string | undefined): string {
  const hash = beginSha256().update(JSON.stringify(authors ?? null));
  let read = 0;
  for (const name of jsonIn(root)) {
    const file = path.join(root, name);
    if (file === configuration) continue;
    const size = statSync(file, {throwIfNoEntry: false})?.size ?? 0;
    hash.update(`\0${name}\0${size}\0`);
    if (size > largest || read + size > mostRead) continue;
    read += size;
    hash.update(readSmall(file, largest) ?? '');
  }
  return hash.digest('hex');
}
