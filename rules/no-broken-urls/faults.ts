import type {Severity} from '../../src/core/finding.ts';
import type {Target} from '../../src/core/targets.ts';

/** What is wrong with an address, as a sentence that the address completes. */
export interface Fault {
  readonly says: string;
  readonly severity: Severity;
  readonly expected?: string;
}

/** Slips in what comes before the host. */
const mistyped =
  /^(?:h{2,}t{1,}ps?|ht{3,}ps?|htps?|http?s{2,}|htt?sp|tthps?|ttps?):\/{0,3}|^https?(?::{2,}\/*|;\/\/|:\/{3,}|\/\/|:\\+|:\/(?!\/))|^https?:(?!\/)[a-z]/i;
const doubled = /^(?:https?:\/{0,2})+(?=https?(?::\/|\/\/))/i;
const bareScheme = /^(?:https?|mailto|ftp):\/{0,2}$/i;
/** What stands where an address should. */
const leftToFill =
  /^(?:url|link|href|#?(?:todo|tbd|fixme|xxx+|tk|tktk)|(?:insert|add|your|put)[-_ ]?(?:the[-_ ])?(?:link|url|image|address)(?:[-_ ]?here)?|(?:link|url|image)[-_ ]?(?:goes[-_ ])?here|todo[:/].*|\?{2,}|\.{3,})$/i;
const withoutScheme = /^(?:www\.[\w-]+\.[a-z]{2,}|[\w-]+\.(?:com|org|net|io|dev)(?=$|\/))/i;
const reserved =
  /^https?:\/\/(?:www\.)?(?:example\.(?:com|org|net)|(?:your|my)-?(?:site|blog|domain|website)\.(?:com|org|net|io))(?:[:/?#]|$)/i;
const own = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/?#]|$)/i;
const onDisk = /^(?:file:\/\/|[A-Za-z]:[\\/]|\/(?:Users|home)\/[^/]+\/.)/;
/** Pages where authors write, which readers cannot open. */
const editors =
  /^https?:\/\/(?:[^/]*\/wp-admin\/|medium\.com\/p\/[0-9a-f]+\/edit|[^/]*\.(?:ngrok\.io|ngrok-free\.app)\b|deploy-preview-\d+--|(?:www\.)?dropbox\.com\/home\b|[^/]+\/ghost\/#?\/?editor|app\.(?:contentful\.com\/|netlify\.com\/(?:teams|user)\b))|[?&]preview=true\b/i;
/** Documents that are private until someone shares them. */
const shared =
  /^https?:\/\/(?:docs\.google\.com\/(?:document|spreadsheets|presentation)\/d\/[\w-]+\/edit|drive\.google\.com\/drive\/u\/|[^/]+\.sharepoint\.com\/|[^/]+\.atlassian\.net\/|[^/]+\.slack\.com\/archives\/|(?:staging|stage|preprod|intranet)\.)/i;

/** Whether the text a reader sees names the address: then it is shown, and not meant to be followed. */
const shows = (text: string, url: string): boolean =>
  /localhost|127\.0|example|file:|https?:/i.test(text) ||
  text.replace(/\/$/, '') === url.replace(/^https?:\/\//, '').replace(/\/$/, '');

/** Judges an address by its shape alone; undefined where nothing is wrong. */
export function faultOf({kind, url, text}: Target): Fault | undefined {
  if (bareScheme.test(url)) return {says: 'This address ends before it begins', severity: 'error'};
  const twice = doubled.exec(url);
  if (twice) {
    const expected = url.slice(twice[0].length);
    return {
      says: 'This address has its beginning twice',
      severity: 'warning',
      ...(/^https?:\/\//.test(expected) && {expected}),
    };
  }
  if (mistyped.test(url)) return {says: 'The beginning of this address is mistyped', severity: 'warning'};
  if (leftToFill.test(url)) return {says: 'This address was left to fill in', severity: 'error'};
  if (onDisk.test(url) && !shows(text, url))
    return {says: 'This address is a file on the author’s own disk', severity: 'error'};
  if (editors.test(url)) return {says: 'Only the author can open this page', severity: 'error'};
  if (own.test(url)) {
    if (kind === 'image') return {says: 'This address works on the author’s own computer only', severity: 'error'};
    return shows(text, url)
      ? undefined
      : {says: 'This address works on the author’s own computer only', severity: 'warning'};
  }
  if (withoutScheme.test(url) && kind !== 'image')
    return {
      says: 'Without https:// this address leads to a page of the blog itself',
      severity: 'warning',
      expected: `https://${url}`,
    };
  if (reserved.test(url) && !shows(text, url))
    return {says: 'This address is an example and leads nowhere', severity: 'warning'};
  if (shared.test(url)) return {says: 'Readers may not be allowed to open this document', severity: 'info'};
  return undefined;
}
