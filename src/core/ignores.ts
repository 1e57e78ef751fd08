import type {Root} from 'mdast';
import {addAll} from './add-all.ts';
import {comments} from './comments.ts';
import type {Finding, Place} from './finding.ts';
import type {FrontMatter} from './front-matter.ts';
import {entryOf} from './front-matter.ts';
import type {Lines} from './lines.ts';
import {nearest} from './nearest.ts';

/** An instruction in a post that silences findings, as plain data. */
export interface Ignore {
  /** The ids of the rules it silences; none means every rule. One that ends with a full stop is all that begin so: `style/House.`. */
  readonly rules: readonly string[];
  /** Words it silences, for spelling: in lower case; none means every finding of the rules. */
  readonly words?: readonly string[];
  /** Where it works: lines and columns from 1, both ends inclusive. */
  readonly from: {readonly line: number; readonly column: number};
  readonly to: {readonly line: number; readonly column: number};
  /** Where it is written. */
  readonly at: Place;
  /** Which tool's words it is written in. */
  readonly dialect: 'draftlint' | 'remark' | 'cspell' | 'vale';
  /** A word that is none of ours but nearly one, and the one that was likely meant: such an ignore silences nothing. */
  readonly slip?: {readonly word: string; readonly meant: string};
}

/** An instruction that holds until another ends it, for all of its rules or for some. */
interface Opened {
  rules: readonly string[];
  readonly at: Place;
  readonly dialect: Ignore['dialect'];
  readonly order: number;
}

const everywhere = {line: Number.MAX_SAFE_INTEGER, column: 1};

/** Reads the ignores of a post: comments in its Markdown and the key `draftlint` of its front matter. */
export function ignoresOf(
  text: string,
  tree: Root,
  frontMatter: FrontMatter | undefined,
  lines: Lines,
  mdx: boolean,
): readonly Ignore[] {
  const ignores: Ignore[] = [];
  const open = new Set<Opened>();
  let opened = 0;
  /** What is open, by dialect, and by dialect and rule. */
  const byName = new Map<string, Set<Opened>>();
  const keysOf = (rules: readonly string[], dialect: string): string[] => rules.map((rule) => `${dialect} ${rule}`);
  const begin = (one: Opened): void => {
    open.add(one);
    for (const key of [one.dialect, ...keysOf(one.rules, one.dialect)])
      byName.set(key, (byName.get(key) ?? new Set()).add(one));
  };
  const shut = (rules: readonly string[], dialect: Ignore['dialect'], to: Ignore['to']): void => {
    const keys = rules.length === 0 ? [dialect] : keysOf(rules, dialect);
    const met = new Set(keys.flatMap((key) => [...(byName.get(key) ?? [])]));
    const names = new Set(rules);
    // the last that was opened first, as they are nested
    for (const one of [...met].sort((a, b) => b.order - a.order)) {
      const ended = rules.length === 0 ? one.rules : one.rules.filter((rule) => names.has(rule));
      one.rules = rules.length === 0 ? [] : one.rules.filter((rule) => !names.has(rule));
      for (const key of keysOf(ended, dialect)) byName.get(key)?.delete(one);
      if (one.rules.length === 0) {
        open.delete(one);
        byName.get(dialect)?.delete(one);
      }
      ignores.push({rules: ended, from: {line: one.at.endLine, column: one.at.endColumn}, to, at: one.at, dialect});
    }
  };
  for (const comment of comments(text, tree, mdx)) {
    const position = lines.position(comment.start, comment.end);
    const at: Place = {
      line: position.start.line,
      column: position.start.column,
      endLine: position.end.line,
      endColumn: position.end.column,
    };
    const instruction = read(comment.text);
    if (!instruction) {
      const slip = slipIn(comment.text);
      if (slip) ignores.push(slipped(slip, at));
      continue;
    }
    const {verb, rules, words, dialect} = instruction;
    const whole = (line: number) => ({from: {line, column: 1}, to: {line, column: Number.MAX_SAFE_INTEGER}});
    if (verb === 'disable') begin({rules, at, dialect, order: opened++});
    else if (verb === 'enable') shut(rules, dialect, {line: at.line, column: at.column});
    else if (verb === 'line') ignores.push({rules, ...whole(at.line), at, dialect});
    else if (verb === 'next-line') ignores.push({rules, ...whole(at.endLine + 1), at, dialect});
    else if (verb === 'file') ignores.push({rules, from: {line: 1, column: 1}, to: everywhere, at, dialect});
    else if (verb === 'words') ignores.push({rules, words, from: {line: 1, column: 1}, to: everywhere, at, dialect});
    else if (comment.next?.position) {
      const {start} = comment.next.position;
      // a fence that is not closed takes the line ends after it
      let last = comment.next.position.end.offset ?? text.length;
      while (text[last - 1] === '\n' || text[last - 1] === '\r') last--;
      const end = lines.point(last);
      ignores.push({
        rules,
        from: {line: start.line, column: start.column},
        to: {line: end.line, column: end.column},
        at,
        dialect,
      });
    }
  }
  for (const one of open)
    ignores.push({
      rules: one.rules,
      from: {line: one.at.endLine, column: one.at.endColumn},
      to: everywhere,
      at: one.at,
      dialect: one.dialect,
    });
  addAll(ignores, fromFrontMatter(frontMatter, lines));
  return ignores;
}

/** Whether an ignore silences a finding. */
export function silences(ignore: Ignore, finding: Finding): boolean {
  if (ignore.slip) return false;
  const named =
    ignore.rules.length === 0 ||
    ignore.rules.some(
      (rule) => rule === finding.rule || finding.rule.startsWith(rule.endsWith('.') ? rule : `${rule}/`),
    );
  if (!named) return false;
  if (ignore.words && !ignore.words.includes((finding.actual ?? '').toLowerCase())) return false;
  const after =
    finding.line > ignore.from.line || (finding.line === ignore.from.line && finding.column >= ignore.from.column);
  const before =
    finding.line < ignore.to.line || (finding.line === ignore.to.line && finding.column <= ignore.to.column);
  return after && before;
}

interface Instruction {
  readonly verb: 'disable' | 'enable' | 'line' | 'next-line' | 'file' | 'words' | 'next';
  readonly rules: readonly string[];
  readonly words: readonly string[];
  readonly dialect: Ignore['dialect'];
}

/** The words of a list, up to ` -- ` where a reason begins. */
const names = (text: string): string[] =>
  (text.split(/(?:^|\s)--(?:\s|$)/, 1)[0] ?? '').split(/[\s,]+/).filter((name) => name !== '');
const ours = (name: string): string => name.replace(/^(?:remark-lint-|remark-)?draftlint[:/-]/, '');

const verbs = {
  'disable-next-line': 'next-line',
  'disable-line': 'line',
  'disable-file': 'file',
  disable: 'disable',
  enable: 'enable',
} as const;

/** The word that begins a comment as ours do, where it is none of ours and nearly one. */
function slipIn(comment: string): Ignore['slip'] {
  const [word, verb = ''] = /^draftlint[-_]([\w-]+)/i.exec(comment.trim()) ?? [];
  const meant = nearest(verb.replaceAll('_', '-'), Object.keys(verbs));
  return word === undefined || meant === undefined ? undefined : {word, meant: `draftlint-${meant}`};
}

const slipped = (slip: NonNullable<Ignore['slip']>, at: Place): Ignore => ({
  rules: [],
  from: {line: 1, column: 1},
  to: everywhere,
  at,
  dialect: 'draftlint',
  slip,
});

function read(comment: string): Instruction | undefined {
  const text = comment.trim();
  const own = /^draftlint-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])/.exec(text);
  if (own) {
    const rules = names(text.slice(own[0].length)).map(ours);
    return {verb: verbs[own[1] as keyof typeof verbs], rules, words: [], dialect: 'draftlint'};
  }
  const remark = /^lint\s+(disable|enable|ignore)(?![\w-])/.exec(text);
  if (remark) {
    const rules = names(text.slice(remark[0].length)).map(ours);
    return {
      verb: remark[1] === 'ignore' ? 'next' : (remark[1] as 'disable' | 'enable'),
      rules,
      words: [],
      dialect: 'remark',
    };
  }
  const vale = /^vale\s+(?:(on|off)|([\w-]+(?:\.[\w-]+)?)\s*=\s*(YES|NO))$/.exec(text);
  if (vale) return fromVale(vale[1] === 'on' || vale[3] === 'YES', vale[2]);
  const cspell = /^(?:c?spell|spell-?checker)\s*:\s*([A-Za-z-]+)/i.exec(text);
  if (!cspell) return undefined;
  const verb = cspell[1]?.toLowerCase().replace(/-/g, '') ?? '';
  const words = names(text.slice(cspell[0].length)).map((word) => word.toLowerCase());
  const rules = ['spelling'];
  if (/^(?:words?|ignore|ignorewords?)$/.test(verb)) return {verb: 'words', rules, words, dialect: 'cspell'};
  if (verb === 'disable' || verb === 'enable') return {verb, rules, words: [], dialect: 'cspell'};
  if (verb === 'disableline') return {verb: 'line', rules, words: [], dialect: 'cspell'};
  if (verb === 'disablenext' || verb === 'disablenextline')
    return {verb: 'next-line', rules, words: [], dialect: 'cspell'};
  return undefined;
}

/** What Vale's comments say: `on` and `off` of all its checks, `YES` and `NO` of one (`House.Avoid`), or of a style (`House`). */
function fromVale(isOn: boolean, name: string | undefined): Instruction {
  const rule = name === undefined ? 'style' : `style/${name}${name.includes('.') ? '' : '.'}`;
  return {verb: isOn ? 'enable' : 'disable', rules: [rule], words: [], dialect: 'vale'};
}

/** `draftlint: false` silences a whole post, `draftlint: {disable: [rule, …]}` some rules in it. */
function fromFrontMatter(frontMatter: FrontMatter | undefined, lines: Lines): Ignore[] {
  const entry = entryOf(frontMatter, 'draftlint');
  if (!entry) return [];
  const {value} = entry.value;
  const said = typeof value === 'object' && value !== null ? value : {};
  const disable = 'disable' in said ? said.disable : [];
  const rules = (Array.isArray(disable) ? disable : [disable]).filter((rule) => typeof rule === 'string').map(ours);
  const {start, end} = lines.position(entry.keyAt.start, entry.value.at.end);
  const at = {line: start.line, column: start.column, endLine: end.line, endColumn: end.column};
  const slips = Object.keys(said).flatMap((word) => {
    const meant = word === 'disable' ? undefined : nearest(word, ['disable']);
    return meant === undefined ? [] : [slipped({word, meant}, at)];
  });
  if (value !== false && rules.length === 0) return slips;
  return [{rules, from: {line: 1, column: 1}, to: everywhere, at, dialect: 'draftlint'}, ...slips];
}
