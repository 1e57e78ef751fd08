import type {Severity} from '../finding.ts';
import {type Selector, selectorOf} from './check.ts';
import type {Clue} from './clues.ts';

/** What all checks of a style have in common, read from its YAML. */
export interface Definition {
  readonly name: string;
  readonly message: string;
  readonly severity: Severity;
  readonly scope: Selector;
  readonly limit: number;
  readonly link: string | undefined;
  readonly description: string | undefined;
  readonly action: {readonly name: string; readonly params: readonly string[]} | undefined;
  readonly fields: Fields;
  /** Words that the user accepts, as patterns. */
  readonly accepted: readonly string[];
  /** What is known of each of its patterns, where that was worked out before; such patterns are known to end. */
  readonly clues: readonly Clue[] | undefined;
}

/** What a check is compiled with. */
export interface Compiling {
  readonly accepted?: readonly string[];
  /** What is known of each pattern, for patterns of our own, which a test knows to end. */
  readonly clues?: readonly Clue[] | undefined;
  /** The level that the user set, in place of the check's own. */
  readonly level?: string;
}

/** The keys of a check, read with the types they must have. */
export interface Fields {
  /** Throws DefinitionError where the value is no text. */
  text(key: string): string | undefined;
  texts(key: string): readonly string[];
  flag(key: string, fallback?: boolean): boolean;
  number(key: string): number | undefined;
  /** Pairs of texts, in the order they are written. */
  pairs(key: string): readonly (readonly [string, string])[];
}

/** A check that means nothing; the message says what is wrong, for the writer of the style. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

const severities: Readonly<Record<string, Severity>> = {suggestion: 'info', warning: 'warning', error: 'error'};

/** Reads what is common to all checks. Throws DefinitionError. */
export function definitionOf(
  name: string,
  data: Readonly<Record<string, unknown>>,
  {accepted = [], clues, level: set}: Compiling,
): Definition {
  const fields = fieldsOf(data);
  const message = fields.text('message');
  if (message === undefined) throw new DefinitionError('it has no "message"');
  const level = set ?? fields.text('level') ?? 'warning';
  const severity = Object.hasOwn(severities, level) ? severities[level] : undefined;
  if (!severity) throw new DefinitionError(`its "level" must be suggestion, warning or error, not "${level}"`);
  const scopes = data.extends === 'metric' ? ['summary'] : fields.texts('scope');
  return {
    name,
    message,
    severity,
    scope: selectorOf(scopes.length > 0 ? scopes : ['text']),
    limit: fields.number('limit') ?? 0,
    link: fields.text('link'),
    description: fields.text('description'),
    action: actionOf(data.action),
    fields,
    accepted,
    clues,
  };
}

function actionOf(value: unknown): Definition['action'] {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') throw new DefinitionError('its "action" must have a name');
  const fields = fieldsOf({...value});
  const name = fields.text('name');
  return name ? {name, params: fields.texts('params')} : undefined;
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function fieldsOf(data: Readonly<Record<string, unknown>>): Fields {
  const at = (key: string): unknown => (Object.hasOwn(data, key) && data[key] !== null ? data[key] : undefined);
  return {
    text(key) {
      const value = at(key);
      if (value === undefined) return undefined;
      if (!isPlain(value)) throw new DefinitionError(`its "${key}" must be a text`);
      return String(value);
    },
    texts(key) {
      const value = at(key);
      if (value === undefined) return [];
      const list: readonly unknown[] = Array.isArray(value) ? value : [value];
      return list
        .filter((item) => item !== null && item !== undefined)
        .map((item) => {
          if (!isPlain(item)) throw new DefinitionError(`its "${key}" must be a list of texts`);
          return String(item);
        });
    },
    flag(key, fallback = false) {
      const value = at(key);
      return value === undefined ? fallback : value === true || /^(?:true|yes|on|1)$/i.test(String(value));
    },
    number(key) {
      const value = at(key);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (!Number.isFinite(number)) throw new DefinitionError(`its "${key}" must be a number`);
      return number;
    },
    pairs(key) {
      const value = at(key);
      if (value === undefined) return [];
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new DefinitionError(`its "${key}" must be pairs of texts`);
      return Object.entries(value).map(([from, to]) => {
        if (!isPlain(to) && to !== null) throw new DefinitionError(`its "${key}" must be pairs of texts`);
        return [from, to === null ? '' : String(to)] as const;
      });
    },
  };
}
