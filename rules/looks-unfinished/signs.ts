import type {Nodes, Paragraph, Parents, RootContent} from 'mdast';
import {lazy} from '../../src/core/lazy.ts';
import {nodesOf} from '../../src/core/nodes.ts';
import type {Post} from '../../src/core/post.ts';
import {firstVisible, lastVisible, object, onOneLine} from '../../src/core/prose.ts';
import {printsTemplate} from '../../src/core/templates.ts';
import {isBlankUnit, letterOrDigitAt, textTest} from '../../src/core/units.ts';

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
const isEnded = textTest(String.raw`[.!?…:;。！？]["'”’)\]*_\x60»]*$|(?:\p{Extended_Pictographic}|\uFE0F)$|[)\]}"”]$`);
const isSmall = textTest(String.raw`^\p{Ll}`);
const address = /^<?(?:https?:\/\/|www\.)\S+>?$/i;

const start = (node: Nodes): number => node.position?.start.offset ?? 0;
const end = (node: Nodes): number => node.position?.end.offset ?? 0;
const isDefinition = (node: Nodes): boolean => node.type === 'definition' || node.type === 'footnoteDefinition';

/** Counts the signs of one post. */
export function signsOf(post: Post): Signs {
  const texts = new Map<Nodes, Line>();
  let words = 0;
  let quoted = 0;
  let last = '';
  for (const prose of post.prose) {
    if (prose.kind === 'field' || prose.kind === 'alt') continue;
    const length = wordsIn(prose.text);
    words += length;
    if (prose.kind === 'quote') quoted += length;
    if (prose.kind === 'html' || !prose.node) continue;
    texts.set(prose.node, lineOf(prose.text));
    last = prose.text;
  }
  const blocks = paragraphSigns(post, texts);
  const items = nodesOf(post, 'listItem').map((item) => texts.get(item.children[0] ?? item));
  const smallItems = items.filter((line) => line !== undefined && startsSmall(line) && !hasEnd(line)).length;
  const html = nodesOf(post, 'html')
    .map(({value}) => value)
    .join('\n');
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
    endsInQuestion: last[lastVisible(last)] === '?' ? 1 : 0,
    withoutLinks: has(post, 'link') || has(post, 'linkReference') || /<a\s/i.test(html) ? 0 : 1,
    withoutImages: hasImage(post, html) ? 0 : 1,
    unusedDefinitions: unusedDefinitions(post),
    quoted: quoted > 0.4 * Math.max(1, words) ? quoted : 0,
  };
  const seen: Partial<Record<SignName, number>> = {};
  for (const name of signNames) if (counts[name] > 0) seen[name] = counts[name];
  return {words, seen};
}

const has = (post: Post, type: Nodes['type']): boolean => nodesOf(post, type).length > 0;

/** A block as a reader sees it on one line. The signs of most are told from what is written: their line is never made. */
interface Line {
  readonly written: string;
  text(): string;
}

const lineOf = (written: string): Line => ({written, text: lazy(() => onOneLine(written))});

/** How many words of a text have a letter or a digit; a word is what stands between blanks. */
export function wordsIn(text: string): number {
  let count = 0;
  let counted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || isBlankUnit(code)) counted = false;
    else if (!counted && letterOrDigitAt(text, at) > 0) {
      counted = true;
      count++;
    }
  }
  return count;
}

/** Whether a text has its end mark, or ends with what needs none. */
const hasEnd = ({written, text}: Line): boolean =>
  surelyEnded.has(written.charAt(lastVisible(written))) || isEnded(text());

/** Characters after which no other has to be looked at. */
const surelyEnded: ReadonlySet<string> = new Set('.!?…:;。！？)]}"”');

const startsSmall = ({written, text}: Line): boolean => {
  // most begin with a capital
  if (/[A-Z]/.test(written.charAt(firstVisible(written)))) return false;
  return isSmall(text()) && !/^(?:[a-z][A-Z]|https?:)/.test(text());
};

/** Counts what paragraphs at the top level give away; those that lead over to something need no end mark. */
function paragraphSigns(post: Post, texts: ReadonlyMap<Nodes, Line>) {
  const counts = {small: 0, fragments: 0, open: 0, addresses: 0, paragraphs: 0};
  const blocks = post.tree.children;
  for (const [index, node] of blocks.entries()) {
    if (node.type !== 'paragraph') continue;
    counts.paragraphs++;
    if (isAddress(post.text, start(node), end(node))) counts.addresses++;
    const line = texts.get(node);
    if (!line || hasEnd(line)) continue;
    const text = line.text();
    if (!text || text.endsWith(object) || isLabel(node) || introduces(post, blocks, index)) continue;
    const length = text.split(' ').length;
    if (startsSmall(line)) counts.small++;
    if (length <= fragmentWords) counts.fragments++;
    if (length >= openWords) counts.open++;
  }
  return counts;
}

function isAddress(text: string, from: number, to: number): boolean {
  // in a paragraph no blank stands before the first letter, and that tells most of them
  const first = text.charCodeAt(from);
  const maybe = first === 60 || (first | 32) === 104 || (first | 32) === 119 || isBlankUnit(first);
  return maybe && address.test(text.slice(from, to).trim());
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
function isThin(content: readonly RootContent[], texts: ReadonlyMap<Nodes, Line>): boolean {
  const visible = content.filter((node) => node.type !== 'definition' && node.type !== 'thematicBreak');
  const [only] = visible;
  if (visible.length !== 1 || !only) return false;
  const first: Paragraph | RootContent | undefined =
    only.type === 'list' && only.children.length === 1 ? only.children[0]?.children[0] : only;
  const line = first && texts.get(first);
  if (!line || hasEnd(line)) return false;
  const text = line.text();
  return !text.includes(object) && text.split(' ').length <= thinWords;
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

const hasImage = (post: Post, html: string): boolean =>
  has(post, 'image') ||
  has(post, 'imageReference') ||
  /<(?:img|picture|iframe|video|svg|figure|[A-Z])/.test(html) ||
  printsTemplate(post, {start: post.frontMatter?.at.end ?? 0, end: post.text.length});

function unusedDefinitions(post: Post): number {
  const references = [...nodesOf(post, 'linkReference'), ...nodesOf(post, 'imageReference')];
  const used = new Set(references.map(({identifier}) => identifier));
  return nodesOf(post, 'definition').filter(({identifier}) => !used.has(identifier)).length;
}

/** Whether title, file name or first heading call the post a list of ideas, notes or a draft. */
function isNamed(post: Post): boolean {
  const title = post.frontMatter?.data.title;
  const file = (post.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '').replace(/[-_]+/g, ' ');
  const names = [typeof title === 'string' ? title : '', file, post.sections[0]?.title ?? ''];
  return names.some((name) => collected.test(name.trim()));
}
