import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {getDefaultSettings, getDictionary} from 'cspell-lib';
import {compileDictionary} from '../../scripts/dictionary.ts';
import type {Dictionary} from '../../src/core/rule.ts';
import {dataFiles, loadDictionary} from '../../src/host/dictionary.ts';
import {encodeWordGraph, readWordGraph, wordLookup, wordsNear, wordsNearBothWays} from '../../src/host/word-graph.ts';
import {fc} from '../support/fast-check.ts';

const prose = `Our café's menu changed overnight, and nobody's asking why it's so. I'm told he's lost. The organisers organized two rehearsals;
the theatre's colour scheme isn't what Naïve critics would've favoured. GitHub's webhooks don't fire on URLs we've mistyped.
She’d travelled from São Paulo to Köln, read Émile Zola, and couldn’t find her neighbours' jewellery. WE SHIPPED IN JUNE.
Teh recieved pacakge was wierd: heirarchy, commited, definately, seperate, occured, fullfil, concious, thats, dont, alot.`;

const known = `hello Hello HELLO Paris PARIS iPhone GitHub café naïve don't don’t DON'T it's It's he's I'm I've they're
  dog's dog’s dogs' Paris's GitHub's URLs DevOps ESLint organise organize colour color let's`.split(/\s+/);

const unknown = `paris hELLO HEllo THe github heirarchy Heirarchy HEIRARCHY commited fullfil concious thats alot recieve
  dont i'm your's get's services's ' xqzvkj`.split(/\s+/);

/** A misspelling and what must be among the first three suggestions. */
const suggestions: readonly (readonly [string, string])[] = [
  ['recieve', 'receive'],
  ['Recieve', 'Receive'],
  ['RECIEVE', 'RECEIVE'],
  ['alot', 'a lot'],
  ['aswell', 'as well'],
  ['atleast', 'at least'],
  ['doesnt', "doesn't"],
  ['doesn’', "doesn't"],
  ['thats', "that's"],
  ['im', "I'm"],
  ['paris', 'Paris'],
  ['github', 'GitHub'],
  ['Continuou', 'Continuous'],
  ['responsibiltiy', 'responsibility'],
  ['simulatiously', 'simultaneously'],
  ['Pyhton’s', "Python's"],
  ["get's", 'gets'],
];

const dialects: readonly (readonly [string, 'american' | 'british' | undefined, string | undefined])[] = [
  ['colour', 'british', 'color'],
  ['Colours', 'british', 'Colors'],
  ['COLOR', 'american', 'COLOUR'],
  ['organise', 'british', 'organize'],
  ['organize', undefined, undefined],
  ['analyse', 'british', 'analyze'],
  ['centers', 'american', 'centres'],
  ['traveled', 'american', 'travelled'],
  ['defence', 'british', 'defense'],
  ['fulfill', 'american', 'fulfil'],
  ['catalog', 'american', 'catalogue'],
  ['dialog', undefined, undefined],
  ["neighbour's", 'british', "neighbor's"],
  ['program', undefined, undefined],
  ['liters', 'american', 'litres'],
  ['rise', undefined, undefined],
  ['hello', undefined, undefined],
];

/** A seeded generator (mulberry32): the same numbers in every run. */
const randomNumbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** One slip of the fingers: a letter dropped, doubled, replaced, or two swapped. */
const slip = (word: string, random: () => number): string => {
  const at = Math.floor(random() * (word.length - 1));
  const letter = String.fromCharCode(97 + Math.floor(random() * 26));
  const [left, right] = [word.slice(0, at), word.slice(at + 1)];
  const kinds = [left + right, left + word[at] + word[at] + right, left + letter + right];
  kinds.push(left + word[at + 1] + word[at] + word.slice(at + 2));
  return kinds[Math.floor(random() * kinds.length)]!;
};

/** The distance by definition: insertions, deletions, replacements and swaps of neighbours, no letter edited twice. */
const distance = (from: string, to: string): number => {
  const rows = Array.from({length: from.length + 1}, (_, row) => [row]);
  for (let column = 0; column <= to.length; column++) rows[0]![column] = column;
  for (let row = 1; row <= from.length; row++) {
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const edits = [
        rows[row - 1]![column]! + 1,
        rows[row]![column - 1]! + 1,
        rows[row - 1]![column - 1]! + (same ? 0 : 1),
      ];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) edits.push(rows[row - 2]![column - 2]! + 1);
      rows[row]![column] = Math.min(...edits);
    }
  }
  return rows[from.length]![to.length]!;
};

describe('the word graph', () => {
  const letters = fc.string({unit: fc.constantFrom(...'abcABé\u{1d538}'), maxLength: 7});
  const words = fc.array(
    letters.filter((word) => word !== ''),
    {maxLength: 60},
  );

  it('has exactly the words it was given', () => {
    fc.assert(
      fc.property(words, fc.array(letters), (given, others) => {
        const has = wordLookup(readWordGraph(encodeWordGraph(given)));
        for (const word of [...given, ...others]) assert.equal(has(word), given.includes(word), word);
      }),
    );
  });

  it('is the same in whatever order the words come', () => {
    fc.assert(
      fc.property(words, (given) => {
        assert.deepEqual(encodeWordGraph(given), encodeWordGraph([...given].reverse()));
      }),
    );
  });

  it('finds every word within the limit, at its distance', () => {
    const plain = fc.string({unit: fc.constantFrom(...'abcA'), minLength: 1, maxLength: 7});
    fc.assert(
      fc.property(fc.array(plain, {maxLength: 40}), plain, fc.integer({min: 0, max: 3}), (given, word, limit) => {
        const wanted = new Map<string, number>();
        for (const candidate of given) {
          const edits = distance(word.toLowerCase(), candidate.toLowerCase());
          if (edits <= limit) wanted.set(candidate, edits);
        }
        const graph = readWordGraph(encodeWordGraph(given));
        const backwards = readWordGraph(encodeWordGraph(given.map((each) => [...each].reverse().join(''))));
        for (const found of [wordsNear(graph, word, limit), wordsNearBothWays(graph, backwards, word, limit)])
          assert.deepEqual([...found].sort(), [...wanted].sort());
      }),
      {numRuns: 2000},
    );
  });

  it('finds what is near long words, and nothing near longer ones', () => {
    for (const length of [30, 31, 32, 60]) {
      const word = 'abcde'.repeat(12).slice(0, length);
      const graph = readWordGraph(encodeWordGraph([word, `${word}x`, word.slice(1), `ba${word.slice(2)}`]));
      const expected = length > 31 ? [] : [0, 1, 1, 1];
      assert.deepEqual([...wordsNear(graph, word, 2).values()].sort(), expected);
    }
  });

  it('refuses a file that is something else', () => {
    assert.throws(() => readWordGraph(Buffer.from('# a readme, of all things')), /not a word graph/);
  });
});

describe('the dictionary', () => {
  const folder = mkdtempSync(join(tmpdir(), 'draftlint-dictionary-'));
  const loaded: {dictionary?: Dictionary} = {};
  const dictionary = (): Dictionary => loaded.dictionary!;
  const lines = (name: string): readonly string[] => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');

  before(async () => {
    await compileDictionary(folder);
    loaded.dictionary = loadDictionary(folder);
  });
  after(() => rmSync(folder, {recursive: true}));

  it('knows correct words as they are written', () => {
    assert.deepEqual(
      known.filter((word) => !dictionary().has(word)),
      [],
    );
  });

  it('does not know misspellings, nor names without their capitals', () => {
    assert.deepEqual(
      [...unknown, ''].filter((word) => dictionary().has(word)),
      [],
    );
  });

  it('answers as cspell does, apart from what is meant to differ', async () => {
    const names = [
      'en_us',
      'en-gb',
      'companies',
      'softwareTerms',
      'software-tools',
      'web-services',
      'computing-acronyms',
    ];
    const cspell = await getDictionary({...(await getDefaultSettings()), dictionaries: names});
    const random = randomNumbers(20240301);
    const common = lines(dataFiles.frequency).map((line) => line.split('\t')[0]!);
    const sample = common.filter(() => random() < 0.15);
    const slips = sample.filter((word) => word.length > 3).map((word) => slip(word, random));
    const titles = sample.filter(() => random() < 0.2).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
    const capitals = sample.filter(() => random() < 0.2).map((word) => word.toUpperCase());
    const written = prose.match(/[\p{L}’']+/gu) ?? [];
    const asked = new Set([...sample, ...slips, ...titles, ...capitals, ...written]);
    const differences: string[] = [];
    const meant = {possessive: 0, misspelling: 0, capitals: 0};
    for (const word of asked) {
      const theirs = cspell.has(word, {ignoreCase: false});
      const ours = dictionary().has(word);
      if (theirs === ours) continue;
      const plain = word.replace('’', "'").toLowerCase();
      const owner = plain.replace(/'s$/, '');
      if (ours && /s'$|'s$/.test(plain)) meant.possessive++;
      else if (theirs && (owner === 'thats' || dictionary().corrections(owner).length > 0)) meant.misspelling++;
      else if (ours && word === word.toUpperCase() && dictionary().has(word.slice(0, 1) + word.slice(1).toLowerCase()))
        meant.capitals++;
      else if (theirs && !/^\p{Lu}?[^\p{Lu}]*$/u.test(word)) meant.capitals++;
      else differences.push(`${word}: cspell ${theirs}, draftlint ${ours}`);
    }
    assert.deepEqual(differences, []);
    assert.ok(asked.size > 20000, `only ${asked.size} words were compared`);
    // Differences that are meant stay few, or the exceptions above hide what they should not.
    assert.ok(
      Object.values(meant).every((count) => count < asked.size / 100),
      JSON.stringify(meant),
    );
  });

  it('lets no listed misspelling pass that only one dialect or a list of terms has and books lack', () => {
    assert.ok(dictionary().corrections('fullfil').includes('fulfil'));
    const misspellings = lines(dataFiles.corrections).map((line) => line.split('\t')[0]!);
    const passing = misspellings.filter((word) => dictionary().has(word));
    assert.ok(passing.length < misspellings.length / 500, `${passing.length}: ${passing.slice(0, 20)}`);
  });

  it('finds every line of its tables', () => {
    for (const [index, line] of lines(dataFiles.corrections).entries()) {
      if (index % 40 > 0 && index > 2) continue;
      const [wrong, right] = line.split('\t');
      assert.deepEqual(dictionary().corrections(wrong!), right!.split(','), line);
    }
    const last = lines(dataFiles.corrections).at(-1)!.split('\t');
    assert.deepEqual(dictionary().corrections(last[0]!), last[1]!.split(','));
    for (const word of ['', 'a', 'hello', 'zzzz', '\u{ffff}']) assert.deepEqual(dictionary().corrections(word), []);
  });

  it('knows terms apart from English', () => {
    for (const word of ['kubernetes', 'emscripten', 'Emscripten']) assert.ok(dictionary().technical(word), word);
    for (const word of ['hello', 'heirarchy', 'extention', 'convertion', 'xqzvkj'])
      assert.ok(!dictionary().technical(word), word);
  });

  it('knows rare words apart, of which none is known or a common misspelling', () => {
    for (const word of ['callees', 'smidge', 'Smidge']) {
      assert.ok(dictionary().rare(word), word);
      assert.ok(!dictionary().has(word), word);
    }
    for (const word of ['hello', 'payed', 'wether', 'xqzvkj', 'becuase']) assert.ok(!dictionary().rare(word), word);
  });

  for (const [wrong, right] of suggestions) {
    it(`suggests ${right} for ${wrong}`, () => {
      assert.ok(dictionary().suggest(wrong).slice(0, 3).includes(right), dictionary().suggest(wrong).join(', '));
    });
  }

  it('suggests each word once, never the word itself, thirty at most, and for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({maxLength: 12}), fc.constantFrom(...unknown)), (word) => {
        const given = dictionary().suggest(word);
        assert.equal(new Set(given).size, given.length);
        assert.ok(given.length <= 30 && !given.includes(word));
      }),
      {numRuns: 300},
    );
  });

  it('answers about a text that is one endless word', () => {
    const endless = 'a'.repeat(1_000_000);
    assert.ok(!dictionary().has(endless) && !dictionary().has(`${endless}'s`) && !dictionary().technical(endless));
    assert.deepEqual(dictionary().suggest(endless), []);
    assert.deepEqual(dictionary().corrections(endless), []);
  });

  for (const [word, dialect, other] of dialects) {
    it(`takes ${word} for ${dialect ?? 'a word of both dialects'}`, () => {
      assert.equal(dictionary().dialect(word), dialect);
      assert.equal(dictionary().otherDialect(word), other);
    });
  }

  it('knows each word of a dialect, and its partner', () => {
    for (const line of lines(dataFiles.dialects)) {
      const [word, entry] = line.split('\t');
      assert.ok(dictionary().has(entry!.slice(1)), line);
      assert.ok(dictionary().has(word!) || dictionary().corrections(word!).length > 0, line);
    }
  });

  it('orders words by how common they are', () => {
    const {frequency} = dictionary();
    assert.equal(frequency('the'), 1);
    assert.equal(frequency('xqzvkj'), 0);
    assert.equal(frequency('Hierarchy'), frequency('hierarchy'));
    assert.equal(frequency('colour'), frequency('color'));
    assert.ok(frequency('people') > frequency('hierarchy') && frequency('hierarchy') > frequency('indite'));
    assert.ok(frequency('indite') > 0);
    assert.ok(frequency("doesn't") > 0 && frequency("it's") > 0);
  });

  it('lists every file with its hash and licence', () => {
    const {hash, files} = JSON.parse(readFileSync(join(folder, dataFiles.manifest), 'utf8'));
    assert.equal(dictionary().hash, hash);
    const {manifest: _, ...data} = dataFiles;
    assert.deepEqual(Object.keys(files).sort(), Object.values(data).sort());
    for (const [name, {sha256, licence, sources}] of Object.entries<Record<string, string | object[]>>(files)) {
      const content = readFileSync(join(folder, name));
      assert.equal(createHash('sha256').update(content).digest('hex'), sha256, name);
      const shareAlike = name === dataFiles.corrections || name === dataFiles.knownSlips;
      assert.equal(licence, shareAlike ? 'CC-BY-SA-4.0' : name === dataFiles.frequency ? 'MIT AND CC-BY-3.0' : 'MIT');
      for (const source of sources as readonly {readonly name: string; readonly licence: string}[]) {
        assert.equal(source.licence, shareAlike ? 'CC BY-SA 4.0' : 'MIT', source.name);
      }
    }
  });

  it('says what to do where a file is missing', () => {
    assert.throws(
      () => loadDictionary(join(folder, 'nowhere')),
      /manifest\.json cannot be read\. Install draftlint again/,
    );
  });
});
