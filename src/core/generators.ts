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
export type Generator = (typeof generators)[number];
