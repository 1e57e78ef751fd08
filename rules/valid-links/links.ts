import type {Nodes} from 'mdast';
import type {Position} from 'unist';
import {decoded} from '../../src/core/addresses.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import {targetsOf} from '../../src/core/targets.ts';

/** Where a link leads, in the words of the generator or as an address. */
export interface Link {
  /** `post` and `file` by Jekyll's tags, `ref` by Hugo's shortcodes, `content` by Zola's `@/`, `address` otherwise. */
  readonly by: 'post' | 'file' | 'ref' | 'content' | 'address';
  /** What is named, without query and anchor. */
  readonly to: string;
  readonly image: boolean;
  readonly at: Position;
  /** The anchor it leads to, without `#`, and where it is written. */
  readonly anchor?: {readonly name: string; readonly at: Position};
}

/** What follows an anchor's `#` in an address. */
const anchorIn = /#([^\s#?"'<>()[\]{}]{1,300})$/;

const withoutRest = (url: string): string => url.replace(/[?#].*$/s, '');
const isElsewhere = (url: string): boolean => url === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/|[#?{<\\])/i.test(url);

/** Jekyll's tags, and Hugo's shortcodes with the first parameter or `path`. */
const tags =
  /\{%-?[ \t]*(post_url|link)[ \t]+([^\s%]{1,300})[ \t]*-?%\}|\{\{[<%][ \t]*(?:rel)?ref[ \t]+(?:path=)?"([^"\n]{1,300})"[^<>{}\n]{0,200}[>%]\}\}/g;

/** Tells whether a tag is shown in code and not meant, asked from left to right. */
function showing(post: Post): (at: number) => boolean {
  const spans: Span[] = [...hiddenIn(post.text)];
  const visit = (node: Nodes): void => {
    if (node.type === 'code' || node.type === 'inlineCode')
      spans.push({start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0});
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  spans.sort((a, b) => a.start - b.start);
  let next = 0;
  let end = 0;
  return (at) => {
    for (let span = spans[next]; span && span.start <= at; span = spans[++next]) end = Math.max(end, span.end);
    return at < end;
  };
}

const endOf = (block: string | undefined): RegExp =>
  block === undefined ? /-->/g : new RegExp(String.raw`\{%-?[ \t]*end${block}[ \t]*-?%\}`, 'g');

/**
 * Blocks of Liquid and comments in which tags are shown and not meant. One expression for all of such a block would look for an end that is not
 * there at each opener.
 */
function* hiddenIn(text: string): Generator<Span> {
  const unended = new Set<string | undefined>();
  const opener = /\{%-?[ \t]*(raw|highlight|comment)\b[^%]*%\}|<!--/g;
  for (let match = opener.exec(text); match; match = opener.exec(text)) {
    const [whole, block] = match;
    const end = endOf(block);
    end.lastIndex = match.index + whole.length;
    if (!unended.has(block) && end.test(text)) {
      yield {start: match.index, end: end.lastIndex};
      opener.lastIndex = end.lastIndex;
    } else {
      unended.add(block);
      opener.lastIndex = match.index + 1;
    }
  }
}

/** An address that a Liquid output writes: `{{ site.baseurl }}/x`, `{{ '/x' | relative_url }}`. */
function fromLiquid(raw: string): string | undefined {
  const above = /^\{\{-?[ \t]*site\.(?:baseurl|url)[ \t]*-?\}\}(?:\{\{-?[ \t]*site\.baseurl[ \t]*-?\}\})?/.exec(raw);
  if (above) {
    const rest = raw.slice(above[0].length);
    return /[{}]/.test(rest) || rest === '' ? undefined : `/${rest.replace(/^\//, '')}`;
  }
  const filtered = /^\{\{-?[ \t]*(?:"([^"]*)"|'([^']*)')[ \t]*\|[ \t]*(?:relative_url|absolute_url)[ \t]*-?\}\}$/.exec(
    raw,
  );
  const path = filtered?.[1] ?? filtered?.[2];
  return path === undefined ? undefined : `/${path.replace(/^\//, '')}`;
}

/** Gives the links of a post that lead to the blog itself, in reading order. */
export function linksOf(post: Post): readonly Link[] {
  const found: (Link & {readonly start: number})[] = [];
  const add = (by: Link['by'], to: string, image: boolean, {start, end}: Span, tail: Span = {start, end}): void => {
    const written = image ? undefined : anchorIn.exec(post.text.slice(tail.start, tail.end));
    const from = tail.start + (written?.index ?? 0);
    const anchor = written?.[1] && {name: decoded(written[1]), at: post.position(from, from + written[0].length)};
    found.push({by, to, image, at: post.position(start, end), start, ...(anchor && {anchor})});
  };
  if (post.generator === 'jekyll' || post.generator === 'hugo') {
    const isShown = showing(post);
    for (const match of post.text.matchAll(tags)) {
      const [whole, tag, name, ref] = match;
      if (isShown(match.index)) continue;
      const to = withoutRest(name ?? ref ?? '');
      if (to === '' || /[{}]|:\/\//.test(to) || (tag === undefined) !== (post.generator === 'hugo')) continue;
      const at = match.index + whole.indexOf(to);
      const end = match.index + whole.length;
      // the anchor is behind the tag, or for Hugo inside it
      const behind = /^#[^\s)]{1,300}/.exec(post.text.slice(end, end + 301));
      const tail = behind
        ? {start: end, end: end + behind[0].length}
        : {start: at, end: at + (name ?? ref ?? '').length};
      const by = tag === 'post_url' ? 'post' : tag === 'link' ? 'file' : 'ref';
      add(by, to, false, {start: at, end: at + to.length}, tail);
    }
  }
  for (const {kind, url, urlAt, templated} of targetsOf(post)) {
    if (!urlAt) continue;
    const raw = templated ? fromLiquid(post.text.slice(urlAt.start, urlAt.end)) : url;
    if (raw === undefined || isElsewhere(raw)) continue;
    const to = decoded(withoutRest(raw));
    if (to.startsWith('@/')) {
      if (post.generator === 'zola') add('content', to.slice(2), false, urlAt);
    } else add('address', to, kind === 'image', urlAt);
  }
  return found.sort((a, b) => a.start - b.start).map(({start: _, ...link}) => link);
}
