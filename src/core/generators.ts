/** The site generators whose template languages are known. */
export const generators = [
  'jekyll',
  'hugo',
  'astro',
  'eleventy',
  'docusaurus',
  'hexo',
  'gatsby',
  'vitepress',
  'zola',
] as const;

/** Which template language a blog's posts are written in. */
export type Generator = (typeof generators)[number];
