import {distance} from 'fastest-levenshtein';
import type {FrontMatterValue} from '../../src/core/front-matter.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {Problem} from '../../src/core/rule.ts';

/** A name, with its place. */
interface Named {
  readonly name: string;
  readonly value: FrontMatterValue;
}

/** The authors that a field names: one, or a list. Those described on the spot need no entry. */
function namesIn(value: FrontMatterValue): readonly Named[] {
  const items = value.items ?? [value];
  return items.flatMap((item) =>
    typeof item.value === 'string' && item.value.trim() !== '' ? [{name: item.value.trim(), value: item}] : [],
  );
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The known name that a misspelt one means: another case, or one or two letters wrong. */
function meant(name: string, known: readonly string[]): string | undefined {
  const alike = known.find((each) => same(each, name));
  if (alike !== undefined) return alike;
  const most = name.length < 5 ? 1 : 2;
  const near = known.filter((each) => distance(each.toLowerCase(), name.toLowerCase().slice(0, 100)) <= most);
  return near.length === 1 ? near[0] : undefined;
}

/** Reports authors whom the blog's list of authors does not have. */
export default postRule({
  id: 'known-authors',
  summary: 'an author who is not in the blog’s list of authors',
  why: 'The post then has no name, no picture and no link to whoever wrote it; Docusaurus stops.',
  severity: 'warning',
  noticed: 'later',
  needs: ['data'],
  *check({frontMatter, generator}, _options, {data}): Generator<Problem> {
    const authors = data?.authors;
    if (!authors) return;
    for (const {key, value} of frontMatter?.entries ?? []) {
      if (!/^authors?$/i.test(key)) continue;
      for (const {name, value: item} of namesIn(value)) {
        if (authors.names.includes(name)) continue;
        const expected = meant(name, authors.names);
        // A full name is often written out, and then no key.
        const isKey = generator === 'docusaurus' ? key === 'authors' : /^[\w.-]+$/.test(name);
        if (expected === undefined && !isKey) continue;
        yield {
          at: item.text ?? item.at,
          message: `The author "${name}" is not in ${authors.file}`,
          ...(expected !== undefined && {expected: [expected]}),
        };
      }
    }
  },
});
