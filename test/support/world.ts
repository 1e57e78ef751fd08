import path from 'node:path';
import type {World} from '../../src/core/rule.ts';
import {loadDictionary} from '../../src/host/dictionary.ts';

const made: World[] = [];

/** The world as the built package has it: loaded once for all tests of a file. */
export function world(): World {
  const [known] = made;
  if (known) return known;
  const fresh: World = {
    dictionary: loadDictionary(path.resolve(import.meta.dirname, '../../dist/data')),
    words: new Set(),
  };
  made.push(fresh);
  return fresh;
}
