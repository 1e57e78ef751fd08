import {lazy} from '../lazy.ts';
import type {Syntax, Template} from './pieces.ts';
import {isBreak, longReach, lowerBound, reach, type Source} from './source.ts';

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

/** The templates of a post. */
export interface Templates {
  readonly source: Source;
  readonly syntax: Syntax;
  /** Where tags, and shortcodes, of each name stand. */
  tagNames(): ReadonlyMap<string, readonly number[]>;
  shortcodeNames(): ReadonlyMap<string, readonly number[]>;
  /** The partner of each `{`. */
  partners(): ReadonlyMap<number, number>;
  /** Where text ends that only looks like templates. */
  literalUntil: number;
}

/** Makes ready to ask for the templates of a post. */
export function templatesOf(source: Source, syntax: Syntax): Templates {
  const {text} = source;
  return {
    source,
    syntax,
    tagNames: lazy(() => namesOf(text, /\{%[-~+]?\s*(\/?[\w-]+)/g)),
    shortcodeNames: lazy(() => namesOf(text, /\{\{[<%]\s*(\/?\s*[\w./-]+)/g)),
    partners: lazy(() => braces(text)),
    literalUntil: 0,
  };
}

/** The template that opens at a `{`. */
export function templateAt(templates: Templates, i: number): Template | undefined {
  const {source, syntax} = templates;
  const {text} = source;
  if (i < templates.literalUntil) return undefined;
  if (syntax.mdx) return expressionAt(templates, i);
  const next = text[i + 1];
  if (next === '%') return tagAt(templates, i);
  if (next === '#') return commentAt(source, i);
  if (next !== '{') return undefined;
  const third = text[i + 2];
  const shortcode = third === '<' || third === '%' ? shortcodeAt(templates, i) : undefined;
  return shortcode ?? valueAt(source, i);
}

function tagAt({source: {text, find}, tagNames}: Templates, i: number): Template | undefined {
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
  return paired(tagNames(), find, name, parameters, end, closers, '%}');
}

function valueAt({text, find, paragraphEnd}: Source, i: number): Template | undefined {
  const close = find('}}', i + 2);
  if (close < 0 || close - i > reach || paragraphEnd(i) < close) return undefined;
  const inner = find('{{', i + 2);
  if (inner >= 0 && inner < close) return undefined;
  return {end: close + (text[i + 2] === '{' && text[close + 2] === '}' ? 3 : 2), kind: 'object'};
}

function shortcodeAt({source: {text, find}, shortcodeNames}: Templates, i: number): Template | undefined {
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
  const quoted = shortcodeEnd(text, i + 3, closer);
  const end = quoted >= 0 ? quoted : first + closer.length;
  const inner = find(text.slice(i, i + 3), i + 3);
  if (inner >= 0 && inner < first && quoted < 0) return undefined;
  const name = start[1]!.replace(/\s/g, '');
  const parameters = text.slice(i + 3 + start[0].length, first);
  return paired(shortcodeNames(), find, name, parameters, end, [`/${name}`], '}}');
}

/** The end of a shortcode's opening where quoted parameters may hold what would end it; -1 where it is none. */
function shortcodeEnd(text: string, from: number, closer: string): number {
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

function commentAt({find}: Source, i: number): Template | undefined {
  const close = find('#}', i + 2);
  const inner = find('{#', i + 2);
  if (close < 0 || close - i > reach || (inner >= 0 && inner < close)) return undefined;
  return {end: close + 2, kind: 'nothing', block: true};
}

function expressionAt({source: {text, find}, partners}: Templates, i: number): Template | undefined {
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

/** What a tag is, given its name, where it ends and its closing tags; `mark` is what ends a closing tag. */
function paired(
  names: ReadonlyMap<string, readonly number[]>,
  find: Source['find'],
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

/** The first of some names behind a place, or -1. */
function closing(names: ReadonlyMap<string, readonly number[]>, closers: readonly string[], from: number): number {
  const found = closers.map((name) => after(names, name, from)).filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : -1;
}

function after(names: ReadonlyMap<string, readonly number[]>, name: string, from: number): number {
  const list = names.get(name);
  return list?.[lowerBound(list, from)] ?? -1;
}
