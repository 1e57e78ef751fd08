import {encodeNodes} from './word-graph.ts';

/** Nodes of a trie while it is read: the edges of a node are a list, newest first. */
interface Growing {
  /** By node: its newest edge, or -1; and whether a word ends there. */
  readonly first: number[];
  readonly final: boolean[];
  /** By edge: its letter, the node it leads to (-1: a word's end that nothing follows), and the edge before it. */
  readonly letter: string[];
  readonly target: number[];
  readonly before: number[];
}

/** Marks that stand for no letter: parts of compounds, forms without capitals and accents, words that are forbidden. */
const marks = new Set(['+', '*', '~', '!']);
const data = '__DATA__';
const escapes: Readonly<Record<string, string>> = {n: '\n', r: '\r'};

/**
 * Reads a word list as cspell compiles it (TrieXv3 and TrieXv4: letters, `$` for a word's end, `<` for a step back, `#` for a
 * node that stands elsewhere) and gives it as a word graph. Parts of compounds and forbidden words are left out. Throws an
 * Error with a plain sentence where the text is something else.
 */
export function compileTrie(text: string): Uint8Array {
  const at = text.indexOf(`\n${data}`);
  const [, version, radix] = /^\s*TrieXv([34])\s+base=(\d+)\s*$/m.exec(text.slice(0, Math.max(0, at))) ?? [];
  if (version === undefined) throw new Error('it is no word list in a form that draftlint knows');
  const body = text.slice(at + data.length + 1);
  const trie = version === '3' ? read(body, Number(radix)) : readIndexed(body, Number(radix));
  const edgesOf = (node: number): (readonly [string, number])[] => {
    const edges: (readonly [string, number])[] = [];
    for (let edge = trie.first[node] ?? -1; edge >= 0; edge = trie.before[edge]!)
      if (!marks.has(trie.letter[edge]!)) edges.push([trie.letter[edge]!, trie.target[edge]!]);
    return edges;
  };
  return encodeNodes({edgesOf, isWord: (node) => trie.final[node] === true});
}

/** The fourth version puts a table of nodes before the letters, and comments between them. */
function readIndexed(body: string, radix: number): Growing {
  const [table = '', listed = ''] = /^\s*\[([^\]]*)\]/.exec(body) ?? [];
  const index = listed.split(',').map((number) => Number.parseInt(number, radix));
  return read(body.slice(table.length), radix, index);
}

function read(body: string, radix: number, index?: readonly number[]): Growing {
  const trie: Growing = {first: [-1], final: [false], letter: [], target: [], before: []};
  const {first, final, letter, target, before} = trie;
  /** The nodes from the root to where the reader stands, and the edges that lead there. */
  const way: number[] = [0];
  const edges: number[] = [-1];
  const back = (steps: number): void => {
    if (steps >= way.length) throw new Error('the word list is damaged');
    way.length -= steps;
    edges.length -= steps;
  };
  /** Takes the node where the reader stands out again, where it was the newest: another one takes its place. */
  const instead = (node: number): void => {
    const own = way.at(-1)!;
    const edge = edges.at(-1)!;
    if (edge < 0 || (node >= 0 && node >= first.length)) throw new Error('the word list is damaged');
    target[edge] = node;
    if (own === first.length - 1) {
      first.pop();
      final.pop();
    }
  };
  const push = (character: string): void => {
    const parent = way.at(-1)!;
    const node = first.length;
    edges.push(letter.length);
    letter.push(character);
    target.push(node);
    before.push(first[parent]!);
    first[parent] = letter.length - 1;
    way.push(node);
    first.push(-1);
    final.push(false);
  };
  const digits = radix === 10 ? /^\d+/ : /^[\da-z]+/;
  /** Steps back may follow a word's end or one another. */
  const isStep = (character: string, afterEnd: boolean): boolean =>
    character === '<' || (afterEnd && /[2-9]/.test(character));
  let stepping = false;
  for (let i = 0; i < body.length; i++) {
    const character = body[i]!;
    if (isStep(character, stepping)) {
      back(character === '<' ? 1 : Number(character) - 1);
      stepping = true;
      continue;
    }
    stepping = false;
    if (character === '\n' || character === '\r') continue;
    if (character === '$') {
      if (first[way.at(-1)!] === -1) instead(-1);
      else final[way.at(-1)!] = true;
      back(1);
      stepping = true;
    } else if (character === '#' || (index && character === '@')) {
      const [number = ''] = digits.exec(body.slice(i + 1, i + 16)) ?? [];
      const given = Number.parseInt(number, radix);
      const node = character === '@' ? index?.[given] : given;
      if (node === undefined || Number.isNaN(node)) throw new Error('the word list is damaged');
      instead(node);
      i += number.length;
      if (body[i + 1] === ';') i++;
    } else if (index && character === '/') {
      for (i++; i < body.length && body[i] !== '/'; i++) if (body[i] === '\\') i++;
    } else if (character === '\\') {
      // a second backslash announces one of those that cannot stand for themselves
      const special = body[i + 1] === '\\';
      i += special ? 2 : 1;
      const escaped = body[i] ?? '';
      push(special ? (escapes[escaped] ?? escaped) : escaped);
    } else {
      const code = body.codePointAt(i)!;
      push(String.fromCodePoint(code));
      if (code > 0xffff) i++;
    }
  }
  return trie;
}
