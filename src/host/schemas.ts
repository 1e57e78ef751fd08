import {runInNewContext} from 'node:vm';
import {type OutputUnit, type Schema, Validator} from '@cfworker/json-schema';
import type {SchemaCheck, SchemaFault} from '../core/rule.ts';

/** A schema of a repository may never come to an end; it gets so many milliseconds a post. */
const patience = 1000;

/** Runs a function of ours, and throws where it takes too long: patterns and references in a schema may go on for ever. */
const inTime = <T>(work: () => T): T => runInNewContext('work()', {work}, {timeout: patience}) as T;

/** Keywords whose own findings stand inside others. */
const around = new Set([
  'properties',
  'patternProperties',
  'items',
  'prefixItems',
  'additionalItems',
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
]);

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);
const inWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'empty',
  number: 'a number',
  object: 'a group of fields',
  string: 'text',
};

/** Gives what stands at a place of the schema, as `#/properties/tags/type` says it; undefined where a `$ref` is on the way. */
function at(schema: unknown, pointer: string): unknown {
  let value = schema;
  for (const part of partsOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

const partsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => decode(part).replaceAll('~1', '/').replaceAll('~0', '~'));

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Says what a finding of the validator means, without naming the field. */
function sentence({keyword, error, keywordLocation}: OutputUnit, schema: unknown): string {
  const value = at(schema, keywordLocation);
  switch (keyword) {
    case 'type': {
      const types = [value].flat().filter((type) => typeof type === 'string');
      return types.length > 0
        ? `must be ${types.map((type) => inWords[type] ?? type).join(' or ')}`
        : 'has the wrong type';
    }
    case 'enum':
      return Array.isArray(value)
        ? `is not one of ${value.slice(0, 12).map(shown).join(', ')}`
        : 'is not one of those allowed';
    case 'const':
      return value === undefined ? 'is not what it must be' : `must be ${shown(value)}`;
    case 'required':
      return `has no ${/"(.*)"/.exec(error)?.[0] ?? 'field that it must have'}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is no field that the schema knows';
    case 'pattern':
      return value === undefined ? 'does not have the form it must have' : `does not fit the pattern ${value}`;
    case 'format':
      return value === undefined ? 'does not have the form it must have' : `is no ${value}`;
    case 'minLength':
    case 'minItems':
      return `is too short${value === undefined ? '' : `: it needs at least ${value}`}`;
    case 'maxLength':
    case 'maxItems':
      return `is too long${value === undefined ? '' : `: at most ${value} are allowed`}`;
    case 'uniqueItems':
      return 'has an item twice';
    case 'minimum':
    case 'exclusiveMinimum':
      return `is too small${value === undefined ? '' : `: the least is ${value}`}`;
    case 'maximum':
    case 'exclusiveMaximum':
      return `is too large${value === undefined ? '' : `: the most is ${value}`}`;
    default:
      return 'does not fit the schema';
  }
}

/** Makes a JSON Schema ready; it is data and stays data: nothing of it is compiled or fetched. */
export function schemaCheck(text: string): SchemaCheck {
  let schema: unknown;
  try {
    schema = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return {problem: 'is not JSON'};
  }
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return {problem: 'is no JSON Schema'};
  const named = String((schema as Record<string, unknown>).$schema ?? '');
  const draft = /draft-0?4/.test(named)
    ? '4'
    : /draft-0?[67]/.test(named)
      ? '7'
      : /2019-09/.test(named)
        ? '2019-09'
        : '2020-12';
  try {
    // The validator writes into the schema it is given.
    const validator = inTime(() => new Validator(structuredClone(schema) as Schema, draft, false));
    return {
      check: (data) => {
        const {errors} = inTime(() => validator.validate(JSON.parse(JSON.stringify(data))));
        return faultsOf(errors, schema);
      },
    };
  } catch (error) {
    return {problem: `cannot be used (${error instanceof Error ? error.message : String(error)})`};
  }
}

function faultsOf(errors: readonly OutputUnit[], schema: unknown): readonly SchemaFault[] {
  const seen = new Set<string>();
  return errors.flatMap((unit) => {
    const {keyword, keywordLocation, instanceLocation, error} = unit;
    // What a choice between schemas says inside is about one of them; that none fits is said once.
    const within = keywordLocation.replace(/\/[^/]*$/, '');
    if (around.has(keyword) || keyword === 'false' || /\/(?:anyOf|oneOf|not|contains)(?:\/|$)/.test(within)) return [];
    const extra = /^(?:additional|unevaluated)Properties$/.test(keyword) ? /"(.*)"/.exec(error)?.[1] : undefined;
    const path = [...partsOf(instanceLocation), ...(extra === undefined ? [] : [extra])];
    const says = sentence(unit, schema);
    const key = JSON.stringify([path, says]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{path, says}];
  });
}
