import type {Change, Failure, FileOutcome} from './core/outcome.ts';
import {applyFixes} from './engine/repair.ts';
import type {Target} from './host/find.ts';
import {reasonOf, type SourceText} from './host/read.ts';
import {replaceText} from './host/write.ts';
import type {Checked} from './session.ts';

/** As many rounds of fixing as a text may need: a fix can lay another mistake bare. */
const rounds = 10;

const changedMeanwhile = 'It changed while it was checked, so it was left alone. Run again';

const notUtf8 =
  'It is not saved as UTF-8, and fixing would lose what cannot be read. Save it as UTF-8 first (in most editors: "Save with encoding")';

/** Applies the fixes of each post until none is left, by the sums of the first round, and writes what changed. */
export async function repair(
  asked: readonly Checked[],
  first: readonly FileOutcome[],
  sourceOf: (post: Checked) => SourceText | undefined,
  again: (post: Checked, source: SourceText) => Promise<FileOutcome | undefined>,
  how: true | 'preview',
  failures: Failure[],
): Promise<{readonly files: readonly FileOutcome[]; readonly changes: readonly Change[]}> {
  const files: FileOutcome[] = [];
  const changes: Change[] = [];
  for (const [index, post] of asked.entries()) {
    const found = first[index];
    if (!found) continue;
    const {target} = post;
    if (!found.findings.some(({fix}) => fix)) {
      files.push(found);
      continue;
    }
    const source = sourceOf(post);
    if (!source || source.undecodable) {
      failures.push({path: target.shown, message: source ? notUtf8 : changedMeanwhile, unfixed: true});
      files.push(found);
      continue;
    }
    const before = source.text;
    let text = before;
    let outcome = found;
    let places = 0;
    for (let round = 0; round < rounds; round++) {
      const {text: fixed, applied} = applyFixes(text, outcome.findings);
      if (fixed === text) break;
      const settled = await again(post, {...source, text: fixed});
      if (!settled) break;
      text = fixed;
      places += applied;
      outcome = settled;
    }
    const problem = text === before || how === 'preview' ? undefined : written(target, before, text);
    if (problem !== undefined) failures.push({path: target.shown, message: problem, unfixed: true});
    else if (text !== before) {
      const mark = source.bom ? '\uFEFF' : '';
      changes.push({path: target.shown, before: mark + before, after: mark + text, places});
    }
    files.push(problem !== undefined || how === 'preview' ? found : outcome);
  }
  return {files, changes};
}

/** Writes a fixed text; gives a sentence where that could not be done. */
function written(target: Target, before: string, text: string): string | undefined {
  try {
    return replaceText(target.file, before, text) ? undefined : changedMeanwhile;
  } catch (error) {
    return `The file cannot be written: ${reasonOf(error)}`;
  }
}
