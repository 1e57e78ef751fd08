import type {Nodes} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import {targetsOf} from '../../src/core/targets.ts';
import {printsTemplate} from '../../src/core/templates.ts';

/** Finds links into the post itself that no heading and no element answers to, however a generator forms its anchors. */
export function* anchors(post: Post): Iterable<{readonly at: Span; readonly name: string}> {
  const links = targetsOf(post).filter(({kind, url, templated}) => kind !== 'image' && !templated && /^#./.test(url));
  // a template may write headings and anchors of its own
  if (links.length === 0 || printsTemplate(post, {start: post.frontMatter?.at.end ?? 0, end: post.text.length})) return;
  const known = new Set<string>();
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') {
      const text = textOf(node, {includeHtml: false});
      known.add(key(text));
      for (const match of text.matchAll(/\(#([\w-]+)\)/g)) known.add(key(match[1] ?? ''));
    }
    if (node.type === 'footnoteDefinition') known.add(key(node.identifier));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  for (const match of post.text.matchAll(/\s(?:id|name)\s?=\s?["']?([^"'\s>]+)|\{:?[^{}#\n]{0,100}#([\w:.-]+)/g))
    known.add(key(match[1] ?? match[2] ?? ''));
  for (const {url, urlAt, start, end} of links) {
    const name = decode(url.slice(1));
    const wanted = key(name);
    // one word may be an element of the theme; an address in an anchor is a generator's own way with headings
    if (!/[a-z0-9]-[a-z0-9]/i.test(name) || /^(?:fn|user-content)/i.test(name) || /https?/.test(name)) continue;
    if (known.has(wanted) || known.has(wanted.replace(/\d+$/, ''))) continue;
    yield {at: urlAt ?? {start, end}, name};
  }
}

/** Generators differ in what they do with blanks, marks and letters beyond ASCII; what is left is what they agree on. */
const key = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
