import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {inspect} from '../../src/engine/inspect.ts';
import {exchange, fold} from '../../src/engine/judge.ts';
import {Shelf} from '../../src/engine/shelf.ts';
import {cardOf, usual} from '../../src/engine/usual.ts';

const rules = [{plugin: usual, options: {}}];
const read = (path: string, text: string) => inspect({path, text}, {rules, generator: undefined, world: {}});
// of 108 and of 102 words
const easy = 'The cat sat. The dog ran. We had tea. '.repeat(12);
const hard = 'Nevertheless, characteristically complicated formulations necessitate concentration. '.repeat(17);

describe('what is usual in a blog', () => {
  it('is the median of its posts, without drafts and those of a few words', async () => {
    const posts = [
      await read('a.md', easy),
      await read('b.md', easy),
      await read('c.md', hard),
      await read('d.md', `---\ndraft: true\n---\n\n${hard}`),
      await read('e.md', '# No text'),
      await read('f.md', 'Nevertheless, we had tea.'),
      await read('g.md', 'Nevertheless, the dog ran.'),
    ];
    const {sums} = fold(rules, posts);
    const shelf = new Shelf(posts);
    const card = cardOf(shelf, 'c.md', sums);
    assert.equal(card?.words, 102);
    assert.equal(card?.minutes, 1);
    assert.equal(card?.usualEase, cardOf(shelf, 'a.md', sums)?.ease);
    assert.notEqual(card?.ease, card?.usualEase);
    assert.equal(cardOf(shelf, 'e.md', sums), undefined);
    assert.deepEqual(cardOf(shelf, 'f.md', sums), {words: 4, minutes: 1});
  });
  it('is not said of two posts', async () => {
    const posts = [await read('a.md', easy), await read('b.md', easy)];
    assert.equal(cardOf(new Shelf(posts), 'a.md', fold(rules, posts).sums)?.usualEase, undefined);
  });
  it('forgets a post that is gone', async () => {
    const [one, other] = [await read('a.md', easy), await read('b.md', hard)];
    const {sums} = fold(rules, [one, one, other]);
    const {sums: without} = exchange(rules, sums, other, undefined);
    assert.deepEqual(without, fold(rules, [one, one]).sums);
  });
});
