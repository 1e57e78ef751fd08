import {object} from '../../src/core/prose.ts';
import type {Problem} from '../../src/core/rule.ts';
import type {Block} from '../../src/core/style/check.ts';
import {whole} from './brackets.ts';

/** Where quotes need not come in pairs: inches and seconds, escapes, pairs of single ones, and what stands at code or a thing. */
const unpaired = new RegExp(`\\d"|\\\\|''|${object}"|"${object}|[\\]>]\\s?"`);

/**
 * Gives the double quote of each paragraph that has no other half, at most one a paragraph. It must stand in the middle of a
 * sentence: one that begins a paragraph, or follows a colon, may go on in the next, and one that ends it may have begun before.
 */
export function* unmatchedQuotes(blocks: readonly Block[]): Generator<Problem> {
  for (const {scopes, text, at} of blocks) {
    if (!scopes.some((scope) => whole.has(scope))) continue;
    // most paragraphs have no quote, or pairs of them
    const alone = unmatched(text);
    if (alone === undefined || unpaired.test(text) || !isInSentence(text, alone.at, alone.opens)) continue;
    yield {
      at: at(alone.at, alone.at + 1),
      name: 'quotes',
      message: `The quote that ${alone.opens ? 'begins here is never closed' : 'ends here was never opened'}`,
      severity: 'warning',
    };
  }
}

interface Alone {
  readonly at: number;
  readonly opens: boolean;
}

/** The one quote too many; undefined where there is none, or where it is not clear which of them open. */
function unmatched(text: string): Alone | undefined {
  const quotes: Alone[] = [];
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    const opens = isOpening(text.charAt(at - 1), text.charAt(at + 1));
    if (opens === undefined) return undefined;
    quotes.push({at, opens});
  }
  if (quotes.length % 2 === 0) return undefined;
  const wrong = quotes.findIndex(({opens}, index) => opens !== (index % 2 === 0));
  if (wrong < 0) return quotes.at(-1);
  return quotes[wrong]?.opens ? quotes[wrong - 1] : quotes[wrong];
}

/** Whether a quote between two characters opens; undefined where it could do both. */
function isOpening(before: string, after: string): boolean | undefined {
  const opens = /^[\s([/–—-]?$/.test(before) && /\S/.test(after);
  const closes = /\S/.test(before) && /^[\s.,:;!?)\]/–—'-]?$/.test(after);
  return opens === closes ? undefined : opens;
}

const isInSentence = (text: string, at: number, opens: boolean): boolean =>
  opens
    ? /[\p{L},] $/u.test(text.slice(0, at)) && /^\p{L}/u.test(text.slice(at + 1))
    : /^ \p{Ll}/u.test(text.slice(at + 1));
