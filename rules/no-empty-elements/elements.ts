import type {List, Nodes, Parents, Table} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import {addAll} from '../../src/core/add-all.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import {targetsOf} from '../../src/core/targets.ts';
import {printsTemplate} from '../../src/core/templates.ts';

/** An element that holds nothing; `text` is a link without words. */
export interface Empty {
  readonly kind: 'link' | 'text' | 'image' | 'item' | 'cell' | 'code' | 'footnote' | 'quote';
  readonly at: Nodes | Span;
  /** What names it to the author. */
  readonly words?: string;
}

/** Columns with fewer filled cells than this do not tell that one is missing. */
const filledCells = 4;

const spanOf = (node: Nodes): Span => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

/** Finds the elements of a post that hold nothing. What a template fills is not empty. */
export function* emptyElements(post: Post): Iterable<Empty> {
  for (const target of targetsOf(post)) {
    const {kind, url, text, templated, node} = target;
    const at = {start: target.start, end: target.end};
    if (templated) continue;
    if (url === '' && node.type !== 'html') {
      if (kind === 'link') yield {kind: 'link', at, words: text};
      if (kind === 'image') yield {kind: 'image', at, words: text};
    } else if (node.type === 'html') {
      const tag = post.text.slice(at.start, at.end);
      if (url === '' && kind === 'link' && !/\s(?:id|name|class|onclick|data-[\w-]+|role)\s*=/i.test(tag))
        yield {kind: 'link', at};
      if (url === '' && kind === 'image' && /^<img/i.test(tag) && !/\s(?:id|class|data-[\w-]+|srcset)\s*=/i.test(tag))
        yield {kind: 'image', at, words: text};
    } else if (
      node.type === 'link' &&
      isBlank(post, node) &&
      !/^\[[^\]]*[\r\n]/.test(post.text.slice(at.start, at.end))
    )
      yield {kind: 'text', at, words: url};
  }
  const found: Empty[] = [];
  const visit = (parent: Parents): void => {
    for (const [index, node] of parent.children.entries()) {
      const before = parent.children[index - 1];
      const after = parent.children[index + 1];
      if (node.type === 'list') addAll(found, emptyItems(post, node));
      else if (node.type === 'table') addAll(found, emptyCells(post, node));
      else if (node.type === 'code') {
        // between tags an empty block may be what a component is to show
        const framed = before?.type === 'html' && after?.type === 'html';
        if (node.value.trim() === '' && !framed && isFenced(post, node) && isClosed(post, node))
          found.push({kind: 'code', at: node});
      } else if (node.type === 'footnoteDefinition') {
        // other parsers read text indented less than four columns as the footnote's
        const continued = (after?.position?.start.column ?? 1) > 1;
        if (isBlank(post, node) && !continued)
          found.push({kind: 'footnote', at: node, words: node.label ?? node.identifier});
      } else if (
        node.type === 'blockquote' &&
        isBlank(post, node) &&
        !holdsTemplate(post, node) &&
        !opensTag(post, before)
      )
        found.push({kind: 'quote', at: node});
      // in running text none of these stands
      if ('children' in node && node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'table')
        visit(node);
    }
  };
  visit(post.tree);
  yield* found;
}

/** Whether a reader sees nothing of a node: no text, no image, no HTML, no template. */
function isBlank(post: Post, node: Nodes): boolean {
  if (printsTemplate(post, spanOf(node))) return false;
  const shows = (one: Nodes): boolean => {
    if (one.type === 'image' || one.type === 'imageReference' || one.type === 'footnoteReference') return true;
    if (one.type === 'html') return !one.value.startsWith('<!--');
    if (one.type === 'code' || one.type === 'inlineCode') return true;
    if (one.type === 'text') return one.value.replace(/[\s\u2060]/g, '') !== '';
    if (one.type === 'thematicBreak' || one.type === 'definition' || one.type === 'table') return true;
    return 'children' in one && one.children.some(shows);
  };
  return !('children' in node) || !node.children.some(shows);
}

/** Whether a node has template syntax, though it may print nothing. */
function holdsTemplate(post: Post, node: Nodes): boolean {
  const {start, end} = spanOf(node);
  return post.masked.slice(start, end) !== post.text.slice(start, end);
}

/** Whether a node is a tag that is not closed yet: the lone `>` that closes it on a line of its own reads as a quote. */
const opensTag = (post: Post, node: Nodes | undefined): boolean =>
  node?.type === 'paragraph' && /^<[A-Za-z][^>]*$/.test(post.text.slice(spanOf(node).start, spanOf(node).end));

function* emptyItems(post: Post, list: List): Iterable<Empty> {
  const empty = list.children.filter((item) => item.children.length === 0 || isBlank(post, item));
  // a list of nothing but one empty item is a lone mark, as under a table or in ASCII art
  if (empty.length === list.children.length && list.children.length < 2 && !isLast(post, list)) return;
  for (const item of empty) yield {kind: 'item', at: item};
}

/** Whether nothing of a post follows a node. */
const isLast = (post: Post, node: Nodes): boolean => post.text.slice(spanOf(node).end).trim() === '';

function* emptyCells(post: Post, table: Table): Iterable<Empty> {
  const [head, ...rows] = table.children;
  for (const [column, title] of (head?.children ?? []).entries()) {
    const cells = rows.flatMap((row) => row.children[column] ?? []);
    const empty = cells.filter((cell) => isBlank(post, cell));
    const [only] = empty;
    if (only && empty.length === 1 && cells.length > filledCells && textOf(title).trim() !== '')
      yield {kind: 'cell', at: only, words: textOf(title)};
  }
}

const isFenced = (post: Post, node: Nodes): boolean =>
  /^(?:`{3,}|~{3,})/.test(post.text.slice(spanOf(node).start, spanOf(node).end));

/** Whether the fence that opens a code block is closed again: one that is not belongs to what follows. */
const isClosed = (post: Post, node: Nodes): boolean =>
  /[\r\n][ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(post.text.slice(spanOf(node).start, spanOf(node).end));
