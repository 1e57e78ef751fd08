// Made by scripts/catalog.ts from the folders in rules/: do not edit.
import consistentTags from '../rules/consistent-tags/rule.ts';
import fieldLength from '../rules/field-length/rule.ts';
import fieldTypes from '../rules/field-types/rule.ts';
import frontMatterSchema from '../rules/front-matter-schema/rule.ts';
import grammar from '../rules/grammar/rule.ts';
import imageAltText from '../rules/image-alt-text/rule.ts';
import knownAuthors from '../rules/known-authors/rule.ts';
import knownFields from '../rules/known-fields/rule.ts';
import looksUnfinished from '../rules/looks-unfinished/rule.ts';
import noBrokenPromises from '../rules/no-broken-promises/rule.ts';
import noBrokenUrls from '../rules/no-broken-urls/rule.ts';
import noEmptyElements from '../rules/no-empty-elements/rule.ts';
import noEmptySections from '../rules/no-empty-sections/rule.ts';
import noLeftovers from '../rules/no-leftovers/rule.ts';
import noPlaceholders from '../rules/no-placeholders/rule.ts';
import noRepeatedTitle from '../rules/no-repeated-title/rule.ts';
import noUnfinishedSentences from '../rules/no-unfinished-sentences/rule.ts';
import postDate from '../rules/post-date/rule.ts';
import postFileName from '../rules/post-file-name/rule.ts';
import productNames from '../rules/product-names/rule.ts';
import readableText from '../rules/readable-text/rule.ts';
import redundantAcronyms from '../rules/redundant-acronyms/rule.ts';
import requiredFields from '../rules/required-fields/rule.ts';
import sentenceLength from '../rules/sentence-length/rule.ts';
import spelling from '../rules/spelling/rule.ts';
import style from '../rules/style/rule.ts';
import uniqueAddresses from '../rules/unique-addresses/rule.ts';
import uniqueTitles from '../rules/unique-titles/rule.ts';
import validFrontMatter from '../rules/valid-front-matter/rule.ts';
import validLinks from '../rules/valid-links/rule.ts';
import type {RulePlugin} from './core/plugin.ts';

/** Every rule draftlint ships, sorted by id. */
export const catalog: readonly RulePlugin[] = [
  consistentTags,
  fieldLength,
  fieldTypes,
  frontMatterSchema,
  grammar,
  imageAltText,
  knownAuthors,
  knownFields,
  looksUnfinished,
  noBrokenPromises,
  noBrokenUrls,
  noEmptyElements,
  noEmptySections,
  noLeftovers,
  noPlaceholders,
  noRepeatedTitle,
  noUnfinishedSentences,
  postDate,
  postFileName,
  productNames,
  readableText,
  redundantAcronyms,
  requiredFields,
  sentenceLength,
  spelling,
  style,
  uniqueAddresses,
  uniqueTitles,
  validFrontMatter,
  validLinks,
];
