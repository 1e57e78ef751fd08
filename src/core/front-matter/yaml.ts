import {Composer, isAlias, isMap, isPair, isScalar, isSeq, Parser, type Scalar, type Node as YamlNode} from 'yaml';
import {addAll} from '../add-all.ts';
import type {Span} from '../rule.ts';
import {lineAt, lineEnd} from './lines.ts';
import {
  broken,
  duplicates,
  type FrontMatterEntry,
  type FrontMatterError,
  type FrontMatterValue,
  inOrder,
  merged,
  type Reading,
  tooDeep,
} from './model.ts';
import {indentContinuations, indentThis} from './yaml-indent.ts';
import {readPlainYaml} from './yaml-plain.ts';
import {explain, factsOf, noField} from './yaml-problems.ts';

/** How many values all aliases together may stand for: published blogs stay below a hundred. */
const mostAliased = 10_000;

function parseYaml(source: string) {
  const tokens = [...new Parser().parse(source)];
  const facts = factsOf(tokens);
  if (facts.deep !== undefined) return {facts, documents: []};
  const composer = new Composer({
    strict: true,
    uniqueKeys: false,
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
  });
  return {facts, documents: [...composer.compose(tokens, true, source.length)]};
}

/** Turns the nodes of a YAML document into values; what aliases stand for is shared, not copied. */
function yamlEntries(root: YamlNode, source: string, place: (offset: number) => number) {
  const anchors = new Map<string, FrontMatterValue>();
  const weights = new Map<FrontMatterValue, number>();
  const errors: FrontMatterError[] = [];
  const repeated: FrontMatterError[] = [];
  let aliased = 0;
  const spanOf = (node: YamlNode): Span => ({start: place(node.range![0]), end: place(node.range![1])});
  const trimmed = (start: number, end: number): Span => {
    const raw = source.slice(start, end);
    return {start: place(start), end: place(start + raw.trimEnd().length)};
  };

  const scalarOf = (node: Scalar): FrontMatterValue => {
    const [start, end] = node.range!;
    const {value} = node;
    const at = node.type?.startsWith('BLOCK') ? trimmed(start, end) : spanOf(node);
    if (typeof value !== 'string' || at.start === at.end) return {value, at};
    if (node.type?.startsWith('QUOTE')) return {value, at, text: {start: place(start + 1), end: place(end - 1)}};
    if (!node.type?.startsWith('BLOCK')) return {value, at, text: at};
    const header = Math.min(lineEnd(source, start).next, end);
    const body = header + Math.max(source.slice(header, end).search(/\S/), 0);
    return {value, at, text: trimmed(body, end)};
  };

  const readValue = (node: YamlNode | null | undefined, empty: number): FrontMatterValue => {
    if (!node?.range) return {value: null, at: {start: place(empty), end: place(empty)}};
    if (isAlias(node)) {
      const at = spanOf(node);
      const target = anchors.get(node.source);
      if (target === undefined) {
        errors.push({
          message: `\`*${node.source}\` points to nothing: put the value in quotes if the \`*\` is part of it`,
          at,
        });
        return {value: null, at};
      }
      const weight = weights.get(target) ?? 1;
      aliased += weight;
      if (aliased > mostAliased) {
        if (aliased - weight <= mostAliased)
          errors.push({message: 'The aliases here stand for too many values: write them out', at});
        return {value: null, at};
      }
      const {value, items, entries} = target;
      const alias = {value, at, ...(items && {items}), ...(entries && {entries})};
      weights.set(alias, weight);
      return alias;
    }
    const value = isMap(node)
      ? mapValue(node)
      : isSeq(node)
        ? listValue(node)
        : isScalar(node)
          ? scalarOf(node)
          : undefined;
    const known = value ?? {value: null, at: spanOf(node)};
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, known);
    return known;
  };

  /** A block ends with its last value, not with the blank lines below. */
  const collectionAt = (node: YamlNode & {flow?: boolean}, last: FrontMatterValue | undefined): Span => {
    const at = spanOf(node);
    return node.flow || !last ? at : {start: at.start, end: Math.max(at.start, last.at.end)};
  };
  const weigh = (value: FrontMatterValue, children: readonly FrontMatterValue[]): FrontMatterValue => {
    weights.set(
      value,
      children.reduce((sum, child) => sum + (weights.get(child) ?? 1), 1),
    );
    return value;
  };

  const entriesOf = (items: readonly unknown[], offset: number): FrontMatterEntry[] => {
    const entries: FrontMatterEntry[] = [];
    for (const pair of items) {
      if (!isPair<YamlNode | null, YamlNode | null>(pair)) continue;
      const {key, value} = pair;
      const keyEnd = key?.range?.[1] ?? offset;
      const raw = key?.range ? source.slice(key.range[0], key.range[1]) : '';
      const name = isScalar(key) ? (key.source ?? raw) : raw;
      const keyAt = key?.range ? spanOf(key) : {start: place(keyEnd), end: place(keyEnd)};
      const read = readValue(value, keyEnd);
      // The parser places an empty value behind the blanks; it stands right after the colon.
      const colon = keyEnd + /^[ \t]{0,100}/.exec(source.slice(keyEnd, keyEnd + 101))![0].length;
      const isEmpty = value && isScalar(value) && value.range?.[0] === value.range?.[1] && source[colon] === ':';
      const after = place(colon + 1);
      entries.push({key: name, keyAt, value: isEmpty ? {...read, at: {start: after, end: after}} : read});
    }
    return entries;
  };
  const mapValue = (node: YamlNode & {items: readonly unknown[]}): FrontMatterValue => {
    const entries = entriesOf(node.items, node.range![0]);
    addAll(repeated, duplicates(entries.filter(({key}) => key !== '<<')));
    const at = collectionAt(node, entries.at(-1)?.value);
    return weigh(
      {value: merged(entries), at, entries},
      entries.map(({value}) => value),
    );
  };
  const listValue = (node: YamlNode & {items: readonly unknown[]}): FrontMatterValue => {
    const items = node.items.map((item) =>
      isPair(item) ? {value: null, at: spanOf(node)} : readValue(item as YamlNode | null, node.range![0]),
    );
    const at = collectionAt(node, items.at(-1));
    return weigh({value: items.map(({value}) => value), at, items}, items);
  };
  const value = readValue(root, 0);
  return {entries: value.entries ?? [], errors, repeated};
}

/**
 * Reads YAML as if its lines ended with LF, which is what the parser's messages are about, and gives the places in the
 * text as it is.
 */
export function readYaml(written: string, base: number): Reading {
  if (!written.includes('\r\n')) return readYamlLines(written, base);
  const source = written.replaceAll('\r\n', '\n');
  const places: number[] = [];
  for (let at = 0; at <= written.length; at++)
    if (written[at] !== '\r' || written[at + 1] !== '\n') places.push(base + at);
  const place = (span: Span): Span => ({start: placed(span.start), end: placed(span.end)});
  // a place before a line end stays before the whole of it
  const placed = (offset: number): number => {
    const found = places[offset] ?? base + written.length;
    return source[offset] === '\n' && written[found - base - 1] === '\r' ? found - 1 : found;
  };
  const moved = (value: FrontMatterValue): FrontMatterValue => ({
    ...value,
    at: place(value.at),
    ...(value.text && {text: place(value.text)}),
    ...(value.entries && {entries: value.entries.map(movedEntry)}),
    ...(value.items && {items: value.items.map(moved)}),
  });
  const movedEntry = (entry: FrontMatterEntry): FrontMatterEntry => ({
    ...entry,
    keyAt: place(entry.keyAt),
    value: moved(entry.value),
  });
  const movedError = (error: FrontMatterError): FrontMatterError => ({...error, at: place(error.at)});
  const reading = readYamlLines(source, 0);
  return {
    ...reading,
    entries: reading.entries.map(movedEntry),
    errors: reading.errors.map(movedError),
    warnings: reading.warnings.map(movedError),
  };
}

const readYamlLines = (source: string, base: number): Reading =>
  readPlainYaml(source, base) ?? readWithLibrary(source, base);

/** Reads YAML whose lines end with LF, of any kind; `base` is where it starts in the post. */
export function readWithLibrary(written: string, base: number): Reading {
  const shift = ({start, end}: Span): Span => {
    const first = Math.min(Math.max(start, 0), written.length);
    return {start: base + first, end: base + Math.min(Math.max(end, first), written.length)};
  };
  let source = written;
  let parsed = parseYaml(source);
  let original = (offset: number) => offset;
  const warnings: FrontMatterError[] = [];
  if (parsed.documents.some(({errors}) => errors.length > 0)) {
    const indented = indentContinuations(source);
    if (indented !== undefined) {
      source = indented.source;
      original = indented.original;
      parsed = parseYaml(source);
      warnings.push({message: indentThis, at: shift(lineAt(written, indented.first))});
    }
  }
  const {facts, documents} = parsed;
  const place = (offset: number) => base + Math.min(original(offset), written.length);
  if (facts.deep !== undefined)
    return broken(tooDeep, shift({start: original(facts.deep), end: original(facts.deep) + 1}));
  for (const error of documents.flatMap(({errors}) => errors)) {
    if (error.message.startsWith('Comments must be separated')) {
      const at = shift({start: original(error.pos[0]), end: original(error.pos[1])});
      warnings.push({message: 'Put a space before the `#` of this comment: some site generators need it', at});
      continue;
    }
    // What comes after the first error mostly follows from it.
    const {message, at} = explain(source, error, facts);
    return {...broken(message, shift({start: original(at.start), end: original(at.end)})), warnings};
  }
  const [document, second] = documents;
  if (second) {
    const message = 'The front matter ends here for some site generators: take out this line';
    return {...broken(message, shift(lineAt(written, original(second.range[0])))), warnings};
  }
  const root = document?.contents;
  if (!root || (isScalar(root) && root.value === null)) return {entries: [], errors: [], warnings};
  if (!isMap(root)) {
    const {message, at} = noField(written, lineAt(written, original(root.range?.[0] ?? 0)));
    return {...broken(message, shift(at)), warnings};
  }
  const {entries, errors, repeated} = yamlEntries(root, source, place);
  const [unread] = errors;
  return unread ? {...broken(unread.message, unread.at), warnings} : {entries, errors: inOrder(repeated), warnings};
}
