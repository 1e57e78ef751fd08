import {boolean} from '../../src/core/options.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {Problem} from '../../src/core/rule.ts';

/** Fields that hold a date by their name. */
const isDate =
  /^(?:.*[-_])?(?:date|lastmod|updated|created|modified)(?:[-_](?:at|on))?$|date$|^published[-_]?(?:at|on)$/i;
/** A date as generators read it: year, month, day, and what may follow. */
const written = /^["']?(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?(?![\d/-])/;
const named = /(?:^|\/)((\d{4})-(\d{1,2})-(\d{1,2}))-[^/]*(?:\/index\.\w+)?$/;
const dayLength = 24 * 60 * 60 * 1000;

/** The number of days of a month, 1 to 12. */
const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Says what is impossible about a date, in words that follow "there is". */
function impossible([year, month, day, hour = 0, minute = 0, second = 0]: readonly number[]): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12) return `no month ${month}`;
  if (day < 1 || day > daysOf(year, month)) return `no day ${day} in month ${month} of ${year}`;
  if (hour > 24 || minute > 59 || second > 60) return 'no such time of day';
  return undefined;
}

/** Reports dates that do not exist, and, where asked to, those that are not the one in the file name. */
export default postRule({
  id: 'post-date',
  summary: 'a date in the front matter that does not exist',
  why: 'A site generator stops at such a date, or puts the post in another month.',
  severity: 'error',
  noticed: 'before reading',
  options: {
    fileName: boolean(
      false,
      'Also note a date that is more than a day from the one in the file name; mostly that is meant.',
    ),
  },
  *check({path, frontMatter, text}, {fileName}): Generator<Problem> {
    const name = named.exec(path);
    const day = name?.slice(2, 5).map(Number);
    for (const {key, value} of frontMatter?.entries ?? []) {
      if (!isDate.test(key)) continue;
      const match = written.exec(text.slice(value.at.start, Math.min(value.at.end, value.at.start + 60)));
      if (!match) continue;
      const date = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
      const parts = date.filter((part) => part !== undefined);
      const wrong = impossible(parts);
      if (wrong)
        yield {at: value.at, message: `The date ${match[0].replace(/^["']/, '')} does not exist: there is ${wrong}`};
      else if (fileName && day && key === 'date' && !impossible(day) && daysBetween(parts, day) > 1)
        yield {
          at: value.at,
          message: `The date ${match[0].replace(/^["']/, '')} is not that of the file name, ${name?.[1]}`,
          severity: 'info',
        };
    }
  },
});

const daysBetween = (a: readonly number[], b: readonly number[]): number =>
  Math.abs(Date.UTC(a[0] ?? 0, (a[1] ?? 1) - 1, a[2] ?? 1) - Date.UTC(b[0] ?? 0, (b[1] ?? 1) - 1, b[2] ?? 1)) /
  dayLength;
