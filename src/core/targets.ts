import type {Definition, Html, Image, ImageReference, Link, LinkReference, Nodes} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import type {Post} from './post.ts';
import type {Span} from './rule.ts';

/** An address in a post: of a link, an image or a definition, in Markdown or in an HTML tag. */
export interface Target extends Span {
  readonly kind: 'link' | 'image' | 'definition';
  readonly url: string;
  /** Where the address is written; missing where it is empty or written with escapes. */
  readonly urlAt?: Span;
  /** A link's text or an image's description as a reader sees it. */
  readonly text: string;
  /** Whether a template writes the address, or part of it: then `url` holds a stand-in. */
  readonly templated: boolean;
  readonly node: Link | Image | Definition | Html;
}

const spanOf = (node: Nodes): Span => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

/** Attributes of HTML tags that hold an address. */
const attribute = /<(a|img|iframe|video|audio|source)\b[^<>]*?\s(href|src)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>/gi;

/** Gives every address of a post in reading order, those in code and in front matter left out. */
export function targetsOf(post: Post): readonly Target[] {
  const found: Target[] = [];
  const {masked, text} = post;
  const templated = ({start, end}: Span): boolean => text.slice(start, end) !== masked.slice(start, end);
  const add = (node: Link | Image | Definition, kind: Target['kind'], shown: string, from: number): void => {
    const at = spanOf(node);
    const index = node.url ? masked.indexOf(node.url, from) : -1;
    const urlAt =
      index >= 0 && index + node.url.length <= at.end ? {start: index, end: index + node.url.length} : undefined;
    const hidden = templated(urlAt ?? {start: from, end: at.end});
    found.push({kind, url: node.url, ...(urlAt && {urlAt}), text: shown, templated: hidden, node, ...at});
  };
  const visit = (node: Nodes): void => {
    if (node.type === 'link') add(node, 'link', textOf(node), lastEnd(node));
    else if (node.type === 'image')
      add(node, 'image', node.alt ?? '', spanOf(node).start + 2 + (node.alt ?? '').length);
    else if (node.type === 'definition') add(node, 'definition', node.label ?? '', spanOf(node).start);
    else if (node.type === 'html') found.push(...inHtml(post, node));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  return found;
}

/** Where the text of a link ends: its address follows. An autolink is its own address. */
const lastEnd = (node: Link): number => {
  const last = node.children.at(-1);
  const {start} = spanOf(node);
  if (!last) return start;
  return last.type === 'text' && last.value === node.url ? spanOf(last).start : spanOf(last).end;
};

function inHtml(post: Post, node: Html): readonly Target[] {
  const {start, end} = spanOf(node);
  const source = post.masked.slice(start, end);
  if (source.startsWith('<!--')) return [];
  const found: Target[] = [];
  for (const match of source.matchAll(attribute)) {
    const url = match[3] ?? match[4] ?? '';
    const from = start + match.index;
    const index = post.masked.indexOf(url, from + match[0].indexOf('=') + 1);
    const urlAt = url && index >= 0 ? {start: index, end: index + url.length} : undefined;
    const tag = {start: from, end: from + match[0].length};
    found.push({
      kind: match[1]?.toLowerCase() === 'a' ? 'link' : 'image',
      url: url.trim(),
      ...(urlAt && {urlAt}),
      text: /\salt\s*=\s*"([^"]*)"/i.exec(match[0])?.[1] ?? '',
      templated: post.text.slice(tag.start, tag.end) !== post.masked.slice(tag.start, tag.end),
      node,
      ...tag,
    });
  }
  return found;
}

/** References by name, which definitions give their address. */
export type Reference = LinkReference | ImageReference;
