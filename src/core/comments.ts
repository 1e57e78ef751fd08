import type {Node, Nodes, Parents, Root} from 'mdast';
import type {Span} from './rule.ts';

/** A comment: its text, and where it stands with its marks. */
export interface Comment extends Span {
  readonly text: string;
  /** What stands after the comment on the same level of the tree. */
  readonly next?: Node;
}

/** The stretches from an opening mark to the next closing one; what is never closed is none. */
function* between(text: string, start: number, end: number, open: string, close: string): Generator<Span> {
  for (let at = text.indexOf(open, start); at >= 0 && at < end; ) {
    const found = text.indexOf(close, at + open.length);
    if (found < 0 || found + close.length > end) return;
    yield {start: at, end: found + close.length};
    at = text.indexOf(open, found + close.length);
  }
}

/** Every comment of a post in reading order, in HTML and, with `mdx`, in an expression; those inside code are text. */
export function comments(text: string, tree: Root, mdx: boolean): readonly Comment[] {
  if (!text.includes('<!--') && !(mdx && text.includes('{/*'))) return []; // as most posts
  const found: Comment[] = [];
  const code: {start: number; end: number}[] = [];
  const visit = (parent: Parents): void => {
    parent.children.forEach((node: Nodes, index) => {
      const start = node.position?.start.offset ?? 0;
      const end = node.position?.end.offset ?? 0;
      if (node.type === 'code' || node.type === 'inlineCode') code.push({start, end});
      if (node.type === 'html') {
        const next = parent.children[index + 1];
        for (const span of between(text, start, end, '<!--', '-->'))
          found.push({text: text.slice(span.start + 4, span.end - 3), ...span, ...(next && {next})});
      } else if ('children' in node) visit(node);
    });
  };
  visit(tree);
  if (mdx) {
    // all of them are in reading order
    let [inCode, block] = [0, 0];
    for (const {start, end} of between(text, 0, text.length, '{/*', '*/}')) {
      while (code[inCode] && code[inCode]!.end < end) inCode++;
      if (code[inCode] && code[inCode]!.start <= start) continue;
      while (tree.children[block] && (tree.children[block]!.position?.start.offset ?? 0) < end) block++;
      const next = tree.children[block];
      found.push({text: text.slice(start + 3, end - 3), start, end, ...(next && {next})});
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
