import type {Nodes} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import {nodesOf} from '../../src/core/nodes.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** An image of a post, in Markdown or in HTML. */
export interface Picture {
  readonly at: Span;
  /** Its description; empty where it has none. */
  readonly alt: string;
  readonly url: string;
  /** The words right below it, or its title. */
  readonly caption: string;
}

const start = (node: Nodes): number => node.position?.start.offset ?? 0;
const end = (node: Nodes): number => node.position?.end.offset ?? 0;

/**
 * Gives the images of a post in reading order. In HTML an empty `alt` says that the image is decoration, so only a
 * missing one counts as empty. What a template writes is not known and left out.
 */
export function imagesOf(post: Post): readonly Picture[] {
  // a tree without any need not be walked
  if (!(['image', 'imageReference', 'html'] as const).some((type) => nodesOf(post, type).length > 0)) return [];
  const found: Picture[] = [];
  const urls = new Map<string, string>();
  const written = (at: Span): boolean => post.text.slice(at.start, at.end) === post.masked.slice(at.start, at.end);
  const visit = (node: Nodes, caption: string): void => {
    if (node.type === 'image' || node.type === 'imageReference') {
      const at = {start: start(node), end: end(node)};
      // a template may write the address, never the description
      const alt = (node.alt ?? '').trim();
      const url = node.type === 'image' ? node.url : (urls.get(node.identifier) ?? '');
      const title = node.type === 'image' ? (node.title ?? '') : '';
      if (!/[\uFFFC\u2060]/.test(alt)) found.push({at, alt, url, caption: caption || title});
    } else if (node.type === 'html') {
      // from the source: a value inside a quote or a list has lost the marks before its lines
      for (const match of post.masked.slice(start(node), end(node)).matchAll(/<img\b[^<>]*>/gi)) {
        const at = {start: start(node) + match.index, end: start(node) + match.index + match[0].length};
        const alt = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(match[0]);
        if (!written(at) || /\s(?:aria-hidden|role)\s*=/i.test(match[0])) continue;
        if (alt && (alt[1] ?? alt[2] ?? alt[3] ?? '').trim() === '') continue;
        const url = /\ssrc\s*=\s*["']?([^"'\s>]*)/i.exec(match[0])?.[1] ?? '';
        found.push({at, alt: (alt?.[1] ?? alt?.[2] ?? alt?.[3] ?? '').trim(), url, caption});
      }
    } else if ('children' in node) {
      for (const [index, child] of node.children.entries())
        visit(child, node.type === 'root' ? captionBelow(node.children[index + 1]) : caption);
    }
  };
  for (const {identifier, url} of nodesOf(post, 'definition')) urls.set(identifier, url);
  visit(post.tree, '');
  return found;
}

/** A paragraph of nothing but emphasis below an image is its caption. */
const captionBelow = (node: Nodes | undefined): string =>
  node?.type === 'paragraph' && node.children.length === 1 && node.children[0]?.type === 'emphasis'
    ? textOf(node).trim()
    : '';
