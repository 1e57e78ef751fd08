import type {FrontMatterEntry, FrontMatterValue} from '../../src/core/front-matter.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** A tag or category as a post writes it. */
export interface Term {
  readonly field: 'tags' | 'categories';
  readonly name: string;
  readonly at: Span;
  /** Whether another name can be written at its place; in a list of words, one without blanks only. */
  readonly replaceable: 'any' | 'word' | 'no';
}

const fields: ReadonlyMap<string, 'tags' | 'categories'> = new Map([
  ['tags', 'tags'],
  ['tag', 'tags'],
  ['categories', 'categories'],
  ['category', 'categories'],
] as const);

/** Gives the terms of one value: a list, text with commas, or, for Jekyll, text with blanks; else the text itself. */
function* termsOf(post: Post, key: string, value: FrontMatterValue): Generator<Term> {
  const field = fields.get(key.toLowerCase());
  if (!field) return;
  for (const item of value.items ?? []) if (!item.items) yield* termsOf(post, key, item);
  if (typeof value.value !== 'string') return;
  const span = value.text ?? value.at;
  const written = post.text.slice(span.start, span.end);
  const isList = value.value.includes(',');
  const isWords =
    !isList &&
    post.generator === 'jekyll' &&
    key.endsWith('s') &&
    post.frontMatter?.entries.some((entry) => entry.value === value);
  if (written !== value.value || (!isList && !isWords)) {
    const name = value.value.trim();
    if (name !== '') yield {field, name, at: span, replaceable: written === name ? 'any' : 'no'};
    return;
  }
  for (const match of written.matchAll(isList ? /[^,]+/g : /\S+/g)) {
    const name = match[0].trim();
    const start = span.start + match.index + (match[0].length - match[0].trimStart().length);
    if (name !== '') yield {field, name, at: {start, end: start + name.length}, replaceable: isList ? 'any' : 'word'};
  }
}

/** Gives the tags and categories of a post, those of Zola's `taxonomies` included. */
export function* termsIn(post: Post): Generator<Term> {
  const entries: readonly FrontMatterEntry[] = post.frontMatter?.entries ?? [];
  for (const {key, value} of entries) {
    yield* termsOf(post, key, value);
    if (key.toLowerCase() !== 'taxonomies') continue;
    for (const inner of value.entries ?? []) yield* termsOf(post, inner.key, inner.value);
  }
}

/** Gives a name without what only spells it otherwise: letter case. */
export const caseless = (name: string): string => name.normalize('NFC').toLowerCase();

/** The same without blanks, hyphens, underscores and full stops between its words. */
export const joined = (name: string): string =>
  caseless(name).replace(/(?<=[\p{L}\p{N}])[\s_.-]+(?=[\p{L}\p{N}])/gu, '');

/** The same in the singular, as far as spelling tells; a short word, or one such as `css` or `news`, stays what it is. */
export function singular(name: string): string {
  const word = joined(name);
  if (word.length < 4 || /(?:ss|us|is|ws)$/.test(word)) return word;
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.replace(/(?<=x|ch|sh|ss)es$|s$/, '');
}
