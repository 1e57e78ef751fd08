/** Describes the options of a rule once; types, checks, defaults, the docs table and the JSON Schema come from it. */
export type Option =
  | {
      readonly type: 'strings';
      readonly default: readonly string[];
      /** The texts there are, where not any will do. */
      readonly known?: readonly string[];
      readonly description: string;
    }
  | {
      readonly type: 'choice';
      readonly choices: readonly string[];
      readonly default: string;
      readonly description: string;
    }
  | {
      readonly type: 'number';
      readonly default: number;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly description: string;
    }
  | {readonly type: 'boolean'; readonly default: boolean; readonly description: string};

export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends {readonly type: 'strings'}
  ? readonly string[]
  : O extends {readonly type: 'choice'; readonly choices: readonly (infer C)[]}
    ? C
    : O extends {readonly type: 'number'}
      ? number
      : boolean;

/** The values a rule receives, derived from its description. */
export type ValuesOf<O extends Options> = {readonly [K in keyof O]: ValueOf<O[K]>};

/** An option that is a list of texts. */
export const strings = (defaults: readonly string[], description: string) =>
  ({type: 'strings', default: defaults, description}) as const;

/** An option that is a list of names, all of which are known. */
export const names = (known: readonly string[], description: string) =>
  ({type: 'strings', default: [] as readonly string[], known, description}) as const;

/** An option that is one of a few words; the first is the default. */
export const choice = <const C extends readonly [string, ...string[]]>(choices: C, description: string) =>
  ({type: 'choice', choices: choices as C, default: choices[0], description}) as const;

/** An option that is a number, with its bounds. */
export const number = (fallback: number, bounds: {minimum?: number; maximum?: number}, description: string) =>
  ({type: 'number', default: fallback, ...bounds, description}) as const;

/** An option that is on or off. */
export const boolean = (fallback: boolean, description: string) =>
  ({type: 'boolean', default: fallback, description}) as const;

/** The setting that leaves a pattern of a rule out, for rules with an option `skip`, as it is written under `plugins`. */
export const skipSetting = (rule: string, pattern: string): string =>
  `["draftlint/rules/${rule}", {"skip": [${JSON.stringify(pattern)}]}]`;
