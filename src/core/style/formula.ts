/** Arithmetic of a style: numbers, names, signs between them, and functions of one number. */
export type Formula =
  | {readonly kind: 'number'; readonly value: number}
  | {readonly kind: 'name'; readonly name: string}
  | {readonly kind: 'call'; readonly name: string; readonly of: Formula}
  | {readonly kind: 'sign'; readonly sign: string; readonly left: Formula; readonly right: Formula};

const functions: Readonly<Record<string, (value: number) => number>> = {
  sqrt: Math.sqrt,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  log: Math.log,
  log10: Math.log10,
};

/** How tightly the signs bind. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Reads a formula; undefined where it is none. */
export function parseFormula(text: string): Formula | undefined {
  const tokens = text.match(/\d+(?:\.\d+)?|[A-Za-z_][\w.]*|[<>=!]=|&&|\|\||\S/g) ?? [];
  let at = 0;
  let depth = 0;
  const level = (index: number): Formula | undefined => {
    const signs = levels[index];
    if (!signs) return single();
    let left = level(index + 1);
    while (left && signs.includes(tokens[at] ?? '')) {
      const sign = tokens[at++] ?? '';
      const right = level(index + 1);
      left = right && {kind: 'sign', sign, left, right};
    }
    return left;
  };
  const single = (): Formula | undefined => {
    const token = tokens[at++];
    if (token === undefined || depth > 50) return undefined;
    if (/^\d/.test(token)) return {kind: 'number', value: Number(token)};
    if (token === '-') {
      depth++;
      const right = single();
      depth--;
      return right && {kind: 'sign', sign: '-', left: {kind: 'number', value: 0}, right};
    }
    if (token === '(') return inner();
    if (!/^[A-Za-z_]/.test(token)) return undefined;
    if (tokens[at] !== '(') return {kind: 'name', name: token};
    at++;
    const name = token.replace(/^math\./, '').toLowerCase();
    const of = Object.hasOwn(functions, name) ? inner() : undefined;
    return of && {kind: 'call', name, of};
  };
  const inner = (): Formula | undefined => {
    depth++;
    const formula = level(0);
    depth--;
    return tokens[at++] === ')' ? formula : undefined;
  };
  const formula = level(0);
  return at === tokens.length ? formula : undefined;
}

/** Gives the value of a formula; a name that is not known counts as 0, and what is true is 1. */
export function evaluate(formula: Formula, names: Readonly<Record<string, number>>): number {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'name':
      return Object.hasOwn(names, formula.name) ? (names[formula.name] ?? 0) : 0;
    case 'call':
      return functions[formula.name]?.(evaluate(formula.of, names)) ?? Number.NaN;
    case 'sign': {
      const left = evaluate(formula.left, names);
      const right = evaluate(formula.right, names);
      switch (formula.sign) {
        case '+':
          return left + right;
        case '-':
          return left - right;
        case '*':
          return left * right;
        case '/':
          return left / right;
        case '%':
          return left % right;
        case '<':
          return Number(left < right);
        case '>':
          return Number(left > right);
        case '<=':
          return Number(left <= right);
        case '>=':
          return Number(left >= right);
        case '==':
          return Number(left === right);
        case '!=':
          return Number(left !== right);
        case '&&':
          return Number(left !== 0 && right !== 0);
        default:
          return Number(left !== 0 || right !== 0);
      }
    }
  }
}
