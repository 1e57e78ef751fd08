import {addAll} from './add-all.ts';
import type {Generator} from './generators.ts';
import {joiner, object} from './prose.ts';

/** How far a template may reach, in UTF-16 units: beyond this, what opened it is taken for plain text. */
const reach = 2000;
/** How far a tag, a comment or a module statement may reach: they hold lists and whole sections, and open unmistakably. */
const longReach = 20_000;

/**
 * What a stretch of template syntax is to a reader:
 * `nothing` (a control tag), `output` (a tag that leaves something of its own, such as an embedded video),
 * `object` (a value or a formula that stands in the text), `letters` (part of an address or of an attribute),
 * `blank` (a mark that leaves a line or the end of a heading empty), `gap` (a blank between words, as `{' '}`).
 */
type Kind = 'nothing' | 'output' | 'object' | 'letters' | 'blank' | 'gap';

interface Piece {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly kind: Kind;
  /** True for a tag with its content: lines that lie wholly inside become blank. */
  readonly block?: boolean;
}

/** A template found at a place; `literalUntil` is where text that only looks like templates ends. */
interface Template extends Omit<Piece, 'start'> {
  readonly literalUntil?: number;
}

/**
 * Which kinds of syntax are read. Liquid, Nunjucks, Tera, Vue, Hugo and kramdown share one reading: posts outlive the
 * generator they were written for, and what one of them prints as it stands is no prose in any of them.
 */
interface Syntax {
  /** Module statements and `{expressions}`, and then no other templates. */
  readonly mdx: boolean;
  /** `$$x$$` within a line; a formula on lines of its own is read always. */
  readonly inlineMath: boolean;
}

function syntaxOf(generator: Generator | undefined, mdx: boolean): Syntax {
  return {mdx, inlineMath: !mdx && (generator === undefined || generator === 'jekyll')};
}

/** Tags that print nothing themselves. What has an end tag in the post need not be listed. */
const controlTags: ReadonlySet<string> = new Set(
  (
    'if elsif elseif elif else unless case when for tablerow break continue cycle assign capture increment decrement ' +
    'set macro import from extends block filter call asyncEach asyncAll raw verbatim comment liquid layout more'
  ).split(' '),
);

/** Paired tags and shortcodes whose content is literal Markdown: only the braces in it mean nothing. */
const literalTags: ReadonlySet<string> = new Set(['raw', 'verbatim']);

const commentTags: ReadonlySet<string> = new Set(['comment']);

/** Paired tags and shortcodes whose content is no prose: code, diagrams, formulas, scripts. `code-rust` counts as `code`. */
const codeTags: ReadonlySet<string> = new Set(
  (
    'comment highlight code codeblock codeinline inlinecode code_block pre math mathjax katex latex tex mermaid ' +
    'plantuml graphviz dot viz chart charts echarts diagram flow sequence svg javascript js script css style scss sass ' +
    'stylesheet schema console terminal prettify pygments gist_inline jsfiddle_inline'
  ).split(' '),
);

/** First parameters that tell that a paired tag of any name holds code: `{{< listing rust >}}`. */
const languages: ReadonlySet<string> = new Set(
  (
    'bash c clojure console cpp cs csharp css dart diff dockerfile elixir elm erlang fish fsharp go graphql groovy haskell ' +
    'html http ini java javascript js json jsx julia kotlin latex lisp lua makefile matlab nginx nim nix ocaml perl php ' +
    'plaintext powershell proto python r racket ruby rust sass scala scheme scss sh shell sql swift text toml ts tsx ' +
    'typescript xml yaml yml zig zsh'
  ).split(' '),
);

/** Whether a paired tag's content is no prose, by its name and what follows the name. Tabs are often named by a language. */
function isCode(name: string, parameters: string): boolean {
  if (codeTags.has(name) || codeTags.has(name.split(/[-_]/, 1)[0] ?? '')) return true;
  const first = /^\s*(?:lang(?:uage)?=)?["']?([\w#+-]+)["']?(?=[\s,>%]|$)/.exec(parameters)?.[1];
  return first !== undefined && languages.has(first.toLowerCase()) && !/tab|when|case/i.test(name);
}

const isBreak = (unit: string | undefined): boolean => unit === '\n' || unit === '\r';
const isSpace = (unit: string | undefined): boolean => unit === ' ' || unit === '\t' || isBreak(unit);

/** Gives the offsets at which lines start; `\r\n`, `\n` and `\r` end a line, as in Markdown. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  const {length} = text;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 13) continue;
    if (code === 10 || (code === 13 && (i + 1 === length || text.charCodeAt(i + 1) !== 10))) starts.push(i + 1);
  }
  return starts;
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

/** Gives the index of the first element of a sorted list that is at least `value`. */
function lowerBound(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Like `text.indexOf(needle, from)`, with the last answer kept: asking from left to right reads the text once. */
function finder(text: string): (needle: string, from: number) => number {
  const answers = new Map<string, {readonly from: number; readonly at: number}>();
  return (needle, from) => {
    const known = answers.get(needle);
    if (known && known.from <= from && (known.at === -1 || from <= known.at)) return known.at;
    const at = text.indexOf(needle, from);
    answers.set(needle, {from, at});
    return at;
  };
}

/** Gives all offsets at which each name stands; the name is the pattern's first group, without blanks. */
function namesOf(text: string, pattern: RegExp): ReadonlyMap<string, readonly number[]> {
  const names = new Map<string, number[]>();
  for (const match of text.matchAll(pattern)) {
    const name = (match[1] ?? '').replace(/\s/g, '');
    const list = names.get(name);
    if (list) list.push(match.index);
    else names.set(name, [match.index]);
  }
  return names;
}

/** Gives the partner of each `{`; strings and code are not looked into, which is right wherever they are balanced. */
function braces(text: string): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') open.push(i);
    else if (text[i] === '}' && open.length > 0) partners.set(open.pop()!, i);
  }
  return partners;
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

const lazily = <T>(make: () => T): (() => T) => {
  let made: {readonly value: T} | undefined;
  return () => {
    made ??= {value: make()};
    return made.value;
  };
};

/**
 * Gives the end of an attribute list such as `{: .class #id key="value"}`, where `from` is behind its opening mark;
 * -1 where it is none. A list stands on one line.
 */
function attributesEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + reach);
  let i = from;
  while (i < limit) {
    const unit = text[i]!;
    if (unit === '}') return i + 1;
    if (unit === ' ' || unit === '\t') {
      i++;
    } else if (/[\w.#\-:]/.test(unit)) {
      const name = i;
      while (i < limit && /[\w.#\-:/]/.test(text[i]!)) i++;
      if (/^[.#:/-]*$/.test(text.slice(name, i))) return -1;
      if (text[i] !== '=') continue;
      const quote = text[++i];
      if (quote === '"' || quote === "'") {
        i++;
        while (i < limit && text[i] !== quote && !isBreak(text[i])) i++;
        if (text[i] !== quote) return -1;
        i++;
      } else {
        while (i < limit && !/[\s{}]/.test(text[i]!)) i++;
      }
    } else {
      return -1;
    }
  }
  return -1;
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

/** Finds the template syntax of a post, in order and without overlaps, in time linear in its length. */
function scan(text: string, syntax: Syntax, starts: readonly number[]): readonly Piece[] {
  const find = finder(text);
  const tagNames = lazily(() => namesOf(text, /\{%[-~+]?\s*(\/?[\w-]+)/g));
  const shortcodeNames = lazily(() => namesOf(text, /\{\{[<%]\s*(\/?\s*[\w./-]+)/g));
  const partners = lazily(() => braces(text));
  const runs = lazily(() => backticks(text));
  const blanks = lazily(() => starts.filter((_, line) => lineIsBlank(line)));
  const pieces: Piece[] = [];
  let literalUntil = 0;
  let modulesReachFar = true;

  function contentStart(start: number): number {
    let i = start;
    while (text[i] === ' ' || text[i] === '\t' || text[i] === '>') i++;
    return i;
  }
  /** Whether a line is blank, also within a quote; a lone `>` behind a line without one closes an HTML tag. */
  function lineIsBlank(line: number): boolean {
    const start = starts[line]!;
    const i = contentStart(start);
    if (i < text.length && !isBreak(text[i])) return false;
    const before = starts[line - 1];
    return !text.slice(start, i).includes('>') || (before !== undefined && isQuoted(before));
  }
  function isQuoted(start: number): boolean {
    let i = start;
    while (text[i] === ' ' || text[i] === '\t') i++;
    return text[i] === '>';
  }
  /** The offset of the next blank line, or of the end: where a paragraph ends at the latest. */
  function paragraphEnd(from: number): number {
    return blanks()[lowerBound(blanks(), from)] ?? text.length;
  }
  function lineEnd(from: number): number {
    let end = starts[lowerBound(starts, from + 1)] ?? text.length;
    while (end > from && isBreak(text[end - 1])) end--;
    return end;
  }
  function endsLine(from: number): boolean {
    let i = from;
    while (text[i] === ' ' || text[i] === '\t') i++;
    return i >= text.length || isBreak(text[i]);
  }
  function after(names: ReadonlyMap<string, readonly number[]>, name: string, from: number): number {
    const list = names.get(name);
    return list?.[lowerBound(list, from)] ?? -1;
  }
  /** The first of some names behind a place, or -1. */
  function closing(names: ReadonlyMap<string, readonly number[]>, closers: readonly string[], from: number): number {
    const found = closers.map((name) => after(names, name, from)).filter((at) => at >= 0);
    return found.length > 0 ? Math.min(...found) : -1;
  }

  /** What a tag is, given its name, where it ends and its closing tags; `mark` is what ends a closing tag. */
  function paired(
    names: ReadonlyMap<string, readonly number[]>,
    name: string,
    parameters: string,
    end: number,
    closers: readonly string[],
    mark: string,
  ): Template {
    if (name.startsWith('/') || name.startsWith('end')) return {end, kind: 'nothing'};
    const close = closing(names, closers, end);
    if (close >= 0 && isCode(name, parameters)) {
      // Another one opens first: this one was never closed, and what follows is no code.
      const again = after(names, name, end);
      const last = again >= 0 && again < close ? -1 : find(mark, close);
      if (last >= 0) return {end: last + mark.length, kind: commentTags.has(name) ? 'nothing' : 'output', block: true};
    }
    return {end, kind: close >= 0 || controlTags.has(name) ? 'nothing' : 'output'};
  }

  function tagAt(i: number): Template | undefined {
    const close = find('%}', i + 2);
    if (close < 0 || close - i > longReach) return undefined;
    const inner = find('{%', i + 2);
    if (inner >= 0 && inner < close) return undefined;
    const start = /^[-~+]?\s*(#|\/?[A-Za-z_][\w-]*)(\(?)/.exec(text.slice(i + 2, close));
    if (!start) return undefined;
    const name = start[1]!;
    const end = close + 2;
    if (literalTags.has(name)) {
      const closer = after(tagNames(), `end${name}`, end);
      return closer >= 0 ? {end, kind: 'nothing', literalUntil: closer} : {end, kind: 'nothing'};
    }
    if (name === '#') return {end, kind: 'nothing'};
    const closers = [`end${name}`, `end_${name}`, `/${name}`];
    if (start[2] !== '') closers.push('end');
    const parameters = text.slice(i + 2 + start[0].length, close);
    return paired(tagNames(), name, parameters, end, closers, '%}');
  }

  function valueAt(i: number): Template | undefined {
    const close = find('}}', i + 2);
    if (close < 0 || close - i > reach || paragraphEnd(i) < close) return undefined;
    const inner = find('{{', i + 2);
    if (inner >= 0 && inner < close) return undefined;
    return {end: close + (text[i + 2] === '{' && text[close + 2] === '}' ? 3 : 2), kind: 'object'};
  }

  /** The end of a shortcode's opening where quoted parameters may hold what would end it; -1 where it is none. */
  function shortcodeEnd(from: number, closer: string): number {
    const limit = Math.min(text.length, from + reach);
    let i = from;
    while (i < limit) {
      const unit = text[i];
      if (text.startsWith(closer, i)) return i + closer.length;
      if (unit === '"' || unit === '`') {
        let end = i + 1;
        while (end < limit && text[end] !== unit && !(unit === '"' && isBreak(text[end]))) {
          end += unit === '"' && text[end] === '\\' ? 2 : 1;
        }
        i = text[end] === unit ? end : i;
      }
      i++;
    }
    return -1;
  }

  function shortcodeAt(i: number): Template | undefined {
    const closer = text[i + 2] === '<' ? '>}}' : '%}}';
    if (text.startsWith('/*', i + 3)) {
      const end = find(`*/${closer}`, i + 5);
      // An escaped shortcode is shown as it is: code, to a reader.
      if (end >= 0 && end - i <= reach) return {end: end + closer.length + 2, kind: 'object'};
    }
    const first = find(closer, i + 3);
    if (first < 0 || first - i > reach) return undefined;
    const start = /^\s*(\/?\s*[\w./-]+)/.exec(text.slice(i + 3, first));
    if (!start) return undefined;
    const quoted = shortcodeEnd(i + 3, closer);
    const end = quoted >= 0 ? quoted : first + closer.length;
    const inner = find(text.slice(i, i + 3), i + 3);
    if (inner >= 0 && inner < first && quoted < 0) return undefined;
    const name = start[1]!.replace(/\s/g, '');
    const parameters = text.slice(i + 3 + start[0].length, first);
    return paired(shortcodeNames(), name, parameters, end, [`/${name}`], '}}');
  }

  function commentAt(i: number): Template | undefined {
    const close = find('#}', i + 2);
    const inner = find('{#', i + 2);
    if (close < 0 || close - i > reach || (inner >= 0 && inner < close)) return undefined;
    return {end: close + 2, kind: 'nothing', block: true};
  }

  function expressionAt(i: number): Template | undefined {
    if (text.startsWith('/*', i + 1)) {
      const close = find('*/', i + 3);
      const end = close < 0 ? -1 : find('}', close);
      if (end >= 0 && end - i <= longReach && text.slice(close + 2, end).trim() === '') {
        return {end: end + 1, kind: 'nothing', block: true};
      }
    }
    const end = partners().get(i);
    if (end === undefined || end - i > longReach) return undefined;
    const blank = /^\{(['"]) +\1\}$/.test(text.slice(i, Math.min(end + 1, i + 100)));
    return {end: end + 1, kind: blank ? 'gap' : 'object'};
  }

  /** The template that opens at a `{`. */
  function templateAt(i: number): Template | undefined {
    if (i < literalUntil) return undefined;
    if (syntax.mdx) return expressionAt(i);
    const next = text[i + 1];
    if (next === '%') return tagAt(i);
    if (next === '#') return commentAt(i);
    if (next !== '{') return undefined;
    const third = text[i + 2];
    const shortcode = third === '<' || third === '%' ? shortcodeAt(i) : undefined;
    return shortcode ?? valueAt(i);
  }

  /** A kramdown extension or attribute list, or an attribute list without a colon where one can stand. */
  function attributesAt(i: number, heading: boolean): Template | undefined {
    if (!syntax.mdx && text[i + 1] === ':') {
      const extension = /^\{:(:|\/)([a-z]*)/.exec(text.slice(i, i + 20));
      if (extension) {
        const end = find('}', i);
        if (end < 0 || end > lineEnd(i)) return undefined;
        if (extension[1] === ':' && extension[2] === 'comment' && text[end - 1] !== '/') {
          const close = find('{:/', end);
          const last = close < 0 ? -1 : find('}', close);
          if (last >= 0 && last <= lineEnd(close)) return {end: last + 1, kind: 'nothing', block: true};
        }
        return {end: end + 1, kind: 'nothing'};
      }
      const end = attributesEnd(text, i + 2);
      return end < 0 ? undefined : {end, kind: heading && endsLine(end) ? 'blank' : 'nothing'};
    }
    let first = i + 1;
    while (text[first] === ' ') first++;
    if ((text[first] !== '.' && text[first] !== '#') || !/[A-Za-z_-]/.test(text[first + 1] ?? '')) return undefined;
    const before = text[i - 1];
    const span = before !== undefined && ')]}*_`"'.includes(before);
    if (!span && !(before === undefined || isSpace(before))) return undefined;
    const end = attributesEnd(text, first);
    if (end < 0 || !(span || endsLine(end))) return undefined;
    return {end, kind: heading && endsLine(end) ? 'blank' : 'nothing'};
  }

  /** The formula that opens at `$$`. */
  function mathAt(i: number, opensLine: boolean): Template | undefined {
    if (text[i - 1] === '$' || text[i - 1] === '\\' || text[i + 2] === '$') return undefined;
    const close = find('$$', i + 2);
    if (close < 0 || close - i > reach || paragraphEnd(i) < close) return undefined;
    if (text[close + 2] === '$' || text.slice(i + 2, close).trim() === '') return undefined;
    if (!syntax.inlineMath && !(opensLine && endsLine(close + 2))) return undefined;
    return {end: close + 2, kind: 'object'};
  }

  /** Reads an HTML tag, whose values may hold templates; gives where it ends and what is to be masked, if it is a tag. */
  function htmlTagAt(start: number): {readonly end: number; readonly pieces: readonly Piece[]} | undefined {
    const name = /^<\/?[A-Za-z][\w.+-]*:?/.exec(text.slice(start, start + 100))?.[0];
    if (name === undefined) return undefined;
    const address = name.endsWith(':');
    const limit = Math.min(text.length, start + longReach, paragraphEnd(start));
    const found: Piece[] = [];
    let quote = '';
    let value = false;
    let i = start + name.length;
    while (i < limit) {
      const unit = text[i]!;
      const template = unit === '{' ? templateAt(i) : undefined;
      if (template) {
        const spaced =
          isSpace(text[i - 1]) && (isSpace(text[template.end]) || '/>'.includes(text[template.end] ?? ' '));
        found.push({start: i, end: template.end, kind: quote || value || address || spaced ? 'letters' : 'blank'});
        i = template.end;
        continue;
      }
      if (quote) {
        if (unit === quote) quote = '';
      } else if (unit === '>') {
        return {end: i + 1, pieces: found};
      } else if (unit === '<' || (address && isSpace(unit))) {
        return undefined;
      } else if (unit === '=') {
        value = true;
        const next = text[i + 1];
        if (next === '"' || next === "'") {
          quote = next;
          value = false;
          i++;
        }
      } else if (isSpace(unit)) {
        value = false;
      }
      i++;
    }
    return undefined;
  }

  /** Skips a script, a style sheet or a comment; gives where it ends, or -1. */
  function opaqueHtmlEnd(i: number): number {
    if (text.startsWith('<!--', i)) {
      const end = find('-->', i + 4);
      return end < 0 ? -1 : end + 3;
    }
    const name = /^<(script|style)(?=[\s>])/i.exec(text.slice(i, i + 10))?.[1];
    if (name === undefined) return -1;
    const end = find(`</${name}`, i);
    return end < 0 ? -1 : end;
  }

  /** The end of a fenced code block whose fence stands at `at`, in a line whose container has the given indent. */
  function fenceEnd(line: number, at: number, indent: number, container: number, quoted: boolean): number {
    const mark = text[at]!;
    let length = 0;
    while (text[at + length] === mark) length++;
    for (let next = line + 1; next < starts.length; next++) {
      const start = starts[next]!;
      const content = contentStart(start);
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
  function moduleEnd(start: number): number {
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
      if (!modulesReachFar) break;
      i = starts[lowerBound(starts, end + 1)] ?? text.length;
      end = paragraphEnd(i);
    }
    // One that never closes is enough: to try each again would take time that grows with the square of the length.
    modulesReachFar = false;
    return first;
  }

  let i = frontMatterEnd(text, starts);
  let line = lowerBound(starts, i);
  let heading = false;
  let opensLine = false;
  let definition = false;
  let destination: '' | 'plain' | 'angle' = '';
  let depth = 0;
  let afterBlank = true;
  const items: number[] = [];

  const push = (start: number, template: Template): void => {
    pieces.push({start, end: template.end, kind: template.kind, ...(template.block ? {block: true} : {})});
    if (template.literalUntil !== undefined) literalUntil = template.literalUntil;
  };

  /** Reads the start of a line: what is decided there. Gives where to go on. */
  function openLine(start: number): number {
    const wasBlank = afterBlank;
    let at = contentStart(start);
    const quoted = text.slice(start, at).includes('>');
    const blank = at >= text.length || isBreak(text[at]);
    afterBlank = blank;
    destination = '';
    heading = false;
    definition = false;
    opensLine = !blank;
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
        return fenceEnd(line, at, indent, Math.min(container, indent), quoted);
      }
    }
    if (unit === '#') heading = /^#{1,6}[ \t]/.test(text.slice(at, at + 8));
    if (unit === '[') definition = text[at + 1] !== '^';
    if (unit === ':' && /^:{3,}(?:[\s{[\w]|$)/.test(text.slice(at, lineEnd(at) + 1))) {
      const end = lineEnd(at);
      push(at, {end, kind: 'blank'});
      return end;
    }
    if (unit === '*' && text[at + 1] === '[') {
      const end = lineEnd(at);
      const close = find(']', at);
      if (close > at + 2 && close < end && text[close + 1] === ':') {
        push(at, {end, kind: 'blank'});
        return end;
      }
    }
    if (syntax.mdx && wasBlank && at === start && (unit === 'i' || unit === 'e')) {
      const end = moduleEnd(at);
      if (end >= 0) {
        push(at, {end, kind: 'blank', block: true});
        return end;
      }
    }
    return at;
  }

  while (i < text.length) {
    if (line < starts.length && i >= starts[line]!) {
      while (line + 1 < starts.length && i >= starts[line + 1]!) line++;
      const start = starts[line]!;
      if (i === start) {
        const next = openLine(start);
        line++;
        if (next > i) {
          i = next;
          continue;
        }
      } else {
        // A piece or a piece of code reached into this line.
        afterBlank = false;
        heading = false;
        definition = false;
        opensLine = false;
        line++;
      }
    }
    const unit = text[i]!;
    const first = opensLine;
    if (!isSpace(unit)) opensLine = false;

    if (unit === '{') {
      const template = (destination ? undefined : attributesAt(i, heading)) ?? templateAt(i);
      if (template) {
        push(i, destination ? {...template, kind: 'letters'} : template);
        i = template.end;
        continue;
      }
    }
    if (destination) {
      if (destination === 'angle' ? unit === '>' || isBreak(unit) : isSpace(unit)) destination = '';
      else if (unit === '(') depth++;
      else if (unit === ')' && --depth < 0) destination = '';
      i++;
      continue;
    }
    if (unit === '\\') {
      const next = text[i + 1];
      i += next !== undefined && '`$<[]\\'.includes(next) ? 2 : 1;
      continue;
    }
    if (unit === '`') {
      let end = i;
      while (text[end] === '`') end++;
      const list = runs().get(end - i) ?? [];
      const close = list[lowerBound(list, end)];
      i = close !== undefined && close < paragraphEnd(i) ? close + (end - i) : end;
      continue;
    }
    if (unit === '$' && text[i + 1] === '$') {
      const template = mathAt(i, first);
      if (template) {
        push(i, template);
        i = template.end;
      } else {
        while (text[i] === '$') i++;
      }
      continue;
    }
    if (unit === '<') {
      const opaque = opaqueHtmlEnd(i);
      const tag = opaque < 0 ? htmlTagAt(i) : undefined;
      if (tag) addAll(pieces, tag.pieces);
      i = opaque >= 0 ? opaque : (tag?.end ?? i + 1);
      continue;
    }
    if (unit === ']' && (text[i + 1] === '(' || (definition && text[i + 1] === ':'))) {
      definition = false;
      depth = 0;
      i += 2;
      while (text[i] === ' ' || text[i] === '\t') i++;
      destination = text[i] === '<' ? 'angle' : 'plain';
      if (destination === 'angle') i++;
      continue;
    }
    i = isBreak(unit) ? i + 1 : dullUntil(text, i + 1);
  }
  return pieces;
}

/** Gives a stretch with every unit but line ends replaced; later lines keep their indent and, in a quote, its marks. */
function fill(source: string, unit: string, quoted: boolean): string {
  let out = '';
  let lead = false;
  for (const old of source.split('')) {
    const keep: boolean = isBreak(old) || (lead && (old === ' ' || old === '\t' || (quoted && old === '>')));
    out += keep ? old : unit;
    lead = isBreak(old) || (lead && keep);
  }
  return out;
}

const units: Readonly<Record<Kind, string>> = {
  nothing: joiner,
  output: object,
  object,
  letters: 'x',
  blank: ' ',
  gap: joiner,
};

/** Puts inert text in the place of each piece. */
function render(text: string, pieces: readonly Piece[], starts: readonly number[]): string {
  const lineOf = (offset: number): number => lowerBound(starts, offset + 1) - 1;
  const lineStart = (offset: number): number => starts[lineOf(offset)]!;
  const lineStop = (offset: number): number => starts[lineOf(offset) + 1] ?? text.length;
  const out: string[] = [];
  let done = 0;
  let index = 0;
  while (index < pieces.length) {
    // Pieces that share lines are judged together: lines of nothing but tags become blank.
    const from = index;
    const top = lineStart(pieces[from]!.start);
    let bottom = lineStop(pieces[from]!.end - 1);
    const prefix = text.slice(top, pieces[from]!.start);
    let bare = /^[ \t>\uFEFF]*$/.test(prefix);
    for (; index < pieces.length && pieces[index]!.start < bottom; index++) {
      const piece = pieces[index]!;
      bottom = lineStop(piece.end - 1);
      if (index > from && text.slice(pieces[index - 1]!.end, piece.start).trim() !== '') bare = false;
      if (piece.kind === 'object' || piece.kind === 'letters') bare = false;
    }
    if (text.slice(pieces[index - 1]!.end, bottom).trim() !== '') bare = false;
    const quoted = prefix.includes('>');
    for (const piece of pieces.slice(from, index)) {
      out.push(text.slice(done, piece.start));
      if (bare) out.push(fill(text.slice(piece.start, piece.end), ' ', quoted));
      else if (piece.kind === 'gap') out.push(` ${joiner.repeat(piece.end - piece.start - 1)}`);
      else if (piece.block) out.push(fillBlock(piece, quoted));
      else out.push(fill(text.slice(piece.start, piece.end), units[piece.kind], quoted));
      done = piece.end;
    }
  }
  out.push(text.slice(done));
  return out.join('');

  /** A tag with its content that begins or ends within a line of text: the lines between become blank. */
  function fillBlock(piece: Piece, quoted: boolean): string {
    const {start, end, kind} = piece;
    const firstStop = Math.min(end, lineStop(start));
    const lastStart = Math.max(firstStop, lineStart(end - 1));
    const own = (a: number, b: number): boolean => text.slice(a, b).trim() === '';
    const ends = [
      [
        start,
        firstStop,
        own(lineStart(start), start) && own(Math.min(end, firstStop), firstStop === end ? lineStop(start) : end),
      ],
      [firstStop, lastStart, true],
      [lastStart, end, own(end, lineStop(end - 1))],
    ] as const;
    return ends.map(([a, b, blank]) => fill(text.slice(a, b), blank ? ' ' : units[kind], quoted)).join('');
  }
}

/**
 * Gives a text of the same length with the same line ends, in which template syntax is replaced by inert text, so that
 * a Markdown parser sees plain Markdown and every offset still holds (UTF-16 units).
 *
 * A value becomes `object`, and so does a tag within a line that leaves something of its own; a tag that leaves nothing
 * becomes `joiner`; a line of nothing but tags becomes blank; an address or an attribute becomes letters. The content
 * of paired tags stays where it is prose and becomes blank where it is code. Code, comments, scripts, style sheets and
 * front matter stay as they are. Where the generator is not known, the union that is safe in every blog is read.
 * `mdx` is for posts written in MDX; without it, only those of Docusaurus are taken for it.
 */
export function mask(text: string, generator?: Generator, options: {readonly mdx?: boolean} = {}): string {
  const mdx = options.mdx ?? generator === 'docusaurus';
  if (!/[{$]|:::|\*\[/.test(text) && !(mdx && /^(?:import|export)\b/m.test(text))) return text;
  const starts = lineStarts(text);
  const pieces = scan(text, syntaxOf(generator, mdx), starts);
  return pieces.length > 0 ? render(text, pieces, starts) : text;
}
