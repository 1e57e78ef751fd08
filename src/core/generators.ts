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

/** A blog's site: where it lies, and its configuration as far as that is plain data. */
export interface Site {
  readonly generator: Generator | undefined;
  /** Where the site lies in the blog, with `/`: `''` for the blog's own folder. */
  readonly folder: string;
  /** Empty where the configuration is code, broken or missing. */
  readonly config: Readonly<Record<string, unknown>>;
}
