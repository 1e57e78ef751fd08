import type {Generator} from './generators.ts';
import {unicodePattern} from './units.ts';

/** Lower case as generators have it: by character, whatever the language. */
export const lower = (text: string): string => text.toLowerCase();

const trimmed = (text: string): string => text.replace(/^-|-$/g, '');

const noSlug = unicodePattern(String.raw`[^\p{M}\p{L}\p{Nd}]+`, 'g');

/** Makes a slug of letters, digits and hyphens, as Jekyll's `slugify` does by default. */
export const slug = (text: string): string => trimmed(lower(text).replace(noSlug(text), '-'));

/** Makes a slug that keeps case and the signs an address can have, as Jekyll does for `:title`; dots at its end go. */
export function prettySlug(text: string): string {
  const name = trimmed(text.replace(/[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu, '-'));
  let end = name.length;
  while (name[end - 1] === '.') end--;
  return name.slice(0, end);
}

/** Makes part of an address as Hugo does: blanks become hyphens, and signs that it does not know are dropped. */
export function urlized(text: string, plain = false): string {
  const name = plain ? text.normalize('NFD').replace(/\p{M}/gu, '') : text;
  return name
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}.\\_#+~@\- ]+/gu, '')
    .replace(/[ -]*[ ][ -]*/g, '-');
}

const noAnchor = unicodePattern(String.raw`\uFE0F|[^\p{L}\p{M}\p{Nd}\p{Pc}\- ]`, 'g');

/** Makes the anchor of a heading as GitHub does, and with it kramdown's GFM, Hugo and most of npm's generators. */
const headingSlug = (text: string): string => lower(text).trim().replace(noAnchor(text), '').replace(/ /g, '-');

/** As VitePress has it (@mdit-vue/shared, slugify): marks become hyphens, and no anchor begins with a digit. */
const vueSlug = (text: string): string =>
  lower(
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036f\u0000-\u001f]/g, '')
      .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .replace(/^(\d)/, '_$1'),
  );

/**
 * Makes the anchor that a generator gives a heading by default; undefined where that is not known. Zola writes letters beyond
 * ASCII in ASCII, by a table of its own.
 */
export function anchorSlug(text: string, generator: Generator): string | undefined {
  if (generator === 'vitepress') return vueSlug(text);
  if (generator !== 'zola') return headingSlug(text);
  return /^[\x20-\x7e]*$/.test(text) ? trimmed(lower(text).replace(/[^a-z0-9]+/g, '-')) : undefined;
}
