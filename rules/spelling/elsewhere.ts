import {languageOf, languages, packageFor} from '../../src/core/languages.ts';
import type {Lexicon} from '../../src/core/rule.ts';
import {within} from './candidates.ts';
import type {Fact, Suspect} from './gather.ts';
import type {Neighbourhood} from './vocabulary.ts';

/** How an unknown word of another language than English looks. */
export interface Unknown {
  readonly suspect: Suspect;
  /** Words of that language a few edits away, the likeliest first. */
  readonly near: readonly string[];
  /** Whether one of them is so near that a slip is likely. */
  readonly likely: boolean;
  readonly note: string;
}

/** A name of another language may stand one letter from a word by chance the more easily the shorter it is. In letters. */
const longEnough = 5;
/** Looking for words takes milliseconds each: of a post with more unknown words than this the first are looked at. */
const mostLookedAt = 300;

/** Whether a word is written as a name everywhere: with a capital inside sentences, where its language gives none to nouns. */
const isName = ({setting}: Suspect, tag: string): boolean =>
  tag !== 'de' && setting.lower === 0 && setting.capital + setting.upper > 0;

/**
 * Judges the unknown words of a post in another language than English by that language's words. The judge of misspellings was
 * trained on English, so nobody calls these misspelt; what stands in several posts of the language is the blog's own word.
 */
export function* unknownWords(
  fact: Fact,
  tag: string,
  lexicon: Lexicon,
  around: Neighbourhood,
  learned: number,
): Generator<Unknown> {
  const suspects = fact.suspects.filter(
    (suspect) => suspect.word.length >= 3 && around.others(suspect.word) < learned && !isName(suspect, tag),
  );
  const first = suspects.sort((a, b) => a.spots[0]![2] - b.spots[0]![2]).slice(0, mostLookedAt);
  for (const suspect of first) {
    const {word} = suspect;
    // words that the blog writes come first
    const found = lexicon.near(word);
    const near = [...found].sort((a, b) => uses(b, around) - uses(a, around) || found.indexOf(a) - found.indexOf(b));
    const [best] = near;
    const likely = best !== undefined && word.length >= longEnough && within(word, best.toLowerCase(), 1);
    const others = around.others(word);
    const count = others === 0 ? 'no other post' : others === 1 ? '1 other post' : `${others} other posts`;
    const name = languageOf(tag)?.name;
    const note = around.posts > 0 ? `not in the ${name} dictionary; used in ${count}` : `not in the ${name} dictionary`;
    yield {suspect, near, likely, note};
  }
}

const uses = (word: string, around: Neighbourhood): number => {
  const lower = word.toLowerCase();
  return Math.min(3, around.others(lower) + (around.inPost(lower) ? 1 : 0));
};

/** Says of a post that its language is none whose words are at hand, and what would bring them. */
export function notChecked({language, problem}: Fact): string {
  const said = `Looks like ${language}; spelling was not checked`;
  const known = languages.find(({name}) => name === language);
  if (problem !== undefined) return `${said}: ${problem}`;
  return known ? `${said}: the package ${packageFor(known)} has its words` : said;
}
