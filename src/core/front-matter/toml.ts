import {parse, TomlDate, TomlError} from 'smol-toml';
import type {Span} from '../rule.ts';
import {isBlank, lineAt, lineEnd} from './lines.ts';
import {broken, deepest, type FrontMatterValue, mapOf, type Reading, tooDeep} from './model.ts';

/** Where a TOML value stands; a table grows while the lines below it are scanned. */
interface TomlPlace {
  at: Span;
  readonly text?: Span;
  readonly fields?: Map<string, {readonly keyAt: Span; readonly place: TomlPlace}>;
  readonly items?: TomlPlace[];
}

interface TomlKey {
  readonly key: string;
  readonly at: Span;
}

const table = (start: number): TomlPlace & Required<Pick<TomlPlace, 'fields'>> => ({
  at: {start, end: start},
  fields: new Map(),
});

/** Scans a TOML text that was parsed without an error for the places of its values; undefined where keys nest too deep. */
function scanToml(s: string): TomlPlace | undefined {
  let p = 0;
  const skip = (lines: boolean) => {
    for (; p < s.length; p++) {
      if (s[p] === '#') p = lineEnd(s, p).end;
      if (!isBlank(s[p]) && !(lines && (s[p] === '\n' || s[p] === '\r'))) return;
    }
  };
  const string = (): TomlPlace => {
    const start = p;
    const quote = s[p]!;
    const long = s.startsWith(quote.repeat(3), p);
    const close = long ? quote.repeat(3) : quote;
    p += close.length;
    if (long && s[p] === '\r') p++;
    if (long && s[p] === '\n') p++;
    const from = p;
    while (p < s.length && !s.startsWith(close, p)) p += s[p] === '\\' && quote === '"' ? 2 : 1;
    // Up to two quotes may stand right before the three that close.
    if (long) for (let extra = 0; extra < 2 && s[p + 3] === quote; extra++) p++;
    const to = Math.min(p, s.length);
    p = Math.min(p + close.length, s.length);
    return {at: {start, end: p}, text: {start: from, end: to}};
  };
  const keys = (end: string): readonly TomlKey[] => {
    const path: TomlKey[] = [];
    while (p < s.length && s[p] !== end && s[p] !== '\n') {
      skip(false);
      const start = p;
      if (s[p] === '"' || s[p] === "'") {
        const {at} = string();
        // The parser knows what the escapes of a quoted key mean.
        const [key] = Object.keys(parse(`${s.slice(at.start, at.end)} = 0`));
        path.push({key: key ?? '', at});
      } else {
        while (p < s.length && /[A-Za-z0-9_-]/.test(s[p]!)) p++;
        path.push({key: s.slice(start, p), at: {start, end: p}});
      }
      skip(false);
      if (s[p] !== '.') break;
      p++;
    }
    return path;
  };
  const value = (): TomlPlace => {
    const start = p;
    if (s[p] === '"' || s[p] === "'") return string();
    if (s[p] === '[') {
      const items: TomlPlace[] = [];
      p++;
      for (skip(true); p < s.length && s[p] !== ']'; skip(true)) {
        if (s[p] === ',') p++;
        else items.push(value());
      }
      return {at: {start, end: ++p}, items};
    }
    if (s[p] === '{') {
      const place = table(start);
      p++;
      for (skip(true); p < s.length && s[p] !== '}'; skip(true)) {
        if (s[p] === ',') p++;
        else statement(place);
      }
      place.at = {start, end: ++p};
      return place;
    }
    while (p < s.length && !',]}#\n\r'.includes(s[p]!)) p++;
    const end = start + s.slice(start, p).trimEnd().length;
    p = Math.max(p, start + 1);
    return {at: {start, end}};
  };
  /** The table that a path leads to from another, through the last item of each list of tables. */
  const follow = (from: TomlPlace, path: readonly TomlKey[]): TomlPlace[] => {
    const way = [from];
    for (const {key, at} of path) {
      const fields = way.at(-1)?.fields;
      if (!fields) break;
      const known = fields.get(key)?.place;
      const next = known ? (known.items?.at(-1) ?? known) : table(at.start);
      if (!known) fields.set(key, {keyAt: at, place: next});
      if (known?.items) way.push(known);
      way.push(next);
    }
    return way;
  };
  const reach = (places: readonly TomlPlace[], end: number) => {
    for (const place of places) place.at = {start: place.at.start, end: Math.max(place.at.end, end)};
  };
  const statement = (into: TomlPlace) => {
    const path = keys('=');
    p++;
    skip(false);
    const last = path.at(-1);
    const way = follow(into, path.slice(0, -1));
    const place = value();
    if (last) way.at(-1)?.fields?.set(last.key, {keyAt: last.at, place});
    reach(way, place.at.end);
    return path.length;
  };

  const root = table(0);
  let current: readonly TomlPlace[] = [root];
  for (skip(true); p < s.length; skip(true)) {
    if (s[p] !== '[') {
      if (statement(current.at(-1)!) > deepest) return undefined;
      reach(current, p);
      continue;
    }
    const start = p;
    const isList = s[p + 1] === '[';
    p += isList ? 2 : 1;
    const path = keys(']');
    if (path.length > deepest) return undefined;
    p += isList ? 2 : 1;
    const last = path.at(-1);
    if (isList && last) {
      const way = follow(root, path.slice(0, -1));
      const fields = way.at(-1)?.fields;
      const list = fields?.get(last.key)?.place ?? {at: {start, end: start}, items: []};
      const item = table(start);
      fields?.set(last.key, {keyAt: fields.get(last.key)?.keyAt ?? last.at, place: list});
      list.items?.push(item);
      current = [...way, list, item];
    } else current = follow(root, path);
    reach(current, p);
  }
  return root;
}

/** Joins the places of TOML values with the values themselves. */
function tomlValue(s: string, base: number, {at, text, fields, items}: TomlPlace, value: unknown): FrontMatterValue {
  const shift = ({start, end}: Span): Span => ({start: base + start, end: base + end});
  if (fields && value !== null && typeof value === 'object') {
    const entries = [...fields].map(([key, {keyAt, place}]) => {
      const own = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : null;
      return {key, keyAt: shift(keyAt), value: tomlValue(s, base, place, own)};
    });
    return {value: mapOf(entries), at: shift(at), entries};
  }
  if (items && Array.isArray(value)) {
    const values = items.map((item, index) => tomlValue(s, base, item, value[index] ?? null));
    return {value: values.map((item) => item.value), at: shift(at), items: values};
  }
  const plain = value instanceof TomlDate ? s.slice(at.start, at.end) : value;
  return {value: plain, at: shift(at), ...(text && typeof plain === 'string' && {text: shift(text)})};
}

/** Reads TOML; `base` is where its text starts in the post. */
export function readToml(s: string, base: number): Reading {
  const whole = {start: base, end: base + s.length};
  let data: unknown;
  try {
    // Line ends inside long strings are part of them: the same post gives the same data on every system.
    data = parse(s.replaceAll('\r\n', '\n'), {maxDepth: deepest});
  } catch (error) {
    if (!(error instanceof TomlError)) return broken('The front matter cannot be read', whole);
    return tomlProblem(s, base, error);
  }
  const root = scanToml(s);
  if (root === undefined) return broken(tooDeep, whole);
  return {entries: tomlValue(s, base, root, data).entries ?? [], errors: [], warnings: []};
}

/** Puts what the TOML parser complains of into a sentence for the writer. */
function tomlProblem(s: string, base: number, error: TomlError): Reading {
  let start = 0;
  for (let line = 1; line < error.line; line++) start = lineEnd(s, start).next;
  const place = Math.min(start + error.column - 1, s.length);
  const line = lineAt(s, place);
  const at = {start: base + Math.min(place, Math.max(line.end - 1, line.start)), end: base + line.end};
  const written = s.slice(line.start, line.end);
  const reason = error.message.split('\n', 1)[0]!.replace('Invalid TOML document: ', '');
  if (reason.includes('nested')) return broken(tooDeep, at);
  const key = /^\[*[ \t]*([^=\]\n]{1,80}?)[ \t]*[=\]]/.exec(written)?.[1];
  if (reason.includes('redefine') && key)
    return broken(`\`${key}\` appears twice: keep only one`, {start: base + line.start, end: at.end});
  if (reason === 'unfinished string' || reason.includes('control characters are not allowed in strings')) {
    return broken('The quote that opens on this line is never closed', {start: base + line.start, end: at.end});
  }
  if (/^[A-Za-z0-9_-]+[ \t]*:/.test(written)) {
    return broken('Between `+++` a field is written with an equals sign: `name = "value"`', {
      start: base + line.start,
      end: at.end,
    });
  }
  if (/=[ \t]*[^\s"'[{\d+-]/.test(written) && !/=[ \t]*(?:true|false|inf|nan)\b/.test(written)) {
    return broken(`Text needs quotes here: write \`${key ?? 'name'} = "…"\``, {start: base + line.start, end: at.end});
  }
  return broken(`The front matter cannot be read here: ${reason}`, at);
}
