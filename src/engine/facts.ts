/**
 * The facts that one post gave to site rules, packed. As objects they lie on the heap until they are judged, and V8 lets a heap grow to
 * a few times of what lives there. Each is read when it is asked for.
 */
export interface Facts {
  /** The rules that have one, by id. */
  readonly rules: readonly string[];
  /** The fact of each of them as JSON in UTF-8, in that order, with a line feed between. */
  readonly bytes: Uint8Array;
}

const lineFeed = 10;

const encoder = new TextEncoder();
/**
 * Gives a text in UTF-8, in memory of its own: Node cuts small buffers out of a larger one, all of which is kept for the sake of one
 * of them that is.
 */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** Packs facts by rule id: JSON. */
export function packFacts(facts: Readonly<Record<string, unknown>>): Facts {
  const rules = Object.keys(facts).filter((rule) => facts[rule] !== undefined);
  return {rules, bytes: bytesOf(rules.map((rule) => JSON.stringify(facts[rule])).join('\n'))};
}

/** Gives the fact of a rule as JSON in UTF-8, without a line feed; undefined where it has none. */
export function bytesOfFact({rules, bytes}: Facts, rule: string): Uint8Array | undefined {
  const place = rules.indexOf(rule);
  if (place < 0) return undefined;
  let start = 0;
  for (let n = 0; n < place; n++) start = lineEnd(bytes, start) + 1;
  return bytes.subarray(start, lineEnd(bytes, start));
}

/** Gives the fact of a rule; undefined where it has none. Throws SyntaxError where the bytes are damaged. */
export function factOf(facts: Facts, rule: string): unknown {
  const bytes = bytesOfFact(facts, rule);
  return bytes && JSON.parse(textOf(bytes));
}

/** Gives all facts by rule id. Throws SyntaxError where the bytes are damaged. */
export const unpackFacts = (facts: Facts): Record<string, unknown> =>
  Object.fromEntries(facts.rules.map((rule) => [rule, factOf(facts, rule)]));

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(lineFeed, from);
  return end < 0 ? bytes.length : end;
}

/** Gives the text that some bytes are in UTF-8. */
export const textOf = ({buffer, byteOffset, byteLength}: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
