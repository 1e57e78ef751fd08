import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {packFacts} from '../../src/engine/facts.ts';
import {type Inspection, inspect} from '../../src/engine/inspect.ts';
import {exchange, fold} from '../../src/engine/judge.ts';
import {cardOf, usual} from '../../src/engine/usual.ts';

const rules = [{plugin: usual, options: {}}];
const read = (path: string, text: string) => inspect({path, text}, {rules, generator: undefined, world: {}});
const factsOf = (post: Inspection | undefined) => post?.facts ?? packFacts({});
const easy = 'The cat sat. The dog ran. We had tea.';
const hard = 'Nevertheless, characteristically complicated formulations necessitate concentration.';

describe('what is usual in a blog', () => {
  it('is the median of its posts with text, without drafts', async () => {
    const posts = [
      await read('a.md', easy),
      await read('b.md', easy),
      await read('c.md', hard),
      await read('d.md', `---\ndraft: true\n---\n\n${hard}`),
      await read('e.md', '# No text'),
    ];
    const {sums} = fold(rules, posts);
    const card = cardOf(factsOf(posts[2]), sums);
    assert.equal(card?.words, 6);
    assert.equal(card?.minutes, 1);
    assert.equal(card?.usualEase, cardOf(factsOf(posts[0]), sums)?.ease);
    assert.notEqual(card?.ease, card?.usualEase);
    assert.equal(cardOf(factsOf(posts[4]), sums), undefined);
  });
  it('is not said of two posts', async () => {
    const posts = [await read('a.md', easy), await read('b.md', easy)];
    assert.equal(cardOf(factsOf(posts[0]), fold(rules, posts).sums)?.usualEase, undefined);
  });
  it('forgets a post that is gone', async () => {
    const [one, other] = [await read('a.md', easy), await read('b.md', hard)];
    const {sums} = fold(rules, [one, one, other]);
    const {sums: without} = exchange(rules, sums, other, undefined);
    assert.deepEqual(without, fold(rules, [one, one]).sums);
  });
});
