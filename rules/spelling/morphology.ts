/** How a word could be made of known ones; each way is a clue of its own. */
export interface Derivation {
  /** A known word behind a productive prefix: `unzoom`. */
  readonly prefix: boolean;
  /** A known word before a suffix that makes words at will: `hourish`, `parensless`. */
  readonly living: boolean;
  /** A known word and `y`: `crashy`. */
  readonly withY: boolean;
  /** A known word before another suffix. */
  readonly suffix: boolean;
  /** A known word and `s`: `callees`. */
  readonly plural: boolean;
  /** Another inflected form of a known word. */
  readonly inflected: boolean;
  /** Prefix and ending at once: `unfollowable`, `deoptimizations`. */
  readonly both: boolean;
  /** One letter before a known word: `vtable`. */
  readonly letter: boolean;
}

const prefixes =
  'anti,auto,bi,bio,by,co,counter,cross,crypto,cyber,de,dis,eco,electro,en,ex,extra,fore,geo,hyper,inter,intra,macro,mega,meta,micro,mid,mini,mis,mono,multi,nano,neo,neuro,non,off,omni,out,over,photo,poly,post,pre,pro,proto,pseudo,psycho,quasi,re,self,semi,sub,super,techno,tele,trans,tri,ultra,un,under,uni,up'.split(
    ',',
  );
const living =
  'able,ability,cast,casts,dom,ee,ees,er,ers,esque,fest,gate,holic,hood,ification,ified,ify,ings,ish,ism,ist,ists,ization,izations,ize,ized,izer,izers,izes,izing,isation,ise,ised,iser,ises,ising,less,let,lets,like,ness,nesses,oid,proof,ship,tastic,ward,ware,wise,worthy'.split(
    ',',
  );
const suffixes =
  'ably,age,al,ally,ation,ations,en,ess,ette,ful,fully,fy,ible,ic,ical,ie,ies,ity,ling,lessly,ly,ment,ments,or,ors,ous,ster,th'.split(
    ',',
  );
const inflections = 'es,ed,d,ing,r,rs,er,est'.split(',');

/** Gives the stems that a suffix may have been put on: `stopp` → `stop`, `hik` → `hike`, `happi` → `happy`. */
function stems(rest: string, suffix: string): string[] {
  const found = [rest];
  const vowelFirst = /^[aeiouy]/.test(suffix);
  if (vowelFirst && /[^aeiou]$/.test(rest)) found.push(`${rest}e`);
  if (vowelFirst && /([b-df-hj-np-tv-z])\1$/.test(rest)) found.push(rest.slice(0, -1));
  if (rest.endsWith('i')) found.push(`${rest.slice(0, -1)}y`);
  return found;
}

const endsIn = (word: string, endings: readonly string[], least: number, known: (stem: string) => boolean): boolean =>
  endings.some(
    (ending) =>
      word.length - ending.length >= least &&
      word.endsWith(ending) &&
      stems(word.slice(0, -ending.length), ending).some((stem) => stem.length >= least && known(stem)),
  );

/** Tells how a word in lower case may derive from words for which `known` holds. */
export function derive(word: string, known: (word: string) => boolean): Derivation {
  const bare = prefixes
    .filter((p) => word.startsWith(p) && word.length - p.length >= 3)
    .map((p) => word.slice(p.length));
  const ends = [...living, ...suffixes, ...inflections, 's'];
  return {
    prefix: bare.some((rest) => rest.length >= 4 && known(rest)),
    living: endsIn(word, living, 3, known),
    withY: endsIn(word, ['y', 'ier', 'iest', 'iness'], 3, known),
    suffix: endsIn(word, suffixes, 3, known),
    plural: word.endsWith('s') && word.length > 3 && known(word.slice(0, -1)),
    inflected: endsIn(word, inflections, 3, known),
    both:
      bare.some((rest) => endsIn(rest, ends, 4, known)) ||
      endsIn(word, ['s', 'ed', 'ing'], 4, (stem) => endsIn(stem, living, 3, known)),
    letter: word.length >= 5 && known(word.slice(1)),
  };
}

/** Whether the word is an inflected or shortened form of one for which `known` holds, or the other way round: `impls` and `impl`. */
export function related(word: string, known: (word: string) => boolean): boolean {
  return (
    endsIn(word, ["'s", 's', ...inflections], 3, known) ||
    ['s', 'es', 'ed', 'ing', 'er', "'s"].some((ending) => known(word + ending))
  );
}
