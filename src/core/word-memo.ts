/** A string this long is a part of the text it was sliced from, all of which V8 then keeps; a shorter one is a copy. */
const slicedFrom = 13;
/** Gives a copy that is no part of another string. */
const apart = (word: string): string => (word.length < slicedFrom ? word : JSON.parse(JSON.stringify(word)));

/** Words of a language are shorter, in UTF-16 units; a longer one is seldom seen twice. */
const longest = 40;
/** How many places are tried for a word: texts can be made whose words all want the same. */
const tried = 8;

/**
 * Makes a memo of what a word comes to that is read in place, without cutting it out of its text: a blog has a million words, and ten
 * thousand different ones. `answer` must depend on the word alone, and may hold on to it; where it cannot tell yet, it gives undefined,
 * which is not kept. No more than `most` words are remembered at once. Linear in the word, whatever was read before.
 */
export function wordMemo<T>(
  answer: (word: string) => T,
  most: number,
): (text: string, start: number, end: number) => T {
  // open addressing: a slot holds the number of a word in the lists, plus one; a quarter of them are taken at most
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(most * 4)));
  const last = slots.length - 1;
  const answers: T[] = [];
  const ends = [0];
  // the units of all words, one after another: strings would lie all over the memory
  let units = new Uint16Array(2 ** 12);
  const isAt = (word: number, text: string, start: number, length: number): boolean => {
    const from = ends[word]!;
    if (ends[word + 1]! - from !== length) return false;
    for (let at = 0; at < length; at++) if (units[from + at] !== text.charCodeAt(start + at)) return false;
    return true;
  };
  const keep = (place: number, found: T, word: string): void => {
    if (answers.length === most) {
      answers.length = 0;
      ends.length = 1;
      slots.fill(0);
    }
    const from = ends.at(-1)!;
    const to = from + word.length;
    if (to > units.length) {
      const more = new Uint16Array(units.length * 2);
      more.set(units);
      units = more;
    }
    for (let at = from; at < to; at++) units[at] = word.charCodeAt(at - from);
    ends.push(to);
    answers.push(found);
    slots[place] = answers.length;
  };
  return (text, start, end) => {
    const length = end - start;
    if (length > longest) return answer(apart(text.slice(start, end)));
    // FNV-1a
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    for (let n = 0; n < tried; n++) {
      const place = (hash + n) & last;
      const taken = slots[place]!;
      if (taken > 0) {
        if (isAt(taken - 1, text, start, length)) return answers[taken - 1]!;
        continue;
      }
      const word = apart(text.slice(start, end));
      const found = answer(word);
      if (found !== undefined) keep(place, found, word);
      return found;
    }
    return answer(apart(text.slice(start, end)));
  };
}
