import type {Card, ReportOptions} from '../core/outcome.ts';
import type {BlogStats, PostStats} from '../core/post-stats.ts';
import {inert, oneLine, visible, visibleJson} from './clean.ts';
import {clip, columns} from './columns.ts';
import {type Styles, styles} from './style.ts';

/** More posts than this are shown as a table, without their longest sentences. */
const cards = 3;
/** A comparison with one's own few posts says nothing. */
const fewest = 3;

const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
const counted = (count: number, thing: string): string => `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;

/** What a reading ease means, in Flesch's own words. */
export const easeInWords = (ease: number): string =>
  ease >= 90
    ? 'very easy'
    : ease >= 80
      ? 'easy'
      : ease >= 70
        ? 'fairly easy'
        : ease >= 60
          ? 'plain English'
          : ease >= 50
            ? 'fairly hard'
            : ease >= 30
              ? 'hard'
              : 'very hard';

/**
 * Gives the writer's cards of the posts asked for, a table where they are many; `usual` is what is usual in the blog. The report
 * ends with a line end, and is empty without posts.
 */
export function statsReport(
  posts: readonly PostStats[],
  usual: BlogStats | undefined,
  {color, width}: Pick<ReportOptions, 'color' | 'width'>,
): string {
  if (posts.length === 0) return '';
  const style = styles(color);
  const compared = usual && usual.posts >= fewest ? usual : undefined;
  const room = Math.min(Math.max(Math.trunc(width) || 80, 40), 120);
  const report =
    posts.length > cards
      ? table(posts, compared, style)
      : posts.map((post) => card(post, compared, style, room)).join('\n');
  return inert(report);
}

function card(post: PostStats, usual: BlogStats | undefined, style: Styles, room: number): string {
  const head = style.underline(visible(post.path));
  if (post.words === 0) return `${head}\n  No running text yet\n`;
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    [
      'Length',
      `${counted(post.words, 'word')}, ${counted(post.minutes, 'minute')} to read`,
      usual && grouped(Math.round(usual.words)),
    ],
    ['Reading ease', `${post.ease}, ${easeInWords(post.ease)}`, usual && String(Math.round(usual.ease))],
    ['School grade', String(post.grade), usual && String(usual.grade)],
    ['Words a sentence', String(post.sentenceLength), usual && String(usual.sentenceLength)],
  ];
  const label = Math.max(...rows.map(([name]) => name.length)) + 2;
  const value = Math.max(...rows.map(([, text]) => columns(text))) + 2;
  const lines = rows.map(
    ([name, text, other]) =>
      `  ${name.padEnd(label)}${other === undefined ? text : `${text.padEnd(value)}${style.dim(`usual here: ${other}`)}`}`,
  );
  const sentences = post.longest.map(({words, line, column, text}) => {
    const place = `${line}:${column}`.padStart(7);
    const size = counted(words, 'word').padStart(9);
    return `  ${place}  ${size}  ${clip(oneLine(text), room - 22)}`;
  });
  return `${[head, ...lines, '  Longest sentences', ...sentences].join('\n')}\n`;
}

function table(posts: readonly PostStats[], usual: BlogStats | undefined, style: Styles): string {
  const head = ['words', 'minutes', 'ease', 'grade', 'words a sentence'];
  const row = ({words, minutes, ease, grade, sentenceLength}: Omit<BlogStats, 'posts'>): readonly string[] => [
    grouped(Math.round(words)),
    String(Math.round(minutes)),
    String(Math.round(ease)),
    grade.toFixed(1),
    sentenceLength.toFixed(1),
  ];
  const laid = (cells: readonly string[]): string =>
    cells.map((cell, index) => cell.padStart(Math.max(7, head[index]?.length ?? 0))).join('  ');
  const lines = [
    style.dim(laid(head)),
    ...posts.map((post) => `${laid(row(post))}  ${visible(post.path)}`),
    ...(usual ? [style.dim(`${laid(row(usual))}  usual here (${counted(usual.posts, 'post')})`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Gives the figures as one object of JSON, with what is usual in the blog, or null. */
export const statsJson = (version: string, posts: readonly PostStats[], usual: BlogStats | undefined): string =>
  visibleJson(`${JSON.stringify({draftlint: version, posts, usual: usual ?? null}, null, 2)}\n`);

/** Gives the figures of one post on one line, beside what is usual in the blog, for the end of a report. */
export const statsLine = ({words, minutes, ease, usualEase}: Card): string => {
  const length = `${counted(words, 'word')}, ${counted(minutes, 'minute')} to read`;
  if (ease === undefined) return length;
  const beside = usualEase === undefined ? easeInWords(ease) : `your posts: ${usualEase}`;
  return `${length}, reading ease ${ease} (${beside})`;
};
