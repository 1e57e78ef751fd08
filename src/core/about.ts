import type {Finding} from './finding.ts';

/** What ends the part of a message that says what is wrong; a quotation is skipped. */
const reason = /"[^"]*"|[:;]/g;

/**
 * Gives what a finding is about in words that stay the same while the blog around it grows: the text found, else its message up to where
 * reasons begin, without numbers.
 */
export function aboutOf({actual, message}: Pick<Finding, 'actual' | 'message'>): string {
  if (actual !== undefined) return actual;
  const end = [...message.matchAll(reason)].find(([mark]) => mark.length === 1)?.index ?? message.length;
  return message.slice(0, end).replace(/\d+/g, '#');
}
