import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {Post} from '../../src/core/post.ts';
import {fleschOf, gradeOf, minutesOf, syllablesIn} from '../../src/core/readability.ts';
import {sentencesOf} from '../../src/core/sentences.ts';
import {statsOf, usualOf} from '../../src/engine/stats.ts';
import {statsJson, statsLine, statsReport} from '../../src/report/stats.ts';

/* What the report must be lies beside this file, in `stats/`. UPDATE=1 rewrites it. */
const update = process.env.UPDATE === '1';
const folder = path.join(import.meta.dirname, 'stats');
const post = (name: string, text: string) => statsOf(new Post(name, text));
const bread = post('posts/bread.md', readFileSync(path.join(folder, 'bread.md'), 'utf8'));
const short = post('posts/short.md', '# A day off\n\nWe do not bake today. Come back on Monday.\n');
const empty = post('posts/empty.md', '---\ntitle: Nothing yet\n---\n\n## Soon\n\n```\ncode\n```\n');
const hostile = post('posts/\u202Eevil\n::error::.md', 'A \u0007 bell\u202E rings in the long, long hall.\n');
const plain = {color: false, width: 80};

describe('the writer’s card', () => {
  for (const [name, text] of [
    ['one.txt', statsReport([bread], usualOf([bread, short, short, empty]), plain)],
    ['one.color.txt', statsReport([bread], usualOf([bread, short, short]), {color: true, width: 60})],
    ['few.txt', statsReport([short, empty], usualOf([short, empty]), plain)],
    ['many.txt', statsReport([bread, short, empty, hostile], usualOf([bread, short, empty, hostile]), plain)],
    ['hostile.txt', statsReport([hostile], undefined, plain)],
    ['one.json', statsJson('0.0.0', [bread, hostile], undefined)],
  ] as const)
    it(`is ${name}`, () => {
      const file = path.join(folder, name);
      if (update) writeFileSync(file, text);
      assert.equal(text, existsSync(file) ? readFileSync(file, 'utf8') : '(no such file)');
    });
  it('is nothing for no posts', () => assert.equal(statsReport([], undefined, plain), ''));
  it('has a short form', () => {
    assert.equal(statsLine({words: 9, minutes: 1}), '9 words, 1 minute to read');
    assert.equal(statsLine(short), '9 words, 1 minute to read, reading ease 99 (very easy)');
    assert.equal(statsLine({...short, usualEase: 61}), '9 words, 1 minute to read, reading ease 99 (your posts: 61)');
  });
});

describe('readability', () => {
  for (const [word, syllables] of [
    ['bread', 1],
    ['oven', 2],
    ['baked', 1],
    ['wanted', 2],
    ['table', 2],
    ['flour', 1],
    ['kneading', 2],
    ['yeast', 1],
    ['temperature', 4],
    ['the', 1],
  ] as const)
    it(`hears ${syllables} in ${word}`, () => assert.equal(syllablesIn(word), syllables));
  it('follows Flesch and Kincaid', () => {
    const figures = {
      words: 100,
      sentences: 5,
      syllables: 150,
      paragraphs: 1,
      characters: 0,
      longWords: 0,
      polysyllables: 0,
    };
    assert.equal(fleschOf(figures).toFixed(3), (206.835 - 20.3 - 126.9).toFixed(3));
    assert.equal(gradeOf(figures).toFixed(2), (7.8 + 17.7 - 15.59).toFixed(2));
  });
  it('takes a minute at least', () => assert.deepEqual([1, 238, 500].map(minutesOf), [1, 1, 2]));
});

describe('sentences', () => {
  for (const [text, parts] of [
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['See e.g. Dr. Miller or J. Smith, vs. me. Then go.', ['See e.g. Dr. Miller or J. Smith, vs. me.', 'Then go.']],
    ['Wait... what? Yes.', ['Wait... what?', 'Yes.']],
    ['He said: "Go." She went.', ['He said: "Go."', 'She went.']],
    ['Version 1.2 of Node.js is out. It works', ['Version 1.2 of Node.js is out.', 'It works']],
    ['   ', []],
  ] as const)
    it(`of "${text}"`, () =>
      assert.deepEqual(
        sentencesOf(text).map(({start, end}) => text.slice(start, end)),
        parts,
      ));
});
