/** The kit for rule authors: `import {postRule} from 'draftlint/rule'`. */
export type {Edit, Finding, Place, Severity} from './core/finding.ts';
export type {FrontMatter, FrontMatterEntry, FrontMatterValue} from './core/front-matter.ts';
export {boolean, choice, number, type Option, type Options, strings, type ValuesOf} from './core/options.ts';
export {postRule, type RulePlugin, siteRule} from './core/plugin.ts';
export type {Post} from './core/post.ts';
export type {Prose, ProseKind} from './core/prose.ts';
export type {Dictionary, Need, PostRule, Problem, RuleMeta, SiteProblem, SiteRule, Span, World} from './core/rule.ts';
export type {Section} from './core/sections.ts';
