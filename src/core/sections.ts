import type {Heading, Root, RootContent} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';

/** A heading with what stands below it, up to the next heading of any level. */
export interface Section {
  readonly heading: Heading;
  /** 1 to 6. */
  readonly depth: number;
  /** The heading's text as a reader sees it. */
  readonly title: string;
  /** The blocks directly below the heading, in order. */
  readonly content: readonly RootContent[];
  /** The section this one is part of. */
  readonly parent?: Section;
  /** The sections directly below this one. */
  readonly children: readonly Section[];
}

/** Gives the sections of a post in reading order; headings inside quotes and lists begin none. */
export function sectionsOf(tree: Root): readonly Section[] {
  const sections: (Section & {content: RootContent[]; children: Section[]})[] = [];
  const open: (typeof sections)[number][] = [];
  for (const node of tree.children) {
    if (node.type !== 'heading') {
      sections.at(-1)?.content.push(node);
      continue;
    }
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
    const parent = open.at(-1);
    const section = {
      heading: node,
      depth: node.depth,
      title: textOf(node, {includeImageAlt: true, includeHtml: false}).trim(),
      content: [],
      children: [],
      ...(parent && {parent}),
    };
    parent?.children.push(section);
    sections.push(section);
    open.push(section);
  }
  return sections;
}
