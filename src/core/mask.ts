import type {Generator} from './generators.ts';
import {lineStarts} from './lines.ts';
import type {Syntax} from './mask/pieces.ts';
import {render} from './mask/render.ts';
import {scan} from './mask/scan.ts';
import {sourceOf} from './mask/source.ts';

function syntaxOf(generator: Generator | undefined, mdx: boolean): Syntax {
  return {mdx, inlineMath: !mdx && (generator === undefined || generator === 'jekyll')};
}

/**
 * Gives a text of the same length with the same line ends, in which template syntax is replaced by inert text, so that
 * a Markdown parser sees plain Markdown and every offset still holds (UTF-16 units).
 *
 * A value becomes `object`, and so does a tag within a line that leaves something of its own; a tag that leaves nothing
 * becomes `joiner`; a line of nothing but tags becomes blank; an address or an attribute becomes letters. The content
 * of paired tags stays where it is prose and becomes blank where it is code. Code, comments, scripts, style sheets and
 * front matter stay as they are. Where the generator is not known, the union that is safe in every blog is read.
 * `mdx` is for posts written in MDX; without it, only those of Docusaurus are taken for it.
 */
export function mask(text: string, generator?: Generator, options: {readonly mdx?: boolean} = {}): string {
  const mdx = options.mdx ?? generator === 'docusaurus';
  if (!/[{$]|:::|\*\[/.test(text) && !(mdx && /^(?:import|export)\b/m.test(text))) return text;
  const starts = lineStarts(text);
  const pieces = scan(sourceOf(text, starts), syntaxOf(generator, mdx));
  return pieces.length > 0 ? render(text, pieces, starts) : text;
}
