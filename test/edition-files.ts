import { initName, type PackagingFacts, type Piece, sealedPlaylists } from '@weireel/hls';

/** What a packager made of one stream. */
export interface PackagedRendition {
  /** The initialization segment and the segments. */
  pieces: Piece[];
  /** What was learned. */
  facts: PackagingFacts;
}

/** Files of a complete edition of these renditions, smallest first, by address; among them `master.m3u8`. */
export function editionFiles(renditions: readonly PackagedRendition[]): Map<string, { bytes: Uint8Array }> {
  const files = new Map<string, { bytes: Uint8Array }>();
  const streams = renditions.map(({ pieces, facts }, n) => {
    for (const piece of pieces) files.set(`v${n}/${fileName(piece)}`, piece);
    const segments = pieces.flatMap((piece) =>
      piece.kind === 'segment' ? [{ ...piece, name: fileName(piece) }] : [],
    );
    return { name: `v${n}`, segments, facts };
  });
  for (const { name, body } of sealedPlaylists(streams)) {
    files.set(name, { bytes: new TextEncoder().encode(body) });
  }
  return files;
}

function fileName(piece: Piece): string {
  return piece.kind === 'init' ? initName : `s${piece.index}.m4s`;
}
