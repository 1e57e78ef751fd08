import {joiner, lastVisible} from '../../src/core/prose.ts';
import type {Block} from './surroundings.ts';

/** Words no sentence ends with. */
const never = new Set(
  'a an the and or but nor because of from into if than my your our their whose which as e.g i.e'.split(' '),
);
/** Of those, the ones that no item of a list ends with either: items are often no sentences. */
const neverInItems = new Set('a an the because my your our whose'.split(' '));
/** Verbs and particles after which `of`, `from`, `into`, `than`, `as`, `if` may end a clause: "what it is made of". */
const phrasal =
  /\b(?:what|which|who|whom|where|proud|aware|tired|afraid|capable|fond|sick|scared|ashamed|full|short|part|made|think|thinking|thought|dream|dreamt|heard|hear|hearing|take|taken|taking|care|rid|spoken|sort|kind|worthy|come|comes|came|coming|learn|learned|started|choose|chosen|pick|get|got|gotten|work|built|read|run|go|gone|going|look|looked|looking|log|logged|logging|dig|dug|baked|plug|tap|run|ran|bump|bumped|what|even|as|such|same|so|known|used|other|more|less|better|rather|is|be|are|was|were) (?:of|from|into|than|as|if)$/i;
/** After these, `to` may end a clause: "because I want to". */
const infinitive =
  /\b(?:want|wants|wanted|need|needs|needed|have|has|had|like|likes|liked|love|able|going|used|supposed|meant|got|trying|try|tried|hope|hoped|wish|refuse|refused|allowed|allow|ought|plan|planned|forgot|told|asked|expect|expected|expecting|intend|intended|afford|due|prefer|continue|care|happen|tend|not|similar|up|down|back|forward|on|look|looking|listen|listening|listened|talk|talking|talked|speak|spoke|belong|belongs|related|relate|refer|refers|referring|link|linked|links|point|points|pointing|respond|reply|subscribe|access|accustomed|write|send|add|added|attached|connected|connect|compared|close|next|it|them|that|this|me|you|us|him|her|who|what|which|where|how|opposed|exposed|migrated|moved|committed|dedicated|addicted|entitled|attend|attended|live|lived|stick|adapt|aspire|return|go|went|been|happened|happens|came|comes|come) to$/i;
/** Nouns and plurals after which `that` opens a clause. */
const opener =
  /\b(?:(?!(?:is|was|does|has|this|us|wants|needs|says|knows|means|likes|loves|hates|gets|makes|takes|sees|thinks|feels|always|sometimes|perhaps|unless|besides|towards|afterwards|across|as|yes|plus|versus|its|does|goes|doubts|explains|supports|helps|handles|fixes|solves|proves|shows|uses)\b)\w{3,}s|view|fact|idea|feeling|belief|thing|way|person|people|something|anything|everything|nothing|one|shift|sense|hope|claim) that$/i;

/** Names that end in a letter: "option a", "between b and a". */
const named =
  /\b(?:option|case|step|part|type|group|point|plan|vitamin|variable|answer|class|version|section|appendix|and|or|versus|vs\.?|than|plus|node|team|player|set|list|variant|exhibit|column|grade|hepatitis|series|value|letter|key|register|[b-z]) a$/i;
/** Determiners that wait for their noun. */
const determiner = /\b(?:for|of|to|in|with|by|from|on|at|into|about) (?:any|every)$/i;
/** A turn of a few words that leads over to what follows: "In 2019," "Speaking of which,". */
const aside = /[.!?…]['"”’)]? (?:\S+ ){0,3}\S+,$/;

/** So much of the end of a text tells whether it ends, in UTF-16 units. */
const lastWords = 400;

/** What the letters at the end of every unfinished text are: its last word, or what follows the dot of `e.g` and `i.e`. */
const lastLetters: ReadonlySet<string> = new Set([...never, 'g', 'e', 'to', 'that', 'any', 'every']);
const mostLetters = Math.max(...[...lastLetters].map(({length}) => length));

/**
 * Whether a text can stop where no sentence ends, by its last letters alone: `isUnfinished` is never true of another. Most are
 * whole, and their words need not be looked at.
 */
export function mayBeUnfinished(raw: string): boolean {
  let at = lastVisible(raw);
  if (raw.charAt(at) === ',') return true;
  let letters = '';
  for (; at >= 0 && letters.length <= mostLetters; at--) {
    const character = raw.charAt(at);
    if (character === joiner) continue;
    if (!/[a-z]/i.test(character)) break;
    letters = character + letters;
  }
  return lastLetters.has(letters.toLowerCase());
}

/** Whether a paragraph, item or quote stops where no sentence ends. */
export function isUnfinished({text: whole, kind, last, verse}: Block): boolean {
  const text = whole.slice(-lastWords);
  if (text.endsWith(',')) {
    // a greeting ("Hi all,"), a list in clauses and a verse end with a comma too
    return (
      kind !== 'item' &&
      !verse() &&
      (/(?:\be\.g\.|\bi\.e\.|\bsuch as),$/.test(text) || (text.split(' ').length >= 5 && !aside.test(text)))
    );
  }
  // an article after a full stop begins a sentence that never came
  if (kind !== 'heading' && /[a-z]{3}[.!?] (?:A|An|The|And|But|Because|If)$/.test(text)) return true;
  const word = /(?:^|[\s(“"'‘])([A-Za-z](?:[A-Za-z]|\.(?=[a-z]))*)$/.exec(text)?.[1];
  if (!word || word !== word.toLowerCase() || !text.includes(' ')) return false;
  if (/\b(?:and|or) (?:so|then) (?:on|forth)$/.test(text)) return false;
  if (word === 'a' && named.test(text)) return false;
  if (kind === 'item')
    return neverInItems.has(word) || (last && /\b(?:and|or)$/.test(text) && text.split(' ').length > 3);
  if (kind === 'heading') return neverInItems.has(word) && text.split(' ').length > 2;
  if (text.split(' ').length < 3) return false;
  if (word === 'to') return !infinitive.test(text);
  if (word === 'that') return opener.test(text);
  return (never.has(word) && !phrasal.test(text)) || determiner.test(text);
}

/** Whether a title or a description in front matter stops midway: after a dash, a comma, or a word that opens a phrase. */
export const isUnfinishedField = (text: string): boolean =>
  /\S\s+[-–—]$|\S,$/.test(text.trim()) ||
  (/ (?:a|an|the|because|my|your|our)$/.test(text.trim()) && !phrasal.test(text.trim()));
