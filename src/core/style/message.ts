/** Fills the `%s` of a message in turn, also those with a number: `%[2]s`. What is left over stays out. */
export function fillMessage(message: string, values: readonly string[]): string {
  let next = 0;
  return message.replace(/%(?:\[(\d)\])?s/g, (_, number: string | undefined) => {
    const value = number === undefined ? values[next++] : values[Number(number) - 1];
    return value ?? '';
  });
}

/** Writes alternatives as `a, b or c`. */
export const orList = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;

/** Gives `text` the capitals of `like`, all of them or the first, unless it has some of its own. */
export function likeCase(text: string, like: string): string {
  const first = like.charAt(0);
  if (first === first.toLowerCase() || text !== text.toLowerCase()) return text;
  const letters = like.replace(/[^\p{L}]/gu, '');
  if (letters.length > 1 && letters === letters.toUpperCase()) return text.toUpperCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
