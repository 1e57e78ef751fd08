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
 * thousand different ones. `answer` must depend on the word alone, and may hold on to it, but not ask the memo; where it cannot tell
 * yet, it gives undefined, which is not kept. No more than `most` words are remembered at once. Linear in the word, whatever was read before.
 */
export function wordMemo<T>(
  answer: (word: string) => T,
  most: number,
): (text: string, start: number, end: number) => T {
  // open addressing: a slot is a word's hash and its number in the lists, plus one. The table grows with the words, because what is
  // looked up most shall lie close together: half of the slots are taken at most
  let slots = new Int32Array(2 * 2 ** 10);
  const answers: T[] = [];
  let ends = new Int32Array(2 ** 9);
  // the units of all words, one after another: strings would lie all over the memory
  let units = new Uint16Array(2 ** 12);
  const isAt = (word: number, text: string, start: number, length: number): boolean => {
    const from = ends[word]!;
    if (ends[word + 1]! - from !== length) return false;
    for (let at = 0; at < length; at++) if (units[from + at] !== text.charCodeAt(start + at)) return false;
    return true;
  };
  const grow = (): void => {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 2) {
      const place = before[at + 1] === 0 ? -1 : freePlace(slots, before[at]!);
      if (place < 0) continue;
      slots[place] = before[at]!;
      slots[place + 1] = before[at + 1]!;
    }
  };
  const keep = (hash: number, found: T, word: string): void => {
    if (answers.length === most) {
      answers.length = 0;
      slots.fill(0);
    } else if (answers.length * 4 >= slots.length) grow();
    const place = freePlace(slots, hash);
    if (place < 0) return;
    const from = ends[answers.length]!;
    const to = from + word.length;
    if (to > units.length) units = longer(units, new Uint16Array(units.length * 2));
    for (let at = from; at < to; at++) units[at] = word.charCodeAt(at - from);
    answers.push(found);
    if (answers.length === ends.length) ends = longer(ends, new Int32Array(ends.length * 2));
    ends[answers.length] = to;
    slots[place] = hash;
    slots[place + 1] = answers.length;
  };
  return (text, start, end) => {
    const length = end - start;
    if (length > longest) return answer(apart(text.slice(start, end)));
    // FNV-1a
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    const last = slots.length - 1;
    for (let n = 0, place = (hash << 1) & last; n < tried; n++, place = (place + 2) & last) {
      const taken = slots[place + 1]!;
      if (taken === 0) break;
      if (slots[place] === hash && isAt(taken - 1, text, start, length)) return answers[taken - 1]!;
    }
    const word = apart(text.slice(start, end));
    const found = answer(word);
    if (found !== undefined) keep(hash, found, word);
    return found;
  };
}

/** The first free slot for a hash; -1 where all that are tried are taken. */
function freePlace(slots: Int32Array, hash: number): number {
  const last = slots.length - 1;
  for (let n = 0, place = (hash << 1) & last; n < tried; n++, place = (place + 2) & last)
    if (slots[place + 1] === 0) return place;
  return -1;
}

/** Gives a longer array that begins as another one. */
function longer<A extends Int32Array | Uint16Array>(short: A, long: A): A {
  long.set(short);
  return long;
}
