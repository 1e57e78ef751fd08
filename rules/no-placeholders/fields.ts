import {isPlaceholder} from '../../src/core/markers.ts';

/** Fields whose values are names of things: `todo` is a good tag, and `placeholder` a good address. */
const names =
  /^(?:tags?|categor(?:y|ies)|keywords?|topics?|slug|permalink|url|aliases|layout|type|id|series|lang|.*(?:path|link|href|class|icon))$/i;
/** Fields that hold words for readers. */
const words =
  /^(?:.*_)?(?:title|sub_?title|description|desc|excerpt|summary|abstract|lede|teaser|tagline|caption|alt|author|subheading|headline)$/i;
/** A title or description that only says what it should hold. */
const own =
  /^(?:<|\[|\{)?(?:your |my |the |a |an |some |enter |insert |add )*(?:new |short |brief |blog |post |article |page |meta )*(?:title|description|desc|excerpt|summary|abstract|tagline|caption|subtitle|alt text|author name)(?: here)?(?:>|\]|\})?[.…]*$/i;
/** What a list for oneself is called: no post of a real blog has this title. */
const ideas =
  /^(?:(?:blog|post|article) )*ideas?(?: (?:list|dump|scratch ?pad)| for (?:(?:new|future|blog|more) )*(?:posts|articles))?$/i;
/** What scaffolds call a post and its author. */
const scaffold = /^(?:untitled(?: \d+)?|(?:my )?new post|(?:post|page) title)$/i;
const nobody = /^(?:your (?:full )?name|author(?:'s)? name|first(?:name)? last(?:name)?)$/i;
/** A template that was never filled in. */
const unfilled = /^(?:<%[^%]*%>|\$\{[A-Za-z_. ]{1,40}\}|%[A-Z_]{3,30}%|__[A-Z_]{3,30}__)$/;

/** Whether the value of a front-matter field stands in for one that was never written. */
export function isFieldPlaceholder(key: string, written: string): boolean {
  const value = written.trim();
  const name = key.replaceAll('-', '_');
  if (value === '' || names.test(name)) return false;
  if (unfilled.test(value)) return true;
  if (/^(?:[-–—_*x]{1,3}|\.{3,}|…+|wip)$/i.test(value)) return false;
  if (!words.test(name)) return /^(?:TODO\b.*|TBD|TBA|FIXME\b.*|TKTK|\?{3,}|!{3,})$/.test(value);
  if (isPlaceholder(value)) return !/^(?:!{3,}|\?{3,})[^!?]*[\p{L}]/u.test(value) || /^!{3,}/.test(value);
  if (/author/i.test(name)) return nobody.test(value);
  if (/title|headline/i.test(name))
    return scaffold.test(value) || ideas.test(value) || /^(?:your|enter|insert|add) .*\btitle\b/i.test(value);
  return own.test(value);
}
