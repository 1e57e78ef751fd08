import {lazy} from '../core/lazy.ts';

/**
 * What could make a terminal, a log or an editor show something else than what is there: C0 and C1 controls, soft hyphen,
 * bidi controls, zero-width spaces and joiners, invisible operators, line and paragraph separator, byte order mark,
 * interlinear annotation, tag characters and lone surrogates. ZWJ, ZWNJ and variation selectors stay: emoji, Persian and
 * the scripts of India are written with them.
 */
const unseen = lazy(
  () =>
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu,
);
/** Most texts hold nothing else than what is plainly seen: reading the expression above takes longer than to print a report. */
const plain = /^[ -~]*$/;

/** Commands that a GitHub runner also takes in the old form, `##[name]`, anywhere in a line of its log. */
const oldCommand =
  /##\[(?=(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-set-repo-path|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)[\] ])/gi;

/** Gives the escape of a character, such as `\u{202e}`. */
export const escaped = (character: string): string => `\\u{${character.codePointAt(0)!.toString(16)}}`;

/** Gives the text with every character that is not seen, or not seen as what it is, as its escape. */
export const visible = (text: string): string => (plain.test(text) ? text : text.replace(unseen(), escaped));

/** Gives the text on one line: line ends and tabs become a blank, the rest as `visible` gives it. */
export const oneLine = (text: string): string => visible(text.replace(/[\t\n\r]+/g, ' '));

/** Gives a complaint of several lines, each of them as `visible` gives it and no command to a GitHub runner. */
export const harmless = (text: string): string => inert(text.split('\n').map(visible).join('\n'));

/** Gives JSON that holds only characters that are seen and line ends; its value is unchanged. */
export const visibleJson = (json: string): string =>
  json
    .replace(unseen(), (character) =>
      character === '\n'
        ? character
        : Array.from({length: character.length}, (_, i) => escapeUnit(character, i)).join(''),
    )
    .replace(oldCommand, '##\\u005b');

const escapeUnit = (text: string, index: number): string =>
  `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;

/**
 * Gives a report of which no line is a command to a GitHub runner, which takes `::name::` at the start of any line of
 * the log and `##[name]` anywhere (actions/runner, ActionCommand.cs).
 */
export const inert = (report: string): string =>
  report.replace(/^[^\S\n]*::/gm, (start) => `${start.slice(0, -2)}\\u{3a}:`).replace(oldCommand, '##\\u{5b}');
