import {languageTag} from '../core/languages.ts';
import {passedOver} from '../core/passages.ts';
import type {World} from '../core/rule.ts';
import {sha256} from '../core/sha256.ts';
import {type CspellSettings, dialectOf, readCspell} from './cspell.ts';
import {languagesFor} from './languages.ts';
import {readWords, wordsFile} from './words.ts';

/** What a configuration says about spelling, and where what is compiled may be kept. */
export interface SpellingSettings {
  /** The file of the user's words, absolute. */
  readonly words?: string | undefined;
  /** The words that the blog's styles accept. */
  readonly styled?: readonly string[] | undefined;
  /** The languages of the blog, as people write them. */
  readonly lang?: readonly string[] | undefined;
  /** A folder for what is compiled of other languages' dictionaries. */
  readonly cache?: string | undefined;
}

/** What the rule for spelling is told of a blog's settings. */
export interface SpellingWorld {
  readonly world: Pick<World, 'words' | 'wordsIn' | 'dialect' | 'languages' | 'passedOver'>;
  readonly notes: readonly string[];
}

/**
 * Reads what a blog says about spelling: its list of words, its settings for cspell, and the dictionaries of other languages
 * that it has installed. Throws ConfigError where the list cannot be read.
 */
export function spellingWorld(
  root: string,
  {words: configured, styled = [], lang = [], cache}: SpellingSettings,
): SpellingWorld {
  const file = wordsFile(root, configured);
  const listed = file ? readWords(file) : [];
  const cspell = readCspell(root);
  const {words, overrides, passages, source, notes} = cspell;
  const dialect = dialectOf(lang.join()) ?? cspell.dialect;
  return {
    world: {
      words: new Set([...listed, ...words, ...styled]),
      ...(overrides.length > 0 && {
        wordsIn: (name: string) => overrides.flatMap((override) => (override.matches(name) ? override.words : [])),
      }),
      ...(dialect && {dialect}),
      languages: languagesFor(root, namedBy(lang, cspell), JSON.stringify([lang, source]), cache),
      ...(passages.length > 0 && {
        passedOver: {
          hash: sha256(source),
          in: (name: string, text: string) => {
            const own = passages.filter(({matches}) => matches?.(name) ?? true);
            return passedOver(text, {
              ignored: own.flatMap(({ignored}) => ignored),
              included: own.flatMap(({included}) => included),
            });
          },
        },
      }),
    },
    notes,
  };
}

/** The languages that settings name for a post: ours outweigh cspell's, and of those the last that is about the post. */
function namedBy(lang: readonly string[], {languages}: CspellSettings): (path: string) => readonly string[] {
  const own = lang.flatMap((one) => languageTag(one) ?? []);
  return (path) => (own.length > 0 ? own : (languages.findLast(({matches}) => matches?.(path) ?? true)?.tags ?? []));
}
