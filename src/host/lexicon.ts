import {lazy} from '../core/lazy.ts';
import type {Lexicon} from '../core/rule.ts';
import {unicodePattern} from '../core/units.ts';
import {type WordGraph, wordLookup, wordsNear} from './word-graph.ts';

/** At most so many words are offered. */
const offered = 8;
/** Nothing longer is a slip for a word. In letters. */
const longest = 50;
/** The letters a part of a joined word has at least, and what may stand between two parts. */
const shortestPart = 3;
const joints = ['', 's', 'n', 'en', 'es', 'er', 'e'];
/** What French and Italian put before an apostrophe is short: `l'`, `qu'`, `dell'`, `jusqu'`. */
const elided = unicodePattern(String.raw`^(\p{L}{1,7})'(\p{L}.*)$`);
const ending = unicodePattern(String.raw`^(\p{L}{2,})'(?:s|t|n)?$`);

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * Gives the look-ups of a language's words. Letter case does not count, except that a suggestion has its own; an apostrophe parts
 * words; where `joins` says that the language joins words freely, so does a joint that two known words leave.
 */
export function lexiconOf(graphs: readonly WordGraph[], joins: boolean): Lexicon {
  const lookups = lazy(() => graphs.map(wordLookup));
  const listed = (word: string): boolean => lookups().some((lookup) => lookup(word));
  const known = (word: string): boolean => {
    if (listed(word)) return true;
    const lower = word.toLowerCase();
    return listed(lower) || listed(capitalised(lower)) || (word.length < 6 && listed(word.toUpperCase()));
  };
  const joined = (word: string, parts = 3): boolean => {
    for (let at = word.length - shortestPart; at >= shortestPart; at--) {
      const left = word.slice(0, at);
      if (!known(word.slice(at))) continue;
      for (const joint of joints) {
        const stem = left.endsWith(joint) ? left.slice(0, left.length - joint.length) : '';
        if (stem.length >= shortestPart && (known(stem) || (parts > 2 && joined(stem, parts - 1)))) return true;
      }
    }
    return false;
  };
  const has = (given: string): boolean => {
    const word = given.normalize('NFC').replace(/[’ʼ]/g, "'");
    if (known(word) || (joins && word.length <= longest && joined(word))) return true;
    const [, before = '', after = ''] = elided(word).exec(word) ?? [];
    if (after !== '' && (before.length < 3 || listed(`${before.toLowerCase()}'`) || /qu$|ll$/i.test(before)))
      if (has(after)) return true;
    const stem = ending(word).exec(word)?.[1];
    return stem !== undefined && has(stem);
  };
  const near = (given: string): readonly string[] => {
    const word = given.normalize('NFC').replace(/[’ʼ]/g, "'");
    if (word.length > longest || word.length < 3) return [];
    const lower = word.toLowerCase();
    const found = new Map<string, number>();
    for (const limit of word.length > 4 ? [1, 2] : [1]) {
      for (const graph of graphs)
        for (const [one, edits] of wordsNear(graph, word, limit))
          if (edits > 0 && /^[\p{L}\p{M}']+$/u.test(one)) found.set(one, edits);
      if (found.size > 0) break;
    }
    const cost = (one: string): number =>
      found.get(one)! +
      (one.charAt(0).toLowerCase() === lower.charAt(0) ? 0 : 0.3) +
      (one.length < word.length ? 0.1 : 0);
    return [...found.keys()].sort((a, b) => cost(a) - cost(b) || (a < b ? -1 : 1)).slice(0, offered);
  };
  return {has, near};
}
