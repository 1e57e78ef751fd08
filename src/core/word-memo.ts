/**
 * Makes a memo that tells a number of a word read in place, without cutting it out of its text: a blog has a million words,
 * and ten thousand different ones. `answer` must depend on the word alone and give an integer, or 0 where it cannot tell yet. No
 * more than `most` words are kept, and none that is long or has 0; of the others it is asked again.
 */
export function wordMemo(
  answer: (word: string) => number,
  most: number,
): (text: string, start: number, end: number) => number {
  // open addressing: a slot holds the number of a word in the lists, plus one; less than half of them are taken
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(most * 2)));
  const last = slots.length - 1;
  const answers: number[] = [];
  const ends = [0];
  // the units of all words, one after another: strings would lie all over the memory, and hold on to their texts
  let units = new Uint16Array(2 ** 12);
  const isAt = (word: number, text: string, start: number, length: number): boolean => {
    const from = ends[word] ?? 0;
    if ((ends[word + 1] ?? 0) - from !== length) return false;
    for (let at = 0; at < length; at++) if (units[from + at] !== text.charCodeAt(start + at)) return false;
    return true;
  };
  const keep = (text: string, start: number, end: number): void => {
    const from = ends[answers.length] ?? 0;
    const to = from + end - start;
    if (to > units.length) {
      const more = new Uint16Array(units.length * 2);
      more.set(units);
      units = more;
    }
    for (let at = from; at < to; at++) units[at] = text.charCodeAt(start + at - from);
    ends.push(to);
  };
  return (text, start, end) => {
    const length = end - start;
    if (length > longest) return answer(text.slice(start, end));
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    // the low bits alone would hardly tell similar words apart
    let slot = (hash ^ (hash >>> 15)) & last;
    for (let taken = slots[slot] ?? 0; taken > 0; taken = slots[slot] ?? 0) {
      if (isAt(taken - 1, text, start, length)) return answers[taken - 1] ?? 0;
      slot = (slot + 1) & last;
    }
    const found = answer(text.slice(start, end));
    if (found !== 0 && answers.length < most) {
      keep(text, start, end);
      answers.push(found);
      slots[slot] = answers.length;
    }
    return found;
  };
}

/** Words of a language are shorter, in UTF-16 units. */
const longest = 40;
