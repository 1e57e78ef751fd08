import {unitTest} from './units.ts';

/** The commonest words of English that no neighbouring language shares much. */
const common = new Set(
  `the of and to is it that for was on with as be at this have from or by not but what all were we when there can your
  which their if do will about how then they some so these would other into has more been you i my our just like up its
  he she his her me us are a an in`.split(/\s+/),
);

/** Words of more letters are not looked up. A number for five letters is still a small one. */
const longest = 5;
/** The words as numbers, so that they can be told from a text without cutting it up: one digit a letter. */
const numbers = new Set(
  [...common].map((word) => [...word].reduce((number, letter) => number * 27 + letter.charCodeAt(0) - 96, 0)),
);
/** A half of a letter beyond the basic plane counts as one: it is part of a word. */
const isOtherLetter = unitTest(String.raw`[\p{L}\p{Cs}]`);

/** So much of a text is read to find out whether it is English, in UTF-16 units. */
export const readForEnglish = 2000;

/** The sign of Kelvin and I with a dot, which have letters of ASCII in lower case, as no others have. */
const likeAscii = /[\u212A\u0130]/;

/**
 * Whether a text reads as English: at least one in seven of its words is among the commonest of English. A text of a few words
 * gives no proof and passes; of a long one the beginning is read.
 */
export function looksEnglish(text: string): boolean {
  const beginning = text.slice(0, readForEnglish);
  const read = likeAscii.test(beginning) ? beginning.toLowerCase() : beginning;
  const {length} = read;
  let words = 0;
  let known = 0;
  for (let at = 0; at < length; ) {
    const start = at;
    let number = 0;
    for (; at < length; at++) {
      const code = read.charCodeAt(at);
      const small = code | 32;
      if (code < 128 && small >= 97 && small <= 122) {
        if (at - start < longest) number = number * 27 + small - 96;
      } else if (code >= 128 && isOtherLetter(code))
        number = -1; // no word of the list has such a letter
      else break;
    }
    if (at > start) {
      words++;
      if (at - start <= longest && number > 0 && numbers.has(number)) known++;
    } else at++;
  }
  return words < 8 || known * 7 >= words;
}
