import type {Piece} from './pieces.ts';
import {isSpace, longReach, type Source} from './source.ts';
import {type Templates, templateAt} from './templates.ts';

/** Skips a script, a style sheet or a comment; gives where it ends, or -1. */
export function opaqueHtmlEnd({text, find}: Source, i: number): number {
  if (text.startsWith('<!--', i)) {
    const end = find('-->', i + 4);
    return end < 0 ? -1 : end + 3;
  }
  const name = /^<(script|style)(?=[\s>])/i.exec(text.slice(i, i + 10))?.[1];
  if (name === undefined) return -1;
  const end = find(`</${name}`, i);
  return end < 0 ? -1 : end;
}

/** Reads an HTML tag, whose values may hold templates; gives where it ends and what is to be masked, if it is a tag. */
export function htmlTagAt(
  templates: Templates,
  start: number,
): {readonly end: number; readonly pieces: readonly Piece[]} | undefined {
  const {text, paragraphEnd} = templates.source;
  const name = /^<\/?[A-Za-z][\w.+-]*:?/.exec(text.slice(start, start + 100))?.[0];
  if (name === undefined) return undefined;
  const address = name.endsWith(':');
  const limit = Math.min(text.length, start + longReach, paragraphEnd(start));
  const found: Piece[] = [];
  let quote = '';
  let value = false;
  let i = start + name.length;
  while (i < limit) {
    const unit = text[i]!;
    const template = unit === '{' ? templateAt(templates, i) : undefined;
    if (template) {
      const spaced = isSpace(text[i - 1]) && (isSpace(text[template.end]) || '/>'.includes(text[template.end] ?? ' '));
      found.push({start: i, end: template.end, kind: quote || value || address || spaced ? 'letters' : 'blank'});
      i = template.end;
      continue;
    }
    if (quote) {
      if (unit === quote) quote = '';
    } else if (unit === '>') {
      return {end: i + 1, pieces: found};
    } else if (unit === '<' || (address && isSpace(unit))) {
      return undefined;
    } else if (unit === '=') {
      value = true;
      const next = text[i + 1];
      if (next === '"' || next === "'") {
        quote = next;
        value = false;
        i++;
      }
    } else if (isSpace(unit)) {
      value = false;
    }
    i++;
  }
  return undefined;
}
