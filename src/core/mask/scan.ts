import {addAll} from '../add-all.ts';
import {lazy} from '../lazy.ts';
import {attributesAt} from './attributes.ts';
import {htmlTagAt, opaqueHtmlEnd} from './html.ts';
import type {Piece, Syntax, Template} from './pieces.ts';
import {contentAt, isBreak, isSpace, longReach, lowerBound, reach, type Source} from './source.ts';
import {type Templates, templateAt, templatesOf} from './templates.ts';

/** How far a scan has come, and what it knows of the line it is in. */
interface Walk {
  readonly source: Source;
  readonly syntax: Syntax;
  readonly templates: Templates;
  readonly pieces: Piece[];
  /** The offsets of runs of backticks by their length. */
  backticks(): ReadonlyMap<number, readonly number[]>;
  at: number;
  /** The first line that does not begin before `at`. */
  line: number;
  heading: boolean;
  /** Nothing but blanks, and marks of quotes and lists, stands before on the line. */
  opensLine: boolean;
  /** The line may define a link. */
  definition: boolean;
  /** In the address of a link, which `<` opened or not, and how many brackets are open in it. */
  destination: '' | 'plain' | 'angle';
  depth: number;
  /** The line before was blank. */
  afterBlank: boolean;
  /** How far the content of each open list item is indented. */
  readonly items: number[];
  /** Whether a module statement may reach beyond a blank line. */
  modulesReachFar: boolean;
}

/** Finds the template syntax of a post, in order and without overlaps, in time linear in its length. */
export function scan(source: Source, syntax: Syntax): readonly Piece[] {
  const {text, starts} = source;
  const begin = frontMatterEnd(text, starts);
  const walk: Walk = {
    source,
    syntax,
    templates: templatesOf(source, syntax),
    pieces: [],
    backticks: lazy(() => backticks(text)),
    at: begin,
    line: lowerBound(starts, begin),
    heading: false,
    opensLine: false,
    definition: false,
    destination: '',
    depth: 0,
    afterBlank: true,
    items: [],
    modulesReachFar: true,
  };
  while (walk.at < text.length) if (!skipsInto(walk)) walk.at = afterUnit(walk);
  return walk.pieces;
}

/** Notes that a line begins, where one does; tells whether all that its beginning decides was passed over. */
function skipsInto(walk: Walk): boolean {
  const {starts} = walk.source;
  if (walk.line >= starts.length || walk.at < starts[walk.line]!) return false;
  while (walk.line + 1 < starts.length && walk.at >= starts[walk.line + 1]!) walk.line++;
  const start = starts[walk.line]!;
  if (walk.at === start) {
    const next = openLine(walk, start);
    walk.line++;
    if (next === start) return false;
    walk.at = next;
    return true;
  }
  // A piece or a piece of code reached into this line.
  walk.afterBlank = false;
  walk.heading = false;
  walk.definition = false;
  walk.opensLine = false;
  walk.line++;
  return false;
}

/** Keeps a template that begins at an offset; gives where it ends. */
function keep({pieces, templates}: Walk, start: number, template: Template): number {
  const {end, kind, block, literalUntil} = template;
  pieces.push({start, end, kind, ...(block && {block})});
  if (literalUntil !== undefined) templates.literalUntil = literalUntil;
  return end;
}

/** Reads what begins at a unit: a template, an address, code, a formula, HTML, or nothing of that. Gives where to go on. */
function afterUnit(walk: Walk): number {
  const {source, syntax, at} = walk;
  const {text} = source;
  const unit = text[at]!;
  const opensLine = walk.opensLine;
  if (!isSpace(unit)) walk.opensLine = false;
  if (unit === '{') {
    const attributes = walk.destination ? undefined : attributesAt(source, syntax, at, walk.heading);
    const template = attributes ?? templateAt(walk.templates, at);
    if (template) return keep(walk, at, walk.destination ? {...template, kind: 'letters'} : template);
  }
  if (walk.destination) {
    readDestination(walk, unit);
    return at + 1;
  }
  switch (unit) {
    case '\\': {
      const next = text[at + 1];
      return at + (next !== undefined && '`$<[]\\'.includes(next) ? 2 : 1);
    }
    case '`':
      return codeEnd(walk, at);
    case '$': {
      if (text[at + 1] !== '$') break;
      const template = mathAt(source, syntax, at, opensLine);
      return template ? keep(walk, at, template) : runEnd(text, at);
    }
    case '<': {
      const opaque = opaqueHtmlEnd(source, at);
      if (opaque >= 0) return opaque;
      const tag = htmlTagAt(walk.templates, at);
      if (tag) addAll(walk.pieces, tag.pieces);
      return tag?.end ?? at + 1;
    }
    case ']':
      if (text[at + 1] === '(' || (walk.definition && text[at + 1] === ':')) return openDestination(walk, at + 2);
  }
  return isBreak(unit) ? at + 1 : dullUntil(text, at + 1);
}

/** Begins to read an address; gives where it begins. */
function openDestination(walk: Walk, from: number): number {
  const {text} = walk.source;
  const at = contentAt(text, from, false);
  const angle = text[at] === '<';
  walk.definition = false;
  walk.depth = 0;
  walk.destination = angle ? 'angle' : 'plain';
  return angle ? at + 1 : at;
}

/** Reads a unit of an address. */
function readDestination(walk: Walk, unit: string): void {
  if (walk.destination === 'angle' ? unit === '>' || isBreak(unit) : isSpace(unit)) walk.destination = '';
  else if (unit === '(') walk.depth++;
  else if (unit === ')' && --walk.depth < 0) walk.destination = '';
}

/** Where the code ends that a run of backticks opens; where that run ends, if none closes it. */
function codeEnd({source, backticks}: Walk, start: number): number {
  const end = runEnd(source.text, start);
  const list = backticks().get(end - start) ?? [];
  const close = list[lowerBound(list, end)];
  return close !== undefined && close < source.paragraphEnd(start) ? close + (end - start) : end;
}

/** Where a run of the same unit ends. */
function runEnd(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start]) end++;
  return end;
}

/** The units at which template syntax, code, HTML or an address may begin, and those that may end a line. */
const telling = new Uint8Array(128);
for (const unit of '{\\`$<]\n\r') telling[unit.charCodeAt(0)] = 1;

/** The offset of the next telling unit; a loop of its own, because V8 compiles a long function for each new kind of text. */
function dullUntil(text: string, from: number): number {
  const {length} = text;
  let i = from;
  for (; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128 && telling[code] === 1) break;
  }
  return i;
}

/** Gives the offsets of runs of backticks by their length. */
function backticks(text: string): ReadonlyMap<number, readonly number[]> {
  const runs = new Map<number, number[]>();
  for (const {0: run, index} of text.matchAll(/`+/g)) {
    const list = runs.get(run.length);
    if (list) list.push(index);
    else runs.set(run.length, [index]);
  }
  return runs;
}

/** The formula that opens at `$$`. */
function mathAt(
  {text, find, paragraphEnd, endsLine}: Source,
  syntax: Syntax,
  i: number,
  opensLine: boolean,
): Template | undefined {
  if (text[i - 1] === '$' || text[i - 1] === '\\' || text[i + 2] === '$') return undefined;
  const close = find('$$', i + 2);
  if (close < 0 || close - i > reach || paragraphEnd(i) < close) return undefined;
  if (text[close + 2] === '$' || text.slice(i + 2, close).trim() === '') return undefined;
  if (!syntax.inlineMath && !(opensLine && endsLine(close + 2))) return undefined;
  return {end: close + 2, kind: 'object'};
}

/** Reads the start of a line: what is decided there. Gives where to go on. */
function openLine(walk: Walk, start: number): number {
  const {source, syntax, items} = walk;
  const {text, find, lineEnd} = source;
  const wasBlank = walk.afterBlank;
  let at = contentAt(text, start);
  const quoted = text.slice(start, at).includes('>');
  const blank = at >= text.length || isBreak(text[at]);
  walk.afterBlank = blank;
  walk.destination = '';
  walk.heading = false;
  walk.definition = false;
  walk.opensLine = !blank;
  if (blank) return at;

  let indent = at - start;
  const isItem = (): RegExpExecArray | null => /^(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(text.slice(at, at + 40));
  let item = isItem();
  if ((wasBlank || item) && text[at] !== '{') while (items.length > 0 && items.at(-1)! > indent) items.pop();
  while (item) {
    at += item[0].length;
    indent = at - start;
    items.push(indent);
    item = isItem();
  }
  const unit = text[at];
  const container = items.at(-1) ?? 0;
  if ((unit === '`' || unit === '~') && (quoted || container > 0 || indent < 4)) {
    const fence = /^(?:`{3,}|~{3,})/.exec(text.slice(at, lineEnd(at)));
    if (fence && !(unit === '`' && text.slice(at + fence[0].length, lineEnd(at)).includes('`'))) {
      return fenceEnd(source, walk.line, at, indent, Math.min(container, indent), quoted);
    }
  }
  if (unit === '#') walk.heading = /^#{1,6}[ \t]/.test(text.slice(at, at + 8));
  if (unit === '[') walk.definition = text[at + 1] !== '^';
  if (unit === ':' && /^:{3,}(?:[\s{[\w]|$)/.test(text.slice(at, lineEnd(at) + 1)))
    return keep(walk, at, {end: lineEnd(at), kind: 'blank'});
  if (unit === '*' && text[at + 1] === '[') {
    const end = lineEnd(at);
    const close = find(']', at);
    if (close > at + 2 && close < end && text[close + 1] === ':') return keep(walk, at, {end, kind: 'blank'});
  }
  if (syntax.mdx && wasBlank && at === start && (unit === 'i' || unit === 'e')) {
    const end = moduleEnd(walk, at);
    if (end >= 0) return keep(walk, at, {end, kind: 'blank', block: true});
  }
  return at;
}

/** The end of a fenced code block whose fence stands at `at`, in a line whose container has the given indent. */
function fenceEnd(
  {text, starts, endsLine}: Source,
  line: number,
  at: number,
  indent: number,
  container: number,
  quoted: boolean,
): number {
  const mark = text[at]!;
  const length = runEnd(text, at) - at;
  for (let next = line + 1; next < starts.length; next++) {
    const start = starts[next]!;
    const content = contentAt(text, start);
    const isQuote = text.slice(start, content).includes('>');
    const blank = content >= text.length || isBreak(text[content]);
    if (quoted ? !isQuote : !blank && content - start < container) return start;
    if (text[content] !== mark || (!quoted && content - start > indent + 3)) continue;
    let run = 0;
    while (text[content + run] === mark) run++;
    if (run >= length && endsLine(content + run)) return content + run;
  }
  return text.length;
}

/** The end of an MDX module statement that starts a block at `start`, or -1. */
function moduleEnd(walk: Walk, start: number): number {
  const {text, starts, paragraphEnd} = walk.source;
  const head = text.slice(start, start + 200);
  const isImport = /^import\s*(?:['"{*]|[\w$]+\s*,|[\w$]+\s+from\b)/.test(head);
  if (!isImport && !/^export\s*(?:[{*]|(?:const|let|var|default|function|async|class|type|interface)\b)/.test(head)) {
    return -1;
  }
  const first = paragraphEnd(start);
  let depth = 0;
  let i = start;
  let end = first;
  while (i < text.length && i < start + longReach) {
    for (; i < end; i++) {
      if ('([{'.includes(text[i]!)) depth++;
      else if (')]}'.includes(text[i]!)) depth--;
    }
    if (depth <= 0) return end;
    if (!walk.modulesReachFar) break;
    i = starts[lowerBound(starts, end + 1)] ?? text.length;
    end = paragraphEnd(i);
  }
  // One that never closes is enough: to try each again would take time that grows with the square of the length.
  walk.modulesReachFar = false;
  return first;
}

/** Gives the offset behind front matter fenced by `---` or `+++`; 0 where there is none. */
function frontMatterEnd(text: string, starts: readonly number[]): number {
  const fence = /^\uFEFF?(---|\+\+\+)[ \t\w]*[\r\n]/.exec(text)?.[1];
  if (fence === undefined) return 0;
  for (let line = 1; line < starts.length; line++) {
    const start = starts[line]!;
    if (!text.startsWith(fence, start)) continue;
    const next = starts[line + 1] ?? text.length;
    if (text.slice(start + fence.length, next).trim() === '') return next;
  }
  return 0;
}
