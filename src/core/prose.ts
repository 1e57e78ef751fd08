import {decodeNamedCharacterReference} from 'decode-named-character-reference';
import type {Html, Image, ImageReference, Nodes, Parents, Root} from 'mdast';
import type {FrontMatter, FrontMatterEntry, FrontMatterValue} from './front-matter.ts';
import type {Span} from './rule.ts';
import {isBlankUnit} from './units.ts';

/** Stands for something a reader sees that is no text: inline code, an image, a formula, a template's output. */
export const object = '\uFFFC';
/** Stands for a mark the reader does not see, such as `**` or `](url)`; it neither separates words nor belongs to one. */
export const joiner = '\u2060';

/** Where the last character stands that a reader sees, neither a blank nor a mark; -1 where there is none. */
export function lastVisible(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && isInvisible(text.charCodeAt(at))) at--;
  return at;
}

/** Where the first character stands that a reader sees; the length of the text where there is none. */
export function firstVisible(text: string): number {
  let at = 0;
  while (at < text.length && isInvisible(text.charCodeAt(at))) at++;
  return at;
}

const isInvisible = (code: number): boolean => code === 0x2060 || isBlankUnit(code);

/** A text as a reader sees it on one line: without marks, each run of blanks as one, none around. */
export const onOneLine = (text: string): string => text.replaceAll(joiner, '').replace(/\s+/g, ' ').trim();

/** Where a stretch of prose stands. */
export type ProseKind =
  | 'paragraph'
  | 'heading'
  | 'list'
  | 'quote'
  | 'table'
  | 'footnote'
  | 'alt'
  | 'html'
  /** A value in front matter that readers see; `field` names its key. */
  | 'field';

/**
 * One block of text a reader sees. `text[i]` stands at `start + i` in the post's text: what is not prose is replaced,
 * unit by unit, by `object` (things), `joiner` (marks) or blanks (line prefixes); line ends stay.
 * Character references become their character, filled up with joiners; so do escapes.
 */
export interface Prose {
  readonly kind: ProseKind;
  readonly text: string;
  /** Offset in the post's text, in UTF-16 units from 0. */
  readonly start: number;
  /** The block in the tree; missing for front matter. */
  readonly node?: Nodes;
  readonly field?: string;
  /** Stretches of `text` that are link text, where names of things and people gather. */
  readonly links: readonly Span[];
}

/** Front-matter keys whose values readers see: on the page, in a list of posts, or in a search result. */
const fields = new Set(
  `title subtitle sub_title subheading description desc excerpt summary abstract lede lead tagline teaser blurb intro
  introduction caption alt image_alt imagealt cover_alt hook deck dek seo_title seotitle seo_description seodescription
  meta_description metadescription meta_title og_title og_description short_description shortdescription headline
  linktitle standfirst spoiler`.split(/\s+/),
);

/** HTML elements whose content is no prose. */
const silent = /^<(code|pre|kbd|samp|var|tt|script|style|svg|math|textarea|template|iframe|object|noscript)\b/i;
/** HTML elements that stand for a thing or part a line, where a word cannot run through. */
const thing =
  /^<\/?(br|hr|img|p|div|li|ul|ol|td|th|tr|table|h[1-6]|video|audio|picture|figure|figcaption|source|input|button|iframe|section|blockquote|dt|dd|dl|wbr)\b/i;

const isPunctuation = (code: number): boolean =>
  (code >= 33 && code <= 47) ||
  (code >= 58 && code <= 64) ||
  (code >= 91 && code <= 96) ||
  (code >= 123 && code <= 126);
const isLineEnd = (code: number): boolean => code === 10 || code === 13;
const reference = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/y;

/** The character that a reference stands for, in the number of units it takes in the source, filled with joiners. */
function decoded(match: RegExpExecArray): string | undefined {
  const code = match[1] ? Number.parseInt(match[1], 10) : match[2] ? Number.parseInt(match[2], 16) : undefined;
  const value =
    code !== undefined
      ? code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : ' '
      : decodeNamedCharacterReference(match[3] ?? '');
  return value === false ? undefined : value.slice(0, match[0].length).padEnd(match[0].length, joiner);
}

/** Copies source text, with escapes and references resolved and the prefixes of continued lines blanked. */
function plain(source: string, start: number, end: number): string {
  let out = '';
  for (let at = start; at < end; ) {
    const code = source.charCodeAt(at);
    if (isLineEnd(code)) {
      out += source[at++];
      if (code === 13 && at < end && source.charCodeAt(at) === 10) out += source[at++];
      while (at < end && ' \t>'.includes(source[at] ?? '')) {
        out += ' ';
        at++;
      }
    } else if (code === 92 && at + 1 < end && isPunctuation(source.charCodeAt(at + 1))) {
      out += joiner + source[at + 1];
      at += 2;
    } else if (code === 38) {
      reference.lastIndex = at;
      const match = reference.exec(source);
      const character = match && at + match[0].length <= end ? decoded(match) : undefined;
      out += character ?? '&';
      at += character === undefined ? 1 : character.length;
    } else {
      let next = at + 1;
      while (next < end) {
        const c = source.charCodeAt(next);
        if (c === 10 || c === 13 || c === 92 || c === 38) break;
        next++;
      }
      out += source.slice(at, next);
      at = next;
    }
  }
  return out;
}

/** Fills a stretch with one stand-in; line ends stay. */
function filled(source: string, start: number, end: number, filler: string): string {
  for (let at = start; at < end; at++)
    if (isLineEnd(source.charCodeAt(at))) return source.slice(start, end).replace(/[^\r\n]/g, filler);
  return filler.repeat(Math.max(0, Math.min(end, source.length) - start));
}

interface Walk {
  readonly source: string;
  readonly out: Prose[];
  /** The silent HTML element left open by an earlier block, in lower case. */
  silent: string | undefined;
}

const offsets = (node: Nodes): Span => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

/**
 * Gives the prose of a post in reading order: front matter first, then every block of the tree, each image's
 * alternative text by itself. `source` is the masked text, so that template syntax reads as what it stands for.
 */
export function proseOf(source: string, tree: Root, frontMatter: FrontMatter | undefined): readonly Prose[] {
  const walk: Walk = {source, out: [], silent: undefined};
  for (const entry of frontMatter?.entries ?? []) field(walk, entry, 0);
  for (const node of tree.children) block(walk, node, 'paragraph');
  return walk.out;
}

function field(walk: Walk, entry: FrontMatterEntry, depth: number): void {
  const key = entry.key.toLowerCase().replace(/-/g, '_');
  if (fields.has(key)) text(walk, entry.value, entry.key);
  else if (depth < 3) nested(walk, entry.value, depth + 1);
}

function nested(walk: Walk, value: FrontMatterValue, depth: number): void {
  for (const entry of value.entries ?? []) field(walk, entry, depth);
  if (depth < 3) for (const item of value.items ?? []) nested(walk, item, depth + 1);
}

function text(walk: Walk, value: FrontMatterValue, key: string): void {
  for (const item of value.items ?? []) text(walk, item, key);
  if (!value.text || typeof value.value !== 'string') return;
  const {start, end} = value.text;
  if (end <= start) return;
  const quote = walk.source[start - 1];
  let out = plain(walk.source, start, end);
  if (quote === "'") out = out.replaceAll("''", `'${joiner}`);
  walk.out.push({kind: 'field', field: key, text: out, start, links: []});
}

function block(walk: Walk, node: Nodes, kind: ProseKind): void {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
    case 'tableCell':
      phrasing(walk, node, node.type === 'heading' ? 'heading' : node.type === 'tableCell' ? 'table' : kind);
      break;
    case 'blockquote':
      for (const child of node.children) block(walk, child, 'quote');
      break;
    case 'list':
      for (const child of node.children) block(walk, child, kind === 'paragraph' ? 'list' : kind);
      break;
    case 'footnoteDefinition':
      for (const child of node.children) block(walk, child, 'footnote');
      break;
    case 'html':
      html(walk, node);
      break;
    default:
      if ('children' in node) for (const child of node.children) block(walk, child, kind);
  }
}

/** One paragraph, heading or cell: its own text, then the alternative texts of its images. */
function phrasing(walk: Walk, node: Parents, kind: ProseKind): void {
  const {source} = walk;
  const {start, end} = offsets(node);
  const images: (Image | ImageReference)[] = [];
  const links: Span[] = [];
  let out = '';
  let at = start;
  let link: number | undefined;
  const upTo = (offset: number): void => {
    if (offset > at) out += filled(source, at, offset, walk.silent ? object : joiner);
    at = Math.max(at, offset);
  };
  const visit = (child: Nodes): void => {
    const span = offsets(child);
    upTo(span.start);
    if (child.type === 'html') {
      const tag = source.slice(span.start, span.end);
      const name = /^<\/?([A-Za-z][A-Za-z0-9-]*)/.exec(tag)?.[1]?.toLowerCase();
      if (!walk.silent && silent.test(tag) && !tag.endsWith('/>')) walk.silent = name;
      const hides = walk.silent !== undefined || thing.test(tag);
      out += filled(source, span.start, span.end, hides ? object : joiner);
      at = span.end;
      if (tag.startsWith('</') && name === walk.silent) walk.silent = undefined;
      if (name === 'a' && !walk.silent) {
        if (!tag.startsWith('</')) link = out.length;
        else if (link !== undefined) {
          links.push({start: link, end: out.length - tag.length});
          link = undefined;
        }
      }
    } else if (walk.silent) {
      out += filled(source, span.start, span.end, object);
      at = span.end;
      if ('children' in child) for (const inner of child.children) if (inner.type === 'html') close(walk, inner);
    } else if (child.type === 'text') {
      out += plain(source, span.start, span.end);
      at = span.end;
    } else if (child.type === 'break') {
      out += filled(source, span.start, span.end, ' ');
      at = span.end;
    } else if (child.type === 'link' && isAddress(source, child.position?.start.offset ?? 0)) {
      out += filled(source, span.start, span.end, object);
      at = span.end;
    } else if (child.type === 'footnoteReference') {
      upTo(span.end);
    } else if ('children' in child) {
      const from = out.length;
      for (const inner of child.children) visit(inner);
      if (child.type === 'link' || child.type === 'linkReference') links.push({start: from, end: out.length});
      upTo(span.end);
    } else {
      if (child.type === 'image' || child.type === 'imageReference') images.push(child);
      out += filled(source, span.start, span.end, object);
      at = span.end;
    }
  };
  for (const child of node.children) visit(child);
  upTo(end);
  // the marks around a block (`## `, `| `) part words: they are blanks
  let head = 0;
  while (head < out.length && out[head] === joiner) head++;
  let tail = out.length;
  while (tail > head && out[tail - 1] === joiner) tail--;
  if (head > 0 || tail < out.length) out = ' '.repeat(head) + out.slice(head, tail) + ' '.repeat(out.length - tail);
  if (hasWords(out)) walk.out.push({kind, text: out, start, node, links});
  for (const image of images) alternative(walk, image);
}

const hasWords = (text: string): boolean => /[^\s\uFFFC\u2060]/.test(text);

/** An autolink in angle brackets: what a reader sees there is an address. */
const isAddress = (source: string, start: number): boolean => source[start] === '<';

function close(walk: Walk, node: Html): void {
  if (/^<\/([A-Za-z][A-Za-z0-9-]*)/.exec(node.value)?.[1]?.toLowerCase() === walk.silent) walk.silent = undefined;
}

function alternative(walk: Walk, node: Image | ImageReference): void {
  if (!node.alt) return;
  const {start, end} = offsets(node);
  const from = start + 2; // after `![`
  let depth = 0;
  let to = from;
  for (; to < end; to++) {
    const character = walk.source[to];
    if (character === '\\') to++;
    else if (character === '[') depth++;
    else if (character === ']' && depth-- === 0) break;
  }
  if (to > from)
    walk.out.push({kind: 'alt', text: plain(walk.source, from, Math.min(to, end)), start: from, node, links: []});
}

/** Reads the text between the tags of an HTML block, and the alternative text of its images. */
function html(walk: Walk, node: Html): void {
  const {source} = walk;
  const {start, end} = offsets(node);
  let out = '';
  let at = start;
  const links: Span[] = [];
  let link: number | undefined;
  while (at < end) {
    const open = source.indexOf('<', at);
    const stop = open < 0 || open >= end ? end : open;
    out += walk.silent ? filled(source, at, stop, object) : plain(source, at, stop);
    at = stop;
    if (at >= end) break;
    if (source.startsWith('<!--', at)) {
      const found = source.indexOf('-->', at + 4);
      const after = found < 0 || found >= end ? end : found + 3;
      out += filled(source, at, after, object);
      at = after;
      continue;
    }
    const name = /^<[/!?]?([A-Za-z][A-Za-z0-9-]*)/.exec(source.slice(at, Math.min(at + 40, end)))?.[1]?.toLowerCase();
    if (!name) {
      out += walk.silent ? object : source[at];
      at++;
      continue;
    }
    const after = tagEnd(source, at, end);
    const tag = source.slice(at, after);
    const closing = tag.startsWith('</');
    if (!walk.silent && !closing) attribute(walk, at, tag, node);
    if (!walk.silent && silent.test(tag) && !tag.endsWith('/>')) walk.silent = name;
    out += filled(source, at, after, walk.silent || thing.test(tag) ? object : joiner);
    if (closing && name === walk.silent) walk.silent = undefined;
    if (name === 'a' && !walk.silent) {
      if (!closing) link = out.length;
      else if (link !== undefined) {
        links.push({start: link, end: out.length - tag.length});
        link = undefined;
      }
    }
    at = after;
  }
  if (hasWords(out)) walk.out.push({kind: 'html', text: out, start, node, links});
}

/** Where a tag ends, quoted attribute values skipped; the end of the block where it does not. */
function tagEnd(source: string, start: number, end: number): number {
  let quote = '';
  for (let at = start + 1; at < end; at++) {
    const character = source[at] ?? '';
    if (quote) {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  const plainEnd = source.indexOf('>', start);
  return plainEnd < 0 || plainEnd >= end ? end : plainEnd + 1;
}

/** The alternative text that a tag gives in its `alt` attribute. */
function attribute(walk: Walk, start: number, tag: string, node: Html): void {
  const match = /\salt=(["'])/i.exec(tag);
  if (!match) return;
  const from = match.index + match[0].length;
  const to = tag.indexOf(match[1] ?? '"', from);
  if (to > from)
    walk.out.push({
      kind: 'alt',
      text: plain(walk.source, start + from, start + to),
      start: start + from,
      node,
      links: [],
    });
}
