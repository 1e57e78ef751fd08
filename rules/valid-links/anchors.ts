import type {Nodes} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import {decoded} from '../../src/core/addresses.ts';
import type {Site} from '../../src/core/generators.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import {headingSlug} from '../../src/core/slugs.ts';
import {targetsOf} from '../../src/core/targets.ts';
import {printsTemplate} from '../../src/core/templates.ts';

/** A link to a heading of the same post, by an anchor that the heading does not get. */
export interface Misled {
  readonly at: Span;
  readonly heading: string;
  readonly expected: string;
}

const isData = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether headings get the anchors that GitHub gives them: where the configuration says nothing else. */
function isUsual({generator, config}: Site): boolean {
  switch (generator) {
    case 'jekyll':
      return (config.markdown === undefined || /^kramdown$/i.test(String(config.markdown))) && !isData(config.kramdown);
    case 'hugo':
      return !('markup' in config);
    case 'docusaurus':
    case 'astro':
      return true;
    default:
      return false;
  }
}

/** What all generators agree on: letters and digits. */
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{Nd}]/gu, '');

/** What became of the links of a post to its own headings. */
export interface Anchored {
  /** How many lead to a heading. */
  readonly right: number;
  readonly misled: readonly Misled[];
}

/**
 * Finds the links whose anchor is that of a heading but for a hyphen, a sign or its letter case. Anchors with no such
 * heading at all are another rule's to report.
 */
export function anchored(post: Post, site: Site): Anchored {
  const nothing = {right: 0, misled: []};
  if (!isUsual(site)) return nothing;
  const links = targetsOf(post).filter(({kind, url, templated}) => kind !== 'image' && !templated && /^#./.test(url));
  if (links.length === 0 || printsTemplate(post, {start: post.frontMatter?.at.end ?? 0, end: post.text.length}))
    return nothing;
  const anchors = new Set<string>();
  const misled: Misled[] = [];
  let right = 0;
  const headings = new Map<string, {readonly text: string; readonly anchor: string}[]>();
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') {
      const text = textOf(node, {includeHtml: false}).trim();
      const slug = headingSlug(text);
      let anchor = slug;
      for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`;
      anchors.add(anchor);
      const alike = headings.get(bare(text)) ?? [];
      headings.set(bare(text), [...alike, {text, anchor}]);
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  for (const match of post.text.matchAll(/\s(?:id|name)\s?=\s?["'{]*([^"'\s>}]+)|\{:?[^{}#\n]{0,100}#([\w:.-]+)/g))
    anchors.add(match[1] ?? match[2] ?? '');
  for (const {url, urlAt, start, end} of links) {
    const name = decoded(url.slice(1));
    if (anchors.has(name)) {
      right++;
      continue;
    }
    const [heading, ...others] = headings.get(bare(name)) ?? [];
    if (!heading || others.length > 0 || bare(name).length < 3) continue;
    misled.push({at: urlAt ?? {start, end}, heading: heading.text, expected: `#${heading.anchor}`});
  }
  return {right, misled};
}
