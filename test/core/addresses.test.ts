import assert from 'node:assert/strict';
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {inFolder} from '../support/command.ts';
import {built, computed} from '../support/generators.ts';

/*
 * The addresses of small blogs, against those that the generators themselves published (`npm run test:generators --
 * --record` writes them to test/generators/).
 */
const folder = path.resolve(import.meta.dirname, '../generators');

for (const {name, configName, configs, complete} of built)
  describe(`addresses of ${name}`, () => {
    const recorded: Record<string, string[]> = JSON.parse(
      readFileSync(path.join(folder, `${name}.pages.json`), 'utf8'),
    );
    for (const [about, config] of Object.entries(configs))
      it(about, () =>
        inFolder({}, async (blog) => {
          cpSync(path.join(folder, name), blog, {recursive: true});
          if (configName !== undefined) writeFileSync(path.join(blog, configName), JSON.stringify(config));
          const published = recorded[about] ?? [];
          assert.ok(published.length > 0);
          const ours = [...computed(blog).keys()].sort();
          if (complete) assert.deepEqual(ours, published.toSorted());
          else
            assert.deepEqual(
              ours.filter((page) => !published.includes(page)),
              [],
            );
          assert.ok(ours.length > 2);
        }),
      );
  });
