import {catalog} from './catalog.ts';
import type {RulePlugin} from './core/plugin.ts';
import {bringing} from './host/bring.ts';

/** Every rule as a plugin that works in any remark pipeline, by id. */
export const plugins: ReadonlyMap<string, RulePlugin> = new Map(
  catalog.map((plugin) => [plugin.rule.id, bringing(plugin)]),
);

/**
 * Gives one of our rules. Throws where there is none of that name.
 * @public the entry of each rule, which the build makes, asks here
 */
export function pluginOf(id: string): RulePlugin {
  const plugin = plugins.get(id);
  if (!plugin) throw new Error(`There is no rule "${id}"`);
  return plugin;
}
