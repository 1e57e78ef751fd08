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

/**
 * GFM without literal links: they are the dearest part of it (a quarter of the parsing time), and a bare address is
 * found in prose by its shape.
 */
function gfmWithoutLiteralLinks(this: Processor): void {
  const data = this.data();
  const micromark = data.micromarkExtensions ?? [];
  const fromMarkdown = data.fromMarkdownExtensions ?? [];
  micromark.push(gfmFootnote(), gfmStrikethrough({singleTilde: false}), gfmTable(), gfmTaskListItem());
  fromMarkdown.push(
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  );
  Object.assign(data, {micromarkExtensions: micromark, fromMarkdownExtensions: fromMarkdown});
}

const parser = unified().use(remarkParse).use(gfmWithoutLiteralLinks).freeze();

/** Parses masked Markdown into mdast; every node has a position with offsets in UTF-16 units. */
export const parse = (text: string): Root => parser.parse(text);
