import type {Position} from 'unist';
import {entryOf} from '../../src/core/front-matter.ts';
import {number} from '../../src/core/options.ts';
import {siteRule} from '../../src/core/plugin.ts';
import {type Kin, kinOf} from '../../src/core/siblings.ts';

const names = ['title', 'description'] as const;
type Name = (typeof names)[number];

interface Fact {
  readonly kin?: Kin;
  readonly fields: readonly {
    readonly name: Name;
    readonly length: number;
    readonly long: boolean;
    readonly at: Position;
  }[];
}

/** How many posts have a field, and in how many it is too long. */
type Sum = Record<Name, {posts: number; long: number}>;

/** Where more of the posts than this are too long, the blog does not mind. */
const share = 0.1;

function fold(sum: Sum, {kin, fields}: Fact, by: 1 | -1): Sum {
  if (!kin?.teaches) return sum;
  for (const {name, long} of fields) {
    sum[name].posts += by;
    if (long) sum[name].long += by;
  }
  return sum;
}

/** Notes a title or description that search results cut off, in a blog that otherwise keeps them short. */
export default siteRule({
  id: 'field-length',
  summary: 'a title or description that is longer than search results show',
  why: 'Search results and previews cut off what is longer, often before the point.',
  severity: 'info',
  noticed: 'later',
  options: {
    title: number(70, {minimum: 1}, 'Characters of a title that are shown.'),
    description: number(160, {minimum: 1}, 'Characters of a description that are shown.'),
  },
  collect(post, options): Fact {
    const kin = kinOf(post);
    const fields = names.flatMap((name) => {
      const value = entryOf(post.frontMatter, name)?.value;
      if (typeof value?.value !== 'string') return [];
      const {length} = [...value.value.trim().replace(/\s+/g, ' ')];
      return [{name, length, long: length > options[name], at: post.position(value.at.start, value.at.end)}];
    });
    return {...(kin && {kin}), fields};
  },
  empty: (): Sum => ({title: {posts: 0, long: 0}, description: {posts: 0, long: 0}}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check(sum, asked, options) {
    for (const [path, {kin, fields}] of asked) {
      for (const {name, length, long, at} of fields) {
        const self = kin?.teaches ? 1 : 0;
        const {posts, long: others} = sum[name];
        if (!long || !kin || others - self > share * (posts - self)) continue;
        const message = `The ${name} is ${length} characters long; search results show about ${options[name]}: shorten it`;
        yield {path, at, message};
      }
    }
  },
});
