import {readdirSync} from 'node:fs';
import path from 'node:path';

/** The top of the project. */
export const root = path.resolve(import.meta.dirname, '../..');

/** The names of the blogs in fixtures/. */
export const blogs: readonly string[] = readdirSync(path.join(root, 'fixtures'), {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
