import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {packFacts, unpackFacts} from '../../src/engine/facts.ts';
import {foundIn, packFound} from '../../src/engine/found.ts';
import type {Inspection} from '../../src/engine/inspect.ts';
import {Shelf} from '../../src/engine/shelf.ts';

const place = {line: 3, column: 1, endLine: 3, endColumn: 6};

/** What a post gave: some have no fact of a rule, some nothing that was found, and some have what JSON has to escape. */
function inspection(n: number): Inspection {
  const path = `posts/${n}.md`;
  const message = `“naïv”\n→ “naïve” 🙂 ${n}`;
  const findings = n % 3 === 0 ? [] : [{path, rule: 'spelling', severity: 'error' as const, message, ...place}];
  return {
    path,
    stage: 'post',
    failures: [],
    found: packFound({findings, ignores: []}),
    facts: packFacts({
      every: {n, text: 'a\nb\r\n\u2028c \ud800', same: 'as in the others'},
      ...(n % 2 === 0 && {even: n}),
      ...(n === 1100 && {late: null}),
    }),
  };
}

// the shelf of a short run, and of runs in which posts are pressed together, with and without some that wait for others
const sizes = [0, 3, 64, 1000, 1001, 1152, 1160];

describe('the shelf that posts lie on until they are judged', () => {
  for (const size of sizes) {
    const posts = Array.from({length: size}, (_, n) => inspection(n));

    it(`gives the facts of ${size} posts rule by rule, in their order`, () => {
      const shelf = new Shelf(posts);
      for (const rule of ['every', 'even', 'late', 'constructor']) {
        const wanted = posts.flatMap(({path, facts}) => {
          const own = new Map(Object.entries(unpackFacts(facts)));
          return own.has(rule) ? [[path, own.get(rule)] as const] : [];
        });
        const byPath = new Map(wanted);
        const facts = shelf.facts(rule);
        assert.deepEqual([...facts], wanted);
        assert.deepEqual([...facts.entries()], wanted);
        assert.deepEqual([...facts.keys()], [...byPath.keys()]);
        assert.deepEqual([...facts.values()], [...byPath.values()]);
        assert.equal(facts.size, wanted.length);
        for (const {path} of posts) {
          assert.equal(facts.has(path), byPath.has(path), path);
          assert.deepEqual(facts.get(path), byPath.get(path), path);
        }
        const seen: unknown[] = [];
        facts.forEach((fact, path, map) => {
          assert.equal(map, facts);
          seen.push([path, fact]);
        });
        assert.deepEqual(seen, wanted);
      }
    });

    it(`gives once what was found in ${size} posts`, () => {
      const shelf = new Shelf(posts);
      assert.deepEqual(
        [...shelf.takeFound()],
        posts.map(({found}) => foundIn(found)),
      );
      assert.deepEqual([...shelf.takeFound()], []);
      assert.deepEqual([...shelf.facts('every')], []);
    });
  }

  it('keeps no fact that was read', () => {
    const facts = new Shelf([inspection(0)]).facts('every');
    assert.notEqual(facts.get('posts/0.md'), facts.get('posts/0.md'));
  });

  it('takes posts after it was emptied', () => {
    const shelf = new Shelf([inspection(1)]);
    for (const _ of shelf.takeFound());
    shelf.add(inspection(2));
    assert.deepEqual([...shelf.facts('every').keys()], ['posts/2.md']);
  });

  it('says where facts are damaged, and not before they are read', () => {
    const damaged = {...inspection(0), facts: {rules: ['every'], bytes: new TextEncoder().encode('{"n":')}};
    const posts = [...Array.from({length: 1151}, (_, n) => inspection(n)), damaged];
    assert.throws(() => [...new Shelf(posts).facts('every')], SyntaxError);
  });
});
