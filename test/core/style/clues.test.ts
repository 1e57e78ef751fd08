import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import patterns from '../../../rules/grammar/patterns.json' with {type: 'json'};
import {pack as names} from '../../../rules/product-names/pack.ts';
import {pack as acronyms} from '../../../rules/redundant-acronyms/pack.ts';
import {Post} from '../../../src/core/post.ts';
import {englishBlocks} from '../../../src/core/style/blocks.ts';
import {type Clue, clueOf, type Trigger, testOf} from '../../../src/core/style/clues.ts';
import {compileCheck, isCheck} from '../../../src/core/style/compile.ts';
import {patternSource} from '../../../src/core/style/pattern.ts';
import {numberOf, pairCode, wordsIn} from '../../../src/core/style/words.ts';
import {fc} from '../../support/fast-check.ts';

describe('the words by which a pattern is triggered', () => {
  for (const [source, trigger] of [
    ['bread', {words: ['bread']}],
    ['fresh bread', {words: ['fresh'], after: {words: ' bread '}}],
    ['(?:white|brown) bread', {words: ['white', 'brown'], after: {words: ' bread '}}],
    ['(?<=\\b(?:the|a) )loaf', {words: ['loaf'], before: ' the a '}],
    ['(?<=^|the )loaf', {words: ['loaf']}],
    ['(?<!the )loaf', {words: ['loaf']}],
    ['bread(?= (?:crumbs|knife)\\b)', {words: ['bread'], after: {words: ' crumbs knife '}}],
    ['bread(?= [ck])', {words: ['bread'], after: {initials: 'ck'}}],
    ['bread(?! crumbs)', {words: ['bread']}],
    ['bread(?= crumbs\\b|,)', {words: ['bread']}],
    ['is (?:not )?baked', {words: ['is'], after: {words: ' baked ', through: ' not ', next: {words: ' baked '}}}],
    ["it's", {words: ['it'], after: {words: ' s '}}],
    ['loaf(?: of)? bread', {words: ['loaf'], after: {words: ' bread ', through: ' of ', next: {words: ' bread '}}}],
    ['Bread|Loaf', {words: ['bread', 'loaf']}],
    ['loaf s?', {words: ['loaf']}],
    ['loaf?', {words: ['loa', 'loaf']}],
    ['[Bb]read', {words: ['bread']}],
    ['loa\\w', null],
    ['loaf*', null],
    ['\\w+', null],
    [', bread', null],
    ['(bread) \\1', {words: ['bread']}],
  ] as const)
    it(`of ${source}`, () => assert.deepEqual(clueOf(source, {ignoreCase: true, word: true}), trigger));
  for (const [source, clue] of [
    ['\\w+,,', {pairs: [',,']}],
    ['[a-z]+[;,](?:and|or)', {pairs: [';A', ';a', ';O', ';o', ',A', ',a', ',O', ',o']}],
    ['bread and butter', null],
    ['"?bread"?', null],
  ] as const)
    it(`of ${source} between any characters`, () => {
      const found = clueOf(source, {ignoreCase: true, word: false});
      const sorted = (one: Clue | {readonly pairs: readonly string[]}): unknown =>
        one && 'pairs' in one ? [...one.pairs].sort() : one;
      assert.deepEqual(sorted(found), sorted(clue));
    });
});

interface Pattern {
  readonly name: string;
  readonly pattern: RegExp;
  readonly clue: Clue;
}

interface Data {
  readonly swap?: Readonly<Record<string, string>>;
  readonly tokens?: readonly string[];
  readonly ignorecase?: boolean;
  readonly nonword?: boolean;
  readonly extends: string;
}

const packs: Readonly<Record<string, Data>> = {...patterns, ...names, ...acronyms};
const all: readonly Pattern[] = Object.entries(packs)
  .filter(([, data]) => data.extends !== 'repetition')
  .flatMap(([name, {swap, tokens = [], ignorecase = false, nonword = false}]) =>
    (swap ? Object.keys(swap) : tokens).map((part) => {
      const options = {ignoreCase: ignorecase, word: !nonword};
      const {source, flags} = patternSource([part], options);
      return {name, pattern: new RegExp(source, flags), clue: clueOf(part, options)};
    }),
  );

/** How often a pattern matches in a text; throws where its clue would have kept it from being tried there. */
function matches({name, pattern, clue}: Pattern, text: string): number {
  const words = wordsIn({text});
  const {numbers, starts, pairs} = words;
  const found = [...text.matchAll(pattern)];
  for (const {index, 0: match} of found) {
    if (clue && 'pairs' in clue)
      assert.ok(
        clue.pairs.some((pair) => pairs.has(pairCode(pair.charCodeAt(0), pair.charCodeAt(1)))),
        `${name}: ${match} in ${text}`,
      );
    else if (clue) {
      const place = starts.indexOf(index);
      assert.ok(
        place >= 0 && clue.words.some((word) => numberOf(word) === numbers[place]),
        `${name}: ${match} in ${text}`,
      );
      assert.ok(testOf(clue)(words, place), `${name}: ${match} in ${text}`);
    }
  }
  return found.length;
}

const root = path.resolve(import.meta.dirname, '../../..');
const texts: readonly string[] = readdirSync(root, {recursive: true, encoding: 'utf8'})
  .filter((name) => /^(?:rules|fixtures|docs)[\\/].*\.md$|^[A-Z]+\.md$/.test(name))
  .flatMap((name) => {
    const text = readFileSync(path.join(root, name), 'utf8');
    return englishBlocks(new Post(name, text)).map((block) => block.text);
  });
const examples = readFileSync(path.join(root, 'rules/grammar/examples.yml'), 'utf8').split('\n');

const listed = (words: string | undefined): readonly string[] => words?.trim().split(' ') ?? [];

/** The words that a trigger asks for, one after another, each with a few others now and then. */
function wordsOfTrigger({words, before, after}: Trigger): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [before ? listed(before) : ['the', 'so', 'he'], words];
  for (let ahead = after; ahead; ahead = ahead.next)
    rows.push(
      ahead.initials
        ? [...ahead.initials].map((letter) => `${letter}ate`)
        : listed(`${ahead.words ?? ''}${ahead.through ?? ''}`),
    );
  return [...rows, ['the', 'a', 'it', 'is', 'test'], ['be', 'of', 'time']];
}

describe('the clues of our own patterns', () => {
  it('let pass every match in what is written here', () => {
    let found = 0;
    for (const text of [...texts, ...examples]) for (const pattern of all) found += matches(pattern, text);
    assert.ok(found > 200, `only ${found} matches`);
  });
  it('let pass every match in random text of their words', () => {
    const separators = [' ', ' ', ' ', ' ', ' ', ' ', "'", ', ', '. ', '-', ' – ', ',', ' ,', ''];
    const matched = new Set<Pattern>();
    for (const pattern of all) {
      const {clue} = pattern;
      const rows = clue && 'words' in clue ? wordsOfTrigger(clue) : [['fine'], ['the', 'and'], ['it'], ['too']];
      const word = (row: readonly string[]) =>
        fc
          .tuple(fc.constantFrom(...row), fc.constantFrom(...separators), fc.nat(9))
          .map(([one, separator, style]) =>
            [
              style === 0 ? one.toUpperCase() : style === 1 ? one.charAt(0).toUpperCase() + one.slice(1) : one,
              separator,
            ].join(''),
          );
      fc.assert(
        fc.property(fc.array(fc.tuple(...rows.map(word)), {minLength: 1, maxLength: 4}), (sentences) => {
          if (matches(pattern, sentences.flat().join('')) > 0) matched.add(pattern);
        }),
        {numRuns: 60},
      );
    }
    assert.ok(matched.size > all.length / 3, `only ${matched.size} of ${all.length} patterns matched`);
  });
  it('know a repeated word', () => {
    const repetitions = Object.entries(packs).filter(([, data]) => data.extends === 'repetition');
    assert.equal(repetitions.length, 2);
    let found = 0;
    for (const [name, data] of repetitions) {
      const check = compileCheck(name, data, {clues: []});
      assert.ok(isCheck(check));
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom('the', 'The', 'thing', 'é', ' ', ' ', ' ', '.', "'", '-', '–')),
          (pieces) => {
            const block = {scopes: ['text'], text: pieces.join(''), at: (start: number, end: number) => ({start, end})};
            const hits = [...(check.begin?.()(block) ?? [])].length;
            found += hits;
            assert.ok(hits === 0 || check.worthwhile?.(wordsIn(block)), block.text);
          },
        ),
        {numRuns: 8000},
      );
    }
    assert.ok(found > 50, `only ${found} found`);
  });
});
