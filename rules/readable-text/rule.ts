import {postRule} from '../../src/core/plugin.ts';
import type {Undecodable} from '../../src/core/post.ts';

const howTo = 'In most editors: "Save with encoding", then UTF-8';

function messageOf({kind, count}: Undecodable): {readonly message: string; readonly note?: string} {
  switch (kind) {
    case 'binary':
      return {
        message: 'This file is not text: nothing in it can be read as a post',
        note: 'Does its name end as it should?',
      };
    case 'utf-16':
      return {
        message: 'This file is saved as UTF-16, which site generators do not read: save it as UTF-8',
        note: howTo,
      };
    case 'bytes': {
      const more = count > 1 ? `, and ${count - 1} more below` : '';
      return {
        message: `This character is not saved as UTF-8${more}: readers would see � instead. Save the file as UTF-8`,
        note: howTo,
      };
    }
  }
}

/** Reports a file that is not UTF-8 text, once, where that shows first. */
export default postRule({
  id: 'readable-text',
  summary: 'a file that is not text, or is not saved as UTF-8',
  why: 'Site generators read UTF-8: they leave such a post out, stop, or show strange signs in place of letters.',
  severity: 'error',
  noticed: 'before reading',
  *check({text, undecodable}) {
    if (!undecodable) return;
    const start = Math.min(undecodable.offset, text.length);
    const end = Math.min(start + 1, text.length);
    yield {...(undecodable.kind === 'bytes' && {at: {start, end}}), ...messageOf(undecodable)};
  },
});
