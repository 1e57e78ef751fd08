import {placeOf} from '../../src/core/blocks.ts';
import type {Post} from '../../src/core/post.ts';
import {joiner, lastVisible} from '../../src/core/prose.ts';
import type {Span} from '../../src/core/rule.ts';

const numbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
/**
 * A number, up to two words, and what lists are made of, at the end of a sentence that ends in a colon. "The first two" are some of a
 * list.
 */
const announced = new RegExp(
  `(?<!\\b(?:first|last|next|other|previous|final|remaining|same) )\\b(${numbers.slice(2).join('|')}|[2-9]|1[0-2]) ((?:[a-z-]+ ){0,2}(?:reasons|steps|ways|things|tips|rules|points|parts|options|problems|questions|lessons|ideas|principles|types|kinds|categories|benefits|advantages|disadvantages|mistakes|goals|requirements|phases|stages|criteria|components|approaches|methods|examples|features))(?: [^:.!?]{0,60})?:$`,
  'i',
);

/** A number announced right before a list that has another number of items. */
export interface Miscount {
  readonly at: Span;
  readonly said: string;
  readonly things: string;
  readonly found: number;
}

/** Finds lists that hold fewer or more than the sentence before them says. */
export function* counts(post: Post): Iterable<Miscount> {
  const blocks = post.tree.children;
  for (const prose of post.prose) {
    if (prose.kind !== 'paragraph' || !prose.node) continue;
    if (prose.text[lastVisible(prose.text)] !== ':') continue; // as most paragraphs
    const text = prose.text
      .replaceAll(joiner, ' ')
      .replace(/[\r\n]/g, ' ')
      .trimEnd();
    const match = announced.exec(text);
    if (!match) continue;
    const index = placeOf(post, prose.node);
    if (index === undefined) continue;
    const list = blocks[index + 1];
    if (list?.type !== 'list') continue;
    // another list after it may go on counting
    const next = blocks[index + 2];
    if (next && next.type !== 'paragraph' && next.type !== 'heading') continue;
    if (next?.type === 'paragraph' && blocks[index + 3]?.type === 'list') continue;
    const [, said = '', things = ''] = match;
    const number = numbers.indexOf(said.toLowerCase()) >= 0 ? numbers.indexOf(said.toLowerCase()) : Number(said);
    if (list.children.length === number || list.children.length < 2) continue;
    const at = {start: prose.start + match.index, end: prose.start + match.index + said.length + 1 + things.length};
    yield {at, said, things, found: list.children.length};
  }
}
