import {
  measureBitrates,
  type PackagingFacts,
  type Piece,
  targetDurationSeconds,
  writeIFramePlaylist,
  writeMediaPlaylist,
  writeMultivariantPlaylist,
} from '@weireel/hls';

/** What a packager made of one stream. */
export interface PackagedRendition {
  /** The initialization segment and the segments. */
  pieces: Piece[];
  /** What was learned. */
  facts: PackagingFacts;
}

/** Files of a complete edition of these renditions, smallest first, by address; begins with `master.m3u8`. */
export function editionFiles(renditions: readonly PackagedRendition[]): Map<string, { bytes: Uint8Array }> {
  const files = new Map<string, { bytes: Uint8Array }>();
  const text = (uri: string, body: string) => files.set(uri, { bytes: new TextEncoder().encode(body) });
  const variants = renditions.map(({ pieces, facts }, n) => {
    const segments = pieces.flatMap((piece) =>
      piece.kind === 'segment' ? [{ ...piece, uri: `s${piece.index}.m4s` }] : [],
    );
    for (const piece of pieces) {
      files.set(`v${n}/${piece.kind === 'init' ? 'init.mp4' : `s${piece.index}.m4s`}`, piece);
    }
    const listed = { mapUri: 'init.mp4', segments };
    text(`v${n}/index.m3u8`, writeMediaPlaylist({ type: 'VOD', isEnded: true, ...listed }));
    text(`v${n}/iframes.m3u8`, writeIFramePlaylist({ mapUri: 'init.mp4', frames: segments }));
    const frames = segments.map(({ keyFrameBytes, durationSeconds }) => ({
      sizeBytes: keyFrameBytes,
      durationSeconds,
    }));
    const rates = measureBitrates(frames, targetDurationSeconds(frames));
    return {
      ...facts,
      ...facts.displayed,
      uri: `v${n}/index.m3u8`,
      iFrames: { uri: `v${n}/iframes.m3u8`, ...rates },
    };
  });
  text('master.m3u8', writeMultivariantPlaylist(variants));
  return files;
}
