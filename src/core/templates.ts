import type {Post} from './post.ts';
import type {Span} from './rule.ts';

/** Template tags, attributes and statements that print nothing. */
const silent =
  /\{%-?\s*(?:comment\b[^%]*%\}[\s\S]{0,2000}?\{%-?\s*endcomment|(?:end\w*|if|elsif|elseif|else|unless|case|when|for|assign|capture|set|raw|verbatim|comment)\b[^%]*)-?%\}|\{#[^#]*#\}|\{\/\*[^*]*\*\/\}|\{:[^}]{0,500}\}|^[ \t]*:{3,}[ \t]*$|^[ \t]*(?:import|export)\s.*$/gm;

/**
 * Whether template syntax in a stretch of a post puts something on the page. Masked, such a stretch looks empty: a line
 * of nothing but tags, or a block of code between tags, is blank there.
 */
export function printsTemplate(post: Post, {start, end}: Span): boolean {
  const {text, masked} = post;
  if (text === masked) return false; // most posts have no template syntax
  // what lies between two differences is as good as one blank for each unit
  let hidden = '';
  let done = start;
  let differs = false;
  const stop = Math.min(end, text.length);
  for (let at = nextTelling(text, masked, start, stop); at < stop; at = nextTelling(text, masked, at + 1, stop)) {
    if (text.charCodeAt(at) !== masked.charCodeAt(at)) differs = true;
    if (at > done) hidden += ' '.repeat(at - done);
    hidden += text.charAt(at);
    done = at + 1;
  }
  if (!differs) return false;
  if (stop > done) hidden += ' '.repeat(stop - done);
  return hidden.replace(silent, ' ').trim() !== '';
}

/** Where a line ends next, or the masked text differs from the post's; `to` where neither is. */
function nextTelling(text: string, masked: string, from: number, to: number): number {
  let at = from;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code !== masked.charCodeAt(at)) break;
  }
  return at;
}
