import type {Nodes, Parents} from 'mdast';
import type {Post} from '../../src/core/post.ts';
import {lastVisible, object, onOneLine} from '../../src/core/prose.ts';
import type {Span} from '../../src/core/rule.ts';
import {printsTemplate} from '../../src/core/templates.ts';

/** A block of text, with what a reader can see of its end. */
export interface Block {
  readonly kind: 'paragraph' | 'item' | 'quote' | 'heading';
  /** On one line, without marks; what is no text is one stand-in. */
  readonly text: string;
  /** Whether it is the last item of its list. */
  readonly last: boolean;
  /** Whether it is set in short lines, as a poem. */
  verse(): boolean;
  /** Whether what follows may complete its last sentence. */
  completed(): boolean;
  /** The last words. */
  tail(): Span;
}

const start = (node: Nodes): number => node.position?.start.offset ?? 0;
const end = (node: Nodes): number => node.position?.end.offset ?? 0;

/** Lines of prose that an editor wraps are longer than those of a poem. */
const verseColumns = 56;

/**
 * Gives the paragraphs, items, quotes and headings of a post whose text is known, in reading order; without those of which
 * `maybe` says, by their prose, that nobody asks.
 */
export function blocksOf(post: Post, maybe: (text: string) => boolean): readonly Block[] {
  const texts = new Map<Nodes, string>();
  for (const {kind, node, text} of post.prose)
    if (node && kind !== 'alt' && kind !== 'html' && maybe(text)) texts.set(node, text);
  if (texts.size === 0) return [];
  const found: Block[] = [];
  const visit = (parent: Parents, within: Parents | undefined): void => {
    for (const [index, node] of parent.children.entries()) {
      if (node.type === 'paragraph' || node.type === 'heading') {
        const raw = texts.get(node);
        if (raw === undefined) continue;
        const text = onOneLine(raw);
        const kind =
          node.type === 'heading'
            ? 'heading'
            : parent.type === 'listItem'
              ? 'item'
              : parent.type === 'blockquote'
                ? 'quote'
                : 'paragraph';
        found.push({
          kind,
          text,
          last: within?.children.at(-1) === parent,
          verse: () => isVerse(raw),
          completed: () => isCut(raw) || (node.type !== 'heading' && isCompleted(post, parent, index)),
          tail: () => tailOf(post, node),
        });
      } else if ('children' in node && node.type !== 'table') visit(node, parent);
    }
  };
  visit(post.tree, undefined);
  return found;
}

/** Whether a text of three lines or more has only short ones. */
function isVerse(raw: string): boolean {
  const lines = raw.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return lines.length > 2 && lines.every((line) => line.length < verseColumns);
}

/** Whether the text ends with something that is no text, as an image, code or a formula. */
const isCut = (raw: string): boolean => raw.charAt(lastVisible(raw)) === object;

/** What may complete a sentence: code, a list, a quote, a table, HTML, a template, a formula, or a line in small letters. */
function isCompleted(post: Post, parent: Parents, index: number): boolean {
  const node = parent.children[index];
  let next = index + 1;
  while (['definition', 'footnoteDefinition', 'thematicBreak'].includes(parent.children[next]?.type ?? '')) next++;
  const following = parent.children[next];
  const between = {start: node ? end(node) : 0, end: following ? start(following) : boundary(post, parent)};
  if (printsTemplate(post, between)) return true;
  if (!following) return false;
  if (following.type === 'heading') return false;
  if (following.type !== 'paragraph') return !(following.type === 'html' && following.value.startsWith('<!--'));
  // a paragraph that begins like a new sentence completes nothing
  return !/^[\p{Lu}][\p{L}’']*[\s,]/u.test(post.masked.slice(start(following), end(following)));
}

/** Where what may follow the last block of a parent ends: in the post's own text, at its end. */
const boundary = (post: Post, parent: Parents): number => (parent.type === 'root' ? post.text.length : end(parent));

/** The last words of a block in the post's text. */
function tailOf(post: Post, node: Nodes): Span {
  const text = post.text.slice(start(node), end(node));
  let length = text.length;
  while (length > 0 && /[\s*_#]/.test(text[length - 1] ?? '')) length--;
  const tail = /\S+(?:[^\S\r\n]+\S+){0,2}$/.exec(text.slice(Math.max(0, length - 200), length))?.[0] ?? '';
  return {start: start(node) + length - tail.length, end: start(node) + length};
}
