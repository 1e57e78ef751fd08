import {entryOf, type FrontMatterValue} from './front-matter.ts';
import type {Site} from './generators.ts';
import type {Post} from './post.ts';
import type {Span} from './rule.ts';
import {lower, prettySlug, slug, urlized} from './slugs.ts';

/** An address that a post takes on the site. */
export interface Address {
  /** The file that the generator writes, relative to the site's top, with `/`: `2024/03/rain/index.html`. */
  readonly file: string;
  /** Where the post says so; undefined where its name and the configuration do. */
  readonly at?: Span;
  /** Whether readers find the post there, or are sent on to it. */
  readonly kind: 'page' | 'redirect';
}

/** Whether the blog has a file or folder; the path is relative to the blog's root, with `/`. */
type Holds = (path: string) => boolean;
type Data = Readonly<Record<string, unknown>>;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
/** Hugo and Zola read keys whatever their letter case. */
const anyCase = (data: Data, key: string): unknown =>
  Object.entries(data).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** Whether a template writes part of a value. */
const isTemplate = (text: string): boolean => /\{\{|\{%|\$\{|<%/.test(text);
/** Whether a value is an address of another site, or nothing that a path can hold. */
const isElsewhere = (text: string): boolean => /^[a-z][a-z\d+.-]*:|^\/\/|[?#\u0000]/i.test(text);

/** Gives a path without empty parts, `.` and `..`; undefined where it leads out of the site. */
export function normalPath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Decodes `%20` and the like; what cannot be decoded stays. */
export function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** Gives the file behind an address: `/x/` is `x/index.html`, and `/x` too where `folders` says so, else `x.html`. */
function fileOf(url: string, folders: boolean): string | undefined {
  if (isTemplate(url) || isElsewhere(url)) return undefined;
  const path = normalPath(decoded(url));
  if (path === undefined) return undefined;
  const isFolder = url.endsWith('/') || path === '';
  if (isFolder) return path === '' ? 'index.html' : `${path}/index.html`;
  if (/\.[A-Za-z][\w-]{0,9}$/.test(path)) return path;
  return folders ? `${path}/index.html` : `${path}.html`;
}

/** The texts of a field that may hold one or a list, each with its place. */
function valuesOf(post: Post, key: string): readonly {readonly text: string; readonly at: Span}[] {
  const value = entryOf(post.frontMatter, key)?.value;
  const items: readonly FrontMatterValue[] = value?.items ?? (value ? [value] : []);
  return items.flatMap((item) => (typeof item.value === 'string' ? [{text: item.value.trim(), at: item.at}] : []));
}

const page = (file: string | undefined, at?: Span): readonly Address[] =>
  file === undefined ? [] : [{file, kind: 'page', ...(at && {at})}];

/**
 * Gives the addresses that a post takes, its own first, as its generator computes them; none where that cannot be known:
 * code decides, a template writes it, or the date depends on where the site is built. Whether the post is a draft makes
 * no difference.
 */
export function addressesOf(post: Post, site: Site, holds: Holds): readonly Address[] {
  const prefix = site.folder === '' ? '' : `${site.folder}/`;
  if (!post.path.startsWith(prefix) || post.undecodable || post.frontMatter?.code) return [];
  const path = post.path.slice(prefix.length);
  switch (site.generator) {
    case 'jekyll':
      return jekyll(post, path, site.config);
    case 'hugo':
      return hugo(post, path, site.config, (name) => holds(prefix + name));
    case 'zola':
      return zola(post, path, site.config);
    case 'eleventy':
      return eleventy(post);
    case 'docusaurus':
      return docusaurus(post, path);
    case 'hexo':
      return hexo(post, path, site.config);
    case 'vitepress':
      return vitepress(post, path);
    case 'astro':
      return astro(path);
    default:
      return [];
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Dates

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const moment =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?[ \t]*(Z|UTC|[+-]\d{1,2}:?(?:\d{2})?)?)?(?![\d:])/;

const dayIn = (time: number, zone: string): Day | undefined => {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    }).formatToParts(time);
    const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
    return {year: of('year'), month: of('month'), day: of('day')};
  } catch {
    return undefined; // no such time zone
  }
};

/**
 * Gives the day of a date. One with a time is a moment, and its day depends on the time zone: of the site where `zone`
 * names one; else it is undefined where the day as written is not the one at Greenwich.
 */
function dayOf(value: unknown, zone: string | undefined): Day | undefined {
  const match = typeof value === 'string' ? moment.exec(value.trim()) : undefined;
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  if (match[4] === undefined) return {year, month, day};
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(match[7] ?? '') ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const time = Date.UTC(year, month - 1, day, hour, minute - offset);
  const there = dayIn(time, zone ?? 'UTC');
  if (zone !== undefined || !there) return there;
  return there.day === day && there.month === month ? there : undefined;
}

const two = (n: number): string => String(n).padStart(2, '0');
const utc = ({year, month, day}: Day): Date => new Date(Date.UTC(year, month - 1, day));
const dayOfYear = (on: Day): number => Math.round((utc(on).getTime() - Date.UTC(on.year, 0, 1)) / 86_400_000) + 1;

/** The day in words, such as `March` and `Fri`. */
const named = (on: Day, format: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', {timeZone: 'UTC', ...format}).format(utc(on));

/** Replaces `:name` by its value; undefined where one is not known. */
function filled(pattern: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  // The longest name first: `:title_:day` runs two of them together.
  const names = Object.keys(values).sort((a, b) => b.length - a.length);
  const lost: string[] = [];
  const text = pattern.replace(/:([a-z_]+)/g, (_, word: string) => {
    const known = names.find((name) => word.startsWith(name));
    const value = known === undefined ? undefined : values[known];
    if (known === undefined || value === undefined) lost.push(word);
    return `${value ?? ''}${word.slice(known?.length ?? 0)}`;
  });
  return lost.length > 0 ? undefined : text.replace(/\/{2,}/g, '/');
}

// ---------------------------------------------------------------------------------------------------------------------
// Jekyll

const jekyllStyles: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
};
const jekyllName = /^(?:.+\/)?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)\.[^.]+$/;

/** A value that the site's `defaults` give to a post; the most specific path wins. */
function jekyllDefault(config: Data, path: string, type: string, key: string): unknown {
  const sets = [config.defaults].flat().filter(isData);
  let best: {readonly length: number; readonly value: unknown} | undefined;
  for (const {scope, values} of sets) {
    if (!isData(values) || !(key in values)) continue;
    const within = isData(scope) ? (textOf(scope.path) ?? '') : '';
    const of = isData(scope) ? textOf(scope.type) : undefined;
    if (within.includes('*') || (of !== undefined && of !== type)) continue;
    const folder = within.replace(/^\/|\/$/g, '');
    if (folder !== '' && path !== folder && !path.startsWith(`${folder}/`)) continue;
    if (!best || folder.length >= best.length) best = {length: folder.length, value: values[key]};
  }
  return best?.value;
}

/** Adds to a page's address what the style of the posts says about the end of addresses. */
function withSuffix(template: string, style: string): string {
  if (style === 'pretty') return `${template}/`;
  if (style in jekyllStyles) return `${template}:output_ext`;
  return `${template}${style.endsWith('/') ? '/' : ''}${style.endsWith(':output_ext') ? ':output_ext' : ''}`;
}

/** Gives the week of a day as ISO 8601 counts it. */
function weekOf(on: Day): number {
  const thursday = utc(on);
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 604_800_000) + 1;
}

/** The categories of a post; undefined where one is an object, which Jekyll would write into the address as Ruby prints it. */
function jekyllCategories(data: Data, above: readonly string[], fallback: unknown): readonly string[] | undefined {
  const given = [data.categories ?? (data.category === undefined ? fallback : undefined), data.category];
  if (given.flat(5).some((one) => typeof one === 'object' && one !== null)) return undefined;
  const list = (value: unknown): readonly string[] =>
    typeof value === 'string' ? value.split(/\s+/) : [value].flat(5).map((each) => String(each ?? ''));
  const own = [
    ...list(given[0]),
    ...(data.category === undefined || data.category === null ? [] : [String(data.category)]),
  ];
  return [...new Set([...above, ...own].map((name) => lower(name.trim())).filter((name) => name !== ''))];
}

function jekyll(post: Post, path: string, config: Data): readonly Address[] {
  const {frontMatter} = post;
  const data = frontMatter?.data ?? {};
  const source = normalPath(textOf(config.source) ?? '') ?? '';
  if (source !== '' && !path.startsWith(`${source}/`)) return [];
  const inner = source === '' ? path : path.slice(source.length + 1);
  const style = textOf(config.permalink) ?? 'date';
  const parts = inner.split('/');
  const file = parts.at(-1) ?? '';
  const special = parts.findLastIndex((name) => name === '_posts' || name === '_drafts');
  const collection = special < 0 && parts.length > 1 ? /^_(.+)$/.exec(parts[0] ?? '')?.[1] : undefined;
  const type = special >= 0 ? 'posts' : (collection ?? 'pages');
  const own = entryOf(frontMatter, 'permalink')?.value;
  const set = textOf(own?.value) ?? textOf(jekyllDefault(config, inner, type, 'permalink'));
  const zone = textOf(config.timezone);
  const redirects = valuesOf(post, 'redirect_from').flatMap(({text, at}): readonly Address[] => {
    const to = fileOf(text, false);
    return to === undefined ? [] : [{file: to, at, kind: 'redirect'}];
  });
  const made = (template: string | undefined): readonly Address[] => {
    const url = template === undefined ? undefined : fileOf(template, false);
    return url === undefined ? [] : [...page(url, textOf(own?.value) ? own?.at : undefined), ...redirects];
  };
  const base = file.replace(/\.[^.]+$/, '');
  if (special >= 0) {
    const name = jekyllName.exec(inner);
    if (parts[special] === '_posts' && !name) return []; // Jekyll passes over it
    const on =
      data.date === undefined || data.date === null ? dayOf(padded(name?.[1]), undefined) : dayOf(data.date, zone);
    const stem = name?.[2] ?? base;
    const called = textOf(data.slug) ?? stem;
    const above = parts.slice(0, special);
    const categories = jekyllCategories(data, above, jekyllDefault(config, inner, type, 'categories'));
    return made(
      filled(jekyllStyles[set ?? style] ?? set ?? style, {
        ...(on && {
          year: String(on.year),
          short_year: two(on.year % 100),
          month: two(on.month),
          i_month: String(on.month),
          short_month: named(on, {month: 'short'}),
          long_month: named(on, {month: 'long'}),
          day: two(on.day),
          i_day: String(on.day),
          y_day: String(dayOfYear(on)).padStart(3, '0'),
          week: two(weekOf(on)),
          short_day: named(on, {weekday: 'short'}),
          long_day: named(on, {weekday: 'long'}),
        }),
        title: prettySlug(called),
        slug: slug(called),
        name: slug(stem),
        categories: categories?.join('/'),
        collection: 'posts',
        output_ext: '.html',
      }),
    );
  }
  if (!frontMatter) return []; // copied as it is
  const isPart = parts.slice(0, -1).some((name) => name.startsWith('_'));
  if (collection === undefined) {
    if (isPart || file.startsWith('_')) return [];
    const folder = parts.slice(0, -1).join('/');
    const usual = base === 'index' ? '/:path/' : withSuffix('/:path/:basename', style);
    return made(filled(set ?? usual, {path: folder, basename: base, output_ext: '.html', title: undefined}));
  }
  const about = isData(config.collections) ? config.collections[collection] : undefined;
  if (!isData(about) || about.output !== true || textOf(config.collections_dir)) return [];
  const rest = parts
    .slice(1)
    .join('/')
    .replace(/\.[^.]+$/, '');
  const template = set ?? textOf(about.permalink) ?? withSuffix('/:collection/:path', style);
  const called = textOf(data.slug) ?? base;
  return made(
    filled(jekyllStyles[template] ?? template, {
      collection,
      path: rest,
      name: slug(base),
      title: prettySlug(called),
      slug: slug(called),
      output_ext: '.html',
    }),
  );
}

/** Writes a day from a file name, such as `24-3-1`, as a date. */
function padded(name: string | undefined): string | undefined {
  const [year, month, day] = name?.split('-') ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return `${year.length === 2 ? '20' : ''}${year}-${two(Number(month))}-${two(Number(day))}`;
}

// ---------------------------------------------------------------------------------------------------------------------
// Hugo

/** The folders of content, each with the language that lies in it, if it is for one. */
function hugoFolders(config: Data): readonly {readonly folder: string; readonly language?: string}[] {
  const languages = anyCase(config, 'languages');
  const own = isData(languages)
    ? Object.entries(languages).flatMap(([language, about]) => {
        const folder = isData(about) ? normalPath(textOf(anyCase(about, 'contentdir')) ?? '') : undefined;
        return folder ? [{folder, language}] : [];
      })
    : [];
  const usual = normalPath(textOf(anyCase(config, 'contentdir')) ?? '') || 'content';
  return [...own, {folder: usual}].sort((a, b) => b.folder.length - a.folder.length);
}

/** The pattern of addresses for a section; newer sites say `permalinks.page`. */
function hugoPattern(config: Data, section: string, first: boolean): string | undefined {
  const all = anyCase(config, 'permalinks');
  if (!isData(all)) return undefined;
  const kind = anyCase(all, 'page');
  const patterns = isData(kind) ? kind : all;
  return textOf(patterns[section]) ?? (first ? undefined : textOf(patterns['/']));
}

function hugo(post: Post, path: string, config: Data, holds: Holds): readonly Address[] {
  const home = hugoFolders(config).find(({folder}) => path.startsWith(`${folder}/`));
  const {frontMatter} = post;
  const data = frontMatter?.data ?? {};
  const build = data.build ?? data._build;
  if (!home || data.headless === true || (isData(build) && 'render' in build)) return [];
  const parts = path.slice(home.folder.length + 1).split('/');
  const last = parts.pop() ?? '';
  const languages = anyCase(config, 'languages');
  const known = isData(languages) ? Object.keys(languages).map(lower) : [];
  const bare = last.replace(/\.[^.]+$/, '');
  const tongue = /\.([A-Za-z]{2,3}(?:-[A-Za-z\d]{2,8})?)$/.exec(bare)?.[1];
  const language = tongue !== undefined && known.includes(lower(tongue)) ? lower(tongue) : home.language;
  const stem =
    language !== undefined && language === lower(tongue ?? '') ? bare.slice(0, -(tongue?.length ?? 0) - 1) : bare;
  // The Markdown beside a post in a folder of its own is part of that post.
  for (let n = parts.length; n > 0; n--) {
    if (n === parts.length && stem === 'index') continue;
    const folder = [home.folder, ...parts.slice(0, n)].join('/');
    if (['md', 'markdown', 'html'].some((extension) => holds(`${folder}/index.${extension}`))) return [];
  }
  const usual = lower(textOf(anyCase(config, 'defaultcontentlanguage')) ?? 'en');
  const spoken = language ?? usual;
  const apart = anyCase(config, 'defaultcontentlanguageinsubdir') === true;
  const root = known.length > 0 && (spoken !== usual || apart) ? `${spoken}/` : '';
  const ugly = anyCase(config, 'uglyurls') === true;
  if (isData(anyCase(config, 'uglyurls'))) return [];
  const cased = anyCase(config, 'disablepathtolower') === true;
  const plain = (text: string): string =>
    urlized(cased ? text : lower(text), anyCase(config, 'removepathaccents') === true);
  const own = entryOf(frontMatter, 'url')?.value;
  const set = textOf(own?.value);
  const isSection = stem === '_index';
  const isBundle = stem === 'index';
  const name = isBundle ? (parts.at(-1) ?? '') : stem;
  const folders = isBundle ? parts.slice(0, -1) : parts;
  // Below the first, a folder is a section where it has a page of its own.
  const sections = folders.filter(
    (_, n) => n === 0 || holds(`${[home.folder, ...folders.slice(0, n + 1)].join('/')}/_index.md`),
  );
  const called = textOf(data.slug);
  const at = set !== undefined ? own?.at : called === undefined ? undefined : entryOf(frontMatter, 'slug')?.value.at;
  const written = (url: string): string | undefined => {
    const to = fileOf(url, true);
    return ugly ? to?.replace(/(.)\/index\.html$/, '$1.html') : to;
  };
  const address = (): string | undefined => {
    if (set !== undefined) {
      if (/:[a-z]/.test(set)) return undefined; // a pattern of its own
      return fileOf(`${set.startsWith('/') ? '' : root}${set}`, true);
    }
    if (isSection) return written(`/${root}${folders.map(plain).join('/')}/`);
    const pattern = hugoPattern(config, folders[0] ?? '/', folders.length > 0);
    if (pattern !== undefined) {
      const on = dayOf(data.date, textOf(anyCase(config, 'timezone')));
      const title = textOf(data.title);
      const made = filled(pattern, {
        ...(on && {
          year: String(on.year),
          month: two(on.month),
          monthname: plain(named(on, {month: 'long'})),
          day: two(on.day),
          weekday: String(utc(on).getUTCDay()),
          weekdayname: plain(named(on, {weekday: 'long'})),
          yearday: String(dayOfYear(on)),
        }),
        section: plain(folders[0] ?? ''),
        sections: sections.map(plain).join('/'),
        ...(title !== undefined && {title: plain(title)}),
        slug: called === undefined ? (title === undefined ? undefined : plain(title)) : plain(called),
        slugorfilename: plain(called ?? name),
        slugorcontentbasename: plain(called ?? name),
        filename: plain(name),
        contentbasename: plain(name),
      });
      const end = made === undefined || /\/$|\.html?$/.test(made) ? '' : '/';
      return made === undefined ? undefined : fileOf(`/${root}${made.replace(/^\/+/, '')}${end}`, true);
    }
    const way = [...folders.map(plain), plain(called ?? name)].join('/');
    if (isBundle && folders.length === 0 && name === '') return fileOf(`/${root}`, true);
    return written(`/${root}${way}/`);
  };
  const aliases = valuesOf(post, 'aliases').flatMap(({text, at: where}): readonly Address[] => {
    // A relative one is relative to the folder of the page.
    const to = text.startsWith('/') ? written(text) : undefined;
    return to === undefined ? [] : [{file: to, at: where, kind: 'redirect'}];
  });
  const file = address();
  return file === undefined ? [] : [...page(file, at), ...aliases];
}

// ---------------------------------------------------------------------------------------------------------------------
// Zola, Eleventy, Docusaurus

function zola(post: Post, path: string, config: Data): readonly Address[] {
  if (!path.startsWith('content/')) return [];
  const parts = path.slice('content/'.length).split('/');
  const {frontMatter} = post;
  const data = frontMatter?.data ?? {};
  const bare = (parts.pop() ?? '').replace(/\.[^.]+$/, '');
  const tongue = /^(?:_index|index|.*)\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$/.exec(bare)?.[1];
  const known = isData(config.languages) && tongue !== undefined && tongue in config.languages;
  const stem = known ? bare.slice(0, -(tongue.length + 1)) : bare;
  const root = known ? `${tongue}/` : '';
  const aliases = valuesOf(post, 'aliases').flatMap(({text, at}): readonly Address[] => {
    const to = fileOf(text, true);
    return to === undefined ? [] : [{file: to, at, kind: 'redirect'}];
  });
  if (stem === '_index') return [...page(fileOf(`/${root}${parts.map(slug).join('/')}/`, true)), ...aliases];
  const own = entryOf(frontMatter, 'path')?.value;
  const set = textOf(own?.value);
  if (set !== undefined) return [...page(fileOf(`/${root}${set}/`, true), own?.at), ...aliases];
  const raw = stem === 'index' ? (parts.pop() ?? '') : stem;
  const called = entryOf(frontMatter, 'slug')?.value;
  const name = textOf(called?.value) ?? raw.replace(/^\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]+)?[-_](?=.)/, '');
  const mode = isData(config.slugify) ? textOf(config.slugify.paths) : undefined;
  if (mode !== undefined && mode !== 'on') return [];
  const way = [...parts.map(slug), slug(name)].join('/');
  return [...page(fileOf(`/${root}${way}/`, true), textOf(data.slug) ? called?.at : undefined), ...aliases];
}

/** Eleventy's data files can give any post another address, so only what a post itself says is known. */
function eleventy(post: Post): readonly Address[] {
  const own = entryOf(post.frontMatter, 'permalink')?.value;
  const set = textOf(own?.value);
  return set === undefined ? [] : page(fileOf(set, false), own?.at);
}

const docusaurusName = /^(.*?)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*?)$/;

/** The blog of Docusaurus, under the address it has by default. */
function docusaurus(post: Post, path: string): readonly Address[] {
  if (!path.startsWith('blog/')) return [];
  const inner = path.slice('blog/'.length).replace(/\.mdx?$/i, '');
  if (inner.split('/').some((part) => part.startsWith('_'))) return [];
  const stem = inner.replace(/(?:^|\/)index$/, '');
  const own = entryOf(post.frontMatter, 'slug')?.value;
  const set = textOf(own?.value);
  if (set !== undefined) return page(fileOf(`/blog/${set}`, true), own?.at);
  const [, folder = '', date, text = ''] = docusaurusName.exec(stem) ?? [];
  if (date === undefined) return page(fileOf(`/blog/${stem}`, true));
  return page(fileOf(`/blog/${date.replaceAll('-', '/')}/${folder}${text}`, true));
}

// ---------------------------------------------------------------------------------------------------------------------
// Hexo, VitePress, Astro

/** What the parts of a post's file name are for Hexo (hexo, plugins/processor/post). */
const hexoParts: Readonly<Record<string, string>> = {
  year: '(?<year>\\d{4})',
  month: '(?<month>\\d{2})',
  day: '(?<day>\\d{2})',
  i_month: '(?<month>\\d{1,2})',
  i_day: '(?<day>\\d{1,2})',
  title: '(?<title>.+)',
};

/** Reads a name by the pattern of new posts; undefined where the pattern is of another kind. */
function hexoName(name: string, pattern: string): Readonly<Record<string, string | undefined>> | undefined {
  const parts = pattern.replace(/\.[^./]*$/, '').split(/:(i_month|i_day|year|month|day|title)/);
  if (parts.some((part, at) => (at % 2 === 0 ? !/^[-_./]*$/.test(part) : parts.indexOf(part) !== at))) return undefined;
  const source = parts.map((part, at) => (at % 2 === 0 ? part.replaceAll('.', '\\.') : (hexoParts[part] ?? '')));
  const found = new RegExp(`^${source.join('')}$`, 'u').exec(name)?.groups;
  // what does not fit is made a slug of
  return found ?? (/^[A-Za-z\d-]+$/.test(name) ? {title: name} : undefined);
}

/** Hexo's posts by its configuration. Where that names a time zone, days depend on where the site is built. */
function hexo(post: Post, path: string, config: Data): readonly Address[] {
  const source = normalPath(textOf(config.source_dir) ?? 'source') ?? 'source';
  if (!path.startsWith(`${source}/`) || isData(config.permalink_defaults)) return [];
  const inner = path.slice(source.length + 1);
  const {frontMatter} = post;
  const data = frontMatter?.data ?? {};
  const own = entryOf(frontMatter, 'permalink')?.value;
  const set = textOf(own?.value);
  const exact = (url: string): string | undefined => (/\/$|\.html?$/.test(url) ? fileOf(url, true) : undefined);
  const [, name] = /^_(?:posts|drafts)\/(.+)\.[^./]+$/.exec(inner) ?? [];
  if (name === undefined) {
    if (set !== undefined || config.skip_render !== undefined || inner.split('/').some((part) => part.startsWith('_')))
      return [];
    return page(inner.replace(/\.[^./]+$/, '.html'));
  }
  if (set !== undefined) return page(exact(set), own?.at);
  const parts = hexoName(name, textOf(config.new_post_name) ?? ':title.md');
  if (parts?.title === undefined) return [];
  const {year, month, day} = parts;
  const from = data.date ?? (year && month && day ? `${year}-${month}-${day}` : undefined);
  const on = textOf(config.timezone) === undefined ? dayOf(from, undefined) : undefined;
  const hasCategory = 'categories' in data || 'category' in data;
  const url = filled(textOf(config.permalink) ?? ':year/:month/:day/:title/', {
    ...(on && {
      year: String(on.year),
      month: two(on.month),
      i_month: String(on.month),
      day: two(on.day),
      i_day: String(on.day),
    }),
    title: parts.title,
    name: parts.title.slice(parts.title.lastIndexOf('/') + 1),
    category: hasCategory ? undefined : (textOf(config.default_category) ?? 'uncategorized'),
  });
  return page(url === undefined ? undefined : exact(url));
}

/** VitePress's pages, where they lie beside its folder. Its configuration is code, and may say otherwise. */
function vitepress(post: Post, path: string): readonly Address[] {
  if (/[[\]]|(?:^|\/)\./.test(path) || post.frontMatter?.data.layout === false) return [];
  return page(path.replace(/\.md$/i, '.html'));
}

/** The pages of Astro; what becomes of a collection is code's to say. */
function astro(path: string): readonly Address[] {
  const inner = /^src\/pages\/(.+)\.mdx?$/i.exec(path)?.[1];
  if (inner === undefined || inner.split('/').some((part) => /^_|[[\]]/.test(part))) return [];
  const stem = inner.replace(/(?:^|\/)index$/, '');
  return page(stem === '' ? 'index.html' : `${stem}/index.html`);
}

/** Gives an address as readers see it: `/x/` for `x/index.html`. */
export const shownAddress = (file: string): string => `/${file.replace(/(^|\/)index\.html$/, '$1')}`;
