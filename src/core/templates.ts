import type {Post} from './post.ts';
import type {Span} from './rule.ts';

/** Template tags, attributes and statements that print nothing. */
const silent =
  /\{%-?\s*(?:comment\b[^%]*%\}[\s\S]*?\{%-?\s*endcomment|(?:end\w*|if|elsif|elseif|else|unless|case|when|for|assign|capture|set|raw|verbatim|comment)\b[^%]*)-?%\}|\{#[^#]*#\}|\{\/\*[^*]*\*\/\}|\{:[^}]*\}|^[ \t]*:{3,}\s*$|^\s*(?:import|export)\s.*$/gm;

/**
 * Whether template syntax in a stretch of a post puts something on the page. Masked, such a stretch looks empty: a line
 * of nothing but tags, or a block of code between tags, is blank there.
 */
export function printsTemplate(post: Post, {start, end}: Span): boolean {
  const raw = post.text.slice(start, end);
  const masked = post.masked.slice(start, end);
  if (raw === masked) return false;
  const hidden: string[] = [];
  for (let at = 0; at < raw.length; at++) {
    const unit = raw[at] ?? '';
    hidden.push(unit === masked[at] && unit !== '\n' ? ' ' : unit);
  }
  return hidden.join('').replace(silent, ' ').trim() !== '';
}
