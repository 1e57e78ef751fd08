import type {Root} from 'mdast';
import {gfmFootnoteFromMarkdown} from 'mdast-util-gfm-footnote';
import {gfmStrikethroughFromMarkdown} from 'mdast-util-gfm-strikethrough';
import {gfmTableFromMarkdown} from 'mdast-util-gfm-table';
import {gfmTaskListItemFromMarkdown} from 'mdast-util-gfm-task-list-item';
import {gfmFootnote} from 'micromark-extension-gfm-footnote';
import {gfmStrikethrough} from 'micromark-extension-gfm-strikethrough';
import {gfmTable} from 'micromark-extension-gfm-table';
import {gfmTaskListItem} from 'micromark-extension-gfm-task-list-item';
import remarkParse from 'remark-parse';
import {type Processor, unified} from 'unified';
import {lazy} from './lazy.ts';

/**
 * GFM without literal links: they are the dearest part of it (a quarter of the parsing time), and a bare address is
 * found in prose by its shape.
 */
function gfmWithoutLiteralLinks(this: Processor, {tables}: {readonly tables: boolean}): void {
  const data = this.data();
  const micromark = data.micromarkExtensions ?? [];
  const fromMarkdown = data.fromMarkdownExtensions ?? [];
  micromark.push(gfmFootnote(), gfmStrikethrough({singleTilde: false}), gfmTaskListItem());
  fromMarkdown.push(gfmFootnoteFromMarkdown(), gfmStrikethroughFromMarkdown(), gfmTaskListItemFromMarkdown());
  if (tables) {
    micromark.push(gfmTable());
    fromMarkdown.push(gfmTableFromMarkdown());
  }
  Object.assign(data, {micromarkExtensions: micromark, fromMarkdownExtensions: fromMarkdown});
}

const [withTables, withoutTables] = [true, false].map((tables) =>
  lazy(() => unified().use(remarkParse).use(gfmWithoutLiteralLinks, {tables}).freeze()),
) as [() => Processor<Root>, () => Processor<Root>];

/** The row below the head of a table, in quotes and lists too: dashes, and a bar or a colon. */
export const delimiterRow = /^[ \t>]*(?:\|[|: \t]*-|:-|-[- \t]*[|:])[|: \t-]*$/m;

/**
 * Parses masked Markdown into mdast; every node has a position with offsets in UTF-16 units. Each line of a paragraph could be the
 * head of a table, and is read to its end to find out; without such a row there is none.
 */
export const parse = (text: string): Root => (delimiterRow.test(text) ? withTables : withoutTables)().parse(text);
