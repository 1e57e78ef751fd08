/** Gives a text with a terminal's escape sequences around it, or as it is. */
export type Style = (text: string) => string;

/** The few styles a report uses. */
export interface Styles {
  readonly bold: Style;
  readonly dim: Style;
  readonly underline: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  readonly blue: Style;
}

const sgr =
  (open: number, close: number): Style =>
  (text) =>
    text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;
const plain: Style = (text) => text;

/** Gives styles that write SGR sequences, or that change nothing; a report must be the same on every machine, so nothing is detected here. */
export const styles = (color: boolean): Styles => {
  const style = (open: number, close: number): Style => (color ? sgr(open, close) : plain);
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    underline: style(4, 24),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    blue: style(34, 39),
  };
};

/** Gives the address where it is one that may be opened (http or https), normalized; else nothing. */
export function webAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address).href : '';
  return /^https?:\/\/[\x21-\x7e]{1,2000}$/.test(url) ? url : '';
}

/** Gives the text as an OSC 8 hyperlink; as it is where the address is none that may be opened. */
export function hyperlink(text: string, address: string): string {
  const url = webAddress(address);
  return url === '' ? text : `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
