/** What checks ask of a text before they look closer, gathered in one pass. */
export interface Words {
  /** Runs of `\w` in reading order, in lower case. */
  readonly words: readonly string[];
  /** Where each of them begins. */
  readonly starts: readonly number[];
  /** All pairs of neighbouring characters that are not both of a word, but for those of a blank and a letter. */
  readonly pairs: ReadonlySet<string>;
  /** Whether two words, or two characters beyond ASCII, that are the same follow each other. */
  readonly doubled: boolean;
}

const made = new WeakMap<{readonly text: string}, Words>();

/** Gives the words of a block, gathered once. Linear in the length of its text. */
export function wordsIn(block: {readonly text: string}): Words {
  const known = made.get(block);
  if (known) return known;
  const words = gather(block.text);
  made.set(block, words);
  return words;
}

function gather(text: string): Words {
  const lower = text.toLowerCase();
  // a few capitals of other scripts are longer in lower case
  const same = lower.length === text.length;
  const words: string[] = [];
  const starts: number[] = [];
  const pairs = new Set<string>();
  let last = '';
  let doubled = false;
  let at = 0;
  while (at < text.length) {
    const from = at;
    while (at < text.length && isWord(text.charCodeAt(at))) at++;
    if (at > from) {
      const word = same ? lower.slice(from, at) : text.slice(from, at).toLowerCase();
      words.push(word);
      starts.push(from);
      if (word === last) doubled = true;
      last = word;
    }
    const end = at;
    while (at < text.length && !isWord(text.charCodeAt(at))) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        const character = text.charAt(at).toLowerCase();
        if (character === last) doubled = true;
        last = character;
      }
      at++;
    }
    if (at > end + 1 || text.charCodeAt(end) !== 32)
      for (let first = Math.max(0, end - 1); first < at && first + 1 < text.length; first++)
        pairs.add(text.slice(first, first + 2));
  }
  return {words, starts, pairs, doubled};
}

/** Whether a character is one of `\w`. */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
