import type {Nodes} from 'mdast';
import {placeOf} from '../../src/core/blocks.ts';
import type {ProseLine} from '../../src/core/markers.ts';
import type {Post} from '../../src/core/post.ts';
import {firstVisible, joiner, type Prose} from '../../src/core/prose.ts';
import {printsTemplate} from '../../src/core/templates.ts';
import {textTest} from '../../src/core/units.ts';

/** What authors tell themselves to do, in small letters and without a full stop. */
const order =
  /^(?:add|cite|link to|insert|mention|explain|expand on|elaborate|discuss|describe|talk about|write about|include|show|reference|flesh out|(?:picture|screenshot|image|photo|diagram) (?:of|showing|from|here))\b[^.!?:;,]*$/;
/** The same written as a comment in code: `// screenshot of the dialog`. */
const isSlashed = textTest(String.raw`^// ?(?=[\p{L}\p{N}])[^;{}=<>\x60]*$`);

/** How they begin. */
const opening =
  /^[\s\u200B]*(?:\/\/|add|cite|link|insert|mention|expla|expand|elab|discuss|describe|talk|write|include|show|reference|flesh|picture|screenshot|image|photo|diagram)/;

/** Whether a block can be an instruction, by how it begins; `isInstruction` is true of no other. */
export const mayBeInstruction = ({kind, text}: Prose): boolean =>
  kind === 'paragraph' && /[^A-Z]/.test(text.charAt(firstVisible(text))) && opening.test(text.replaceAll(joiner, ''));

/**
 * Whether a paragraph is an instruction the author left for later: one line by itself, no caption and no step of a
 * manual, which stand beside an image, code or a list.
 */
export function isInstruction(post: Post, prose: Prose, line: ProseLine): boolean {
  if (prose.kind !== 'paragraph' || !line.only || prose.text.includes('\uFFFC')) return false;
  const note = isSlashed(line.text);
  if (!note && !(order.test(line.text) && line.text.split(' ').length >= 3)) return false;
  const [before, after] = neighbours(post, prose.node);
  const shown = (node: Nodes | undefined): boolean =>
    node !== undefined &&
    (node.type === 'code' ||
      node.type === 'list' ||
      (node.type === 'html' && !node.value.startsWith('<!--')) ||
      isImage(node));
  const from = before?.position?.end.offset ?? 0;
  const to = after?.position?.start.offset ?? post.text.length;
  return !shown(before) && !shown(after) && !(before && printsTemplate(post, {start: from, end: to}));
}

const isImage = (node: Nodes): boolean =>
  node.type === 'paragraph' && node.children.some((child) => child.type === 'image' || child.type === 'imageReference');

/** The blocks before and after one at the post's top level. */
function neighbours(post: Post, node: Nodes | undefined): readonly [Nodes | undefined, Nodes | undefined] {
  const index = placeOf(post, node);
  return index === undefined ? [undefined, undefined] : [post.tree.children[index - 1], post.tree.children[index + 1]];
}
