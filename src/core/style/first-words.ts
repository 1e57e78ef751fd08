/** What a pattern surely begins with, as far as it can be told without running it. */
interface Prefix {
  readonly text: string;
  /** Whether the pattern ends here; otherwise what follows is not known. */
  readonly whole: boolean;
}

/** More beginnings than this and a pattern is searched for in the usual way. */
const most = 400;

/**
 * Gives the words one of which every match of a pattern begins with, in lower case; a word is a run of `\w`. The pattern is
 * meant to stand between word boundaries. Gives undefined where the words cannot be told.
 */
export function firstWords(source: string): readonly string[] | undefined {
  const prefixes = alternatives(source).map(prefixesOf);
  const words = new Set<string>();
  for (const list of prefixes) {
    if (!list) return undefined;
    for (const {text, whole} of list) {
      const run = /^\w+/.exec(text)?.[0];
      if (run === undefined || (run.length === text.length && !whole)) return undefined;
      words.add(run.toLowerCase());
    }
  }
  return words.size > 0 && words.size <= most ? [...words] : undefined;
}

/** Where the group or class that opens at `start` ends: after its last character. */
function closing(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at++;
    else if (character === '[') at = endOfClass(source, at) - 1;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at + 1;
  }
  return source.length;
}

function endOfClass(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === ']') return at + 1;
  }
  return source.length;
}

/** Parts a pattern at its own bars. */
function alternatives(source: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at++;
    else if (character === '[') at = endOfClass(source, at) - 1;
    else if (character === '(') at = closing(source, at) - 1;
    else if (character === '|') {
      parts.push(source.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(source.slice(from));
  return parts;
}

const known = /^\w+\W/;
const lookaround = /\(\?<?[=!]/y;
const opening = /\((?:\?:|(?!\?))/y;
const boundary = /\\b/y;
const quantifier = /[?*+{]/y;
const literal = /[A-Za-z0-9_ '’"@#%&,;:/<>=~`!-]|\\[^A-Za-z0-9]/y;

/** What a sticky pattern finds at a place. */
function found(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** The beginnings of one alternative; undefined where there are too many. */
function prefixesOf(source: string): readonly Prefix[] | undefined {
  let open: readonly string[] = [''];
  const done: Prefix[] = [];
  const stop = (): readonly Prefix[] => [...done, ...open.map((text) => ({text, whole: false}))];
  for (let at = 0; at < source.length; ) {
    // where the first word has ended nothing that follows matters
    for (const text of open) if (known.test(text)) done.push({text, whole: false});
    open = open.filter((text) => !known.test(text));
    if (open.length === 0) return done;
    if (found(lookaround, source, at)) {
      at = closing(source, at);
      continue;
    }
    if (found(boundary, source, at)) {
      at += 2;
      continue;
    }
    const group = found(opening, source, at);
    if (group) {
      const end = closing(source, at);
      const maybe = source[end] === '?';
      if (!maybe && found(quantifier, source, end)) return stop();
      const inner = alternatives(source.slice(at + group.length, end - 1)).map(prefixesOf);
      const next: string[] = maybe ? [...open] : [];
      for (const list of inner) {
        if (!list) return undefined;
        for (const {text, whole} of list)
          for (const before of open) {
            if (whole) next.push(before + text);
            else done.push({text: before + text, whole: false});
          }
        if (next.length + done.length > most) return undefined;
      }
      open = next;
      at = maybe ? end + 1 : end;
      continue;
    }
    const character = found(literal, source, at);
    if (character === undefined) return stop();
    const maybe = source[at + character.length] === '?';
    if (!maybe && found(quantifier, source, at + character.length)) return stop();
    const longer = open.map((text) => text + character.slice(-1));
    open = maybe ? [...open, ...longer] : longer;
    at += character.length + (maybe ? 1 : 0);
    if (open.length > most) return undefined;
  }
  return [...done, ...open.map((text) => ({text, whole: true}))];
}
