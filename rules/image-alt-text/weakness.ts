import type {Picture} from './images.ts';

/** What is wrong with the description of an image. */
export type Weakness = 'missing' | 'address' | 'file' | 'name' | 'generic' | 'caption';

const generic =
  /^(?:(?:the|an?|this|my|some) )?(?:alt(?:ernat(?:e|ive))?(?: ?text)?|image(?: ?alt(?: text)?)?|img|pic(?:ture)?|photo(?:graph)?|figure|fig|screen ?shots?|screen ?capture|diagram|graphic|gif|thumbnail|banner|cover|header|hero(?: image)?|icon|logo|drawing|illustration|image description|description|untitled|placeholder|null|undefined)[ #_-]*\d*[.:]?$/i;
const file = /^[\w@%+~()-]+(?:[ ._-][\w@%+~()-]+)*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|heic)$/i;
/** Names that cameras and programs give. */
const camera =
  /^(?:(?:img|dsc|dscn|dscf|pxl|screen ?shot|screenshot|capture|pasted image|image|photo|clip_image|whatsapp image)[ _-]*(?:at |from )?\d[\d .:_-]*(?:at [\d .:]+)?(?:[ap]m)?|[0-9a-f]{16,}|[\d_-]{6,})$/i;

/** Judges a description; undefined where it may be a good one. */
export function weaknessOf({alt, url, caption}: Picture): Weakness | undefined {
  if (alt === '') return 'missing';
  if (/^(?:https?:\/\/|www\.|\.{0,2}\/)\S+$/i.test(alt)) return 'address';
  if (file.test(alt) || camera.test(alt)) return 'file';
  const name = decode(url.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  if (name !== '' && alt === name && /[_-]|\d{2}/.test(alt) && !alt.includes(' ')) return 'name';
  if (generic.test(alt)) return 'generic';
  if (caption !== '' && caption.toLowerCase() === alt.toLowerCase() && alt.split(' ').length > 2) return 'caption';
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
