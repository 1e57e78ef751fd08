import type {Span} from '../rule.ts';
import {textTest} from '../units.ts';
import {lineEnd} from './lines.ts';
import type {FrontMatterBlock, FrontMatterFormat} from './model.ts';

/** The first line from `from` on that `closes`, with its start and its end. */
function findLine(text: string, from: number, closes: (line: string) => boolean): Span | undefined {
  for (let start = from; start < text.length; ) {
    const {end, next} = lineEnd(text, start);
    if (closes(text.slice(start, end))) return {start, end};
    start = next;
  }
  return undefined;
}

const opening = /^---[ \t]*([A-Za-z0-9]*)[ \t]*$/;
const formats: Readonly<Record<string, FrontMatterFormat | 'js'>> = {
  '': 'yaml',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  json: 'json',
  js: 'js',
  javascript: 'js',
};
const yamlClosing = /^(?:---|\.\.\.)[ \t]*$/;
const dashClosing = /^---[ \t]*$/;
const tomlFence = /^\+\+\+[ \t]*$/;
const semicolons = /^;;;+[ \t]*$/;
const jsonOpening = /^\{[ \t\r\n]*["}]/;
const jsonField = /^[ \t]*"[^"\n]*"[ \t]*:/;

// A name of at most 41 characters, a colon, and a blank: longer ones are sentences.
const isField = textTest(String.raw`^[ \t]*(["']?)[\p{L}\p{N}_][\p{L}\p{N}_. /\-]{0,40}\1:(?:[ \t]|$)`);
const isFieldWithoutBlank = textTest(String.raw`^[ \t]*[\p{L}_][\p{L}\p{N}_\-]{0,40}:(?!//)`);
const flowMap = /^[ \t]*\{[ \t]*(?:["'}]|\w+[ \t]*:|$)/;
const plainField = /^[A-Za-z_][A-Za-z0-9_-]*:(?:[ \t]|$)/;

/** Whether the lines between two `---` are fields rather than prose between two thematic breaks. */
function looksLikeFields(text: string, content: Span): boolean {
  let first = true;
  for (let start = content.start; start < content.end; ) {
    const {end, next} = lineEnd(text, start);
    const line = text.slice(start, end);
    const trimmed = line.trim();
    if (first && trimmed !== '' && !trimmed.startsWith('#')) {
      if (isField(line) || isFieldWithoutBlank(line) || flowMap.test(line)) return true;
      first = false;
    } else if (!first) {
      // Fields below a first line that is none: front matter that is broken, unless a blank line makes it prose.
      if (trimmed === '') return false;
      if (plainField.test(line)) return true;
    }
    start = next;
  }
  return first;
}

/** The end of the JSON object that starts at `from`; a quote left open ends with its line. */
function endOfObject(text: string, from: number): number | undefined {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      for (i++; i < text.length && text[i] !== '"' && text[i] !== '\n'; i++)
        if (text[i] === '\\' && text[i + 1] !== '\n') i++;
    } else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return i + 1;
  }
  return undefined;
}

function findJson(text: string): FrontMatterBlock | undefined {
  const format = 'json';
  if (text.startsWith('{')) {
    if (!jsonOpening.test(text)) return undefined;
    // Where the braces do not balance, the first one alone at the start of a line ends the block.
    const alone = () => findLine(text, 0, (line) => /^\}(?:;;;+)?[ \t]*$/.test(line));
    const unbalanced = () => {
      const at = alone();
      return at && at.start + 1;
    };
    const close = endOfObject(text, 0) ?? unbalanced();
    if (close === undefined) return undefined;
    const {end, next} = lineEnd(text, close);
    const rest = text.slice(close, end).trim();
    if (rest !== '' && !/^;;;+$/.test(rest)) return undefined;
    const below = lineEnd(text, next);
    const fenced = rest === '' && semicolons.test(text.slice(next, below.end));
    return {format, at: {start: 0, end: fenced ? below.end : end}, content: {start: 0, end: close}};
  }
  const first = lineEnd(text, 0);
  const start = semicolons.test(text.slice(0, first.end)) ? first.next : 0;
  if (start === 0 && !jsonField.test(text.slice(0, first.end))) return undefined;
  const close = findLine(text, start, (line) => semicolons.test(line));
  return close && {format, at: {start: 0, end: close.end}, content: {start, end: close.start}};
}

/** Finds the block at the start of a text from which a byte order mark was taken; offsets in UTF-16 units, in linear time. */
export function findFrontMatter(text: string): FrontMatterBlock | undefined {
  const {end, next} = lineEnd(text, 0);
  const first = text.slice(0, end);
  if (tomlFence.test(first)) {
    const close = findLine(text, next, (line) => tomlFence.test(line));
    return close && {format: 'toml', at: {start: 0, end: close.end}, content: {start: next, end: close.start}};
  }
  const language = opening.exec(first)?.[1]?.toLowerCase();
  if (language === undefined) return findJson(text);
  const format = Object.hasOwn(formats, language) ? formats[language] : undefined;
  if (format === undefined) return undefined;
  const closing = language === '' ? yamlClosing : dashClosing;
  const close = findLine(text, next, (line) => closing.test(line));
  if (close === undefined) return undefined;
  const at = {start: 0, end: close.end};
  const content = {start: next, end: close.start};
  if (format === 'js') return {format: 'json', at, content, code: true};
  return language !== '' || looksLikeFields(text, content) ? {format, at, content} : undefined;
}
