import type {Nodes, Paragraph, Parents, RootContent} from 'mdast';
import type {Post} from '../../src/core/post.ts';
import {joiner, object, type Prose} from '../../src/core/prose.ts';
import {printsTemplate} from '../../src/core/templates.ts';

/** What hints that a post is not done; each is weak by itself. */
export const signNames = [
  'small',
  'fragments',
  'open',
  'thin',
  'addresses',
  'list',
  'smallItems',
  'blanks',
  'named',
  'endsInHeading',
  'endsInItem',
  'endsInCode',
  'endsInQuestion',
  'withoutLinks',
  'withoutImages',
  'unusedDefinitions',
  'quoted',
] as const;
export type SignName = (typeof signNames)[number];

/** The signs of one post, with how often each is seen where that can be counted; those not seen are left out. */
export interface Signs {
  /** Words of prose in the body. */
  readonly words: number;
  readonly seen: Readonly<Partial<Record<SignName, number>>>;
}

/** A paragraph with fewer words and no end mark is a fragment, one with more stops without an end. */
const fragmentWords = 6;
const openWords = 8;
/** A section is thin where all it holds is this many words or fewer. */
const thinWords = 8;

/** Titles of what is collected and not told. */
const collected =
  /^\W*(?:(?:blog|post|my|some|random|more) )*(?:ideas?|to-?dos?|notes?|drafts?|scratch(?: ?pad)?|outline|brain ?dump|wip|stub|untitled|test)\b(?:\W*| (?:for|list|scratch pad|pad|dump)\b.*)$/i;
const ended = /[.!?…:;。！？]["'”’)\]*_`»]*$|(?:\p{Extended_Pictographic}|\uFE0F)$|[)\]}"”]$/u;
const address = /^<?(?:https?:\/\/|www\.)\S+>?$/i;

const start = (node: Nodes): number => node.position?.start.offset ?? 0;
const end = (node: Nodes): number => node.position?.end.offset ?? 0;
const clean = (prose: Prose): string => prose.text.replaceAll(joiner, '').replace(/\s+/g, ' ').trim();
const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const isDefinition = (node: Nodes): boolean => node.type === 'definition' || node.type === 'footnoteDefinition';

/** Counts the signs of one post. */
export function signsOf(post: Post): Signs {
  const texts = new Map<Nodes, string>();
  let words = 0;
  let quoted = 0;
  let last = '';
  for (const prose of post.prose) {
    if (prose.kind === 'field' || prose.kind === 'alt') continue;
    const text = clean(prose);
    const length = wordsIn(text);
    words += length;
    if (prose.kind === 'quote') quoted += length;
    if (prose.kind === 'html' || !prose.node) continue;
    texts.set(prose.node, text);
    last = text;
  }
  const blocks = paragraphSigns(post, texts);
  const all = elements(post.tree);
  const items = all.filter((node) => node.type === 'listItem').map((item) => texts.get(item.children[0] ?? item));
  const smallItems = items.filter((text) => text !== undefined && startsSmall(text) && !ended.test(text)).length;
  const html = all.map((node) => (node.type === 'html' ? node.value : '')).join('\n');
  const ending = endingOf(post);
  const counts: Record<SignName, number> = {
    ...blocks,
    thin: post.sections.filter(({content, children}) => children.length === 0 && isThin(content, texts)).length,
    list: items.length > 1.5 * blocks.paragraphs ? items.length : 0,
    smallItems: smallItems > 0.5 * Math.max(4, items.length) ? smallItems : 0,
    blanks: blanksOf(post),
    named: isNamed(post) ? 1 : 0,
    endsInHeading: ending === 'heading' ? 1 : 0,
    endsInItem: ending === 'list' ? 1 : 0,
    endsInCode: ending === 'code' ? 1 : 0,
    endsInQuestion: last.endsWith('?') ? 1 : 0,
    withoutLinks: all.some(({type}) => type === 'link' || type === 'linkReference') || /<a\s/i.test(html) ? 0 : 1,
    withoutImages: hasImage(post, all, html) ? 0 : 1,
    unusedDefinitions: unusedDefinitions(all),
    quoted: quoted > 0.4 * Math.max(1, words) ? quoted : 0,
  };
  const seen: Partial<Record<SignName, number>> = {};
  for (const name of signNames) if (counts[name] > 0) seen[name] = counts[name];
  return {words, seen};
}

/** Every node of a tree, in reading order. */
function elements(tree: Nodes): readonly Nodes[] {
  const found: Nodes[] = [];
  const visit = (node: Nodes): void => {
    found.push(node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return found;
}

const startsSmall = (text: string): boolean => /^\p{Ll}/u.test(text) && !/^(?:[a-z][A-Z]|https?:)/.test(text);

/** Counts what paragraphs at the top level give away; those that lead over to something need no end mark. */
function paragraphSigns(post: Post, texts: ReadonlyMap<Nodes, string>) {
  const counts = {small: 0, fragments: 0, open: 0, addresses: 0, paragraphs: 0};
  const blocks = post.tree.children;
  for (const [index, node] of blocks.entries()) {
    if (node.type !== 'paragraph') continue;
    counts.paragraphs++;
    if (address.test(post.text.slice(start(node), end(node)).trim())) counts.addresses++;
    const text = texts.get(node);
    if (!text || ended.test(text) || text.endsWith(object) || isLabel(node) || introduces(post, blocks, index))
      continue;
    const length = text.split(' ').length;
    if (startsSmall(text)) counts.small++;
    if (length <= fragmentWords) counts.fragments++;
    if (length >= openWords) counts.open++;
  }
  return counts;
}

/** A paragraph that is all emphasis or a link works as a heading, one with an image or a break as a caption or a verse. */
const isLabel = ({children}: Parents): boolean =>
  children.every((child) => child.type !== 'text' || child.value.trim() === '') ||
  children.some(({type}) => type === 'image' || type === 'html' || type === 'break');

/** Whether code, a list, a quote or the like stands below. */
function introduces(post: Post, blocks: readonly RootContent[], index: number): boolean {
  const node = blocks[index];
  let at = index + 1;
  while (blocks[at] && isDefinition(blocks[at] as RootContent)) at++;
  const next = blocks[at];
  if (printsTemplate(post, {start: node ? end(node) : 0, end: next ? start(next) : post.text.length})) return true;
  return next !== undefined && next.type !== 'paragraph' && next.type !== 'heading' && next.type !== 'thematicBreak';
}

/** Whether a section holds one short paragraph or item, and no sentence. */
function isThin(content: readonly RootContent[], texts: ReadonlyMap<Nodes, string>): boolean {
  const visible = content.filter((node) => node.type !== 'definition' && node.type !== 'thematicBreak');
  const [only] = visible;
  if (visible.length !== 1 || !only) return false;
  const first: Paragraph | RootContent | undefined =
    only.type === 'list' && only.children.length === 1 ? only.children[0]?.children[0] : only;
  const text = first && texts.get(first);
  return text !== undefined && !ended.test(text) && !text.includes(object) && text.split(' ').length <= thinWords;
}

const isBlank = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

const blanksOf = (post: Post): number =>
  post.frontMatter?.entries.filter((entry) => isBlank(entry.value.value)).length ?? 0;

/** The fields of front matter that hold a value. */
export const filledFields = (post: Post): readonly string[] => [
  ...new Set((post.frontMatter?.entries ?? []).filter(({value}) => !isBlank(value.value)).map(({key}) => key)),
];

/** What kind of block the post ends with; `template` where template syntax prints something after all of them. */
function endingOf(post: Post): string {
  const last = post.tree.children.findLast((node) => !isDefinition(node) && node.type !== 'thematicBreak');
  if (printsTemplate(post, {start: last ? end(last) : 0, end: post.text.length})) return 'template';
  return last?.type ?? 'nothing';
}

const hasImage = (post: Post, all: readonly Nodes[], html: string): boolean =>
  all.some(({type}) => type === 'image' || type === 'imageReference') ||
  /<(?:img|picture|iframe|video|svg|figure|[A-Z])/.test(html) ||
  printsTemplate(post, {start: post.frontMatter?.at.end ?? 0, end: post.text.length});

function unusedDefinitions(all: readonly Nodes[]): number {
  const used = new Set(
    all.flatMap((node) => (node.type === 'linkReference' || node.type === 'imageReference' ? [node.identifier] : [])),
  );
  return all.filter((node) => node.type === 'definition' && !used.has(node.identifier)).length;
}

/** Whether title, file name or first heading call the post a list of ideas, notes or a draft. */
function isNamed(post: Post): boolean {
  const title = post.frontMatter?.data.title;
  const file = (post.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '').replace(/[-_]+/g, ' ');
  const names = [typeof title === 'string' ? title : '', file, post.sections[0]?.title ?? ''];
  return names.some((name) => collected.test(name.trim()));
}
