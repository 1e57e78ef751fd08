import type {Nodes, Root} from 'mdast';

/** Stands for something a reader sees that is no text: inline code, an image, a formula, a footnote mark, a template tag. */
export const object = '\uFFFC';
/** Stands for a mark the reader does not see, such as `**` or `](url)`; it neither separates words nor belongs to one. */
export const joiner = '\u2060';

/** Where a stretch of prose stands. */
export type ProseKind =
  | 'paragraph' | 'heading' | 'list' | 'quote' | 'table' | 'footnote' | 'alt' | 'link-title'
  /** A value in front matter that readers see; `field` names it. */
  | 'field';

/**
 * One block of text a reader sees. `text[i]` stands at `start + i` in the post's text: what is not prose is replaced,
 * unit by unit, by `object` (things), `joiner` (marks) or blanks (line prefixes); line ends stay.
 * Character references become their character, filled up with joiners; so do escapes.
 */
export interface Prose {
  readonly kind: ProseKind;
  readonly text: string;
  readonly start: number;
  /** The block in the tree; missing for front matter. */
  readonly node?: Nodes;
  readonly field?: string;
  /** Stretches within `text` (offsets in `text`) that are link text, where names of things and people gather. */
  readonly links: readonly {readonly start: number; readonly end: number}[];
}
