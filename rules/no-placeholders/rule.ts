import {placeOf} from '../../src/core/blocks.ts';
import {excerpt} from '../../src/core/excerpt.ts';
import type {FrontMatterEntry, FrontMatterValue} from '../../src/core/front-matter.ts';
import {lazy} from '../../src/core/lazy.ts';
import {
  isMarkerWord,
  type Marker,
  markerIn,
  mayHoldMarker,
  type ProseLine,
  proseLines,
} from '../../src/core/markers.ts';
import {postRule} from '../../src/core/plugin.ts';
import type {Post} from '../../src/core/post.ts';
import type {Prose} from '../../src/core/prose.ts';
import type {Problem, Span} from '../../src/core/rule.ts';
import {comments} from './comments.ts';
import {isFieldPlaceholder} from './fields.ts';
import {isInstruction, mayBeInstruction} from './instructions.ts';

/** A marker with its place in the post. */
interface Found extends Span {
  readonly kind: Marker['kind'];
  readonly text: string;
  readonly prose: Prose;
}

/** How often a post speaks of to-dos before the word is its subject and no marker. */
const subject = 3;

export default postRule({
  id: 'no-placeholders',
  summary: 'notes to self and placeholders that were left in a post',
  why: 'A note the author left for later, or a template’s own words, tells every reader that the post was not finished.',
  severity: 'error',
  noticed: 'at a glance',
  unfinished: true,
  check: function* (post) {
    yield* inFrontMatter(post);
    const found: Found[] = [];
    const about = lazy(() => isAboutTodos(post));
    const variable = lazy(() => isVariable(post));
    for (const prose of post.prose) {
      if (prose.kind === 'field') continue;
      for (const link of prose.links) {
        const text = prose.text.slice(link.start, link.end).trim();
        const at = {start: prose.start + link.start, end: prose.start + link.end};
        if (isMarkerWord(text) && !about()) found.push({kind: 'word', text, ...at, prose});
      }
      if (!mayHoldMarker(prose) && !mayBeInstruction(prose)) continue;
      for (const line of proseLines(prose)) {
        const marker = markerIn(line) ?? (isInstruction(post, prose, line) ? whole(line) : undefined);
        if (!marker || !isMeant(marker, line, prose, about)) continue;
        const at = place(marker, line);
        if (marker.kind === 'word' && /^x+$/.test(at.text) && marker.start > 0 && variable()) continue;
        // what a template prints is not known: its stand-in is no placeholder
        if (post.text.slice(at.start, at.end) === post.masked.slice(at.start, at.end)) found.push({...at, prose});
      }
    }
    yield* merged(found, post);
    for (const comment of comments(post))
      yield {
        at: comment,
        message: `A hidden comment holds a note to self: "${excerpt(comment.text)}"; finish it or remove it`,
        severity: 'info',
      };
  },
});

/** A post that writes `xxx` more than once uses it as a name for something. */
const isVariable = (post: Post): boolean => (post.text.match(/\bx{3,4}\b/gi)?.length ?? 0) > 1;

const whole = (line: ProseLine): Marker => ({kind: 'note', start: 0, end: line.text.length});

/** Whether a marker is one in its surroundings. */
function isMeant(marker: Marker, line: ProseLine, prose: Prose, about: () => boolean): boolean {
  const runs = marker.kind === 'run' || /^[!?]/.test(line.text);
  if (prose.kind === 'table' && (runs || marker.kind === 'word')) return false; // a cell says what is not known
  if (prose.kind === 'list' && line.text === '???') return false; // the step nobody knows, before the profit
  // columns of a board: To do, Doing, Done
  if (
    prose.kind === 'list' &&
    marker.kind === 'word' &&
    /^(?:to-?do|wip|placeholder)$/i.test(line.text) &&
    line.text !== line.text.toUpperCase()
  )
    return false;
  if (/to-?do/i.test(line.text) && about()) return false;
  return true;
}

/** Words of Spanish and Portuguese, where *todo* is a word like any other. */
const romance = /(?:^|\s)(?:que|los|las|una|por|está|não|uma|dos|são|el)(?=\s)/giu;

/** A post that speaks of to-dos in its running text is about them, and one in Spanish means something else. */
function isAboutTodos(post: Post): boolean {
  let count = 0;
  let words = 0;
  for (const prose of post.prose) {
    const mentions = prose.text.match(/(?<![[(])\bto-?do(?:s|'s|’s)?\b(?!\s*[:\])–—-])/gi)?.length ?? 0;
    count += prose.kind === 'field' ? mentions * subject : mentions;
    if (count >= subject) return true;
    words += prose.text.match(romance)?.length ?? 0;
  }
  return words > 5 && words * 200 > post.text.length;
}

/** Where a marker stands in the post; marks that prose leaves out make a line longer there than here. */
function place(marker: Marker, line: ProseLine): Omit<Found, 'prose'> {
  const same = line.text.length === line.end - line.start;
  return {
    kind: marker.kind,
    text: line.text.slice(marker.start, marker.end),
    start: same ? line.start + marker.start : line.start,
    end: same ? line.start + marker.end : line.end,
  };
}

/** Yields one problem for a run of bare markers of one kind on neighbouring lines; notes with words count each. */
function* merged(found: readonly Found[], post: Post): Iterable<Problem> {
  for (let index = 0; index < found.length; index++) {
    const first = found[index];
    if (!first) continue;
    if (first.kind === 'note' || first.kind === 'filler') {
      yield {at: {start: first.start, end: first.end}, message: sentence(first)};
      continue;
    }
    if (first.kind === 'word' && first.prose.kind === 'heading') {
      if (!leads(post, first.prose)) continue; // an empty section is another rule's
      yield {
        at: {start: first.start, end: first.end},
        message: `A heading says only "${excerpt(first.text)}": finish what it lists, or name it for readers`,
        severity: 'warning',
      };
      continue;
    }
    let last = first;
    let lines = 1;
    for (let next = found[index + 1]; next && belongs(last, next, post); next = found[index + 1]) {
      last = next;
      lines++;
      index++;
    }
    yield {
      at: {start: first.start, end: last.end},
      message: lines === 1 ? sentence(first) : `${sentence(first)}, on ${lines} lines`,
    };
  }
}

/** Whether anything but another heading stands below a heading. */
function leads(post: Post, {node}: Prose): boolean {
  const place = placeOf(post, node);
  const next = place === undefined ? undefined : post.tree.children[place + 1];
  return next !== undefined && next.type !== 'heading';
}

const sign = (text: string): string => (/^[!?]/.test(text) ? (text[0] ?? '') : text.toLowerCase());

const belongs = (a: Found, b: Found, post: Post): boolean =>
  a.kind === b.kind && sign(a.text) === sign(b.text) && post.text.slice(a.end, b.start).trim() === '';

const sentence = ({kind, text, prose}: Pick<Found, 'kind' | 'text' | 'prose'>): string => {
  const words = excerpt(text);
  if (kind === 'note') return `Note to self left in: "${words}"`;
  if (kind === 'filler') return `A template’s own words were left in: "${words}"`;
  return `Placeholder left in${prose.kind === 'alt' ? ' as the description of an image' : ''}: "${words}"`;
};

function* inFrontMatter(post: Post): Iterable<Problem> {
  for (const entry of post.frontMatter?.entries ?? []) yield* inEntry(entry, 0);
}

function* inEntry(entry: FrontMatterEntry, depth: number): Iterable<Problem> {
  yield* inValue(entry.key, entry.value, depth);
}

function* inValue(key: string, value: FrontMatterValue, depth: number): Iterable<Problem> {
  if (typeof value.value === 'string' && isFieldPlaceholder(key, value.value))
    yield {
      at: value.text ?? value.at,
      message: `The field "${key}" still holds a placeholder: "${excerpt(value.value)}"; write it or remove the field`,
    };
  if (depth > 3) return;
  for (const entry of value.entries ?? []) yield* inEntry(entry, depth + 1);
}
