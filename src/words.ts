import path from 'node:path';
import {catalog} from './catalog.ts';
import {factOf} from './engine/facts.ts';
import type {Inspection} from './engine/inspect.ts';
import {type Lexicon, type Prunable, prunable, whyWord} from './engine/words.ts';
import {ConfigError, configurationFor} from './host/config.ts';
import {find, locate, type Target} from './host/find.ts';
import {reasonOf} from './host/read.ts';
import {addWord, notAWord, readWords, wordsFile, wordsName} from './host/words.ts';
import type {LintRequest} from './lint.ts';
import {fromDisk, readBlog} from './recall.ts';
import {openSession, type Session, storeFor} from './session.ts';

type Request = Pick<LintRequest, 'cwd' | 'config' | 'cache' | 'ownProcess'>;

/** What became of words that were to be added to a list. */
export interface Addition {
  /** The list, relative to where the command runs. */
  readonly list: string;
  readonly added: readonly string[];
  /** Words that were in the list. */
  readonly known: readonly string[];
}

/** Adds words to the user's list, which is made where there is none. Throws ConfigError where that cannot be done. */
export function addWords(words: readonly string[], request: Request = {}): Addition {
  const cwd = path.resolve(request.cwd ?? '.');
  // no session is opened: that needs the list to be there where the settings name it
  const config = configurationFor(cwd, [], request.config, catalog);
  const {root} = locate(cwd, [], config);
  const file = wordsFile(root, config.words) ?? path.join(root, wordsName);
  for (const word of words) refuse(notAWord(word));
  try {
    const added = words.filter((word) => addWord(file, word));
    return {list: path.relative(cwd, file), added, known: words.filter((word) => !added.includes(word))};
  } catch (error) {
    throw new ConfigError(`The words cannot be written to ${file}: ${reasonOf(error)}`);
  }
}

function refuse(why: string | undefined): void {
  if (why !== undefined) throw new ConfigError(why);
}

/** Says what is known of a word, in sentences. */
export async function explainWord(word: string, request: Request = {}): Promise<readonly string[]> {
  return whyWord(word, (await lexiconOf(request)).lexicon);
}

/** Gives the words of the list that had better go; undefined where there is no list. */
export async function idleWords(request: Request = {}): Promise<readonly Prunable[] | undefined> {
  const {lexicon, list} = await lexiconOf(request);
  return list === undefined ? undefined : prunable(lexicon);
}

/** Gives what the blog says of words, and the file of its list, where it has one. */
async function lexiconOf(request: Request): Promise<{readonly lexicon: Lexicon; readonly list: string | undefined}> {
  const cwd = path.resolve(request.cwd ?? '.');
  const session = openSession(cwd, [], request);
  const list = wordsFile(session.blog.root, session.config.words);
  const {dictionary} = session.world;
  if (!dictionary)
    throw new ConfigError('The rule "spelling" is switched off in the configuration: it is the one that knows words');
  const {targets} = find(session.blog, cwd, {paths: []}, session.config, true);
  const unasked = targets.map((target) => ({...target, asked: false}));
  const {ownProcess} = request;
  // drafts teach nothing, so the sums do not know them; should a post be read twice, the last time counts
  const drafts = new Map<string, readonly string[]>();
  const each = (target: Target, {facts}: Inspection): void => {
    const fact = factOf(facts, spelling) as DraftFact | undefined;
    if (fact?.draft) drafts.set(target.path, fact.words.split(' '));
  };
  const {sums} = await readBlog(session, unasked, fromDisk, {store: storeFor(session, request), ownProcess, each});
  const sum = sums.get(spelling) as Sum | undefined;
  const lexicon = {
    dictionary,
    counts: countsOver([sum?.words ?? {}, ...Object.values(sum?.languages ?? {}).map(({words}) => words)]),
    inDrafts: countsOver([...drafts.values()].map((words) => Object.fromEntries(words.map((word) => [word, 1])))),
    listed: list === undefined ? [] : readWords(list),
    accepted: acceptedIn(session),
  };
  return {lexicon, list};
}

const spelling = 'spelling';

/** What the rule for spelling keeps of a draft, as far as it is asked for here. */
interface DraftFact {
  readonly draft: boolean;
  readonly words: string;
}

/** What it keeps of all posts: those in English, and apart from them those in other languages. */
interface Sum {
  readonly words: Counts;
  readonly languages: Readonly<Record<string, {readonly words: Counts}>>;
}

type Counts = Readonly<Record<string, number>>;

function countsOver(all: readonly Counts[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const counts of all) for (const [word, n] of Object.entries(counts)) sum.set(word, (sum.get(word) ?? 0) + n);
  return sum;
}

/** Who accepts which words, besides the list: the rule's own option, styles, and what is left is cspell's. */
function acceptedIn({config, world}: Session): NonNullable<Lexicon['accepted']> {
  const own = config.rules.find(({plugin}) => plugin.rule.id === spelling)?.options.words;
  return [
    {by: `the option "words" of the rule "${spelling}" has`, words: Array.isArray(own) ? own : []},
    {by: 'your styles for Vale have', words: world.styles?.words ?? []},
    {by: 'your settings for cspell have', words: [...(world.words ?? [])]},
  ];
}
