import type {Syntax, Template} from './pieces.ts';
import {isBreak, isSpace, reach, type Source} from './source.ts';

/** A kramdown extension or attribute list, or an attribute list without a colon where one can stand. */
export function attributesAt(
  {text, find, lineEnd, endsLine}: Source,
  syntax: Syntax,
  i: number,
  heading: boolean,
): Template | undefined {
  if (!syntax.mdx && text[i + 1] === ':') {
    const extension = /^\{:(:|\/)([a-z]*)/.exec(text.slice(i, i + 20));
    if (extension) {
      const end = find('}', i);
      if (end < 0 || end > lineEnd(i)) return undefined;
      if (extension[1] === ':' && extension[2] === 'comment' && text[end - 1] !== '/') {
        const close = find('{:/', end);
        const last = close < 0 ? -1 : find('}', close);
        if (last >= 0 && last <= lineEnd(close)) return {end: last + 1, kind: 'nothing', block: true};
      }
      return {end: end + 1, kind: 'nothing'};
    }
    const end = attributesEnd(text, i + 2);
    return end < 0 ? undefined : {end, kind: heading && endsLine(end) ? 'blank' : 'nothing'};
  }
  let first = i + 1;
  while (text[first] === ' ') first++;
  if ((text[first] !== '.' && text[first] !== '#') || !/[A-Za-z_-]/.test(text[first + 1] ?? '')) return undefined;
  const before = text[i - 1];
  const span = before !== undefined && ')]}*_`"'.includes(before);
  if (!span && !(before === undefined || isSpace(before))) return undefined;
  const end = attributesEnd(text, first);
  if (end < 0 || !(span || endsLine(end))) return undefined;
  return {end, kind: heading && endsLine(end) ? 'blank' : 'nothing'};
}

/**
 * Gives the end of an attribute list such as `{: .class #id key="value"}`, where `from` is behind its opening mark;
 * -1 where it is none. A list stands on one line.
 */
function attributesEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + reach);
  let i = from;
  while (i < limit) {
    const unit = text[i]!;
    if (unit === '}') return i + 1;
    if (unit === ' ' || unit === '\t') {
      i++;
    } else if (/[\w.#\-:]/.test(unit)) {
      const name = i;
      while (i < limit && /[\w.#\-:/]/.test(text[i]!)) i++;
      if (/^[.#:/-]*$/.test(text.slice(name, i))) return -1;
      if (text[i] !== '=') continue;
      const quote = text[++i];
      if (quote === '"' || quote === "'") {
        i++;
        while (i < limit && text[i] !== quote && !isBreak(text[i])) i++;
        if (text[i] !== quote) return -1;
        i++;
      } else {
        while (i < limit && !/[\s{}]/.test(text[i]!)) i++;
      }
    } else {
      return -1;
    }
  }
  return -1;
}
