import type {Severity} from './finding.ts';
import {didYouMean} from './nearest.ts';
import type {Option, Options, ValuesOf} from './options.ts';
import type {AnyRule} from './rule.ts';

/** A setting that means nothing; the message names it, and what was likely meant. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** A rule's setting, read: `off`, or the severity its findings get at most, and its options with defaults filled in. */
export interface Setting {
  readonly severity: Severity | 'off';
  readonly options: ValuesOf<Options>;
}

const severities: ReadonlyMap<unknown, Severity | 'off' | 'on'> = new Map<unknown, Severity | 'off' | 'on'>([
  [true, 'on'],
  [false, 'off'],
  ['on', 'on'],
  ['off', 'off'],
  ['info', 'info'],
  ['warn', 'warning'],
  ['warning', 'warning'],
  ['error', 'error'],
  [0, 'off'],
  [1, 'warning'],
  [2, 'error'],
]);
const severityNames = ['on', 'off', 'info', 'warning', 'error'];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a severity in any of remark's forms, of what the user calls so; `on` means its own. Throws SettingError. */
export function readSeverity(value: unknown, own: Severity, called: string): Severity | 'off' {
  const severity = severities.get(value);
  if (severity === undefined)
    throw new SettingError(
      `Unknown severity ${JSON.stringify(value)} for ${called}${typeof value === 'string' ? didYouMean(value, severityNames) : ''}`,
    );
  return severity === 'on' ? own : severity;
}

/**
 * Reads what a configuration says about a rule: nothing, a severity, options, or both as `[severity, options]`.
 * Throws SettingError where a severity, an option or a value is unknown.
 */
export function readSetting(rule: AnyRule, setting: unknown): Setting {
  const readOwn = (value: unknown): Severity | 'off' => readSeverity(value, rule.severity, `the rule "${rule.id}"`);
  let severity: Severity | 'off' = rule.severity;
  let given: unknown;
  if (Array.isArray(setting)) {
    if (setting.length > 2)
      throw new SettingError(
        `The rule "${rule.id}" takes a severity and one object of options, but got ${setting.length} values`,
      );
    if (setting[0] !== undefined) severity = readOwn(setting[0]);
    given = setting[1];
  } else if (isObject(setting)) given = setting;
  else if (setting !== undefined && setting !== null) severity = readOwn(setting);
  return {severity, options: readOptions(rule, given)};
}

function readOptions(rule: AnyRule, given: unknown): ValuesOf<Options> {
  const known: Options = rule.options ?? {};
  if (given !== undefined && given !== null && !isObject(given))
    throw new SettingError(`The options of the rule "${rule.id}" must be an object, not ${JSON.stringify(given)}`);
  const options: Record<string, readonly string[] | string | number | boolean> = {};
  for (const [name, option] of Object.entries(known)) options[name] = option.default;
  for (const [name, value] of Object.entries(given ?? {})) {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!option)
      throw new SettingError(`The rule "${rule.id}" has no option "${name}"${didYouMean(name, Object.keys(known))}`);
    options[name] = readOption(rule.id, name, option, value);
  }
  return options;
}

/** Throws SettingError where a text is none of those there are; who writes a pattern's name with its rule's is understood. */
function refuseUnknown(id: string, name: string, known: readonly string[], given: readonly string[]): void {
  const wrong = given.find((one) => !known.includes(one));
  if (wrong === undefined) return;
  const bare = wrong.startsWith(`${id}/`) ? wrong.slice(id.length + 1) : wrong;
  throw new SettingError(
    `The option "${name}" of the rule "${id}" cannot have ${JSON.stringify(wrong)}${didYouMean(bare, known)}`,
  );
}

function readOption(
  id: string,
  name: string,
  option: Option,
  value: unknown,
): readonly string[] | string | number | boolean {
  const wrong = (wanted: string) =>
    new SettingError(`The option "${name}" of the rule "${id}" must be ${wanted}, not ${JSON.stringify(value)}`);
  switch (option.type) {
    case 'strings':
      if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw wrong('a list of texts');
      refuseUnknown(id, name, option.known ?? value, value);
      return value;
    case 'choice':
      if (typeof value !== 'string') throw wrong(`one of ${option.choices.join(', ')}`);
      if (!option.choices.includes(value))
        throw new SettingError(
          `The option "${name}" of the rule "${id}" cannot be "${value}"${didYouMean(value, option.choices)}`,
        );
      return value;
    case 'number': {
      const {minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY} = option;
      if (typeof value !== 'number' || !(value >= minimum && value <= maximum))
        throw wrong(
          `a number${Number.isFinite(minimum) ? ` from ${minimum}` : ''}${Number.isFinite(maximum) ? ` to ${maximum}` : ''}`,
        );
      return value;
    }
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('true or false');
      return value;
  }
}
