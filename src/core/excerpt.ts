import {joiner, object} from './prose.ts';

/**
 * Quotes a writer's words in a message: on one line, without the stand-ins of prose, cut after a word with `…` where
 * they are longer than `most` UTF-16 units.
 */
export function excerpt(text: string, most = 28): string {
  const line = text.replaceAll(joiner, '').replaceAll(object, ' ').replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const head = line.slice(0, most + 1);
  const blank = head.lastIndexOf(' ');
  if (blank > most / 2) return `${head.slice(0, blank)}…`;
  return `${head.slice(0, /[\uD800-\uDBFF]/.test(head[most - 1] ?? '') ? most - 1 : most)}…`;
}
