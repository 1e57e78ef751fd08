/** How a word could be made of known ones. */
export interface Derivation {
  /** A known word behind a productive prefix: `unzoom`. */
  readonly prefix: boolean;
  /** A known word before a productive suffix: `crashy`. */
  readonly suffix: boolean;
  /** An inflected form (`-s`, `-ed`, `-ing`, `-er`) of a known word. */
  readonly inflected: boolean;
  /** Both at once: `unfollowable`. */
  readonly both: boolean;
}

const prefixes =
  'anti,auto,bi,bio,by,co,counter,cross,crypto,cyber,de,dis,eco,electro,ex,extra,fore,geo,hyper,inter,intra,macro,mega,meta,micro,mid,mini,mis,mono,multi,nano,neo,neuro,non,off,omni,out,over,photo,poly,post,pre,pro,proto,pseudo,psycho,quasi,re,self,semi,sub,super,techno,tele,trans,tri,ultra,un,under,uni,up'.split(
    ',',
  );
/** Suffixes that make words at will; those of inflection apart. */
const suffixes =
  'able,ability,ably,ably,age,al,ally,ation,ations,dom,ed,en,ers,esque,ess,ette,fest,ful,fully,fy,gate,holic,hood,ible,ic,ical,ie,ies,ification,ified,ify,ing,ings,ish,ism,ist,ists,itis,ity,ization,ize,ized,izer,izes,izing,isation,ise,ised,iser,ises,ising,less,let,lets,lessly,like,ling,ly,ment,ments,ness,nesses,oid,or,ous,proof,ship,ships,some,ster,th,ward,wards,ware,wise,worthy,y'.split(
    ',',
  );
const inflections = 's,es,ed,d,ing,er,ers,r,rs,est'.split(',');

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
  return {
    prefix: bare.some((rest) => rest.length >= 4 && known(rest)),
    suffix: endsIn(word, suffixes, 3, known),
    inflected: endsIn(word, inflections, 3, known),
    both: bare.some((rest) => endsIn(rest, suffixes, 4, known) || endsIn(rest, inflections, 4, known)),
  };
}

/** Whether the word is an inflected or shortened form of one for which `known` holds, or the other way round: `impls` and `impl`. */
export function related(word: string, known: (word: string) => boolean): boolean {
  return (
    endsIn(word, ["'s", ...inflections], 3, known) ||
    ['s', 'es', 'ed', 'ing', 'er', "'s"].some((ending) => known(word + ending))
  );
}
