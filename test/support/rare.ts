import {fc} from './fast-check.ts';

/**
 * One character of a class whose members print as a blank, as nothing, or upon another. Each by itself is so rare among
 * all of Unicode that a random text hardly ever holds it, and each is handled by some library in its own way.
 */
export const rare: fc.Arbitrary<string> = fc.oneof(
  ...[/\p{White_Space}/u, /\p{Cc}/u, /\p{Cf}/u, /\p{Variation_Selector}/u].map((kind) =>
    fc.constantFrom(
      ...Array.from({length: 0x11_0000}, (_, code) => String.fromCodePoint(code)).filter((one) => kind.test(one)),
    ),
  ),
);
