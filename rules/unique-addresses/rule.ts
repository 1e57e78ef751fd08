import type {Position} from 'unist';
import {addressesOf, shownAddress} from '../../src/core/addresses.ts';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {SiteProblem, World} from '../../src/core/rule.ts';
import {count, type Tally} from '../../src/core/tally.ts';

interface Taken {
  readonly file: string;
  readonly kind: 'page' | 'redirect';
  /** Where the post says so; the first line where its name does. */
  readonly at: Position;
}

/** The addresses a post takes. */
interface Fact {
  readonly path: string;
  /** Whether others are judged by it: a draft takes no address yet. */
  readonly published: boolean;
  readonly taken: readonly Taken[];
}

/** The published posts that take an address, by `page FILE` and `redirect FILE`. */
type Sum = Record<string, Tally>;

/** More posts than this at one address are an archive that a configuration hides, not slips. */
const most = 5;

const keyOf = ({kind, file}: Pick<Taken, 'kind' | 'file'>): string => `${kind} ${file}`;

function collect(post: Post, {generator, files}: World): Fact {
  const published = post.stage === 'post';
  const addresses = generator && files ? addressesOf(post, generator, (path) => files.has(path)) : [];
  const firstLine = /^[^\r\n]*/.exec(post.text)?.[0].length ?? 0;
  const seen = new Set<string>();
  const taken = addresses.flatMap(({file, kind, at = {start: 0, end: firstLine}}): readonly Taken[] => {
    const key = keyOf({kind, file});
    if (seen.has(key)) return [];
    seen.add(key);
    return [{file, kind, at: post.position(at.start, at.end)}];
  });
  return {path: post.path, published, taken};
}

function fold(sum: Sum, {path, published, taken}: Fact, by: 1 | -1): Sum {
  if (!published) return sum;
  for (const address of taken) {
    const key = keyOf(address);
    const paths = (Object.hasOwn(sum, key) ? sum[key] : undefined) ?? {};
    count(paths, path, by);
    if (Object.keys(paths).length === 0) delete sum[key];
    else sum[key] = paths;
  }
  return sum;
}

const others = (sum: Sum, key: string, path: string): readonly string[] =>
  Object.keys((Object.hasOwn(sum, key) ? sum[key] : undefined) ?? {})
    .filter((other) => other !== path)
    .sort();

function* judge(sum: Sum, {path, taken}: Fact): Generator<SiteProblem> {
  const own = taken.find(({kind}) => kind === 'page')?.file;
  for (const {file, kind, at} of taken) {
    const pages = others(sum, `page ${file}`, path);
    const redirects = others(sum, `redirect ${file}`, path);
    const shown = shownAddress(file);
    if (pages.length + redirects.length >= most) continue;
    if (kind === 'page' && pages.length > 0)
      yield {path, at, message: `The address ${shown} is also that of ${pages[0]}: readers find only one of them`};
    else if (kind === 'redirect' && file === own)
      yield {path, at, message: `The redirect from ${shown} leads to itself: it is the post's own address`};
    else if (kind === 'redirect' && pages.length > 0)
      yield {path, at, message: `The redirect from ${shown} hides ${pages[0]}, which has this address`};
    else if (kind === 'redirect' && redirects.length > 0)
      yield {
        path,
        at,
        message: `The redirect from ${shown} is also one of ${redirects[0]}: readers end at only one of them`,
      };
  }
}

/** Reports addresses that two posts share. */
export default siteRule({
  id: 'unique-addresses',
  summary: 'a post whose address, or a redirect to it, is also that of another post',
  why: 'The generator writes one over the other, mostly without a word, and readers find only one of them.',
  severity: 'warning',
  noticed: 'before reading',
  needs: ['generator', 'files'],
  collect: (post, _options, world) => collect(post, world),
  empty: (): Sum => ({}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check(sum, asked) {
    for (const fact of asked.values()) yield* judge(sum, fact);
  },
});
