import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {it} from 'node:test';
import remarkParse from 'remark-parse';
import {unified} from 'unified';
import {VFile} from 'vfile';
import spelling from '../../rules/spelling/rule.ts';
import {bringing} from '../../src/host/bring.ts';
import {inScratch} from '../support/scratch.ts';

it('a rule in another host reads the list of words anew for each processor, and once for all files of one', () =>
  inScratch({'a.md': 'The grafflet is definately here.\n', 'words.txt': 'grafflet\n'}, async ({folder}) => {
    const plugin = bringing(spelling);
    const processor = () => unified().use(remarkParse).use(plugin).freeze();
    const found = async (one: ReturnType<typeof processor>): Promise<readonly (string | undefined)[]> => {
      const file = new VFile({path: 'a.md', cwd: folder, value: 'The grafflet is definately here.\n'});
      await one.run(one.parse(file), file);
      return file.messages.map(({actual}) => actual);
    };
    const first = processor();
    assert.deepEqual(await found(first), ['definately']);
    writeFileSync(path.join(folder, 'words.txt'), 'grafflet\ndefinately\n');
    assert.deepEqual(await found(first), ['definately']);
    assert.deepEqual(await found(processor()), []);
  }));
