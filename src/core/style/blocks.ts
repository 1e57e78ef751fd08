import {looksEnglish} from '../english.ts';
import type {Post} from '../post.ts';
import {readingOf} from '../reading.ts';
import type {Block} from './check.ts';

/** The prose of a post as blocks for patterns of ours: quotes straight, blanks single, what is not English left out. */
export function englishBlocks(post: Post): readonly Block[] {
  const blocks = post.prose.map((prose): Block => {
    const {text, at} = readingOf(prose, {plain: true});
    return {scopes: ['text', prose.kind], text, at};
  });
  if (!looksEnglish(blocks.map(({text}) => text).join(' '))) return [];
  return blocks.filter(({text}) => looksEnglish(text));
}
