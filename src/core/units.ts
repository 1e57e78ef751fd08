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

/** Makes a test of a unit by itself that asks a pattern once for each of them. The pattern must not be global. */
export function unitTest(pattern: RegExp): (code: number) => boolean {
  // 0 is not asked yet, 1 no, 2 yes
  const answers = new Uint8Array(0x10000);
  return (code) => {
    const known = answers[code];
    if (known) return known === 2;
    const answer = pattern.test(String.fromCharCode(code));
    answers[code] = answer ? 2 : 1;
    return answer;
  };
}

const isLetterOrDigitUnit = unitTest(/[\p{L}\p{N}]/u);
const pair = /^[\p{L}\p{N}]/u;

/** How many units the letter or digit at an offset takes, as `[\p{L}\p{N}]` reads it; 0 where there is none. */
export function letterOrDigitAt(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  if (code < 128)
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) ? 1 : 0;
  if (code >= 0xd800 && code <= 0xdbff) return pair.test(text.slice(at, at + 2)) ? 2 : 0;
  // beyond the end there is no unit
  return !Number.isNaN(code) && isLetterOrDigitUnit(code) ? 1 : 0;
}

/** What the classes of characters that patterns name have in ASCII. */
const inAscii: Readonly<Record<string, string>> = {
  L: 'A-Za-z',
  Lu: 'A-Z',
  Ll: 'a-z',
  N: '0-9',
  M: '',
  'Script=Latin': 'A-Za-z',
};

/**
 * Makes a test for a pattern with classes of Unicode. V8 takes a third of a millisecond to compile one of them, and the words of
 * most posts have no character beyond ASCII: for them a pattern is asked that has only what there is in ASCII. The pattern must not
 * be global or sticky, and name no classes but those above.
 */
export function textTest(pattern: RegExp): (text: string) => boolean {
  const plain = lazy(() => new RegExp(asciiSource(pattern.source), pattern.flags.replace('u', '')));
  return (text) => (isAscii(text) ? plain() : pattern).test(text);
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

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
