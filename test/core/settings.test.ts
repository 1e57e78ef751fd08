import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {boolean, choice, number, strings} from '../../src/core/options.ts';
import type {PostRule} from '../../src/core/rule.ts';
import {readSetting, SettingError} from '../../src/core/settings.ts';

const options = {
  fields: strings(['title'], 'Fields every post has.'),
  dialect: choice(['auto', 'american', 'british'], 'The English of the blog.'),
  longest: number(70, {minimum: 1, maximum: 200}, 'Characters of a title.'),
  drafts: boolean(false, 'Whether drafts count.'),
};
const rule: PostRule<typeof options> = {
  ...{id: 'titles', summary: 'titles that are too long', why: 'They are cut off.', severity: 'warning'},
  options,
  check: () => [],
};
const usual = {fields: ['title'], dialect: 'auto', longest: 70, drafts: false};

// biome-ignore format: a table
const read: readonly (readonly [setting: unknown, severity: string, changed?: object])[] = [
  [undefined, 'warning'], [null, 'warning'], [true, 'warning'], ['on', 'warning'], [false, 'off'], ['off', 'off'], [0, 'off'],
  [1, 'warning'], [2, 'error'], ['warn', 'warning'], ['warning', 'warning'], ['error', 'error'], ['info', 'info'],
  [[], 'warning'], [['error'], 'error'], [[2], 'error'], [[false], 'off'], [[undefined], 'warning'], [['error', null], 'error'], [{}, 'warning'],
  [{longest: 60}, 'warning', {longest: 60}], [['error', {dialect: 'british'}], 'error', {dialect: 'british'}],
  [{longest: 1}, 'warning', {longest: 1}], [{longest: 200}, 'warning', {longest: 200}],
  [[true, {fields: []}], 'warning', {fields: []}], [{fields: ['a', 'b'], drafts: true}, 'warning', {fields: ['a', 'b'], drafts: true}],
];
// biome-ignore format: a table
const refused: readonly (readonly [setting: unknown, message: RegExp])[] = [
  ['eror', /^Unknown severity "eror" for the rule "titles"; did you mean "error"\?$/], [3, /^Unknown severity 3 /], [-1, /^Unknown severity/],
  ['', /^Unknown severity ""/], [['error', {}, {}], /takes a severity and one object of options, but got 3 values/],
  [['error', 'x'], /options of the rule "titles" must be an object, not "x"/], [['error', ['a']], /must be an object/],
  [{longst: 3}, /no option "longst"; did you mean "longest"/], [{toString: 1}, /no option "toString"/],
  [{longest: 0}, /"longest" of the rule "titles" must be a number from 1 to 200, not 0/], [{longest: '70'}, /must be a number/], [{longest: Number.NaN}, /must be a number/],
  [{dialect: 'brittish'}, /cannot be "brittish"; did you mean "british"/], [{dialect: 1}, /must be one of auto, american, british/],
  [{fields: 'title'}, /must be a list of texts, not "title"/], [{fields: [1]}, /must be a list of texts/], [{drafts: 'yes'}, /must be true or false/],
];

describe('a setting', () => {
  for (const [setting, severity, changed] of read)
    it(`${JSON.stringify(setting)} is read`, () => {
      assert.deepEqual(readSetting(rule, setting), {severity, options: {...usual, ...changed}});
    });
  for (const [setting, message] of refused)
    it(`${JSON.stringify(setting)} is refused`, () => {
      assert.throws(
        () => readSetting(rule, setting),
        (error) => error instanceof SettingError && message.test(error.message),
      );
    });
  it('"__proto__" in a file is no option', () => {
    assert.throws(() => readSetting(rule, JSON.parse('{"__proto__": {"longest": 1}}')), SettingError);
  });
  it('of a rule without options takes none', () => {
    const {options: _, ...plain} = rule;
    assert.deepEqual(readSetting(plain, 'error'), {severity: 'error', options: {}});
    assert.throws(() => readSetting(plain, {longest: 3}), /no option "longest"/);
  });
});
