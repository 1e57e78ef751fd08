import {entryOf} from '../../src/core/front-matter.ts';
import {postRule} from '../../src/core/plugin.ts';

/** What Jekyll takes for a post: a date, a hyphen, a name, an ending. Source: DATE_FILENAME_MATCHER of its Document. */
const dated = /^(\d{2,4})-(\d{1,2})-(\d{1,2})-.*\.[^.]+$/;

/** The number of days of a month, 1 to 12. */
const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Reports a post of a Jekyll blog that its file name keeps from being published. */
export default postRule({
  id: 'post-file-name',
  summary: 'a post that Jekyll skips or stops at because of its file name',
  why: 'Jekyll passes over such a post without a word: it is simply not on the site.',
  severity: 'error',
  noticed: 'before reading',
  *check({path, generator, frontMatter}) {
    const match = /(?:^|\/)_posts\/(?:.*\/)?([^/]+)$/.exec(path);
    const name = match?.[1];
    if (generator !== 'jekyll' || name === undefined) return;
    const date = dated.exec(name);
    if (!date) {
      const example = `2024-05-31-${name.replace(/^[\d-]*/, '') || 'name.md'}`;
      yield {
        message: `Jekyll skips "${name}": begin the name of a post with its date, as in "${example}"`,
      };
      return;
    }
    const [year, month, day] = date.slice(1, 4).map(Number) as [number, number, number];
    if (month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)) return;
    // Jekyll reads the day from the name only where no field says it.
    const isRead = entryOf(frontMatter, 'date') === undefined;
    yield {
      message: `There is no such day as ${date.slice(1, 4).join('-')}, with which the name "${name}" begins: rename the file`,
      ...(isRead ? {note: 'Jekyll stops at it'} : {severity: 'warning'}),
    };
  },
});
