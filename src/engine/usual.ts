import type {Card} from '../core/outcome.ts';
import {siteRule} from '../core/plugin.ts';
import {fleschOf, measure, minutesOf} from '../core/readability.ts';
import type {Sums} from './judge.ts';
import type {Shelf} from './shelf.ts';

/** A post's words and reading ease; a draft, and a post of a few words, does not count for what is usual. */
interface Fact {
  readonly words: number;
  readonly ease: number;
  readonly counts: boolean;
}
/** How many posts have each reading ease. */
type Sum = Readonly<Record<string, number>>;

const id = 'reading-ease';
/** A comparison with one's own few posts says nothing. */
const fewest = 3;
/** The reading ease of fewer words says nothing: Flesch (1948) counts in samples of a hundred. */
const sample = 100;

/** Learns what is usual in a blog, and reports nothing: it is no rule that can be set. */
export const usual = siteRule<Fact, Sum, Record<string, never>>({
  id,
  summary: '',
  why: '',
  severity: 'info',
  collect(post) {
    const {figures} = measure(post.prose);
    const {words} = figures;
    return {words, ease: Math.round(fleschOf(figures)), counts: words >= sample && post.stage === 'post'};
  },
  empty: () => ({}),
  add: (sum, fact) => count(sum, fact, 1),
  remove: (sum, fact) => count(sum, fact, -1),
  *check() {},
});

function count(sum: Sum, {ease, counts}: Fact, step: 1 | -1): Sum {
  if (!counts) return sum;
  const {[ease]: before = 0, ...others} = sum;
  return before + step > 0 ? {...others, [ease]: before + step} : others;
}

/** Gives the card of a post on a shelf by what the blog taught; undefined where nothing is known of it, or it has no text. */
export function cardOf(shelf: Shelf, path: string, sums: Sums): Card | undefined {
  const fact = shelf.facts(id).get(path) as Fact | undefined;
  if (!fact || fact.words === 0) return undefined;
  const {words, ease} = fact;
  const card = {words, minutes: minutesOf(words)};
  if (words < sample) return card;
  const median = medianOf((sums.get(id) ?? {}) as Sum);
  return {...card, ease, ...(median !== undefined && {usualEase: median})};
}

/** The median reading ease; of two in the middle the lower. */
function medianOf(sum: Sum): number | undefined {
  const eases = Object.keys(sum)
    .map(Number)
    .sort((a, b) => a - b);
  const total = eases.reduce((posts, ease) => posts + (sum[ease] ?? 0), 0);
  if (total < fewest) return undefined;
  let seen = 0;
  return eases.find((ease) => {
    seen += sum[ease] ?? 0;
    return seen * 2 >= total;
  });
}
