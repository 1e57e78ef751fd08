/** Posts nested deeper than this are not parsed: micromark recurses, and its stack ends not far beyond. */
export const deepest = 100;
/** More brackets than this in one paragraph are not prose. */
const marksInParagraph = 20_000;
/**
 * How much going back a post may ask of micromark, in marks and in its events: at each mark that could close something it
 * goes through the marks of the paragraph before it, and at each end of a quote, list or footnote and each underlined heading
 * through the events of the post. Measured on Node 20: up to 60 ns for a mark and 15 ns for an event, so up to 6 s and
 * 5 s; a book of 20,000 lines with 1,000 quotes asks for 120 million events.
 */
const marksGoneBack = 100_000_000;
const eventsGoneBack = 300_000_000;
/** How many characters comments and other openers may be looked for an end in that is not there: 15 ns each, so up to 3 s. */
const soughtInVain = 200_000_000;
/** How many events of a paragraph may be moved where pieces of plain words are joined: 1 to 3 ns each, so up to 4 s. */
const eventsMoved = 1_500_000_000;
/** A shorter paragraph moves too few to be looked at. */
const longParagraph = 20_000;
/** How many events a line gives, and, beside it, each mark of a quote or an item in it, each list that it goes on with, and a footnote. */
const eventsOf = {line: 6, mark: 8, indent: 2, footnote: 16} as const;
/** A bracket that has a partner is found at once; what remains is a tenth of the time. */
const partnered = 0.1;

/** Says that a post cannot be parsed in reasonable time or stack; `line` counts from 1. */
export interface TooDeep {
  readonly line: number;
  readonly message: string;
}

const isBlank = (code: number): boolean => code === 32 || code === 9;
const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isBreak = (code: number): boolean => Number.isNaN(code) || isBlank(code) || code === 10 || code === 13;

/**
 * Finds nesting that would overflow the parser's stack, before the parser is asked: block quotes and lists by their
 * prefixes, brackets and emphasis by matching pairs within a paragraph. One pass, no recursion. It counts as a
 * pessimist (inside most code too), which costs nothing: no prose comes near the limit. Only fences that are one beyond
 * doubt are left out, because people do post data of ten thousand lines.
 */
export function findTooDeep(source: string): TooDeep | undefined {
  const text = source.replace(/\r(?!\n)/g, '\n');
  const indents: number[] = [];
  const cost: Cost = {marks: 0};
  let inline = new InlineDepth(cost);
  const unended = /<[!?]/.test(text) ? new Unended(text) : undefined;
  let moved = 0;
  /** Where the lines since the last blank one start. */
  let textFrom = 0;
  let line = 0;
  let start = 0;
  let wasBlank = true;
  let quotesBefore = 0;
  let listsBefore = 0;
  let events = 0;
  let goneBack = 0;
  /** How many quotes the last item began with: another item beside it ends them. */
  let quotesInItem = 0;
  const paragraph = {events: 0, quotes: 0, column: 0};
  /** Whether HTML may have begun that a blank line does not end: what looks like a fence there is none. */
  let raw = false;
  while (start <= text.length) {
    line++;
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (wasBlank && indents.length === 0 && !raw) {
      const fence = opensFence(text, start, end);
      if (fence) {
        const after = afterFence(text, end + 1, fence);
        line += after.lines;
        start = after.at;
        textFrom = start;
        continue;
      }
    }
    let at = start;
    let column = 0;
    let quotes = 0;
    let items = 0;
    /** How many lists and quotes there are around the first item. */
    let quotesAround = 0;
    let listsAround = indents.length;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === 32) column++;
      else if (code === 9) column += 4 - (column % 4);
      else if (code === 62 /* > */) {
        quotes++;
        column++;
      } else if ((code === 45 || code === 42 || code === 43) /* - * + */ && isBreak(text.charCodeAt(at + 1))) {
        while (indents.length > 0 && (indents.at(-1) ?? 0) > column) indents.pop();
        if (items++ === 0) [quotesAround, listsAround] = [quotes, indents.length];
        indents.push(++column);
      } else if (code >= 48 && code <= 57) {
        let digits = at;
        while (digits < end && digits - at < 10 && text.charCodeAt(digits) >= 48 && text.charCodeAt(digits) <= 57)
          digits++;
        const mark = text.charCodeAt(digits);
        if ((mark !== 46 && mark !== 41) || !isBreak(text.charCodeAt(digits + 1))) break;
        while (indents.length > 0 && (indents.at(-1) ?? 0) > column) indents.pop();
        if (items++ === 0) [quotesAround, listsAround] = [quotes, indents.length];
        column += digits - at + 1;
        indents.push(column);
        at = digits;
      } else break;
    }
    const blank = at >= end || (at === end - 1 && text.charCodeAt(at) === 13);
    const blocks = items > 0 ? indents.length : 0;
    if (!blank && items === 0) while (indents.length > 0 && (indents.at(-1) ?? 0) > column) indents.pop();
    if (quotes + blocks > deepest)
      return {line, message: `Lists or block quotes are nested more than ${deepest} levels deep`};
    const footnote = text.startsWith('[^', at);
    const ends =
      footnote ||
      quotes !== quotesBefore ||
      indents.length < listsBefore ||
      (items > 0 && (quotesInItem > 0 || listsAround < listsBefore - 1));
    events += eventsOf.line + eventsOf.mark * (quotes + items) + eventsOf.indent * indents.length;
    if (footnote) events += eventsOf.footnote;
    if (ends) goneBack += events;
    // twice: what was a paragraph until then is taken apart, and put together as a heading
    if (!blank && !wasBlank && isUnderline(text, at, end)) goneBack += 2 * events;
    if (items > 0) quotesInItem = quotes - quotesAround;
    raw ||= /^<(?:!|\?|script|pre|style|textarea)/i.test(text.slice(at, at + 10));
    if (blank) Object.assign(paragraph, {events: 0, quotes: 0, column: 0});
    else {
      // a lazy line, which belongs to a quote or a list without its mark, is compared with all lines before it
      if (quotes < paragraph.quotes || (items === 0 && column < paragraph.column)) goneBack += paragraph.events;
      paragraph.events += eventsOf.line;
      paragraph.quotes = Math.max(paragraph.quotes, quotes);
      if (items > 0) paragraph.column = indents.at(-1) ?? 0;
    }
    if (goneBack > eventsGoneBack)
      return {line, message: 'The post has too many quotes, lists, footnotes and underlined headings'};
    wasBlank = blank;
    quotesBefore = quotes;
    listsBefore = indents.length;
    const isTopLevel = quotes === 0 && indents.length === 0 && column < 4;
    const sought = unended?.read(at, end, blank || (isTopLevel && beginsBlock(text, at))) ?? 0;
    if (sought > soughtInVain) return {line, message: 'The post has too many comments or instructions that never end'};
    if (blank || end === text.length) {
      moved += movedIn(text, textFrom, end);
      if (moved > eventsMoved) return {line, message: 'The post has too many signs in long paragraphs'};
    }
    if (blank) {
      inline = new InlineDepth(cost);
      textFrom = end + 1;
    } else {
      const complaint = inline.read(text, at, end);
      if (complaint) return {line, message: complaint};
    }
    start = end + 1;
  }
  return undefined;
}

/** Gives the mark and length of a fence that a line at the top level of a post opens. */
function opensFence(text: string, start: number, end: number): {mark: string; length: number} | undefined {
  const [, run = '', rest = ''] =
    /^ {0,3}(`{3,}|~{3,})([^\r\n]*)/.exec(text.slice(start, Math.min(end, start + 1000))) ?? [];
  const [mark] = run;
  if (!mark || end - start > 1000 || (mark === '`' && rest.includes('`'))) return undefined;
  return {mark, length: run.length};
}

/** Finds where the content of a fence ends: the start of the line after the one that closes it, and how many lines lie before. */
function afterFence(text: string, from: number, fence: {mark: string; length: number}): {at: number; lines: number} {
  let lines = 0;
  let start = from;
  while (start <= text.length) {
    lines++;
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    let at = start;
    while (at < start + 3 && text[at] === ' ') at++;
    const marks = at;
    while (text[at] === fence.mark) at++;
    if (at - marks >= fence.length && text.slice(at, end).trim() === '') return {at: end + 1, lines};
    start = end + 1;
  }
  return {at: start, lines};
}

/** What parts plain words (after the last of them they are joined again), and signs that could but may stand for themselves. */
const partsOrSign =
  /(?<parts><!--[\w .,:;/()-]{0,300}-->|<\/?[A-Za-z][A-Za-z0-9]*[ ]?\/?>|\\[!-/:-@[-`{-~]|&#?[A-Za-z0-9]{1,31};|`+|>)|[&<!\\*_~[\]]/g;
/** A line that is never the text of the paragraph before it. */
const beginsOwn = /^ {0,3}(?:[-+*] +\S|#{1,6} )/;

/**
 * How many events micromark moves in the lines between two blank ones: it joins pieces of plain words wherever a sign between them means
 * nothing, and moves all events of the paragraph behind them.
 */
function movedIn(text: string, from: number, to: number): number {
  if (to - from < longParagraph) return 0;
  const lines = text.slice(from, to).split('\n');
  let isTable = isHead(lines);
  let moved = 0;
  let events = 0;
  for (const one of lines) {
    isTable &&= one.startsWith('|');
    if (isTable) continue; // each cell is a paragraph of its own
    if (beginsOwn.test(one)) events = 0;
    let isParted = false;
    const join = (): void => {
      events += 4;
      if (isParted) moved += events;
      isParted = false;
    };
    for (const {groups} of one.matchAll(partsOrSign)) {
      if (groups?.parts) join();
      else {
        events += 2;
        isParted = true;
      }
    }
    join();
  }
  return moved;
}

/** Whether lines plainly begin with the head of a table. */
function isHead([head = '', row = '']: readonly string[]): boolean {
  const bars = (line: string): number => line.split('|').length;
  return (
    head.startsWith('|') && !head.includes('\\') && /^\|[|: \t-]*-[|: \t-]*$/.test(row) && bars(head) === bars(row)
  );
}

/** Whether a line could make a heading of the one before it. */
function isUnderline(text: string, start: number, end: number): boolean {
  const mark = text.charCodeAt(start);
  if (mark !== 61 && mark !== 45) /* = - */ return false;
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== mark && !isBreak(code)) return false;
  }
  return true;
}

/** Whether a line that is not indented begins a block of HTML with a comment or the like, and is the text of no paragraph. */
const beginsBlock = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 60 && /^<(?:\?|!--|!\[CDATA\[|![A-Za-z])/.test(text.slice(at, at + 9));

/** What opens something that only its own end closes, the ends, and the bars between the cells of a table. */
const opensOrEnds = /<!---?>|(?<opener><!--|<!\[CDATA\[|<![A-Za-z]|<\?)|(?<end>-->|\]\]>|\?>|>)|\|/g;
const endOf = (opener: string): string =>
  opener === '<!--' ? '-->' : opener === '<?' ? '?>' : opener === '<![CDATA[' ? ']]>' : '>';

/** Openers in a paragraph for which no end was found yet. */
interface Open {
  count: number;
  /** The sum of their places. */
  places: number;
  /** The place of the first. */
  first: number;
}

/**
 * Counts how many characters micromark goes over to find that comments, instructions and declarations within a paragraph never
 * end: for each of them to the end of the paragraph. An end in the same line and cell takes all before it along. One in another may
 * belong to another paragraph, so the way to it counts.
 */
class Unended {
  readonly #text: string;
  readonly #open = new Map<string, Open>();
  readonly #opener = /<[!?]/g;
  /** Where what may be an opener stands next. */
  #next = 0;
  #sought = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads a line, which may be no text of the paragraph before it; gives how many characters are gone over until there. */
  read(start: number, end: number, isApart: boolean): number {
    if (isApart) {
      for (const ending of this.#open.keys()) this.#end(ending, start);
      return this.#sought;
    }
    if (this.#next < start) {
      this.#opener.lastIndex = start;
      this.#next = this.#opener.exec(this.#text)?.index ?? this.#text.length;
    }
    if (this.#open.size > 0 || this.#next < end) this.#readLine(start, end);
    // at the end of the text no line follows
    if (end === this.#text.length) for (const ending of this.#open.keys()) this.#end(ending, end);
    return this.#sought;
  }

  #readLine(start: number, end: number): void {
    /** From where on an end surely belongs to what is before it. */
    let cell = start;
    for (const {index, 0: sign, groups} of this.#text.slice(start, end).matchAll(opensOrEnds)) {
      const at = start + index;
      if (groups?.opener) {
        const ending = endOf(sign);
        const open = this.#open.get(ending);
        if (open) {
          open.count++;
          open.places += at;
        } else this.#open.set(ending, {count: 1, places: at, first: at});
      } else if (groups?.end) {
        this.#end(sign, at, cell);
        // whatever ends ends a declaration too
        if (sign !== '>') this.#end('>', at, cell);
      } else if (sign === '|') cell = at;
    }
  }

  #end(ending: string, at: number, cell = at): void {
    const open = this.#open.get(ending);
    if (!open) return;
    this.#open.delete(ending);
    if (open.first < cell) this.#sought += open.count * at - open.places;
  }
}

/** What the paragraphs of a post ask of the parser together. */
interface Cost {
  marks: number;
}

/** Measures how deep brackets and emphasis are nested in one paragraph, line by line. */
class InlineDepth {
  readonly #brackets: number[] = [];
  readonly #emphasis: number[] = [];
  readonly #ticks = new Set<number>();
  readonly #cost: Cost;
  /** Opening brackets. */
  #marks = 0;
  /** Brackets of both kinds. */
  #labels = 0;
  /** Runs of `*`, `_` and `~`. */
  #runs = 0;

  constructor(cost: Cost) {
    this.#cost = cost;
  }

  read(text: string, start: number, end: number): string | undefined {
    const complaint = this.#readLine(text, start, end);
    if (complaint) return complaint;
    return this.#cost.marks > marksGoneBack ? 'The post has too many brackets, asterisks and underscores' : undefined;
  }

  #readLine(text: string, start: number, end: number): string | undefined {
    const table = text.charCodeAt(start) === 124; // the cells of a table are paragraphs of their own
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === 91 /* [ */) {
        this.#brackets.push(0);
        this.#labels++;
        if (!table && ++this.#marks > marksInParagraph)
          return `One paragraph holds more than ${marksInParagraph} brackets`;
      } else if (code === 93 /* ] */) {
        this.#labels++;
        this.#cost.marks += this.#labels * (this.#brackets.length > 0 ? partnered : 1);
        if (close(this.#brackets) > deepest) return `Brackets are nested more than ${deepest} levels deep`;
      } else if (code === 42 || code === 95 || code === 96 || code === 126 /* * _ ` ~ */) {
        const from = at;
        while (at + 1 < end && text.charCodeAt(at + 1) === code) at++;
        const length = at - from + 1;
        if (code === 96) {
          this.#ticks.add(length);
          if (this.#ticks.size > deepest)
            return `One paragraph holds runs of backticks of more than ${deepest} lengths`;
          continue;
        }
        this.#runs++;
        const before = from > start ? text.charCodeAt(from - 1) : Number.NaN;
        const after = text.charCodeAt(at + 1);
        const opens = at + 1 < end && !isBreak(after);
        const closes = from > start && !isBreak(before);
        if (code === 95 && isAlphanumeric(before) && isAlphanumeric(after)) continue;
        if (closes) this.#cost.marks += this.#runs;
        if (code === 126) continue;
        if ((opens || closes) && length > 2 * deepest) return `Emphasis is nested more than ${deepest} levels deep`;
        if (closes && this.#emphasis.length > 0) {
          for (let n = 0; n < length && this.#emphasis.length > 0; n++)
            if (close(this.#emphasis) > 2 * deepest) return `Emphasis is nested more than ${deepest} levels deep`;
        } else if (opens) for (let n = 0; n < length; n++) this.#emphasis.push(0);
      }
    }
    return undefined;
  }
}

/** Closes the innermost pair and gives its height: one more than the highest pair inside it. */
function close(heights: number[]): number {
  const height = (heights.pop() ?? -1) + 1;
  const last = heights.length - 1;
  if (last >= 0) heights[last] = Math.max(heights[last] ?? 0, height);
  return height;
}
