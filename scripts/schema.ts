import {catalog} from '../src/catalog.ts';
import {generators} from '../src/core/generators.ts';
import type {Option, Options} from '../src/core/options.ts';

const severity = {
  description: 'Whether the rule runs, and how much its findings weigh at most.',
  enum: [true, false, 'on', 'off', 'info', 'warn', 'warning', 'error', 0, 1, 2],
};

function ofOption(option: Option): object {
  const {description} = option;
  switch (option.type) {
    case 'strings':
      return {
        type: 'array',
        items: {type: 'string', ...(option.known && {enum: option.known})},
        default: option.default,
        description,
      };
    case 'choice':
      return {enum: option.choices, default: option.default, description};
    case 'number': {
      const {minimum, maximum} = option;
      return {
        type: 'number',
        default: option.default,
        description,
        ...(minimum !== undefined && {minimum}),
        ...(maximum !== undefined && {maximum}),
      };
    }
    case 'boolean':
      return {type: 'boolean', default: option.default, description};
  }
}

const ofOptions = (options: Options): object => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, ofOption(option)])),
});

/** The JSON Schema of `.remarkrc.json` as far as it is about draftlint, made from the rules. */
export async function settingsSchema(): Promise<object> {
  const texts = {type: 'array', items: {type: 'string'}};
  const plugins = catalog.map(({rule}) => ({
    title: rule.id,
    description: rule.summary,
    type: 'array',
    minItems: 1,
    maxItems: 2,
    items: [
      {const: `draftlint/rules/${rule.id}`},
      {
        anyOf: [
          severity,
          ofOptions(rule.options ?? {}),
          {type: 'array', maxItems: 2, items: [severity, ofOptions(rule.options ?? {})]},
        ],
      },
    ],
  }));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'draftlint in .remarkrc.json',
    type: 'object',
    properties: {
      plugins: {
        type: 'array',
        items: {anyOf: [{type: 'string'}, ...plugins, {type: 'array', items: [{not: {pattern: '^draftlint/'}}]}]},
      },
      settings: {
        type: 'object',
        properties: {
          draftlint: {
            type: 'object',
            additionalProperties: false,
            properties: {
              posts: {...texts, description: 'Which files are posts; globs, relative to this file.'},
              ignore: {...texts, description: 'Files that are never read; globs.'},
              generator: {enum: generators, description: 'The site generator, where its files do not tell.'},
              words: {type: 'string', description: 'A file of words that are right: one a line.'},
              unusedIgnores: {...severity, description: 'How ignores that silence nothing are reported.'},
              lang: {
                anyOf: [{type: 'string'}, texts],
                description: 'The languages of the posts, such as "de", where it is not English alone.',
              },
              overrides: {
                type: 'array',
                description: 'Other severities for some files; the last that matches wins.',
                items: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['files', 'rules'],
                  properties: {
                    files: {...texts, minItems: 1},
                    rules: {
                      type: 'object',
                      additionalProperties: false,
                      properties: Object.fromEntries(catalog.map(({rule}) => [rule.id, severity])),
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  };
}
