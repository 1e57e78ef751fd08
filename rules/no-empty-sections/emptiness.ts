import type {Html, Nodes, RootContent} from 'mdast';
import {toString as textOf} from 'mdast-util-to-string';
import {proseAt} from '../../src/core/blocks.ts';
import {isPlaceholder, markerIn, mayHoldMarker, proseLines} from '../../src/core/markers.ts';
import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import type {Section} from '../../src/core/sections.ts';
import {isListOfPosts} from '../../src/core/siblings.ts';
import {printsTemplate} from '../../src/core/templates.ts';
import {textTest} from '../../src/core/units.ts';

/** What is missing of a section: its heading's words, its text, or everything but an address. */
export type Emptiness = 'untitled' | 'unwritten' | 'address';

/** Headings whose section is made by a plugin, a theme or a comment service. */
const generated =
  /^(?:\W*)(?:(?:table of )?contents?|toc|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|目录|目次|comments?|discussion|related(?: posts| articles)?|webmentions?)\W*$/iu;
/** Headings under which footnotes and citations are printed. */
const endMatter =
  /^(?:\W*)(?:references?|bibliography|citations?|works cited|foot ?notes?|end ?notes?|notes|sources?|literature|referencias|références|literatur)\W*$/iu;
/** A footnote or a citation, wherever it stands in the text. */
const cites = /\[\^|\[-?@|\{%-? ?(?:cite|bibliography|footnote)|<sup|\{\{<? ?(?:cite|footnote|bibliography)/;
/** A heading that is a sentence of its own: a sign-off, an exclamation, or prose made large. */
const isSentence = textTest(String.raw`[.!…][\s"'”’)*_]*$|\p{Extended_Pictographic}[\uFE0F\s]*$`);
const sentenceWords = 9;
/** What follows shows the levels of headings themselves, as in a guide to Markdown. */
const showsHeadings =
  /^(?:h ?[1-6]|(?:heading|header|level|überschrift|title)(?: level)? ?[1-6]|this is an? h[1-6])\b/i;
/** An address and nothing else. */
const address = /^<?(?:https?:\/\/|www\.)[^\s<>]+>?$/i;
/** Headings under which an address is all a reader wants. */
const pointer =
  /^\W*(?:(?:the|my|live|full|official|project|source|useful|related|external) )*(?:links?|urls?|demo|source|code|repo(?:sitory)?|git(?:hub|lab)|web ?site|home ?page|slides?|videos?|recording|podcast|downloads?|doc(?:ument(?:ation)?)?s?|references?|credits?|contact|register|registration|tickets?|where|location|live|playground|changelog|release notes|read more|more|further reading|see also|resources?)\W*$/i;
/** Sites whose addresses become a player or a card on the page. */
const embedded =
  /^<?https?:\/\/(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|twitter\.com|x\.com|instagram\.com|codepen\.io|codesandbox\.io|stackblitz\.com|jsfiddle\.net|gist\.github\.com|soundcloud\.com|spotify\.com|speakerdeck\.com|slideshare\.net|slides\.com|giphy\.com|loom\.com|twitch\.tv|tiktok\.com|facebook\.com|figma\.com|wistia\.com|ted\.com|bsky\.app|open\.[\w.]+|podcasts?\.[\w.]+)\//i;
/** Elements that show something without any text. */
const shows =
  /<(?:img|video|audio|picture|iframe|svg|canvas|object|embed|input|button|form|script|math|table|hr|[A-Z][\w.]*|[a-z]+-[\w-]+)\b|<(?:div|section|span|p|ul|ol|figure|aside)\b[^<>]{0,500}\s(?:id|class|data-[\w-]+)=/;

const span = (node: Nodes): Span => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

/** Whether footnotes or citations stand anywhere in a post. */
export const citesAnything = ({text}: Post): boolean => cites.test(text);

/**
 * Finds out whether a section is empty, and how; undefined where there is something to read or the heading is no promise.
 * `hasCitations` tells of the post whether it cites anything: it is asked of few sections, and costs a look through the post.
 */
export function emptiness(
  post: Post,
  section: Section,
  next: Section | undefined,
  hasCitations: () => boolean,
): Emptiness | undefined {
  const {heading} = section;
  const untitled = !hasWords(post, section);
  const between: Span = {start: span(heading).end, end: next ? span(next.heading).start : post.text.length};
  const visible = section.content.filter((node) => isVisible(post, node));
  if (untitled) return 'untitled';
  if (section.children.length > 0 || heading.children.some(stands) || isLines(post, section)) return undefined;
  if (visible.length === 0) {
    if (printsTemplate(post, between) || isExempt(post, section, next, hasCitations)) return undefined;
    return 'unwritten';
  }
  if (printsTemplate(post, between)) return undefined;
  if (isOnlyPlaceholder(post, visible)) return 'unwritten';
  const [only] = visible;
  if (visible.length === 1 && only?.type === 'paragraph') {
    const text = post.text.slice(span(only).start, span(only).end).trim();
    if (address.test(text) && !embedded.test(text) && !pointer.test(section.title)) return 'address';
    const [link, ...more] = only.children;
    if (link?.type === 'link' && more.length === 0 && same(textOf(link), section.title)) return 'address';
  }
  return undefined;
}

/** Fields that say something about a post's text. Of what others hold, a theme may make a page: an address, a picture, a recipe. */
const aboutText = new Set(
  `title subtitle date published publishdate pubdate updated lastmod modified draft slug author authors tag tags category categories keywords series
  description excerpt summary weight comments toc math`.split(/\s+/),
);
const layoutsOfPosts = /^(?:post|posts|article|blog|blog-?post|single|default)$/i;

/** Whether a post has no text, and nothing in its front matter that could stand for it. */
export function isUnwritten(post: Post): boolean {
  const {frontMatter} = post;
  if (post.undecodable || isListOfPosts(post.path) || (frontMatter?.errors.length ?? 0) > 0) return false;
  const text = post.text.slice(frontMatter?.at.end ?? 0);
  if (
    /\S/.test(text) &&
    (post.tree.children.some((node) => isVisible(post, node)) || text !== post.masked.slice(-text.length))
  )
    return false;
  return (frontMatter?.entries ?? []).every(({key, value: {value}}) =>
    key.toLowerCase() === 'layout'
      ? typeof value === 'string' && layoutsOfPosts.test(value)
      : aboutText.has(key.toLowerCase().replaceAll('_', '')),
  );
}

/** Whether a link only says the heading again. */
const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** A part of a heading that is content by itself. */
const stands = (node: Nodes): boolean =>
  node.type === 'link' || node.type === 'linkReference' || node.type === 'image' || node.type === 'imageReference';

/** Several lines made a heading by a line of dashes below them: a paragraph or a second front matter. */
const isLines = (post: Post, {heading}: Section): boolean =>
  /[\r\n][ \t]*[^-=\s]/.test(post.text.slice(span(heading).start, span(heading).end));

/** Whether a reader sees anything in a heading. */
function hasWords(post: Post, {heading, title}: Section): boolean {
  if (title.replace(/[\s\u2060#]/g, '') !== '' || heading.children.some(stands)) return true;
  const {start, end} = span(heading);
  if (/^#/.test(title)) return true;
  const raw = post.text.slice(start, end);
  return raw !== post.masked.slice(start, end) || heading.children.some((child) => child.type === 'html');
}

function isExempt(
  post: Post,
  {heading, title, depth}: Section,
  next: Section | undefined,
  hasCitations: () => boolean,
): boolean {
  if (generated.test(title)) return true;
  if (isSentence(title) || title.split(/\s+/).length >= sentenceWords) return true;
  if (next && showsHeadings.test(next.title)) return true;
  if (endMatter.test(title) && hasCitations()) return true;
  // a line above the title, as a date or a kicker
  return next !== undefined && next.depth < depth && post.tree.children[0] === heading;
}

/** Whether a text has more than blanks; those of most sections do, and more need not be put together. */
const hasLetters = (text: string): boolean => /[^\s\u2060]/.test(text);

function isVisible(post: Post, node: RootContent): boolean {
  switch (node.type) {
    case 'definition':
    case 'thematicBreak':
    case 'yaml':
      return false;
    case 'html':
      return htmlShows(node);
    case 'paragraph':
      return (
        node.children.some((child) =>
          child.type === 'html'
            ? htmlShows(child)
            : child.type === 'image' || child.type === 'imageReference' || child.type === 'inlineCode',
        ) ||
        node.children.some((child) => child.type === 'text' && hasLetters(child.value)) ||
        textOf(node, {includeHtml: false}).replace(/[\s\u2060]/g, '') !== '' ||
        post.text.slice(span(node).start, span(node).end) !== post.masked.slice(span(node).start, span(node).end)
      );
    case 'code':
      return true;
    default:
      return true;
  }
}

function htmlShows({value}: Html): boolean {
  const text = value.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => (/\btoc\b|contents/i.test(comment) ? 'x' : ''));
  return shows.test(text) || text.replace(/<[^>]*>?/g, '').trim() !== '';
}

/** What no placeholder has that is made of dots, dashes or crosses alone. */
const words = /[^.…\-–—_*x\s\u2060\u200B]/;

/** Whether all a reader sees is a placeholder. */
function isOnlyPlaceholder(post: Post, nodes: readonly Nodes[]): boolean {
  return (
    nodes.length > 0 &&
    nodes.every((node) => {
      if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote')
        return isOnlyPlaceholder(post, node.children);
      const prose = node.type === 'paragraph' ? proseAt(post, node) : undefined;
      return (
        prose !== undefined &&
        // most are told without parting them into lines
        (!words.test(prose.text) || mayHoldMarker(prose)) &&
        proseLines(prose).every((line) => markerIn(line)?.start === 0 || (line.only && isPlaceholder(line.text)))
      );
    })
  );
}
