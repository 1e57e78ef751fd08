import {type Option, skipSetting} from '../core/options.ts';
import type {AnyRule} from '../core/rule.ts';
import {inert, oneLine} from './clean.ts';
import {columns, wrap} from './columns.ts';

/** A setting with its value and where that comes from. */
export interface Explained {
  readonly name: string;
  readonly value: string;
  readonly from: string;
}

const table = (rows: readonly (readonly string[])[], gap = '  '): string => {
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map((row) => columns(row[index] ?? '')))) ?? [];
  const pad = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - columns(cell)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, index) => pad(cell, widths[index] ?? 0))
          .join(gap)
          .trimEnd()}\n`,
    )
    .join('');
};

/** Lists rules with their severity and one sentence each, wrapped to `width` columns. */
export function rulesPage(rules: readonly AnyRule[], width: number): string {
  const name = Math.max(...rules.map((rule) => rule.id.length));
  const indent = name + 11;
  const lines = rules.map((rule) => {
    const [first = '', ...rest] = wrap(rule.summary, Math.max(30, Math.min(width, 120) - indent));
    const head = `${rule.id.padEnd(name)}  ${rule.severity.padEnd(7)}  ${first}\n`;
    return head + rest.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
  });
  return `${lines.join('')}\nMore about one: draftlint rules ${rules[0]?.id ?? 'ID'}\n`;
}

/** Explains one rule: what it reports, why, and how to set it, or a pattern of it. */
export function rulePage(rule: AnyRule, name: string = rule.id): string {
  const options = Object.entries<Option>(rule.options ?? {});
  const about = name === rule.id ? [] : [`${name} is a pattern of the rule ${rule.id}.`, ''];
  const lines = [...about, `${rule.id} (${rule.severity})`, '', rule.summary, '', `Why: ${rule.why}`];
  if (rule.unfinished) lines.push('', 'In a draft it is a note.');
  if (options.length > 0) {
    const rows = options.map(([name, option]) => [
      `  ${name}`,
      `${valuesOf(option)}, default ${JSON.stringify(option.default)}`,
    ]);
    lines.push('', 'Options:', table(rows).trimEnd());
    for (const [name, option] of options) lines.push(`  ${name}: ${option.description}`);
  }
  if (rule.patterns && rule.patterns !== 'any')
    lines.push('', 'Patterns:', ...wrap(rule.patterns.join(', '), 76).map((line) => `  ${line}`));
  lines.push(
    '',
    'Settings:',
    `  {"plugins": [["draftlint/rules/${rule.id}", "${rule.severity}"]]}   in .remarkrc.json`,
  );
  if (name !== rule.id && rule.options?.skip)
    lines.push(`  {"plugins": [${skipSetting(rule.id, name.slice(rule.id.length + 1))}]}   to leave the pattern out`);
  lines.push(`  <!-- draftlint-disable-next-line ${name} -->   in a post`);
  return `${lines.join('\n')}\n`;
}

/** Which values an option takes, in words. */
export function valuesOf(option: Option): string {
  switch (option.type) {
    case 'strings':
      return option.known ? 'a list of names' : 'a list of texts';
    case 'choice':
      return option.choices.join(' | ');
    case 'number':
      return `a number${option.minimum === undefined ? '' : ` from ${option.minimum}`}${option.maximum === undefined ? '' : ` to ${option.maximum}`}`;
    case 'boolean':
      return 'true | false';
  }
}

/** Lists settings with their values and where they come from. */
export const configPage = (settings: readonly Explained[]): string =>
  inert(table(settings.map(({name, value, from}) => [name, value, `(${from})`].map(oneLine))));

/** What `draftlint init` found, in words; the generator is named as it is in the settings. */
export interface Overview {
  readonly generator: string | undefined;
  readonly why: string;
  readonly posts: number;
  readonly drafts: number;
  readonly unread: number;
  readonly dialect: {readonly american: number; readonly british: number; readonly settled: string | undefined};
  readonly fields: readonly {readonly name: string; readonly posts: number}[];
}

const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** Says what a blog is like, a line each. */
export function overviewPage({generator, why, posts, drafts, unread, dialect, fields}: Overview): string {
  const {american, british, settled} = dialect;
  const words = `words of one side only: ${american} American, ${british} British`;
  const english = settled === undefined ? 'not settled' : settled === 'american' ? 'American' : 'British';
  const files = unread > 0 ? ` (${many(unread, 'file')} could not be read)` : '';
  const rows = [
    ['generator', generator ?? 'none', `(${why})`],
    ['posts', `${posts}${files}`, `(and ${many(drafts, 'draft')})`],
    ['English', english, `(${words})`],
    ...fields.map(({name, posts: having}, n) => [
      n === 0 ? 'fields' : '',
      name,
      having === posts ? '(in all posts)' : `(in ${having} of ${posts} posts: not required)`,
    ]),
    ...(fields.length === 0 ? [['fields', 'none', '(that most posts have)']] : []),
  ];
  return inert(table(rows.map((row) => row.map(oneLine))));
}
