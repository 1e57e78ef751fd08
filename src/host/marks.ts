const extensions = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'] as const;
const dataExtensions = ['.toml', '.yaml', '.yml', '.json'] as const;

/** What the configurations that are code are called; they are never opened. */
export const codeConfigs = {
  astro: extensions.map((extension) => `astro.config${extension}`),
  docusaurus: extensions.map((extension) => `docusaurus.config${extension}`),
  eleventy: ['.eleventy.js', '.eleventy.cjs', ...extensions.map((extension) => `eleventy.config${extension}`)],
  gatsby: extensions.map((extension) => `gatsby-config${extension}`),
} as const;

/** What the configurations of Hugo are called. */
export const hugoConfigs: readonly string[] = ['hugo', 'config'].flatMap((stem) =>
  dataExtensions.map((extension) => stem + extension),
);

/** What the configurations of Jekyll are called, the one it prefers first. */
export const jekyllConfigs = ['_config.yml', '_config.yaml', '_config.toml'] as const;

/** Folders that most Jekyll sites have one of. */
export const jekyllFolders = ['_posts', '_layouts', '_drafts', '_includes'] as const;

/** The names at the top of a folder that tell which generator it belongs to. Other names there say nothing. */
export const marks: ReadonlySet<string> = new Set([
  ...Object.values(codeConfigs).flat(),
  ...hugoConfigs,
  'config',
  ...jekyllConfigs,
  ...jekyllFolders,
  'Gemfile',
  '.vitepress',
  'zola.toml',
  'templates',
  'scaffolds',
  'package.json',
]);
