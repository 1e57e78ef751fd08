/**
 * A set of words as a minimal acyclic graph of letters (a DAWG) in one array of 32-bit numbers, which is read from disk as it
 * stands: nothing is decoded or unpacked. Layout: format mark, number of letters, the letters' code points, then the edges.
 * The edges of a node stand side by side; an edge holds the index of its letter, whether it is the last of its node,
 * whether a word ends with it, and where the edges of the next node begin (0: nowhere). Edge 0 is a placeholder and the
 * root's edges begin at 1.
 */
export interface WordGraph {
  readonly letters: readonly string[];
  readonly edges: Uint32Array;
}

/** Also tells a file of the other byte order apart. */
const formatMark = 0x44574731;
const letterShift = 24;
const lastEdge = 1 << 23;
const wordEnd = 1 << 22;
const nextMask = wordEnd - 1;

interface BuildNode {
  final: boolean;
  id: number;
  readonly children: (readonly [letter: number, node: BuildNode])[];
}

/**
 * Encodes words for `readWordGraph`; the same words give the same bytes, in whatever order they come. Throws where the words
 * use more than 255 letters or need more than four million edges.
 */
export const encodeWordGraph = (words: Iterable<string>): Uint8Array => {
  const sorted = [...new Set(words)].filter((word) => word !== '').map((word) => [...word]);
  const letters = [...new Set(sorted.flat())].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  if (letters.length > 255) throw new Error(`The words use ${letters.length} letters; a word graph holds 255.`);
  const indexOf = new Map(letters.map((letter, index) => [letter, index]));
  const spelt = sorted.map((word) => Uint8Array.from(word, (letter) => indexOf.get(letter)!));
  spelt.sort((a, b) => Buffer.compare(a, b));

  const makeNode = (): BuildNode => ({final: false, id: 0, children: []});
  const root = makeNode();
  const unique = new Map<string, BuildNode>();
  // Words come in order, so only the branch of the last word can still grow; all others are shared as they are left.
  const branch: BuildNode[] = [root];
  const share = (depth: number): void => {
    while (branch.length > depth + 1) {
      const node = branch.pop()!;
      const parent = branch.at(-1)!;
      const key = `${node.final ? '.' : ''}${node.children.map(([letter, child]) => `${letter}:${child.id}`).join()}`;
      const twin = unique.get(key);
      if (twin === undefined) {
        node.id = unique.size + 1;
        unique.set(key, node);
      } else {
        parent.children[parent.children.length - 1] = [parent.children.at(-1)![0], twin];
      }
    }
  };
  let previous = new Uint8Array();
  for (const word of spelt) {
    let common = 0;
    while (common < previous.length && previous[common] === word[common]) common++;
    share(common);
    for (const letter of word.subarray(common)) {
      const node = makeNode();
      branch.at(-1)!.children.push([letter, node]);
      branch.push(node);
    }
    branch.at(-1)!.final = true;
    previous = word;
  }
  share(0);

  const nodes = [root, ...unique.values()];
  const startOf = new Map<BuildNode, number>();
  let next = 1;
  for (const node of nodes) {
    if (node.children.length > 0) startOf.set(node, next);
    next += node.children.length;
  }
  if (next > nextMask) throw new Error(`The words need ${next} edges; a word graph holds ${nextMask}.`);
  const numbers = new Uint32Array(2 + letters.length + next);
  numbers.set([formatMark, letters.length, ...letters.map((letter) => letter.codePointAt(0)!)]);
  const edges = numbers.subarray(2 + letters.length);
  for (const node of nodes) {
    const start = startOf.get(node) ?? 0;
    for (const [offset, [letter, child]] of node.children.entries()) {
      const isLast = offset === node.children.length - 1;
      edges[start + offset] =
        (letter << letterShift) | (isLast ? lastEdge : 0) | (child.final ? wordEnd : 0) | (startOf.get(child) ?? 0);
    }
  }
  return new Uint8Array(numbers.buffer);
};

/** Reads what `encodeWordGraph` made. Throws where the bytes are something else. */
export const readWordGraph = (bytes: Uint8Array): WordGraph => {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const numbers = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  if (numbers[0] !== formatMark) throw new Error('This is not a word graph, or one of another byte order.');
  const count = numbers[1]!;
  const letters = Array.from(numbers.subarray(2, 2 + count), (code) => String.fromCodePoint(code));
  return {letters, edges: numbers.subarray(2 + count)};
};

/** The nodes of a graph that others made, by number; 0 is the root. */
export interface GraphNodes {
  /** Letters and the nodes they lead to; -1 is a word's end that nothing follows. */
  edgesOf(node: number): readonly (readonly [letter: string, node: number])[];
  isWord(node: number): boolean;
}

/**
 * Encodes a graph that others made for `readWordGraph`, node by node: a word list of millions is never spelt out. Throws
 * where it uses more letters or needs more edges than a word graph holds.
 */
export const encodeNodes = ({edgesOf, isWord}: GraphNodes): Uint8Array => {
  const letters: string[] = [];
  const indexOf = new Map<string, number>();
  const nodes: number[] = [0];
  const startOf = new Map<number, number>([[0, 1]]);
  let next = 1 + edgesOf(0).length;
  // the list grows while it is walked: what a node leads to comes after it
  for (const node of nodes) {
    for (const [letter, child] of edgesOf(node)) {
      if (!indexOf.has(letter)) {
        indexOf.set(letter, letters.length);
        letters.push(letter);
      }
      if (child < 0 || startOf.has(child)) continue;
      const {length} = edgesOf(child);
      startOf.set(child, length === 0 ? 0 : next);
      next += length;
      nodes.push(child);
    }
  }
  if (letters.length > 255) throw new Error(`The words use ${letters.length} letters; a word graph holds 255.`);
  if (next > nextMask) throw new Error(`The words need ${next} edges; a word graph holds ${nextMask}.`);
  const numbers = new Uint32Array(2 + letters.length + next);
  numbers.set([formatMark, letters.length, ...letters.map((letter) => letter.codePointAt(0)!)]);
  const edges = numbers.subarray(2 + letters.length);
  for (const node of nodes) {
    const children = edgesOf(node);
    children.forEach(([letter, child], offset) => {
      edges[startOf.get(node)! + offset] =
        (indexOf.get(letter)! << letterShift) |
        (offset === children.length - 1 ? lastEdge : 0) |
        (child < 0 || isWord(child) ? wordEnd : 0) |
        (child < 0 ? 0 : startOf.get(child)!);
    });
  }
  return new Uint8Array(numbers.buffer);
};

/** Gives the look-up of a graph: whether it has exactly this word. */
export const wordLookup = ({letters, edges}: WordGraph): ((word: string) => boolean) => {
  const indexOf = new Map(letters.map((letter, index) => [letter.codePointAt(0)!, index]));
  const hasEdges = edges.length > 1;
  return (word) => {
    let at = 1;
    let edge = 0;
    for (let place = 0; place < word.length; place++) {
      const code = word.codePointAt(place)!;
      if (code > 0xffff) place++;
      const letter = indexOf.get(code);
      if (letter === undefined || at === 0 || !hasEdges) return false;
      edge = edges[at]!;
      while (edge >>> letterShift !== letter) {
        if (edge & lastEdge) return false;
        edge = edges[++at]!;
      }
      at = edge & nextMask;
    }
    return (edge & wordEnd) !== 0;
  };
};

/**
 * Every word of the graph within `limit` edits of `word` (insertions, deletions, replacements, swaps of neighbours; capitals
 * do not count), with the number of edits. `limit` is 3 at most; a word of more than 31 letters is near none.
 */
export const wordsNear = (graph: WordGraph, word: string, limit: number): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const wanted = codesOf(word);
  walk(graph, wanted, new Uint8Array(wanted.length + 1).fill(limit), (letters, edits) => {
    found.set(letters.join(''), edits);
  });
  return found;
};

/**
 * The same, with the graph of the same words spelt backwards at hand, several times as fast. Of all edits, at most half stand
 * in the first half of the word or fewer than half in the second, so that either graph is walked into where little has gone
 * wrong yet: a walk spreads most over the first letters.
 */
export const wordsNearBothWays = (
  forwards: WordGraph,
  backwards: WordGraph,
  word: string,
  limit: number,
): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const put = (near: string, edits: number): void => {
    const known = found.get(near);
    if (known === undefined || edits < known) found.set(near, edits);
  };
  const wanted = codesOf(word);
  const half = wanted.length >> 1;
  const early = limit >> 1;
  const limits = new Uint8Array(wanted.length + 1).fill(limit);
  walk(forwards, wanted, limits.slice().fill(early, 0, half + 1), (letters, edits) => put(letters.join(''), edits));
  walk(
    backwards,
    [...wanted].reverse(),
    limits.slice().fill(limit - early - 1, 0, wanted.length - half),
    (letters, edits) => put([...letters].reverse().join(''), edits),
  );
  return found;
};

const codesOf = (word: string): readonly number[] => Array.from(word.toLowerCase(), (letter) => letter.codePointAt(0)!);

/** The columns of the matrix are bits of a number: a longer word is near none. */
const longest = 31;

/**
 * Walks the graph with one row of the distance matrix a letter and turns back where every cell of the row is over its limit:
 * `limits` has that of each column, the letters of `wanted` that are behind it, and none is smaller than the one before, or above 3. A row
 * is kept as four numbers, one for each count of edits, with a bit for each column that may have it (Wu and Manber 1992). Most letters of a
 * node stand nowhere near: they share one row, and where that is over the limits all are passed by.
 */
const walk = (
  graph: WordGraph,
  wanted: readonly number[],
  limits: Uint8Array,
  visit: (letters: readonly string[], edits: number) => void,
): void => {
  const {letters, edges} = graph;
  if (edges.length < 2 || wanted.length > longest) return;
  const places = placesOf(wanted, graph);
  const may = (edits: number): number =>
    limits.reduce((columns, limit, column) => (edits <= limit ? columns | (1 << column) : columns), 0);
  const may1 = may(1);
  const may2 = may(2);
  const may3 = may(3);
  const end = 1 << wanted.length;
  const spelt: string[] = [];

  /**
   * Goes on from a node, with the row of the letter before (`above`), that of the one before it (`upper`), and the columns of the letter before
   * (`last`). Written out for each count of edits, because a post's unknown words come by here some ten thousand times.
   */
  const step = (
    start: number,
    depth: number,
    above0: number,
    above1: number,
    above2: number,
    above3: number,
    upper0: number,
    upper1: number,
    upper2: number,
    last: number,
  ): void => {
    const agreeing = (above0 | above1 | above2 | above3) << 1;
    // where this letter and the one before it may be two of the word that were swapped
    const swap1 = (upper0 << 2) & last;
    const swap2 = (upper1 << 2) & last;
    const swap3 = (upper2 << 2) & last;
    const swaps = swap1 | swap2 | swap3;
    // the row of other letters: each is one too many, or in the place of another. Where one of the word is missing besides, it is
    // missing in the row above already
    const other1 = (above0 | (above0 << 1)) & may1;
    const other2 = (above1 | (above1 << 1)) & may2;
    const other3 = (above2 | (above2 << 1)) & may3;
    const others = other1 | other2 | other3;
    for (let at = start, edge = 0; ; at++) {
      edge = edges[at]!;
      const letter = edge >>> letterShift;
      const here = places[letter]!;
      let row0 = 0;
      let row1 = other1;
      let row2 = other2;
      let row3 = other3;
      let row = others;
      if (((here & agreeing) | ((here << 1) & swaps)) !== 0) {
        const next = here << 1;
        row0 = (above0 << 1) & here;
        row1 = (((above1 << 1) & here) | (swap1 & next) | above0 | ((above0 | row0) << 1)) & may1;
        row2 = (((above2 << 1) & here) | (swap2 & next) | above1 | ((above1 | row1) << 1)) & may2;
        row3 = (((above3 << 1) & here) | (swap3 & next) | above2 | ((above2 | row2) << 1)) & may3;
        row = row0 | row1 | row2 | row3;
      }
      if (row !== 0) {
        spelt[depth] = letters[letter]!;
        if (edge & wordEnd && (row & end) !== 0) {
          spelt.length = depth + 1;
          visit(spelt, (row0 & end) !== 0 ? 0 : (row1 & end) !== 0 ? 1 : (row2 & end) !== 0 ? 2 : 3);
        }
        const next = edge & nextMask;
        if (next !== 0) step(next, depth + 1, row0, row1, row2, row3, above0, above1, above2, here);
      }
      if (edge & lastEdge) return;
    }
  };
  step(1, 0, 1, 2 & may1, 4 & may2, 8 & may3, 0, 0, 0, 0);
};

/** For each letter of a graph the columns of a word that it stands for, whatever its capitals. */
function placesOf(wanted: readonly number[], graph: WordGraph): Int32Array {
  const lettersOf = smallLettersOf(graph);
  const places = new Int32Array(graph.letters.length);
  for (const [before, code] of wanted.entries())
    for (const letter of lettersOf.get(code) ?? []) places[letter] = places[letter]! | (2 << before);
  return places;
}

const smallLetters = new WeakMap<WordGraph, ReadonlyMap<number, readonly number[]>>();

/** The letters of a graph by their code in lower case. */
function smallLettersOf(graph: WordGraph): ReadonlyMap<number, readonly number[]> {
  const known = smallLetters.get(graph);
  if (known) return known;
  const made = new Map<number, number[]>();
  for (const [index, letter] of graph.letters.entries()) {
    const code = letter.toLowerCase().codePointAt(0)!;
    const others = made.get(code);
    if (others) others.push(index);
    else made.set(code, [index]);
  }
  smallLetters.set(graph, made);
  return made;
}
