import type { Highlights } from '@weireel/contract';

/** A piece of a text, and whether it answers the query. */
export interface TextPiece {
  /** The piece. */
  text: string;
  /** Whether it is marked. */
  isMarked: boolean;
}

/** Cuts a text into what is marked and what is not; together they are the text again. */
export function piecesOf(text: string, ranges: Highlights): TextPiece[] {
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    pieces.push(
      { text: text.slice(done, start), isMarked: false },
      { text: text.slice(start, end), isMarked: true },
    );
    done = end;
  }
  pieces.push({ text: text.slice(done), isMarked: false });
  return pieces.filter((piece) => piece.text !== '');
}
