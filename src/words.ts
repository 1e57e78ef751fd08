import path from 'node:path';
import {catalog} from './catalog.ts';
import {type Lexicon, type Prunable, prunable, whyWord} from './engine/words.ts';
import {ConfigError, configurationFor} from './host/config.ts';
import {find, locate} from './host/find.ts';
import {reasonOf} from './host/read.ts';
import {addWord, isListable, readWords, wordsFile, wordsName} from './host/words.ts';
import type {LintRequest} from './lint.ts';
import {fromDisk, readBlog} from './recall.ts';
import {openSession, storeFor} from './session.ts';

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
  for (const word of words)
    if (!isListable(word))
      throw new ConfigError(
        `${JSON.stringify(word)} cannot stand in a list: a word has no blanks around it, no # and no line ends`,
      );
  try {
    const added = words.filter((word) => addWord(file, word));
    return {list: path.relative(cwd, file), added, known: words.filter((word) => !added.includes(word))};
  } catch (error) {
    throw new ConfigError(`The words cannot be written to ${file}: ${reasonOf(error)}`);
  }
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
  const {sums} = await readBlog(session, unasked, fromDisk, {store: storeFor(session, request), ownProcess});
  const sum = sums.get('spelling') as {readonly words?: Readonly<Record<string, number>>} | undefined;
  const lexicon = {
    dictionary,
    counts: sum?.words ?? {},
    listed: list === undefined ? [] : readWords(list),
    elsewhere: [...(session.world.words ?? [])],
  };
  return {lexicon, list};
}
