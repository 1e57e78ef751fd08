import {distance} from 'fastest-levenshtein';
import type {Dictionary} from '../core/rule.ts';

/** What a blog's posts and its list say of words, besides the dictionary. */
export interface Lexicon {
  readonly dictionary: Dictionary;
  /** In how many posts each word stands, by the word in lower case with straight apostrophes. */
  readonly counts: ReadonlyMap<string, number>;
  /** In how many drafts, the same way. */
  readonly inDrafts?: ReadonlyMap<string, number>;
  /** The user's own words, as written. */
  readonly listed: readonly string[];
  /** Words that are accepted for other reasons, as written, with a beginning of a sentence that ends with the word. */
  readonly accepted?: readonly {readonly by: string; readonly words: readonly string[]}[];
}

/** A word of the list that had better go, and why. */
export interface Prunable {
  readonly word: string;
  readonly reason: 'unused' | 'known' | 'hides';
  /** A sentence for the writer. */
  readonly message: string;
}

/** How common a word must be for a listed word beside it to hide its slips: about the commonest ten thousand. */
const common = 0.5;

const keyOf = (word: string): string => word.toLowerCase().replace(/[’‘]/g, "'");
const countOf = ({counts}: Lexicon, word: string): number => counts.get(keyOf(word)) ?? 0;
const draftsOf = ({inDrafts}: Lexicon, word: string): number => inDrafts?.get(keyOf(word)) ?? 0;
const inPosts = (count: number, one = 'post'): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Whether a post or a draft has the word, or what it owns. */
const isUsed = (word: string, lexicon: Lexicon): boolean =>
  [word, `${word}'s`].some((one) => countOf(lexicon, one) + draftsOf(lexicon, one) > 0);

/** The commonest word one edit away whose slips a listed word would hide. */
function hidden(word: string, {dictionary}: Lexicon): string | undefined {
  const key = keyOf(word);
  if (key.length < 4) return undefined;
  return dictionary
    .suggest(key)
    .filter((other) => dictionary.frequency(other) >= common && distance(key, keyOf(other)) === 1)
    .sort((a, b) => dictionary.frequency(b) - dictionary.frequency(a) || (a < b ? -1 : 1))[0];
}

const eitherOf = (words: readonly string[]): string => words.map((one) => `"${one}"`).join(' or ');

/** Says whose slip a listed word is: what the list of corrections says goes before what is merely near. */
function slipOf(word: string, near: string, {dictionary}: Lexicon): string {
  const corrections = dictionary.corrections(keyOf(word));
  return corrections.length > 0 ? `a common misspelling of ${eitherOf(corrections)}` : `one letter from "${near}"`;
}

/** Gives the words of the list that had better go: known anyway, one letter from a common word, or in no post; in the list's order. */
export function prunable(lexicon: Lexicon): readonly Prunable[] {
  const found: Prunable[] = [];
  for (const word of lexicon.listed) {
    const near = hidden(word, lexicon);
    if (lexicon.dictionary.has(word) && lexicon.dictionary.corrections(keyOf(word)).length === 0)
      found.push({word, reason: 'known', message: `"${word}" is in the dictionary: it need not be listed`});
    else if (!isUsed(word, lexicon)) found.push({word, reason: 'unused', message: `"${word}" stands in no post`});
    else if (near !== undefined && word === keyOf(word))
      found.push({
        word,
        reason: 'hides',
        message: `"${word}" is ${slipOf(word, near, lexicon)}: listed, it hides that slip`,
      });
  }
  return found;
}

/** Says what is known of a word, in sentences for the writer, the weightiest first. */
export function whyWord(word: string, lexicon: Lexicon): readonly string[] {
  const {dictionary, listed, accepted = []} = lexicon;
  const key = keyOf(word);
  const said: string[] = [];
  const entry = listed.find((one) => one === word || one === key);
  if (entry !== undefined) said.push(`"${word}" is accepted: your list has "${entry}"`);
  else if (listed.some((one) => keyOf(one) === key))
    said.push(
      `Your list has "${listed.find((one) => keyOf(one) === key)}", which is accepted only as it is written there`,
    );
  else {
    const other = accepted.flatMap(({by, words}) =>
      words.filter((one) => one === word || one === key).map((one) => `${by} "${one}"`),
    );
    if (other[0] !== undefined) said.push(`"${word}" is accepted: ${other[0]}`);
  }
  const corrections = dictionary.corrections(key);
  if (dictionary.has(word)) said.push(`"${word}" is in the dictionary`);
  else if (dictionary.has(key.charAt(0).toUpperCase() + key.slice(1)))
    said.push(`"${word}" is in the dictionary as a name only, with a capital`);
  else said.push(`"${word}" is not in the dictionary`);
  if (corrections.length > 0) said.push(`It is a common misspelling of ${eitherOf(corrections)}`);
  else if (!dictionary.has(word) && dictionary.technical(key))
    said.push('A list of technical terms has it, which speaks for it');
  const dialect = dictionary.dialect(key);
  const other = dictionary.otherDialect(key);
  if (dialect && other)
    said.push(`It is ${dialect === 'american' ? 'American' : 'British'}; the other spelling is "${other}"`);
  const count = countOf(lexicon, word);
  const drafts = draftsOf(lexicon, word);
  const where = [...(count > 0 ? [inPosts(count)] : []), ...(drafts > 0 ? [inPosts(drafts, 'draft')] : [])];
  said.push(`It stands in ${where.join(' and ') || 'no post'}`);
  if (!dictionary.has(word) && corrections.length === 0) {
    const near = dictionary.suggest(key).slice(0, 3);
    if (near.length > 0)
      said.push(`Near it: ${near.map((one) => `"${one}" (${inPosts(countOf(lexicon, one))})`).join(', ')}`);
  }
  return said;
}
