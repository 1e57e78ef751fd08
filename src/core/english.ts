/** The commonest words of English that no neighbouring language shares much. */
const common = new Set(
  `the of and to is it that for was on with as be at this have from or by not but what all were we when there can your
  which their if do will about how then they some so these would other into has more been you i my our just like up its
  he she his her me us are a an in`.split(/\s+/),
);

const longest = Math.max(...[...common].map((word) => word.length));
/** A half of a letter beyond the basic plane counts as one: it is part of a word. */
const letter = /[\p{L}\p{Cs}]/u;

/**
 * Whether a text reads as English: at least one in seven of its words is among the commonest of English. A text of a few words
 * gives no proof and passes; of a long one the beginning is read.
 */
export function looksEnglish(text: string): boolean {
  const lower = text.slice(0, 2000).toLowerCase();
  let words = 0;
  let known = 0;
  for (let at = 0; at < lower.length; ) {
    const start = at;
    while (at < lower.length && isLetter(lower, at)) at++;
    if (at > start) {
      words++;
      if (at - start <= longest && common.has(lower.slice(start, at))) known++;
    } else at++;
  }
  return words < 8 || known * 7 >= words;
}

const isLetter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < 128 ? code >= 97 && code <= 122 : letter.test(text.charAt(at));
};
