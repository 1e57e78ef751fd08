import type {FrontMatter} from './front-matter.ts';
import type {Generator} from './generators.ts';

/** A draft is allowed to be unfinished; a post has readers, also one with a future date. */
export type Stage = 'post' | 'draft';

const yes = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && /^(true|yes|on)$/i.test(value));
const no = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && /^(false|no|off)$/i.test(value));

/**
 * Tells a draft from a post, as the generators do: a `_drafts` folder, `draft: true`, `published: false` (Jekyll,
 * Hexo and by custom elsewhere), `permalink: false` (Eleventy writes no page). Hugo knows only `draft`.
 */
export function stageOf(path: string, frontMatter: FrontMatter | undefined, generator: Generator | undefined): Stage {
  if (/(^|[\\/])_drafts[\\/]/.test(path)) return 'draft';
  const data = frontMatter?.data ?? {};
  if (yes(data.draft) || (typeof data.status === 'string' && /^draft$/i.test(data.status))) return 'draft';
  if (generator !== 'hugo' && generator !== 'zola' && no(data.published)) return 'draft';
  if (generator === 'eleventy' && data.permalink === false) return 'draft';
  return 'post';
}
