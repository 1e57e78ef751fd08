import {excerpt} from '../../src/core/excerpt.ts';
import {postRule} from '../../src/core/plugin.ts';
import {emptyElements} from './elements.ts';

export default postRule({
  id: 'no-empty-elements',
  summary: 'links, images, list items, cells, code blocks and footnotes that are empty',
  why: 'An empty link leads nowhere and an empty item says nothing: the reader sees a gap where the author meant to put something.',
  severity: 'error',
  unfinished: true,
  check: function* (post) {
    for (const {kind, at, words} of emptyElements(post)) {
      const quoted = words === undefined ? '' : ` "${excerpt(words, 40)}"`;
      switch (kind) {
        case 'link':
          yield {at, message: `The link${quoted} has no address: add it, or remove the link`};
          break;
        case 'text':
          yield {at, message: `The link to${quoted} has no text: a reader cannot see it`};
          break;
        case 'image':
          yield {at, message: `The image${quoted} has no address: add it, or remove the image`};
          break;
        case 'item':
          yield {at, message: 'This list item is empty: write it, or remove it'};
          break;
        case 'cell':
          yield {at, message: `This cell is empty, unlike all others of the column${quoted}`, severity: 'info'};
          break;
        case 'code':
          yield {at, message: 'This code block is empty: add the code, or remove the block'};
          break;
        case 'footnote':
          yield {at, message: `The footnote${quoted} has no text: write it, or remove it`};
          break;
        case 'quote':
          yield {at, message: 'This quote is empty: write it, or remove it', severity: 'warning'};
          break;
      }
    }
  },
});
