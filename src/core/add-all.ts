/**
 * Adds values to the end of a list. A call takes no more than some hundred thousand arguments, so `push(...values)` fails where a post, or a
 * list of words, is long enough.
 */
export function addAll<T>(list: T[], values: Iterable<T>): void {
  for (const value of values) list.push(value);
}
