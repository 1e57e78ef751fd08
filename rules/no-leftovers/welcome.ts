import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';

/** Sentences of the sample posts that generators and themes come with; an author has no reason to write them. */
const samples: readonly RegExp[] = [
  /You[’']ll find this post in your [`￼_\w]+ directory\b.{0,40}/, // Jekyll
  /To add new posts, simply add a file in the [`￼_\w]+ directory\b/, // Jekyll
  /This is your very first post\. Check documentation for more info\b/, // Hexo
  /This is my first post on my new fake blog\b/, // Gatsby
  /Deep in the human subconscious is a pervasive need for a logical universe\b/, // Gatsby
  /This is the first post of your new blog with Docusaurus\b/i, // Docusaurus
  /Welcome to Ghost, it[’']s great to have you\b/, // Ghost
  /This is a sample blog post\. Lorem ipsum\b/, // several
  /Cum sociis natoque penatibus et magnis dis parturient montes\b/, // Poole, Hyde, Lanyon
  /Aenean eu leo quam\. Pellentesque ornare sem lacinia quam venenatis\b/, // Bootstrap, Poole
  /This article offers a sample of basic Markdown syntax that can be used in\b/, // Hugo themes
  /Hugo ships with several Built-in Shortcodes for rich content\b/i, // Hugo themes
  /Welcome to WordPress\. This is your first post\b/, // WordPress
];
/** A word of each of them: a block without any holds none, and most blocks have none. */
const hint =
  /directory|documentation|fake|subconscious|docusaurus|ghost|lorem|natoque|aenean|offers|shortcodes|wordpress/i;
/** The author that Hugo's themes give their sample posts. */
const sampleAuthor = /^(?:Hugo Authors|TheAuthor|John Doe|Jane Doe)$/;

/** Finds the text of sample posts; a quoted one is a subject, and no leftover. */
export function* welcome(post: Post): Iterable<Span> {
  for (const entry of post.frontMatter?.entries ?? [])
    if (/^authors?$/i.test(entry.key) && typeof entry.value.value === 'string' && sampleAuthor.test(entry.value.value))
      yield entry.value.text ?? entry.value.at;
  for (const {kind, text, start} of post.prose) {
    if (kind === 'quote' || kind === 'field') continue;
    if (!hint.test(text)) continue;
    const line = text.replace(/[\r\n]/g, ' ');
    for (const sample of samples) {
      const match = sample.exec(line);
      if (match) yield {start: start + match.index, end: start + match.index + match[0].length};
    }
  }
}
