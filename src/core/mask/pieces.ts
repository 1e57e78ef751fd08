/**
 * What a stretch of template syntax is to a reader:
 * `nothing` (a control tag), `output` (a tag that leaves something of its own, such as an embedded video),
 * `object` (a value or a formula that stands in the text), `letters` (part of an address or of an attribute),
 * `blank` (a mark that leaves a line or the end of a heading empty), `gap` (a blank between words, as `{' '}`).
 */
export type Kind = 'nothing' | 'output' | 'object' | 'letters' | 'blank' | 'gap';

export interface Piece {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly kind: Kind;
  /** True for a tag with its content: lines that lie wholly inside become blank. */
  readonly block?: boolean;
}

/** A template found at a place; `literalUntil` is where text that only looks like templates ends. */
export interface Template extends Omit<Piece, 'start'> {
  readonly literalUntil?: number;
}

/**
 * Which kinds of syntax are read. Liquid, Nunjucks, Tera, Vue, Hugo and kramdown share one reading: posts outlive the
 * generator they were written for, and what one of them prints as it stands is no prose in any of them.
 */
export interface Syntax {
  /** Module statements and `{expressions}`, and then no other templates. */
  readonly mdx: boolean;
  /** `$$x$$` within a line; a formula on lines of its own is read always. */
  readonly inlineMath: boolean;
}
