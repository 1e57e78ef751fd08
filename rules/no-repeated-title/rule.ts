import {toString as textOf} from 'mdast-util-to-string';
import type {Position} from 'unist';
import {excerpt} from '../../src/core/excerpt.ts';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import {unicodePattern} from '../../src/core/units.ts';

/** What a post says of its title. */
interface Fact {
  /** Whether it has a title in front matter, and readers. */
  readonly counts: boolean;
  /** The heading at its beginning that says the title again. */
  readonly again?: {readonly title: string; readonly at: Position};
}

/** How many posts have a title, and how many of them say it again. */
interface Sum {
  titled: number;
  repeated: number;
}

/** Where more of the posts do so, the theme shows no title of its own. */
const habit = 0.2;
/** Below this many other posts there is no habit to see. */
const fewest = 4;
/** These show no title of their own, or take the heading for it. */
const ownHeading = new Set<string | undefined>(['vitepress', 'docusaurus']);

const others = unicodePattern(String.raw`[^\p{L}\p{N}]+`, 'g');
const letters = (text: string): string => text.toLowerCase().replace(others(text), ' ').trim();

function collect(post: Post): Fact {
  const title: unknown = post.frontMatter?.data.title;
  if (typeof title !== 'string' || letters(title) === '' || post.undecodable || ownHeading.has(post.generator))
    return {counts: false};
  const counts = post.stage === 'post';
  const first = post.tree.children.slice(0, 3).find((node) => node.type === 'heading');
  if (!first?.position || letters(textOf(first)) !== letters(title)) return {counts};
  return {counts, again: {title: title.trim(), at: first.position}};
}

function fold(sum: Sum, {counts, again}: Fact, by: 1 | -1): Sum {
  if (!counts) return sum;
  sum.titled += by;
  if (again) sum.repeated += by;
  return sum;
}

/** Reports a heading that says the title of the post again, where the blog does not make a habit of it. */
export default siteRule({
  id: 'no-repeated-title',
  summary: 'a heading at the beginning that says the title again',
  why: 'Most themes print the title above the post: readers see it twice.',
  severity: 'info',
  noticed: 'at a glance',
  collect,
  empty: (): Sum => ({titled: 0, repeated: 0}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check({titled, repeated}, asked) {
    for (const [path, {counts, again}] of asked) {
      if (!again) continue;
      const others = titled - (counts ? 1 : 0);
      const doing = repeated - (counts ? 1 : 0);
      if (others < fewest || doing > habit * others) continue;
      const message = `The heading "${excerpt(again.title, 60)}" says the title again: ${others - doing} of ${others} other posts do not`;
      yield {path, at: again.at, message};
    }
  },
});
