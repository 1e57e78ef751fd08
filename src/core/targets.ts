import type {Definition, Html, Image, Link, Nodes} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import {addAll} from './add-all.ts';
import {inOrder, nodesOf} from './nodes.ts';
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

const tags = /<(a|img|iframe|video|audio|source)\b[^<>]*>/gi;
/** The attribute of a tag that holds an address. */
const attribute = /\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

const known = new WeakMap<Post, readonly Target[]>();

/** Gives every address of a post in reading order, those in code and in front matter left out; found once a post. */
export function targetsOf(post: Post): readonly Target[] {
  const before = known.get(post);
  if (before) return before;
  const found = findTargets(post);
  known.set(post, found);
  return found;
}

function findTargets(post: Post): readonly Target[] {
  const found: Target[] = [];
  const {masked, text} = post;
  const templated = ({start, end}: Span): boolean =>
    text !== masked && text.slice(start, end) !== masked.slice(start, end);
  const add = (node: Link | Image | Definition, kind: Target['kind'], shown: string, from: number): void => {
    const at = spanOf(node);
    const index = node.url ? from + masked.slice(from, at.end).indexOf(node.url) : -1;
    const urlAt = index >= from ? {start: index, end: index + node.url.length} : undefined;
    const hidden = templated(urlAt ?? {start: from, end: at.end});
    found.push({kind, url: node.url, ...(urlAt && {urlAt}), text: shown, templated: hidden, node, ...at});
  };
  const nodes = inOrder<Link | Image | Definition | Html>(
    nodesOf(post, 'link'),
    nodesOf(post, 'image'),
    nodesOf(post, 'definition'),
    nodesOf(post, 'html'),
  );
  for (const node of nodes) {
    if (node.type === 'link') add(node, 'link', textOf(node), lastEnd(node));
    else if (node.type === 'image')
      add(node, 'image', node.alt ?? '', spanOf(node).start + 2 + (node.alt ?? '').length);
    else if (node.type === 'definition') add(node, 'definition', node.label ?? '', spanOf(node).start);
    else addAll(found, inHtml(post, node, templated));
  }
  return found;
}

/** Where the text of a link ends: its address follows. An autolink is its own address. */
const lastEnd = (node: Link): number => {
  const last = node.children.at(-1);
  const {start} = spanOf(node);
  if (!last) return start;
  return last.type === 'text' && last.value === node.url ? spanOf(last).start : spanOf(last).end;
};

function inHtml(post: Post, node: Html, templated: (span: Span) => boolean): readonly Target[] {
  const {start, end} = spanOf(node);
  const source = post.masked.slice(start, end);
  if (source.startsWith('<!--')) return [];
  const found: Target[] = [];
  for (const match of source.matchAll(tags)) {
    const [tag] = match;
    const written = attribute.exec(tag);
    if (!written) continue;
    const url = written[1] ?? written[2] ?? '';
    const from = start + match.index;
    const at = from + written.index + written[0].length - 1 - url.length;
    found.push({
      kind: match[1]?.toLowerCase() === 'a' ? 'link' : 'image',
      url: url.trim(),
      ...(url && {urlAt: {start: at, end: at + url.length}}),
      text: /\salt\s*=\s*"([^"]*)"/i.exec(tag)?.[1] ?? '',
      templated: templated({start: from, end: from + tag.length}),
      node,
      start: from,
      end: from + tag.length,
    });
  }
  return found;
}
