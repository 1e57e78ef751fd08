import type {Severity} from '../core/finding.ts';
import {lazy} from '../core/lazy.ts';
import type {Outcome, Reporter} from '../core/outcome.ts';
import {inert, visible} from './clean.ts';
import {alsoAt, couldNot, type Merged, mergeRepeats, printed, sentence, times} from './text.ts';
import {postVerdictOf, verdictOf} from './verdict.ts';

/** A comment on GitHub takes 65,536 characters; some are left for what a workflow writes around it. */
const longest = 60_000;
const labels: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', info: 'note'};

/**
 * Reports as Markdown, for a comment in a pull request or a job summary: the verdict, then each file with its own and a table. Nothing
 * in it is a link, a mention, an image or HTML that came from a post. What would make it too long is counted instead.
 */
export const markdown: Reporter = (outcome, options) => {
  const {mark, text} = verdictOf(outcome, options);
  const blocks = [
    `### ${mark} ${literal(text)}`,
    ...outcome.failures.map((failure) => `✖ ${literal(couldNot(failure))}`),
  ];
  let room = longest - blocks.reduce((sum, block) => sum + block.length + 2, 0);
  let left = 0;
  const kept: string[] = [];
  for (const [index, file] of printed(outcome, options).entries()) {
    const rows = mergeRepeats(file.findings).map(rowOf);
    if (rows.length === 0) continue;
    const head = headOf(outcome, index);
    let size = head.length + 2;
    const fitting = rows.filter((row) => {
      size += row.length + 1;
      return size <= room;
    });
    left += rows.length - fitting.length;
    if (fitting.length === 0) continue;
    const block = [head, ...fitting].join('\n');
    room -= block.length + 2;
    kept.push(block);
  }
  const rest = left === 0 ? [] : [`${left} more ${left === 1 ? 'finding is' : 'findings are'} not shown here.`];
  return [inert(`${[...blocks, ...kept, ...rest].join('\n\n')}\n`)];
};

/** The file, the verdict on it where there are several, and the head of its table. */
function headOf({files}: Outcome, index: number): string {
  const file = files[index]!;
  const {mark, text} = postVerdictOf(file);
  const verdict = files.length > 1 ? `${mark} ${literal(text)}\n\n` : '';
  return `#### ${code(visible(file.path))}\n\n${verdict}| Place | | What | Rule |\n| ---: | --- | --- | --- |`;
}

const rowOf = (merged: Merged): string => {
  const {finding} = merged;
  const what = [sentence(finding) + times(merged), alsoAt(merged)].filter((part) => part !== '').join(' – ');
  return `| ${finding.line}:${finding.column} | ${labels[finding.severity]} | ${literal(what)} | ${literal(visible(finding.rule))} |`;
};

/** A code span that holds the text whatever backticks are in it. */
function code(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const blank = /^[ `]|[ `]$/.test(text) || text === '' ? ' ' : '';
  return `${fence}${blank}${text}${blank}${fence}`;
}

/** What is syntax to Markdown. */
const syntax = /[\\`*_{}[\]<>|~&$]/g;
/** Inside what GFM takes for an address, and GitHub and GitLab for a mention or a reference; they look at rendered text. */
const address = lazy(
  () => /(?<=:)(?=\/\/)|(?<=mailto:|xmpp:)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=[#!%])(?=[\p{L}\p{N}_])|(?<=\bgh-)(?=\d)/giu,
);

/** Writes text that means nothing to Markdown: syntax as character references, addresses with a zero-width space in them. */
const literal = (text: string): string =>
  text
    .replace(address(), '\u200b')
    .replace(syntax, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll('\u200b', '&#8203;');
