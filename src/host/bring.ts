import path from 'node:path';
import {type RulePlugin, withWorld} from '../core/plugin.ts';
import type {World} from '../core/rule.ts';
import {loadDictionary} from './dictionary.ts';
import {dataFolder} from './package.ts';
import {spellingWorld} from './spelling.ts';

/** Gives a rule that brings the dictionary along, for hosts that know nothing of it; a rule that needs none stays as it is. */
export const bringing = (plugin: RulePlugin): RulePlugin =>
  plugin.rule.needs?.includes('dictionary') ? withWorld(plugin, dictionaryWorld) : plugin;

/** Worlds by what they are for, and by folder and settings: a plugin asks anew for every file, and an editor's host runs for days. */
const worlds = new WeakMap<object, Map<string, World>>();

function dictionaryWorld(settings: Record<string, unknown>, cwd: string, run: object): World {
  const named = typeof settings.words === 'string' ? path.resolve(cwd, settings.words) : undefined;
  const key = JSON.stringify([cwd, named, settings.lang]);
  const own = worlds.get(run) ?? new Map<string, World>();
  worlds.set(run, own);
  const known = own.get(key);
  if (known) return known;
  const world: World = {
    dictionary: loadDictionary(dataFolder()),
    ...spellingWorld(cwd, {words: named, lang: languagesIn(settings.lang)}).world,
  };
  own.set(key, world);
  return world;
}

/** A language, or a list of them, as a configuration that nobody checked has it. */
const languagesIn = (lang: unknown): readonly string[] =>
  [lang].flat().filter((one): one is string => typeof one === 'string');
