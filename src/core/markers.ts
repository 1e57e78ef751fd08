import {joiner, object, type Prose} from './prose.ts';

/** One line of prose as a reader sees it: `text` without marks and outer blanks, `start` and `end` in the post's text. */
export interface ProseLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is the first, and the only, line of its block. */
  readonly first: boolean;
  readonly only: boolean;
  /** Whether it begins a block or follows a line that ends a sentence. */
  readonly fresh: boolean;
}

/** What gives away that something is still to be written, and where in the line (offsets in its text, UTF-16 units). */
export interface Marker {
  /** `run` is bare punctuation, `word` a bare marker, `note` either with words of the author after it, `filler` a template's text. */
  readonly kind: 'run' | 'word' | 'note' | 'filler';
  readonly start: number;
  readonly end: number;
}

/**
 * What every block with a marker has, its marks left out: signs, or a word, or, where it is one line, how that begins. A pattern
 * for all of them together costs less than splitting blocks into lines, and most have none.
 */
const hint =
  /[!?]{3}|\(\?|xxx|to-?do|fixme|tb[da]|tk|wip|placeholder|lorem|asdf|qwert|go(?:es)? here|^[\s\u200B]*(?:\[|[sdfghjkl;]{4,}[\s\u200B]*$|<?(?:enter|insert|type|put|write|add)\b)/i;

/** Whether any line of a block can hold a marker; `markerIn` finds none in the lines of another. */
export const mayHoldMarker = ({text}: Prose): boolean => hint.test(text.replaceAll(joiner, ''));

/** Splits prose into the lines a reader sees; lines without anything visible are left out. */
export function proseLines(prose: Prose): readonly ProseLine[] {
  const lines: {text: string; start: number; end: number}[] = [];
  let at = 0;
  for (const raw of prose.text.split(/\r\n?|\n/)) {
    const head = /^[\s\u2060\u200B]*/.exec(raw)?.[0].length ?? 0;
    const text = withoutEnd(raw.slice(head));
    if (text)
      lines.push({
        text: text.replaceAll(joiner, ''),
        start: prose.start + at + head,
        end: prose.start + at + head + text.length,
      });
    at += raw.length;
    if (prose.text[at] === '\r') at++;
    if (prose.text[at] === '\n') at++;
  }
  return lines.map((line, index) => ({
    ...line,
    first: index === 0,
    only: lines.length === 1,
    fresh: index === 0 || /[.!?:;…\uFFFC]$/.test(lines[index - 1]?.text ?? ''),
  }));
}

/** Without the blanks and marks at its end; a loop, for a pattern would try at each blank of a long run. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s\u2060\u200B]/.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/** Words writers leave for themselves; in capitals they mean nothing else. */
const marker = '(?:TODO|TO-DO|FIXME|TBD|TBA|TKTK(?:TK)*|XXX+|WIP)';
/** A line that starts with a marker and goes on: `TODO: calculate`, `TBD - numbers`, `FIXME(anna) x`. */
const openingWord = new RegExp(String.raw`^[[(<{*_]*${marker}[\])}>*_]*(?:\([^)]{1,40}\))?(?=\s*[:;–—-]|\s|[.!?…]|$)`);
/** What people keep for the sake of what they have to do, or do with it, in the singular. */
const kept =
  '(?:list|app|application|board|comment|entry|file|item|manager|plugin|program|reminder|system|task|tool|tracker|widget)';
/**
 * A line that begins with such a thing and is about it: `TODO lists: app or paper?`. In the singular only what follows tells it from an
 * order to oneself: `TODO list the apps`, `TODO comment on the price`.
 */
const thing = new RegExp(
  String.raw`^TO-?DO(?:-${kept}s?\b|\s+(?:${kept}s|entries)\b|\s+${kept}(?=[.,:;!?]|$|\s+(?:${kept}s|is|was|has|had|can|will|for|with|without|that|which|and|or)\b))`,
);
/** The same in small letters, where only a colon or a bracket tells it from prose. */
const openingSmall = /^(?:[[(<{][*_]*(?:to-?do|fixme|tbd|tba)[*_]*(?:[\])}>]|\s*[:–—-])|(?:to-?do|fixme|tbd|tba)\s*:)/i;
/** Within a line a marker counts only in brackets or before a colon. */
const inner =
  /[[(<{](?:(?:TODO|FIXME)(?=[\])}>:,\s])|(?:TK|TKTK|XXX+)(?=[\])}>]))|(?<![\w/.#@-])(?:TODO|FIXME|TKTK)(?=:\s)/;
/** A name, a number or a date still to be looked up, and a doubt the author had: `since xxx`, `It was in May. (?)`. */
const blank = /\b(?:since|in|of|by|from|to|for|with|at|on|about|the|a|an) (x{3,4})(?=[\s).,;:]|$)|[.!] (\(\?+\))$/;
/** Nothing but a marker, in any letters. */
const bareWord =
  /^[[(<{*_]*(?:to-?do|fixme|tbd|tba|wip|tktk(?:tk)*|tk|xxx+|placeholder|lorem ipsum|asdf[a-z]*|qwerty?)[\])}>*_]*[.:!?…]*$/i;
/** Keys struck at random: home-row letters without a vowel. */
const struck = /^[sdfghjkl;]{4,}$/;
/** A line that begins with `!!!` or `???`, with or without words after it. */
const run = /^(?:!{3,}|\?{3,})/;
/** An admonition of Python-Markdown: `!!! note "Title"`, `??? tip`. */
const admonition = /^(?:!!!|\?\?\?\+?) ?[a-z][a-z-]*(?: [a-z-]+)*(?: ".*)?$/;
/** A whole block in square brackets that asks for what is to come: `[insert screenshot]`. */
const request =
  /^\[+(?:insert|add|fill in|need|put|find|link to|link here|image of|image here|picture of|screenshot of|screenshot here)\b[^\]]*\]+[.:]?$/i;
/** What themes and templates print where the author's words belong. */
const filler =
  /^(?:lorem ipsum dolor\b.*|(?:your|the|some|enter|insert|add|write|type|put|an?|my)\b[^.!?]{0,40}\b(?:title|subtitle|description|summary|excerpt|abstract|caption|text|content|intro(?:duction)?|conclusion|body|image|picture|screenshot|quote|link) (?:goes|go) here[.!…]*|<?(?:enter|insert|type|put|write|add)(?: your| a| the)? (?:short |brief )?(?:title|subtitle|description|summary|excerpt|abstract|caption|text|content)(?: here)?>?[.…]*)$/i;

/** A banner has its marks on both ends: it is meant for readers. */
const banner = (text: string): boolean => /[!?]$/.test(text) && /[\p{L}\p{N}]/u.test(text);

/**
 * Finds what a line gives away, by position: at its start, bracketed, before a colon, or alone. Words alone say little:
 * of 360 marker words read in published posts 7 % were leftovers.
 */
export function markerIn({text, first, only, fresh}: ProseLine): Marker | undefined {
  const whole = {start: 0, end: text.length};
  const opening = fresh ? run.exec(text) : null;
  if (opening) {
    const rest = text.slice(opening[0].length).replaceAll(object, 'x').trim();
    if (rest === '') return {kind: 'run', ...whole};
    if (/^[\p{L}\p{N}"'“‘*_([x]/u.test(rest) && !admonition.test(text) && !banner(text))
      return {kind: 'note', ...whole};
    if (/^[!?\s]*$/.test(rest)) return {kind: 'run', ...whole};
    return undefined;
  }
  if (only && (bareWord.test(text) || (struck.test(text) && new Set(text).size > 2))) return {kind: 'word', ...whole};
  if (only && request.test(text)) return {kind: 'note', ...whole};
  const word = thing.test(text) ? null : (openingWord.exec(text) ?? (first ? openingSmall.exec(text) : null));
  if (word) return {kind: /[\p{L}\p{N}]/u.test(text.slice(word[0].length)) ? 'note' : 'word', ...whole};
  if (first && filler.test(text)) return {kind: 'filler', ...whole};
  const within = inner.exec(text);
  if (within) return {kind: 'note', start: within.index, end: closing(text, within.index)};
  const left = blank.exec(text);
  const stand = left?.[1] ?? left?.[2];
  if (left && stand)
    return {kind: 'word', start: left.index + left[0].length - stand.length, end: left.index + left[0].length};
  return undefined;
}

/** Where a note within a line ends: at its bracket, or at the end of the line. */
function closing(text: string, start: number): number {
  const open = '[(<{'.indexOf(text[start] ?? '');
  const end = open < 0 ? -1 : text.indexOf('])>}'[open] ?? '', start + 1);
  return end < 0 ? text.length : end + 1;
}

/** Whether a text is a placeholder as a whole: what stands in for a section, a link or a description not yet written. */
export const isPlaceholder = (text: string): boolean => {
  const line = text.replaceAll(joiner, '').trim();
  const found = markerIn({text: line, start: 0, end: line.length, first: true, only: true, fresh: true});
  return (found !== undefined && found.start === 0) || /^(?:\.{3,}|…+|[-–—_*x]{1,3})$/.test(line);
};

/** Whether a link's text is nothing but a word that marks what is to come, in capitals. */
export const isMarkerWord = (text: string): boolean => /^(?:TODO|TBD|TBA|FIXME|TK|TKTK|XXX+|\?{3,})$/.test(text);
