import assert from 'node:assert/strict';
import path from 'node:path';
import {it} from 'node:test';
import {execute, inFolder} from '../support/command.ts';

const root = path.resolve(import.meta.dirname, '../..');

it('the table of accuracy is made from any corpus of the form', () => {
  const at = (line: number, column: number, wrong: string, right: string) => ({
    path: 'a.md',
    line,
    column,
    wrong,
    right,
    cls: 'nonword',
  });
  return inFolder(
    {
      'labels.json': '{"tomatos": true}',
      'garden/a.md': '# Tomatoes\n\nWe recieve a box of seeds.\n\nAn unseen zzyqx is no word.\n',
      'garden/b.md': '# Watering\n\nWater the tomatos, becuase they are thirsty.\n',
      'garden/cases.json': JSON.stringify({
        cases: [at(3, 4, 'recieve', 'receive'), at(5, 11, 'zzyqx', 'zebra')],
        clean: ['b.md'],
        words: {'b.md': 8},
      }),
    },
    async (folder) => {
      const {code, out, err} = await execute(root, process.execPath, [
        '--import',
        'tsx',
        'scripts/accuracy.ts',
        folder,
      ]);
      assert.equal(code, 0, err);
      assert.deepEqual(out.trim().split('\n'), [
        '| 2 misspellings, 8 words | within its blog | each post alone |',
        '|---|---|---|',
        '| reported as error | 50.0 % | 50.0 % |',
        '| the same, mean over blogs | – | – |',
        '| false errors per 1,000 words | 125.000 | 125.000 |',
        '| errors that are real | 50.0 % | 50.0 % |',
        '| reported at all | 50.0 % | 50.0 % |',
        '| right word first | 100.0 % | 100.0 % |',
        '| right word in the first five | 100.0 % | 100.0 % |',
        '| all findings per 1,000 words | 250.000 | 250.000 |',
      ]);
    },
  );
});
