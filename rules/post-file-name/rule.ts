import {entryOf} from '../../src/core/front-matter.ts';
import {postRule} from '../../src/core/plugin.ts';

/** What Jekyll takes for a post: a date, a hyphen, a name, an ending. Source: DATE_FILENAME_MATCHER of its Document. */
const dated = /^(\d{2,4})-(\d{1,2})-(\d{1,2})-.*\.[^.]+$/;

/** A date with something else behind it than a hyphen and a name. */
const undashed = /^(\d{4}-\d{1,2}-\d{1,2})(?!\d)(.*)(\.[^.]+)$/;

/** A name as it stands in an address: in small letters, with hyphens and without blanks. */
const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_.-]+/g, '-')
    .replace(/^-|-$/g, '');

/** Says how the name of a post that Jekyll skips could be: from the writer's own words. */
function advice(name: string): string {
  const [, date, rest = '', ending] = undashed.exec(name) ?? [];
  if (date !== undefined) {
    const slug = slugOf(rest);
    const missing = slug === '' ? 'a hyphen and a name' : 'a hyphen';
    return `${missing} must stand behind the date, as in "${date}-${slug || 'my-post'}${ending}"`;
  }
  const [, stem = '', end = '.md'] = /^[\d-]*(.*?)(\.[^.]+)?$/.exec(name) ?? [];
  return `begin the name of a post with its date, as in "2024-05-31-${slugOf(stem) || 'my-post'}${end}"`;
}

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
      yield {message: `Jekyll skips "${name}": ${advice(name)}`};
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
