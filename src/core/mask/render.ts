import {joiner, object} from '../prose.ts';
import type {Kind, Piece} from './pieces.ts';
import {isBreak, lowerBound} from './source.ts';

/** Gives a stretch with every unit but line ends replaced; later lines keep their indent and, in a quote, its marks. */
function fill(source: string, unit: string, quoted: boolean): string {
  let out = '';
  let lead = false;
  for (const old of source.split('')) {
    const keep: boolean = isBreak(old) || (lead && (old === ' ' || old === '\t' || (quoted && old === '>')));
    out += keep ? old : unit;
    lead = isBreak(old) || (lead && keep);
  }
  return out;
}

const units: Readonly<Record<Kind, string>> = {
  nothing: joiner,
  output: object,
  object,
  letters: 'x',
  blank: ' ',
  gap: joiner,
};

/** Puts inert text in the place of each piece. */
export function render(text: string, pieces: readonly Piece[], starts: readonly number[]): string {
  const lineOf = (offset: number): number => lowerBound(starts, offset + 1) - 1;
  const lineStart = (offset: number): number => starts[lineOf(offset)]!;
  const lineStop = (offset: number): number => starts[lineOf(offset) + 1] ?? text.length;
  const out: string[] = [];
  let done = 0;
  let index = 0;
  while (index < pieces.length) {
    // Pieces that share lines are judged together: lines of nothing but tags become blank.
    const from = index;
    const top = lineStart(pieces[from]!.start);
    let bottom = lineStop(pieces[from]!.end - 1);
    const prefix = text.slice(top, pieces[from]!.start);
    let bare = /^[ \t>\uFEFF]*$/.test(prefix);
    for (; index < pieces.length && pieces[index]!.start < bottom; index++) {
      const piece = pieces[index]!;
      bottom = lineStop(piece.end - 1);
      if (index > from && text.slice(pieces[index - 1]!.end, piece.start).trim() !== '') bare = false;
      if (piece.kind === 'object' || piece.kind === 'letters') bare = false;
    }
    if (text.slice(pieces[index - 1]!.end, bottom).trim() !== '') bare = false;
    const quoted = prefix.includes('>');
    for (const piece of pieces.slice(from, index)) {
      out.push(text.slice(done, piece.start));
      if (bare) out.push(fill(text.slice(piece.start, piece.end), ' ', quoted));
      else if (piece.kind === 'gap') out.push(` ${joiner.repeat(piece.end - piece.start - 1)}`);
      else if (piece.block) out.push(fillBlock(piece, quoted));
      else out.push(fill(text.slice(piece.start, piece.end), units[piece.kind], quoted));
      done = piece.end;
    }
  }
  out.push(text.slice(done));
  return out.join('');

  /** A tag with its content that begins or ends within a line of text: the lines between become blank. */
  function fillBlock(piece: Piece, quoted: boolean): string {
    const {start, end, kind} = piece;
    const firstStop = Math.min(end, lineStop(start));
    const lastStart = Math.max(firstStop, lineStart(end - 1));
    const own = (a: number, b: number): boolean => text.slice(a, b).trim() === '';
    const ends = [
      [
        start,
        firstStop,
        own(lineStart(start), start) && own(Math.min(end, firstStop), firstStop === end ? lineStop(start) : end),
      ],
      [firstStop, lastStart, true],
      [lastStart, end, own(end, lineStop(end - 1))],
    ] as const;
    return ends.map(([a, b, blank]) => fill(text.slice(a, b), blank ? ' ' : units[kind], quoted)).join('');
  }
}
