/** Computes a value when it is first asked for, and keeps it; what throws is tried again. */
export function lazy<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    if (made.length === 0) made.push(make());
    return made[0] as T;
  };
}
