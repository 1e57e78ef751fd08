import {visible} from './clean.ts';

/** A piece of XML, made by `element` or `text` alone: what is in it is escaped. */
export interface Xml {
  readonly xml: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * Gives an element with its attributes, those without a value left out, each child on a line of its own. Names are taken as
 * they are; values lose no character, but those that XML or a terminal does not take stand as escapes such as `\u{1b}`.
 */
export function element(name: string, attributes: Attributes, children: readonly Xml[] = []): Xml {
  const start = `<${name}${Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('')}`;
  if (children.length === 0) return {xml: `${start}/>`};
  const lines = children.map(({xml}) => (xml.startsWith('<') ? indent(xml) : xml));
  const block = children.some(({xml}) => xml.startsWith('<'));
  return {xml: block ? `${start}>\n${lines.join('\n')}\n</${name}>` : `${start}>${lines.join('\n')}</${name}>`};
}

/** Gives lines of text as the content of an element. */
export const text = (lines: readonly string[]): Xml => ({xml: lines.map(escaped).join('\n')});

/** Gives a document with this element at its root. */
export const xmlDocument = ({xml}: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;

const indent = (xml: string): string => xml.replace(/^(?= *<)/gm, '  ');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** `::` and `##[` begin commands to a GitHub runner, which reads them in any line of a log. */
const escaped = (value: string): string =>
  visible(value)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replaceAll('::', ':&#58;')
    .replaceAll('##[', '##&#91;');
