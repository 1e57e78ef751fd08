import {distance} from 'fastest-levenshtein';
import type {Position} from 'unist';
import {addressesOf, normalPath, shownAddress} from '../../src/core/addresses.ts';
import type {Site} from '../../src/core/generators.ts';
import {siteRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {Files, Renames, SiteProblem, World} from '../../src/core/rule.ts';
import {count, countOf, type Tally} from '../../src/core/tally.ts';
import {anchored, anchorsOf, bare} from './anchors.ts';
import {type Link, linksOf} from './links.ts';

/**
 * A link as it is judged: one to a page has the path it leads to, relative to the site's top, and one to a file of Markdown
 * where that lies.
 */
interface Led extends Link {
  readonly path?: string;
  readonly file?: string;
}

/** What a post offers to links, and where its own lead. */
interface Fact {
  readonly path: string;
  readonly published: boolean;
  /** The files behind its addresses, its own first. */
  readonly files: readonly string[];
  readonly links: readonly Led[];
  /** The anchors of its headings and elements, with a blank between them; missing where they are not known. */
  readonly anchors?: string;
  /** Links to headings of its own: how many are right, and those that are not. */
  readonly right: number;
  readonly misled: readonly {readonly at: Position; readonly heading: string; readonly expected: string}[];
}

/** A published post as others lead to it. */
interface Page {
  /** The file behind its own address, where that is known. */
  readonly file?: string;
  readonly anchors?: string;
}

/** The published posts, the files behind their addresses, and where they link: by that we see whether we know the blog. */
interface Sum {
  /** Each with the file behind its own address and its anchors, as JSON. */
  readonly posts: Tally;
  readonly files: Tally;
  /** By kind and target, as `post 2024-03-01-rain`. */
  readonly links: Tally;
  /** How many links to headings of the same post are `right`, and how many `wrong`. */
  readonly anchors: Tally;
  /** Links to anchors of other posts: the link as JSON, without its places. */
  readonly crossing: Tally;
}

function collect(post: Post, {generator, files}: World): Fact {
  const {path} = post;
  const published = post.stage === 'post';
  if (!generator || !files || post.undecodable) return {path, published, files: [], links: [], right: 0, misled: []};
  const own = addressesOf(post, generator, (name) => files.has(name)).map(({file}) => file);
  const anchors = anchorsOf(post, generator);
  const {right, misled} = anchors ? anchored(post, anchors) : {right: 0, misled: []};
  return {
    path,
    published,
    files: own,
    links: linksOf(post).map((link): Led => {
      if (link.by !== 'address') return link;
      if (markdown.test(link.to) && !link.to.startsWith('/'))
        return {...link, file: normalPath(`${folderOf(path)}/${link.to}`) ?? ''};
      const to = isFile(link.to) ? undefined : belowSite(link.to, generator, own[0]);
      return {...link, ...(to !== undefined && {path: to})};
    }),
    ...(anchors && {anchors: [...anchors.names].filter((name) => !name.includes(' ')).join(' ')}),
    right,
    misled: misled.map(({at, heading, expected}) => ({at: post.position(at.start, at.end), heading, expected})),
  };
}

function fold(sum: Sum, fact: Fact, by: 1 | -1): Sum {
  const {path, published, files, links, right, misled, anchors} = fact;
  if (!published) return sum;
  count(sum.posts, JSON.stringify([path, {file: files[0], anchors}]), by);
  for (const file of files) count(sum.files, file, by);
  for (const link of links) {
    if (link.by !== 'address' || link.path !== undefined) count(sum.links, keyOf(link), by);
    if (link.anchor)
      count(sum.crossing, JSON.stringify([link.by, link.to, link.path, link.file, link.anchor.name]), by);
  }
  if (right > 0) count(sum.anchors, 'right', by * right);
  if (misled.length > 0) count(sum.anchors, 'wrong', by * misled.length);
  return sum;
}

const keyOf = ({by, to, path}: Led): string => `${by} ${path ?? to}`;

/** What was found of a link: that it leads nowhere, and what it may have meant. */
interface Verdict {
  readonly message: string;
  readonly expected?: string;
}

/** All that a link is judged by. */
interface Around {
  readonly sum: Sum;
  readonly site: Site;
  readonly files: Files;
  /** The files behind addresses by the last part of the address. */
  readonly slugs: ReadonlyMap<string, readonly string[]>;
  /** The paths of posts by the file behind their own address. */
  readonly homes: ReadonlyMap<string, string>;
  /** The published posts by path. */
  readonly pages: ReadonlyMap<string, Page>;
  /** Where files lay before; missing where a link is only counted. */
  readonly renames?: Renames;
}

const markdown = /\.(?:md|markdown|mdx)$/i;
const withoutExtension = (path: string): string => path.replace(/\.[^./]+$/, '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
/** Whether a path is another, or ends in it. */
const endsIn = (path: string, end: string): boolean => path === end || path.endsWith(`/${end}`);
const only = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);
/** The part of a name that lasts: without the date before it. */
const lasting = (name: string): string => name.replace(/^\d{2,4}-\d{1,2}-\d{1,2}-/, '');

const digits = (text: string): string => text.replace(/\D+/g, ' ');

/** Gives the one name that a misspelt one means: the same but for its date or folder, or with one or two letters wrong. */
function meant(name: string, names: readonly string[]): string | undefined {
  const wanted = lasting(nameOf(name));
  const same = names.filter((each) => lasting(nameOf(each)) === wanted);
  if (same.length > 0) return only(same);
  if (wanted.length < 6) return undefined;
  // A number is what tells the parts of a series apart.
  const alike = names.filter((each) => digits(lasting(nameOf(each))) === digits(wanted));
  return only(alike.filter((each) => distance(lasting(nameOf(each)), wanted) <= (wanted.length < 10 ? 1 : 2)));
}

/** The name of a post as `post_url` takes it; undefined for what lies elsewhere. */
const postName = (path: string): string | undefined =>
  /(?:^|\/)_posts\//.test(path) ? withoutExtension(path.replace(/^(?:.*\/)?_posts\//, '')) : undefined;

/** Where the one file that lay at a fitting path before lies now, in the words of a link; undefined where that is not there. */
function movedTo<T = string>(
  fits: (path: string) => boolean,
  {renames, files}: Around,
  word: (path: string) => T | undefined,
): T | undefined {
  const places = [...(renames?.moved ?? [])].flatMap(([before, now]) => (fits(before) && files.has(now) ? [now] : []));
  const place = only([...new Set(places)]);
  return place === undefined ? undefined : word(place);
}

/** `{% post_url 2024-03-01-rain %}`: Jekyll stops where there is no such post. */
function byPost(to: string, around: Around): Verdict | undefined {
  const {pages, files} = around;
  const name = to.replace(/^\//, '');
  const isThere = ['md', 'markdown', 'html', 'mkd', 'mkdn', 'textile', 'adoc', 'htm', 'mdown'].some((extension) =>
    files.named(`${nameOf(name)}.${extension}`).some((path) => endsIn(withoutExtension(path), name)),
  );
  if (isThere) return undefined;
  const expected =
    movedTo((path) => endsIn(postName(path) ?? '', name), around, postName) ??
    meant(
      name,
      [...pages.keys()].flatMap((path) => postName(path) ?? []),
    );
  return {message: `There is no post "${to}"`, ...(expected !== undefined && {expected})};
}

const inSite = (path: string, {folder}: Site): string => (folder === '' ? path : `${folder}/${path}`);
/** A path relative to a folder it lies in; undefined for one that lies elsewhere. */
const belowFolder = (path: string, folder: string): string | undefined =>
  folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;

/** `{% link about.md %}`: Jekyll stops where there is no such file. */
function byFile(to: string, around: Around): Verdict | undefined {
  const {files, site} = around;
  const path = normalPath(to);
  if (path === undefined) return undefined;
  const known = files.named(nameOf(path)).some((each) => endsIn(each, path));
  if (known || files.has(inSite(path, site))) return undefined;
  const expected =
    movedTo(
      (before) => before === inSite(path, site),
      around,
      (now) => belowFolder(now, site.folder),
    ) ?? only(files.named(nameOf(path)));
  return {message: `There is no file "${to}"`, ...(expected !== undefined && {expected})};
}

/** A post without its extension; one in a folder of its own is that folder. */
const bundleOf = (path: string): string => withoutExtension(path).replace(/\/_?index$/, '');

/** `{{< ref "rain.md" >}}`: Hugo stops where there is no such page, wherever in the content it lies. */
function byRef(to: string, around: Around): Verdict | undefined {
  const {files, site, pages} = around;
  // Content that another module brings is not in the folder.
  if (Object.keys(site.config).some((key) => /^(?:module|contentdir)$/i.test(key))) return undefined;
  const path = normalPath(to.replace(/^(?:\.\.?\/)+/, ''));
  if (path === undefined || path === '') return undefined;
  const stem = path.replace(markdown, '');
  const name = nameOf(stem).toLowerCase();
  const ends = [stem, `${stem}/index`, `${stem}/_index`].map((end) => end.toLowerCase());
  const candidates = [
    ...files.named(name),
    ...['md', 'markdown', 'html'].flatMap((end) => files.named(`${name}.${end}`)),
  ];
  const isThere = candidates.some((each) => {
    const plain = each.toLowerCase();
    return ends.some((end) => endsIn(plain, end) || endsIn(withoutExtension(plain), end));
  });
  if (isThere || nameOf(stem) === '_index') return undefined;
  const near =
    movedTo((before) => endsIn(bundleOf(before), stem), around, bundleOf) ??
    meant(nameOf(stem), [...pages.keys()].map(bundleOf));
  return {
    message: `There is no page "${to}"`,
    ...(near !== undefined && {expected: `/${near.replace(/^content\//, '')}`}),
  };
}

/** `@/posts/rain.md`: Zola stops where there is no such file. */
function byContent(to: string, around: Around): Verdict | undefined {
  const {files, site, pages} = around;
  const folder = inSite('content', site);
  const path = normalPath(to);
  if (path === undefined || files.has(`${folder}/${path}`)) return undefined;
  const posts = [...pages.keys()].flatMap((post) => belowFolder(post, folder) ?? []);
  const moved = movedTo(
    (before) => before === `${folder}/${path}`,
    around,
    (now) => belowFolder(now, folder),
  );
  const expected = moved ?? meant(path, posts);
  return {
    message: `There is no file "content/${to}"`,
    ...(expected !== undefined && {expected: `@/${expected}`}),
  };
}

/** What the readers' browser loads as it is: pictures, films and documents. */
const asset = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp|mp4|webm|mov|mp3|pdf|zip)$/i;

/** A path from one file to another. */
function wayTo(from: string, to: string): string {
  const here = folderOf(from).split('/').filter(Boolean);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}

/** The address of a file that moved, where it stayed below the folder at the top that its old address begins with. */
function movedBelow(path: string, now: string): string | undefined {
  const [top = ''] = path.split('/');
  const at = `/${now}`.lastIndexOf(`/${top}/`);
  return path.includes('/') && at >= 0 ? `/${now}`.slice(at) : undefined;
}

/** A link to a Markdown file or a picture: where it leads in the repository is known, or at least whether it is there. */
function byPath(to: string, around: Around, from: string): Verdict | undefined {
  const {files, pages} = around;
  const isText = markdown.test(to);
  const path = normalPath(to.replace(/^(?:\.\.?\/)+/, ''));
  if (path === undefined || (!isText && !files.pictures)) return undefined;
  const named = files.named(nameOf(path));
  if (named.some((each) => nameOf(each) === nameOf(path))) {
    // It is there, perhaps elsewhere: generators move files, and where from the configuration alone can tell.
    return undefined;
  }
  const [alike, ...others] = named;
  if (alike !== undefined)
    return {
      message: `There is no "${to}" with these capitals`,
      ...(others.length === 0 && {expected: to.slice(0, to.length - nameOf(to).length) + nameOf(alike)}),
    };
  const here = normalPath(`${folderOf(from)}/${to}`);
  const moved = movedTo(
    (before) => (to.startsWith('/') ? endsIn(before, path) : before === here),
    around,
    (now) => (to.startsWith('/') ? movedBelow(path, now) : wayTo(from, now)),
  );
  if (moved !== undefined) return {message: `There is no file "${to}"`, expected: moved};
  if (isText) {
    const near = meant(nameOf(path), [...pages.keys()]);
    return near === undefined ? undefined : {message: `There is no file "${to}"`, expected: wayTo(from, near)};
  }
  // Pictures may come from elsewhere: one is missed only where others are kept.
  const folder = folderOf(path);
  const keeps = folder !== '' && files.named(nameOf(folder)).some((each) => endsIn(each, folder));
  const besides = !to.startsWith('/') && folder === '' && /(?:^|\/)index\.\w+$/.test(from);
  return keeps || besides ? {message: `There is no file "${to}"`} : undefined;
}

const isFile = (to: string): boolean => markdown.test(to) || asset.test(to);

/** The path that an address leads to, relative to the site's top, without what the whole site lies under. */
function belowSite(to: string, {config}: Site, own: string | undefined): string | undefined {
  if (!to.startsWith('/')) return own === undefined ? undefined : normalPath(`${folderOf(own)}/${to}`);
  const {baseurl} = config;
  const base = typeof baseurl === 'string' && /^\/./.test(baseurl) ? normalPath(baseurl) : undefined;
  const path = normalPath(to);
  return base !== undefined && path?.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
}

/** An address without what servers add to it. */
const plainOf = (path: string): string => path.replace(/\/?index\.html$/, '').replace(/\.html$/, '');

/** The last part of an address: what readers know a post by. */
const slugOf = (file: string): string => nameOf(plainOf(file));

/** Whether two addresses differ by a day and no more: which day a moment is on depends on where the site is built. */
function isSameDay(a: string, b: string): boolean {
  const day = /(?:^|\/)(\d{4})\/(\d{1,2})\/(\d{1,2})\//;
  const [one, other] = [a, b].map((path) => {
    const [whole, year, month, date] = day.exec(path) ?? [];
    if (whole === undefined) return undefined;
    return {time: Date.UTC(Number(year), Number(month) - 1, Number(date)), rest: plainOf(path.replace(whole, '//'))};
  });
  return one !== undefined && one.rest === other?.rest && Math.abs(one.time - other.time) <= 86_400_000;
}

/** An address of the blog that no post has, where one post has it but for the date or the folder. */
function byAddress(path: string, around: Around): string | undefined {
  const {sum, files, site, slugs, pages} = around;
  const plain = plainOf(path);
  const slug = slugOf(plain);
  // One word is the name of a page as often as of a post.
  if (!/[^-_]+[-_][^-_]+/.test(slug)) return undefined;
  const isThere =
    [path, `${plain}/index.html`, `${plain}.html`].some((file) => Object.hasOwn(sum.files, file)) ||
    [nameOf(plain), `${nameOf(plain)}.html`, `${nameOf(plain)}.md`].some((name) =>
      files.named(name).some((each) => endsIn(withoutExtension(each), plain) || endsIn(each, plain)),
    ) ||
    files.has(inSite(plain, site));
  if (isThere) return undefined;
  const moved =
    only(slugs.get(slug) ?? []) ??
    movedTo(
      (before) => markdown.test(before) && lasting(nameOf(bundleOf(before))) === slug,
      around,
      (now) => pages.get(now)?.file,
    );
  return moved === undefined || isSameDay(moved, plain) ? undefined : moved;
}

function verdictOn({by, to, path}: Led, around: Around, from: string): Verdict | undefined {
  switch (by) {
    case 'post':
      return byPost(to, around);
    case 'file':
      return byFile(to, around);
    case 'ref':
      return byRef(to, around);
    case 'content':
      return byContent(to, around);
    case 'address': {
      if (isFile(to)) return byPath(to, around, from);
      const moved = path === undefined ? undefined : byAddress(path, around);
      return moved === undefined
        ? undefined
        : {message: `No page has the address ${to}`, expected: shownAddress(moved)};
    }
  }
}

/** Where a link to an anchor leads that the page there does not have. */
interface Astray {
  readonly message: string;
  /** The anchor it means. */
  readonly expected?: string;
}

/** The post that a link leads to. */
function leadsTo({by, to, path, file}: Led, {pages, site, homes}: Around): string | undefined {
  switch (by) {
    case 'post':
      return only([...pages.keys()].filter((post) => endsIn(postName(post) ?? '', to.replace(/^\//, ''))));
    case 'file':
      return inSite(normalPath(to) ?? '', site);
    case 'ref': {
      const stem = (normalPath(to.replace(/^(?:\.\.?\/)+/, '')) ?? '').replace(markdown, '');
      return only([...pages.keys()].filter((post) => endsIn(bundleOf(post), stem)));
    }
    case 'content':
      return inSite(`content/${normalPath(to) ?? ''}`, site);
    case 'address': {
      if (file !== undefined) return file;
      const plain = path === undefined ? undefined : plainOf(path);
      if (plain === undefined) return undefined;
      return homes.get(plain === '' ? 'index.html' : `${plain}/index.html`) ?? homes.get(`${plain}.html`);
    }
  }
}

/** Tells whether the post that a link leads to has its anchor; undefined where that is not known. */
function crossed(link: Led, around: Around): Astray | 'right' | undefined {
  const post = link.anchor && leadsTo(link, around);
  const anchors = post === undefined ? undefined : around.pages.get(post)?.anchors;
  if (link.anchor === undefined || anchors === undefined) return undefined;
  const {name} = link.anchor;
  const names = anchors.split(' ');
  if (names.includes(name)) return 'right';
  const alike = names.filter((each) => bare(each) === bare(name));
  if (alike.length > 0 && bare(name).length >= 3) {
    const expected = only(alike);
    return {message: 'The heading it leads to has another anchor', ...(expected !== undefined && {expected})};
  }
  // one word may be an element of the theme, and these are footnotes and comments
  if (!/[a-z0-9]-[a-z0-9]/i.test(name) || /^(?:fn|user-content|comment|disqus)|[:=]/i.test(name)) return undefined;
  return {message: `The post it leads to has no heading "#${name}"`};
}

/** So many links that lead nowhere are slips, however few there are in all. */
const slips = 2;
/** Where a tenth of the tags lead nowhere, the blog could not be built: part of it lies elsewhere. */
const mostLost = 0.1;
/** Addresses are ours to judge where this many times more links than those that fail lead to what we compute. */
const clearLead = 3;

/** Tells by the links of published posts whether we see what they lead to. */
function trusted(around: Around): (kind: Link['by'] | 'anchor' | 'crossing') => boolean {
  const {sum, slugs} = around;
  const tallies = new Map<string, {good: number; lost: number}>();
  for (const [key, times] of Object.entries(sum.links)) {
    const by = key.slice(0, key.indexOf(' ')) as Link['by'];
    const to = key.slice(by.length + 1);
    const tally = tallies.get(by) ?? {good: 0, lost: 0};
    tallies.set(by, tally);
    if (by === 'address' && !slugs.has(slugOf(to))) continue;
    const verdict = verdictOn({by, to, path: to, image: false, at: nowhere}, around, '');
    if (verdict) tally.lost += times;
    else tally.good += times;
  }
  tallies.set('anchor', {good: countOf(sum.anchors, 'right'), lost: countOf(sum.anchors, 'wrong')});
  const crossing = {good: 0, lost: 0};
  for (const [key, times] of Object.entries(sum.crossing)) {
    const [by, to, path, file, name] = JSON.parse(key) as [Link['by'], string, string?, string?, string?];
    const anchor = {name: name ?? '', at: nowhere};
    const found = crossed(
      {by, to, image: false, at: nowhere, anchor, ...(path && {path}), ...(file && {file})},
      around,
    );
    if (found) crossing[found === 'right' ? 'good' : 'lost'] += times;
  }
  tallies.set('crossing', crossing);
  return (kind) => {
    const {good, lost} = tallies.get(kind) ?? {good: 0, lost: 0};
    if (kind === 'crossing') return lost <= Math.max(slips, good);
    if (kind === 'address') return good >= clearLead * Math.max(1, lost);
    if (kind === 'anchor') return lost <= Math.max(slips, good);
    return lost <= Math.max(slips, mostLost * (good + lost));
  };
}

const nowhere: Position = {start: {line: 1, column: 1}, end: {line: 1, column: 1}};

function* judge(fact: Fact, around: Around, isTrusted: ReturnType<typeof trusted>): Generator<SiteProblem> {
  const {path} = fact;
  if (isTrusted('anchor'))
    for (const {at, heading, expected} of fact.misled)
      yield {path, at, message: `The heading "${heading}" has another anchor`, expected: [expected]};
  for (const link of fact.links) {
    const astray = crossed(link, around);
    if (link.anchor && astray && astray !== 'right' && isTrusted('crossing')) {
      const {message, expected} = astray;
      yield {path, at: link.anchor.at, message, ...(expected !== undefined && {expected: [`#${expected}`]})};
    }
    const verdict = verdictOn(link, around, path);
    if (!verdict || (!isFile(link.to) && !isTrusted(link.by))) continue;
    const {message, expected} = verdict;
    yield {path, at: link.at, message, ...(expected !== undefined && {expected: [expected]})};
  }
}

/** Reports links to what the blog does not have. */
export default siteRule({
  id: 'valid-links',
  summary: 'links to posts, files and headings of the blog that are not there',
  why: 'Readers who follow such a link find an error page, and some generators stop at it.',
  severity: 'warning',
  noticed: 'later',
  needs: ['generator', 'files', 'renames'],
  collect: (post, _options, world) => collect(post, world),
  empty: (): Sum => ({posts: {}, files: {}, links: {}, anchors: {}, crossing: {}}),
  add: (sum, fact) => fold(sum, fact, 1),
  remove: (sum, fact) => fold(sum, fact, -1),
  *check(sum, asked, _options, {generator: site, files, renames}) {
    if (!site || !files) return;
    const slugs = new Map<string, string[]>();
    for (const file of Object.keys(sum.files)) slugs.set(slugOf(file), [...(slugs.get(slugOf(file)) ?? []), file]);
    const pages = new Map(Object.keys(sum.posts).map((key) => JSON.parse(key) as [string, Page]));
    const homes = new Map([...pages].map(([path, {file}]) => [file ?? '', path]));
    const around = {sum, site, files, slugs, homes, pages};
    const isTrusted = trusted(around);
    for (const fact of asked.values()) yield* judge(fact, {...around, ...(renames && {renames})}, isTrusted);
  },
});
