import type {Nodes} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import {decoded} from '../../src/core/addresses.ts';
import type {Site} from '../../src/core/generators.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import {anchorSlug} from '../../src/core/slugs.ts';
import {targetsOf} from '../../src/core/targets.ts';
import {printsTemplate} from '../../src/core/templates.ts';
import {unicodePattern} from '../../src/core/units.ts';

/** A link to a heading of the same post, by an anchor that the heading does not get. */
export interface Misled {
  readonly at: Span;
  readonly heading: string;
  readonly expected: string;
}

const isData = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isKramdown = (name: unknown): boolean => typeof name === 'string' && name.toLowerCase() === 'kramdown';

/** Whether headings get the anchors that the generator gives them by itself: where the configuration says nothing else. */
function isUsual({generator, config}: Site): boolean {
  switch (generator) {
    case 'jekyll':
      return (config.markdown === undefined || isKramdown(config.markdown)) && !isData(config.kramdown);
    case 'hugo':
      return !('markup' in config);
    case 'zola':
      return !isData(config.slugify) || config.slugify.anchors === undefined || config.slugify.anchors === 'on';
    case 'docusaurus':
    case 'astro':
    case 'vitepress':
      return true;
    default:
      return false;
  }
}

/** What all generators agree on: letters and digits. */
export const bare = (text: string): string => text.toLowerCase().replace(others(text), '');
const others = unicodePattern(String.raw`[^\p{L}\p{Nd}]`, 'g');

interface Heading {
  readonly text: string;
  readonly anchor: string;
}

/** The anchors of a post. */
export interface Anchors {
  readonly names: ReadonlySet<string>;
  /** Its headings by what all generators agree on. */
  readonly headings: ReadonlyMap<string, readonly Heading[]>;
}

/** Gives the anchors of a post; undefined where the site makes them in ways of its own, or a template writes part of the post. */
export function anchorsOf(post: Post, site: Site): Anchors | undefined {
  const {generator} = site;
  const body = {start: post.frontMatter?.at.end ?? 0, end: post.text.length};
  if (generator === undefined || !isUsual(site) || printsTemplate(post, body)) return undefined;
  const names = new Set<string>();
  const headings = new Map<string, Heading[]>();
  /** The number that the next heading with a slug may have: those before it are taken. */
  const numbers = new Map<string, number>();
  let known = true;
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') {
      const text = textOf(node, {includeHtml: false}).trim();
      const slug = anchorSlug(text, generator);
      known &&= slug !== undefined;
      const base = slug ?? '';
      let anchor = base;
      let n = numbers.get(base) ?? 1;
      while (names.has(anchor)) anchor = `${slug}-${n++}`;
      numbers.set(base, n);
      names.add(anchor);
      const alike = headings.get(bare(text));
      if (alike) alike.push({text, anchor});
      else headings.set(bare(text), [{text, anchor}]);
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  for (const match of post.text.matchAll(/\s(?:id|name)\s?=\s?["'{]*([^"'\s>}]+)|\{:?[^{}#\n]{0,100}#([\w:.-]+)/g))
    names.add(match[1] ?? match[2] ?? '');
  return known ? {names, headings} : undefined;
}

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
export function anchored(post: Post, anchors: Anchors): Anchored {
  const misled: Misled[] = [];
  let right = 0;
  for (const {kind, templated, url, urlAt, start, end} of targetsOf(post)) {
    if (kind === 'image' || templated || !/^#./.test(url)) continue;
    const name = decoded(url.slice(1));
    if (anchors.names.has(name)) {
      right++;
      continue;
    }
    const alike = anchors.headings.get(bare(name));
    const heading = alike?.[0];
    if (!heading || alike.length > 1 || bare(name).length < 3) continue;
    misled.push({at: urlAt ?? {start, end}, heading: heading.text, expected: `#${heading.anchor}`});
  }
  return {right, misled};
}
