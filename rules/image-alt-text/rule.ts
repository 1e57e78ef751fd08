import {excerpt} from '../../src/core/excerpt.ts';
import {postRule} from '../../src/core/plugin.ts';
import {imagesOf} from './images.ts';
import {weaknessOf} from './weakness.ts';

export default postRule({
  id: 'image-alt-text',
  summary: 'images whose description is missing or says nothing',
  why: 'Who cannot see an image, or has not loaded it yet, gets its description instead: a file name or "image" tells nothing.',
  severity: 'warning',
  noticed: 'later',
  check: function* (post) {
    const images = imagesOf(post);
    const first = new Map<string, string>();
    for (const image of images) {
      const {at, alt, url} = image;
      const words = excerpt(alt, 40);
      const weakness = weaknessOf(image);
      if (weakness === 'missing')
        yield {at, message: 'This image has no description: say in a few words what it shows', severity: 'info'};
      else if (weakness === 'address') yield {at, message: `An address is no description: "${words}"`};
      else if (weakness === 'file') yield {at, message: `A file name is no description: "${words}"`};
      else if (weakness === 'name')
        yield {
          at,
          message: `The description is the name of the file: "${words}"; say what the image shows`,
          severity: 'info',
        };
      else if (weakness === 'generic') yield {at, message: `"${words}" does not say what the image shows`};
      else if (weakness === 'caption')
        yield {
          at,
          message: `The description repeats the caption, which a screen reader reads twice: "${words}"`,
          severity: 'info',
        };
      if (weakness || alt === '') continue;
      const other = first.get(alt.toLowerCase());
      if (other === undefined) first.set(alt.toLowerCase(), url);
      else if (other !== url)
        yield {at, message: `Another image has the same description: "${words}"`, severity: 'info'};
    }
  },
});
