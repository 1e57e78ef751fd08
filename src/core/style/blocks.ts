import type {Nodes} from 'mdast';
import {addAll} from '../add-all.ts';
import {looksEnglish, readForEnglish} from '../english.ts';
import type {Post} from '../post.ts';
import type {Prose, ProseKind} from '../prose.ts';
import {measure} from '../readability.ts';
import {plainReading, type Reading, readingOf} from '../reading.ts';
import type {Span} from '../rule.ts';
import {sentencesOf} from '../sentences.ts';
import type {Block} from './check.ts';

/** The prose of a post as blocks for patterns of ours: quotes straight, blanks single, what is not English left out. */
export function englishBlocks(post: Post): readonly Block[] {
  const known = english.get(post);
  if (known) return known;
  const made = makeEnglishBlocks(post);
  english.set(post, made);
  return made;
}

const english = new WeakMap<Post, readonly Block[]>();

/** One list for each kind, so that what holds for one block is known of the next. */
const englishScopes = (kind: ProseKind): readonly string[] => {
  const known = scopesOfEnglish.get(kind) ?? ['text', kind];
  scopesOfEnglish.set(kind, known);
  return known;
};
const scopesOfEnglish = new Map<ProseKind, readonly string[]>();

function makeEnglishBlocks(post: Post): readonly Block[] {
  const blocks = post.prose.map((prose): Block => {
    const {text, at} = plainReading(prose);
    return {scopes: englishScopes(prose.kind), text, at};
  });
  if (!looksEnglish(beginningOf(blocks))) return [];
  return blocks.filter(({text}) => looksEnglish(text));
}

/** As much of a post as is read to find out its language. */
function beginningOf(blocks: readonly Block[]): string {
  let beginning = '';
  for (let at = 0; at < blocks.length && beginning.length < readForEnglish; at++) beginning += `${blocks[at]!.text} `;
  return beginning;
}

/** What a style calls the places where prose stands. */
const scopesOf: Readonly<Record<ProseKind, readonly string[]>> = {
  paragraph: ['text', 'paragraph'],
  heading: ['text', 'heading'],
  list: ['text', 'list'],
  quote: ['text', 'blockquote', 'paragraph'],
  table: ['text', 'table'],
  footnote: ['text', 'footnote', 'paragraph'],
  alt: ['text', 'alt'],
  html: ['text', 'paragraph'],
  field: ['text', 'frontmatter'],
};
/** Places whose text comes in sentences. */
const inSentences: ReadonlySet<ProseKind> = new Set(['paragraph', 'list', 'quote', 'footnote', 'html']);

/** A post as blocks for a user's styles, each with the scopes it is: the prose, its sentences, its marks, and the whole. */
export function styleBlocks(post: Post): readonly Block[] {
  const blocks: Block[] = [];
  const readings: Reading[] = [];
  const header = headerRows(post);
  for (const prose of post.prose) {
    const reading = readingOf(prose);
    const scopes = scopesIn(prose, header);
    blocks.push({scopes, text: reading.text, at: reading.at});
    if (inSentences.has(prose.kind)) {
      readings.push(reading);
      for (const {start, end} of sentencesOf(reading.text))
        blocks.push({...part(reading, start, end), scopes: ['sentence'], within: scopes});
    }
    addAll(blocks, marksIn(prose, scopes));
  }
  blocks.push(summary(readings, post));
  blocks.push({scopes: ['raw'], text: post.text, at: (start, end) => ({start, end})});
  return blocks;
}

const part = ({text, at}: Reading, from: number, to: number): Pick<Block, 'text' | 'at'> => ({
  text: text.slice(from, to),
  at: (start, end) => at(from + start, from + end),
});

/** The table cells that head a column. */
function headerRows(post: Post): ReadonlySet<Nodes> {
  const cells = new Set<Nodes>();
  const visit = (node: Nodes): void => {
    if (node.type === 'table') for (const cell of node.children[0]?.children ?? []) cells.add(cell);
    else if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(post.tree);
  return cells;
}

function scopesIn({kind, node, field}: Prose, header: ReadonlySet<Nodes>): readonly string[] {
  const scopes = scopesOf[kind];
  if (node?.type === 'heading') return [...scopes, `h${node.depth}`];
  if (node?.type === 'tableCell') return [...scopes, header.has(node) ? 'header' : 'cell'];
  return field === undefined ? scopes : [...scopes, field];
}

const marks: Readonly<Record<string, string>> = {
  strong: 'strong',
  emphasis: 'emphasis',
  link: 'link',
  linkReference: 'link',
  inlineCode: 'code',
};

/** The text between marks: what is strong, emphasised, a link or code. */
function marksIn(prose: Prose, within: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  const visit = (node: Nodes): void => {
    const scope = marks[node.type];
    const {start, end} = offsets(node);
    if (scope === 'code' && node.type === 'inlineCode') {
      const text = node.value;
      const from = start + Math.max(0, (end - start - text.length) >> 1);
      blocks.push({scopes: [scope], within, text, at: (a, b) => ({start: from + a, end: from + b})});
    } else if (scope !== undefined && start >= prose.start) {
      const text = prose.text.slice(start - prose.start, end - prose.start);
      const reading = readingOf({...prose, text, start});
      blocks.push({scopes: [scope], within, text: reading.text, at: reading.at});
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  if (prose.node && 'children' in prose.node && prose.kind !== 'alt')
    for (const child of prose.node.children) visit(child);
  return blocks;
}

const offsets = (node: Nodes): Span => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

/** All running text as one block, with the post's figures. */
function summary(readings: readonly Reading[], post: Post): Block {
  const starts: number[] = [];
  let text = '';
  for (const reading of readings) {
    starts.push(text.length);
    text += `${reading.text}\n\n`;
  }
  const {figures} = measure(post.prose);
  const headings = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((depth) => [
      `heading_h${depth}`,
      post.sections.filter((section) => section.depth === depth).length,
    ]),
  );
  const count = (kind: ProseKind): number => post.prose.filter((prose) => prose.kind === kind).length;
  return {
    scopes: ['summary'],
    text,
    figures: {
      words: figures.words,
      sentences: figures.sentences,
      paragraphs: figures.paragraphs,
      characters: figures.characters,
      syllables: figures.syllables,
      long_words: figures.longWords,
      complex_words: figures.polysyllables,
      polysyllabic_words: figures.polysyllables,
      ...headings,
      list: count('list'),
      blockquote: count('quote'),
    },
    at: (start, end) => {
      const index = starts.findLastIndex((from) => from <= start);
      const reading = readings[index];
      const from = starts[index] ?? 0;
      return reading ? reading.at(start - from, Math.min(end - from, reading.text.length)) : {start: 0, end: 0};
    },
  };
}
