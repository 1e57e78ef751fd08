/** A pattern as a style writes it, in the syntax of Go and .NET, as a JavaScript one. */
export interface PatternOptions {
  readonly ignoreCase: boolean;
  /** Whether a match must begin and end at a word boundary. */
  readonly word: boolean;
}

const inlineFlags = /\(\?([imsx]{1,4})\)/g;
/** Flags for a group alone, which JavaScript of this age does not know. */
const groupFlags = /\(\?[imsx]{0,4}(?:-[imsx]{1,4})?:/g;

/** POSIX classes of Go, as what stands for them inside brackets. */
const posix: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  word: '\\w',
};

/** What a RegExp is made of. */
export interface PatternSource {
  readonly source: string;
  readonly flags: string;
}

/** Puts patterns together as alternatives, so that one search finds any of them. Throws SyntaxError where one is none. */
export function compilePattern(parts: readonly string[], options: PatternOptions): RegExp {
  const {source, flags} = patternSource(parts, options);
  return new RegExp(source, flags);
}

/** Translates patterns, as alternatives, into the syntax of JavaScript; they are not checked yet. */
export function patternSource(parts: readonly string[], {ignoreCase, word}: PatternOptions): PatternSource {
  let flags = 'gm';
  let insensitive = ignoreCase;
  const converted = parts.map((part) => {
    const text = part
      .replace(inlineFlags, (_, letters: string) => {
        if (letters.includes('i')) insensitive = true;
        if (letters.includes('s') && !flags.includes('s')) flags += 's';
        return '';
      })
      .replace(groupFlags, (group) => {
        if (group.includes('i')) insensitive = true;
        return '(?:';
      })
      .replace(/\(\?P</g, '(?<')
      .replace(/\[:(\w{4,6}):\]/g, (whole, name: string) => posix[name] ?? whole)
      .replace(/\\A/g, '^')
      .replace(/\\[zZ]/g, '$');
    return text;
  });
  const joined = converted.join('|');
  const source = word ? `\\b(?:${joined})\\b` : `(?:${joined})`;
  if (insensitive) flags += 'i';
  // only with the flag u is \p a class, and with it needless escapes are errors
  return /\\[pP]\{/.test(source) ? {source: needful(source), flags: `${flags}u`} : {source, flags};
}

const needful = (source: string): string =>
  source.replace(/\\([^\p{L}\p{N}])/gu, (written, character: string) =>
    character === '-' ? '\\x2d' : '^$\\.*+?()[]{}|/'.includes(character) ? written : character,
  );
