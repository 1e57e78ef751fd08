import {lazy} from '../../src/core/lazy.ts';

/** Function words by which a language is known. Words that two of them share count for both. */
const functionWords: Readonly<Record<string, string>> = {
  English:
    'the of and to in is that it for was on are with as be at this have from or had by not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now did my you i he they his our us me',
  German:
    'der die das und ist nicht ich ein eine einen einem mit auf für von dem den des zu im sich auch es wir sie wie aber nach bei oder wenn noch nur werden wird sind haben hat kann als aus über dass diese dieser mehr sehr schon doch hier zum zur vom durch',
  French:
    'le la les des une est et que qui dans pour pas sur avec ce cette sont par plus nous vous ils elle mais ou où aux du au se ne il je tout comme bien fait être avoir sans leur ses même aussi donc peut très',
  Spanish:
    'el la los las una es que en por con para del se no lo como más pero sus su al este esta son está entre cuando muy sin sobre también hay donde ya todo desde nos porque puede ser han uno',
  Portuguese:
    'o os as uma é que em por com para do da dos das não se na no nos mais como mas foi ao ele seu sua ou quando muito também já está eu isso pelo pela até sem mesmo são você ser tem',
  Italian:
    'il lo gli la le una è che di per con non del della dei delle si sono come più ma anche al alla nel nella questo questa essere ha ho hanno dal dalla molto quando perché tutto suo sua cosa',
  Dutch:
    'de het een van en is dat niet op te zijn voor met die aan ook als maar bij dan nog naar uit door over ze zich hij er worden werd wordt heeft hebben kan meer wel geen deze dit ik je we wij om',
  Swedish:
    'och att det som en är på av för med den till inte har ett om jag var men sig så kan från de vi när ska eller vid över också efter där finns bara mycket här mer än man alla',
  Danish:
    'og at det som en er på af for med den til ikke har et om jeg var men sig så kan fra de vi når skal eller ved over også efter der hvor kun meget her mere end man alle bliver blev',
  Polish:
    'i w na z do nie że się jest to o jak po ale za od przez co dla czy tego być są tym lub tylko może ma już oraz jego który które która',
  Czech:
    'a v na se je že to s z do i o k ale jako za by po jsem jsou který která které nebo být jen tak pro při jeho této už může není',
  Finnish:
    'ja on ei se että oli hän mutta ovat kun niin kuin myös joka jos tai sen ole olla mitä voi nyt vain kanssa sekä siitä jotka',
  Turkish:
    've bir bu da de için ile çok ne gibi daha olarak en kadar sonra ama olan var ise değil her ya olduğu bunu veya şey ben sen',
  Indonesian:
    'yang dan di untuk dengan ini itu dari dalam tidak akan pada juga saya ke karena ada adalah oleh bisa sudah atau kita mereka lebih seperti telah',
  Romanian:
    'și în de la cu pe nu este un o să care din mai pentru sunt că au fost dar sau prin ca fi dacă foarte acest această',
  Hungarian: 'a az és hogy nem is egy van ez de meg csak már volt el mint ha vagy még kell azt minden nagyon lehet ami',
};

const known = lazy(
  (): ReadonlyMap<string, ReadonlySet<string>> =>
    new Map(Object.entries(functionWords).map(([name, words]) => [name, new Set(words.split(' '))])),
);

const scripts: readonly (readonly [name: string, script: string])[] = [
  ['Japanese', String.raw`[\p{Script=Hiragana}\p{Script=Katakana}]`],
  ['Chinese', String.raw`\p{Script=Han}`],
  ['Korean', String.raw`\p{Script=Hangul}`],
  ['Russian', String.raw`\p{Script=Cyrillic}`],
  ['Greek', String.raw`\p{Script=Greek}`],
  ['Arabic', String.raw`\p{Script=Arabic}`],
  ['Hebrew', String.raw`\p{Script=Hebrew}`],
  ['Hindi', String.raw`\p{Script=Devanagari}`],
  ['Thai', String.raw`\p{Script=Thai}`],
];

/** The shares of words that a language other than English must reach, and by how much it must lead. */
const share = 0.15;
const lead = 1.5;

/** Where a smaller share of words is unknown, a text is in English. */
export const leastUnknown = 0.25;

/**
 * Gives the language that words in lower case seem to be in, where it is not English; it is worth asking where at least
 * `leastUnknown` of them are no English words. Fewer than `least` words give no answer.
 */
export function foreignLanguage(words: readonly string[], least: number): string | undefined {
  if (words.length < least) return undefined;
  const hits = new Map<string, number>();
  for (const word of words) {
    for (const [name, list] of known()) if (list.has(word)) hits.set(name, (hits.get(name) ?? 0) + 1);
  }
  const english = hits.get('English') ?? 0;
  let best: string | undefined;
  let most = 0;
  for (const [name, count] of hits) {
    if (name !== 'English' && count > most) {
      most = count;
      best = name;
    }
  }
  return best !== undefined && most >= share * words.length && most >= lead * english ? best : undefined;
}

/** Words that are known by chance in a phrase of another language count for it where they are function words there. */
export function isForeignPhrase(stretch: readonly {readonly lower: string; readonly known: boolean}[]): boolean {
  const strange = stretch.filter((form) => !form.known);
  if (stretch.length < 4 || strange.length < 3 || strange.length * 2 < stretch.length) return false;
  for (const [name, list] of known())
    if (name !== 'English' && strange.filter(({lower}) => list.has(lower)).length >= 2) return true;
  return false;
}

/** Letters of another script than Latin must be this share of a text's letters. */
const otherLetters = 0.4;

/** Gives the language of texts that are mostly in another script than Latin. */
export function foreignScript(texts: readonly string[]): string | undefined {
  if (isPlainlyLatin(texts)) return undefined;
  const text = texts.join(' ');
  const counted = (pattern: string): number => text.match(new RegExp(pattern, 'gu'))?.length ?? 0;
  const letters = counted(String.raw`\p{L}`);
  const latin = counted(String.raw`\p{Script=Latin}`);
  // a letter of Chinese or Japanese says about as much as a syllable or two
  if (letters === 0 || letters - latin < otherLetters * letters) return undefined;
  return scripts.find(([, script]) => counted(script) >= 0.15 * letters)?.[0];
}

/** Whether texts have so few characters beyond ASCII, punctuation aside, that even if all were letters they would not count. */
function isPlainlyLatin(texts: readonly string[]): boolean {
  let ascii = 0;
  let other = 0;
  for (const text of texts)
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 128) {
        const small = code | 32;
        if (small >= 97 && small <= 122) ascii++;
      } else if (code < 0x2000 || (code > 0x2bff && code !== 0xfffc)) other++;
    }
  return other < otherLetters * ascii;
}
