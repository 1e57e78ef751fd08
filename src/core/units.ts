import {lazy} from './lazy.ts';

/**
 * Classes of characters by their UTF-16 unit, for loops over whole posts: there a regular expression a character costs more than
 * all the rest.
 */

/** Whether a unit is one of `\s`, which are also those that `trim` removes. */
export const isBlankUnit = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || (code >= 0x1680 && isOtherBlank(code));

const isOtherBlank = (code: number): boolean =>
  code === 0x1680 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000 ||
  code === 0xfeff;

/** A block of Unicode in which there are only marks: the curly quotes, the dashes and the dots of most posts. */
const isGeneralPunctuation = (code: number): boolean => code >= 0x2000 && code < 0x2070;

/**
 * Whether a unit beyond ASCII is in none of the classes that patterns name: most of the block above, the blank that does not break, and
 * what stands in prose for things that are no text. Some of the block are drawn as pictures (‼, ⁉) or join words (‿, ⁀, ⁔).
 */
const isInNoClass = (code: number): boolean =>
  (isGeneralPunctuation(code) && !classified.includes(code)) || code === 0xa0 || code === 0xfffc;
const classified: readonly number[] = [0x203c, 0x203f, 0x2040, 0x2049, 0x2054];

/** What the classes of characters that patterns name have in ASCII. */
const inAscii: Readonly<Record<string, string>> = {
  L: 'A-Za-z',
  Lu: 'A-Z',
  Ll: 'a-z',
  N: '0-9',
  Nd: '0-9',
  M: '',
  Cs: '',
  Pc: '_',
  Extended_Pictographic: '',
  'Script=Latin': 'A-Za-z',
};

/**
 * Gives for a text the pattern to ask: one with classes of Unicode, or one that has only what these have in ASCII. V8 takes a third
 * of a millisecond to read and compile the first, and up to two, and most texts have nothing beyond ASCII but curly quotes, dashes and
 * dots. The pattern is given as its source, so that it is not read before it is asked; it must name no classes but those above, and is
 * of Unicode without its flag.
 */
export function unicodePattern(source: string, flags = ''): (text: string) => RegExp {
  const [plain, whole] = [
    lazy(() => new RegExp(asciiSource(source), flags)),
    lazy(() => new RegExp(source, `${flags}u`)),
  ];
  return (text) => (isPlain(text) ? plain() : whole());
}

/** Makes a test for such a pattern. */
export function textTest(source: string, flags = ''): (text: string) => boolean {
  const pattern = unicodePattern(source, flags);
  return (text) => pattern(text).test(text);
}

/** Makes a test of a unit by itself that asks such a pattern once for each of them. */
export function unitTest(source: string): (code: number) => boolean {
  const test = textTest(source);
  // 0 is not asked yet, 1 no, 2 yes
  const answers = lazy(() => new Uint8Array(0x10000));
  return (code) => {
    const known = answers()[code];
    if (known) return known === 2;
    const answer = test(String.fromCharCode(code));
    answers()[code] = answer ? 2 : 1;
    return answer;
  };
}

const isLetterOrDigitUnit = unitTest(String.raw`[\p{L}\p{N}]`);
const pair = lazy(() => /^[\p{L}\p{N}]/u);
/** How many units the letter or digit at an offset takes, as `[\p{L}\p{N}]` reads it; 0 where there is none. */
export function letterOrDigitAt(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  if (code < 128)
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) ? 1 : 0;
  if (isGeneralPunctuation(code)) return 0;
  if (code >= 0xd800 && code <= 0xdbff) return pair().test(text.slice(at, at + 2)) ? 2 : 0;
  // beyond the end there is no unit
  return !Number.isNaN(code) && isLetterOrDigitUnit(code) ? 1 : 0;
}

function asciiSource(source: string): string {
  let inClass = false;
  return source.replace(/\\p\{([^}]*)\}|\\.|[[\]]/g, (found, name: string | undefined) => {
    if (found === '[') inClass = true;
    else if (found === ']') inClass = false;
    else if (name !== undefined) {
      const members = inAscii[name];
      if (members === undefined) throw new Error(`What \\p{${name}} has in ASCII is not known`);
      return inClass ? members : `[${members}]`;
    }
    return found;
  });
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 && !isInNoClass(code)) return false;
  }
  return true;
}
