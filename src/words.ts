import path from 'node:path';
import {type Prunable, prunable, whyWord} from './engine/words.ts';
import {ConfigError} from './host/config.ts';
import {find} from './host/find.ts';
import {reasonOf} from './host/read.ts';
import {addWord, isListable, readWords, wordsFile, wordsName} from './host/words.ts';
import type {LintRequest} from './lint.ts';
import {fromDisk, readBlog} from './recall.ts';
import {openSession, storeFor} from './session.ts';

type Request = Pick<LintRequest, 'cwd' | 'config' | 'cache' | 'ownProcess'>;

/** The list of the user's words of the blog that a folder belongs to; it need not be there yet. */
function listOf(request: Request): {
  readonly session: ReturnType<typeof openSession>;
  readonly file: string;
  readonly cwd: string;
} {
  const cwd = path.resolve(request.cwd ?? '.');
  const session = openSession(cwd, [], request);
  const file = wordsFile(session.blog.root, session.config.words) ?? path.join(session.blog.root, wordsName);
  return {session, file, cwd};
}

/** Adds words to the user's list, and gives the list's path relative to `cwd`. Throws ConfigError where that cannot be done. */
export function addWords(words: readonly string[], request: Request = {}): string {
  const {file, cwd} = listOf(request);
  for (const word of words)
    if (!isListable(word))
      throw new ConfigError(
        `${JSON.stringify(word)} cannot stand in a list: a word has no blanks around it, no # and no line ends`,
      );
  try {
    for (const word of words) addWord(file, word);
  } catch (error) {
    throw new ConfigError(`The words cannot be written to ${file}: ${reasonOf(error)}`);
  }
  return path.relative(cwd, file);
}

/** Says what is known of a word, in sentences. */
export async function explainWord(word: string, request: Request = {}): Promise<readonly string[]> {
  return whyWord(word, await lexiconOf(request));
}

/** Gives the words of the list that had better go. */
export async function idleWords(request: Request = {}): Promise<readonly Prunable[]> {
  return prunable(await lexiconOf(request));
}

async function lexiconOf(request: Request): Promise<Parameters<typeof whyWord>[1]> {
  const {session, cwd, file} = listOf(request);
  const {dictionary} = session.world;
  if (!dictionary)
    throw new ConfigError('The rule "spelling" is switched off in the configuration: it is the one that knows words');
  const {targets} = find(session.blog, cwd, {paths: []}, session.config, true);
  const unasked = targets.map((target) => ({...target, asked: false}));
  const {ownProcess} = request;
  const {sums} = await readBlog(session, unasked, fromDisk, {store: storeFor(session, request), ownProcess});
  const sum = sums.get('spelling') as {readonly words?: Readonly<Record<string, number>>} | undefined;
  return {
    dictionary,
    counts: sum?.words ?? {},
    listed: wordsFile(session.blog.root, session.config.words) ? readWords(file) : [],
    elsewhere: [...(session.world.words ?? [])],
  };
}
