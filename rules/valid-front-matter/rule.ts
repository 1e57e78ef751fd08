import type {FrontMatter, FrontMatterEntry, FrontMatterError} from '../../src/core/front-matter.ts';
import type {Generator as SiteGenerator} from '../../src/core/generators.ts';
import {findLostFrontMatter, type LostFrontMatter} from '../../src/core/lost-front-matter.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {Problem} from '../../src/core/rule.ts';

/**
 * Generators whose YAML reader (libyaml or js-yaml) goes on reading quotes and brackets at the start of a line. Hugo's
 * did until 2025, npm `yaml` never did.
 */
const lenient: ReadonlySet<SiteGenerator | undefined> = new Set<SiteGenerator | undefined>([
  'jekyll',
  'eleventy',
  'docusaurus',
  'hexo',
  'gatsby',
  'vitepress',
]);

/** Generators that skip blank lines above front matter. */
const skipsBlankLines: ReadonlySet<SiteGenerator | undefined> = new Set<SiteGenerator | undefined>([
  'hugo',
  'zola',
  'astro',
]);

/** Each field of the front matter whose name was met before in the same map, by the place of its name, with the earlier one. */
function repeated(frontMatter: FrontMatter): ReadonlyMap<number, readonly [FrontMatterEntry, FrontMatterEntry]> {
  const found = new Map<number, readonly [FrontMatterEntry, FrontMatterEntry]>();
  const open: (readonly FrontMatterEntry[])[] = [frontMatter.entries];
  for (let entries = open.pop(); entries; entries = open.pop()) {
    const seen = new Map<string, FrontMatterEntry>();
    for (const entry of entries) {
      const earlier = seen.get(entry.key);
      if (earlier) found.set(entry.keyAt.start, [earlier, entry]);
      seen.set(entry.key, entry);
      if (entry.value.entries) open.push(entry.value.entries);
      for (const item of entry.value.items ?? []) if (item.entries) open.push(item.entries);
    }
  }
  return found;
}

/** Says what is wrong at one place, with what helps to mend it. */
function* explain(post: Post, frontMatter: FrontMatter): Generator<Problem> {
  const twice = frontMatter.errors.length > 0 ? repeated(frontMatter) : undefined;
  for (const error of frontMatter.errors) {
    const pair = twice?.get(error.at.start);
    if (!pair) {
      yield {...error, ...(belowGap(post, frontMatter, error) && {note: gapNote}), ...quoted(post, frontMatter, error)};
      continue;
    }
    const [earlier, later] = pair;
    const {line} = post.position(earlier.keyAt.start, earlier.keyAt.end).start;
    const note = `The other one is on line ${line}`;
    const same = JSON.stringify(earlier.value.value) === JSON.stringify(later.value.value);
    if (same) yield {at: error.at, message: `\`${later.key}\` appears twice: keep only one`, severity: 'warning', note};
    else yield {...error, note};
  }
  for (const warning of frontMatter.warnings) {
    const isComment = post.text[warning.at.start] === '#';
    if (isComment || !lenient.has(post.generator)) yield {...warning, severity: 'warning'};
  }
}

/** Puts a value in quotes where an unquoted colon is what is wrong with it, and it stands whole on its line. */
function quoted({text}: Post, {format}: FrontMatter, {at}: FrontMatterError): Pick<Problem, 'expected' | 'fix'> {
  const value = text.slice(at.start, at.end);
  const before = text.slice(text.lastIndexOf('\n', at.start - 1) + 1, at.start);
  const isValue =
    /^[ \t]*(?:- +)?[\w-]+:[ \t]+$/.test(before) && /^[ \t]*(?:\r?\n|$)/.test(text.slice(at.end, at.end + 200));
  const isPlain = format === 'yaml' && /:(?:[ \t]|$)/.test(value) && !/^["'[{|>&*!%@`]|["\\\r\n]|[ \t]#/.test(value);
  if (!isValue || !isPlain) return {};
  return {expected: [`"${value}"`], fix: {start: at.start, end: at.end, text: `"${value}"`}};
}

const gapNote = 'If the text of the post begins here, a line with "---" is missing above it';

/** Whether a blank line stands right above the line at fault: often the front matter was meant to end there. */
function belowGap({text}: Post, {content}: FrontMatter, {at}: FrontMatterError): boolean {
  const line = text.lastIndexOf('\n', at.start - 1) + 1;
  const above = text.lastIndexOf('\n', line - 2) + 1;
  return above > content.start && text.slice(above, line).trim() === '';
}

/** Says how to bring back front matter that no generator sees. */
function lost({kind, at}: LostFrontMatter, {text, generator}: Post): Problem {
  const fence = text.startsWith('+++') ? '+++' : '---';
  switch (kind) {
    case 'open':
      return {
        at,
        message: `The front matter that opens here is never closed: add a line with "${fence}" below its last field`,
      };
    case 'begin':
      return {at, message: 'The front matter has no beginning: add a line with "---" above this one'};
    case 'sign':
      return {at, message: `Something stands before the front matter: take out "${text.slice(at.start, at.end)}"`};
    case 'text':
      return {
        at: {start: 0, end: /^[^\r\n]*/.exec(text)?.[0].length ?? 0},
        message: 'Front matter must start on the first line: move this text below it',
      };
    case 'blank':
      return {
        message: 'Front matter must start on the first line: take out the blank lines above it',
        ...(skipsBlankLines.has(generator) && {severity: 'warning'}),
      };
  }
}

/** Reports front matter that a generator cannot read, or does not see. */
export default postRule({
  id: 'valid-front-matter',
  summary: 'front matter that cannot be read, names a field twice, or is not where generators look for it',
  why: 'Most site generators stop at front matter they cannot read, or print it on the page.',
  severity: 'error',
  noticed: 'before reading',
  *check(post) {
    if (post.undecodable) return;
    const {frontMatter} = post;
    if (frontMatter) yield* explain(post, frontMatter);
    const astray = frontMatter ? undefined : findLostFrontMatter(post);
    if (astray) yield lost(astray, post);
  },
});
