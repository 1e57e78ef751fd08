import type {Post} from '../../src/core/post.ts';
import type {Span} from '../../src/core/rule.ts';
import {isWithin} from './code.ts';

/** Fields that only front matter has; two of them make a block. */
const field =
  /^(?:title|layout|date|tags|categories|category|draft|author|authors|description|published|permalink|slug|excerpt|subtitle|image)[ \t]*:/i;
/** A block of front matter has few lines; text between two rules may have many. */
const most = 40;

/** Finds blocks of front matter that stand in the text: two fences with fields between them, outside code. */
export function* secondFrontMatter(post: Post, code: readonly Span[]): Iterable<Span> {
  const from = post.frontMatter?.at.end ?? 0;
  if (!post.frontMatter) return; // front matter that does not begin the file is no second one
  const rest = post.text.slice(from);
  if (!((rest.includes('---') || rest.includes('+++')) && /^(?:-{3}|\+{3})\s*$/m.test(rest))) return;
  const lines = [...rest.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)].map((match) => ({
    text: match[0].trimEnd(),
    start: from + match.index,
  }));
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (!line || !/^(?:-{3}|\+{3})$/.test(line.text) || isWithin(code, line.start)) continue;
    let fields = 0;
    let last = index + 1;
    for (; last < lines.length && last - index <= most; last++) {
      const text = lines[last]?.text ?? '';
      if (text === line.text) break;
      if (field.test(text)) fields++;
      else if (!/^(?:\s|[\w-]+[ \t]*[:=]|- |#|$)/.test(text)) break;
    }
    const end = lines[last];
    if (fields < 2 || end?.text !== line.text) continue;
    yield {start: line.start, end: end.start + end.text.length};
    index = last;
  }
}
