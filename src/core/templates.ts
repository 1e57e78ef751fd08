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
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === masked.charCodeAt(at)) {
      if (code !== 10) continue;
    } else differs = true;
    if (at > done) hidden += ' '.repeat(at - done);
    hidden += text.charAt(at);
    done = at + 1;
  }
  if (!differs) return false;
  if (stop > done) hidden += ' '.repeat(stop - done);
  return hidden.replace(silent, ' ').trim() !== '';
}
