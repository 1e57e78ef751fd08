import type {Edit, Finding} from './finding.ts';
import {silences} from './ignores.ts';
import {linesOf} from './lines.ts';
import {Post} from './post.ts';

/**
 * Gives an edit that silences a finding where it stands, and changes nothing a reader sees: a comment above a block, at
 * the end of a line inside one, or the key `draftlint` in YAML front matter, which then holds for the whole post.
 * Undefined where none of these works, as in the description of an image.
 */
export function ignoreHere(post: Post, finding: Finding): Edit | undefined {
  if (!/^[\w/-]+$/.test(finding.rule)) return undefined;
  const edit = inFrontMatter(post, finding) ?? aboveBlock(post, finding) ?? atLineEnd(post, finding);
  return edit && works(post, finding, edit) ? edit : undefined;
}

function inFrontMatter({text, frontMatter}: Post, {line, rule}: Finding): Edit | undefined {
  if (!frontMatter) return undefined;
  const lines = linesOf(text);
  if (line > lines.point(frontMatter.at.end).line) return undefined;
  if (frontMatter.format !== 'yaml' || 'draftlint' in frontMatter.data) return undefined;
  const {end} = frontMatter.content;
  return {start: end, end, text: `draftlint: {disable: [${rule}]}${endOf(text)}`};
}

/** Only a block at the top takes a line above it and stays what it is: between the items of a list, it would end the list. */
function aboveBlock(post: Post, {line, rule}: Finding): Edit | undefined {
  const block = post.tree.children.find((node) => node.position?.start.line === line);
  const lines = linesOf(post.text);
  const above = post.text.slice(lines.starts[line - 2] ?? 0, lines.starts[line - 1]);
  if (block?.position?.start.column !== 1 || above.includes('draftlint-disable-next-line')) return undefined;
  const start = lines.starts[line - 1] ?? 0;
  return {start, end: start, text: `${comment(post, 'next-line', rule)}${endOf(post.text)}`};
}

function atLineEnd(post: Post, {line, rule}: Finding): Edit | undefined {
  const lines = linesOf(post.text);
  const start = lines.starts[line - 1];
  if (start === undefined || isInFrontMatter(post, start)) return undefined;
  const content = post.text.slice(start, lines.starts[line]);
  // Two blanks or a backslash at the end break the line for readers, and must stay the last thing on it.
  const kept = content.length - (/\s+$/.exec(content)?.[0].length ?? 0);
  const breaks = kept < content.length ? /\\$/.exec(content.slice(0, kept)) : null;
  const at = start + kept - (breaks ? 1 : 0);
  return {start: at, end: at, text: ` ${comment(post, 'line', rule)}`};
}

const isInFrontMatter = ({frontMatter}: Post, offset: number): boolean =>
  frontMatter !== undefined && offset < frontMatter.at.end;

const comment = ({mdx}: Post, verb: 'line' | 'next-line', rule: string): string => {
  const words = `draftlint-disable-${verb} ${rule}`;
  return mdx ? `{/* ${words} */}` : `<!-- ${words} -->`;
};

/** The line end that a text uses. */
const endOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Whether the finding is silent in the post with the edit, because it is read as it is meant. */
function works(post: Post, finding: Finding, {start, end, text}: Edit): boolean {
  const edited = new Post(post.path, post.text.slice(0, start) + text + post.text.slice(end), post.generator);
  const place = linesOf(post.text).starts[finding.line - 1] ?? 0;
  const moved = start <= place ? text.split('\n').length - 1 : 0;
  return edited.ignores.some((ignore) =>
    silences(ignore, {...finding, line: finding.line + moved, endLine: finding.endLine + moved}),
  );
}
