import { type EditDocument, exactFrameTicks, frameCount, segmentsOf } from '@weireel/edit';
import type { PictureFormat } from './segment-arguments.ts';
import { type SegmentPicture, segmentPicture, sourcesOf } from './segment-picture.ts';
import { type SoundPiece, sampleTicks, soundPieces } from './sound-pieces.ts';

/** All that is made of a document, and how. */
export interface RenderPlan {
  /** What all segments have in common. */
  format: PictureFormat;
  /** Frames of the whole. */
  frames: number;
  /** What each segment shows, in order. */
  segments: SegmentPicture[];
  /** Hashes of the files that frames or sound are taken from. */
  sources: string[];
  /** The sound of the whole; null: there is none. */
  sound: SoundPlan | null;
}

/** The sound of the whole. */
export interface SoundPlan {
  /** What is decoded, and where it is heard. */
  pieces: SoundPiece[];
  /** Samples of the whole, at 48 kHz. */
  samples: number;
  /** Integrated loudness in LUFS; null: as it comes. */
  loudness: number | null;
  /** Highest true peak, in dBTP. */
  truePeakDb: number;
}

/** x264's rate factor of what is rendered: as good as the best rung, since it is the source of all others. */
const crf = 19;

/**
 * Plans a document's picture and sound.
 *
 * @param document one that was checked, and of which `findUnrendered` finds nothing
 * @throws RangeError for one that cannot be rendered
 */
export function planRender(document: EditDocument): RenderPlan {
  const { canvas, fps, mix } = document;
  const frames = frameCount(document);
  const segments = segmentsOf(document).map((segment) => {
    const picture = segmentPicture(document, segment);
    if (picture === null)
      throw new RangeError(`the picture from frame ${segment.from} on is not rendered yet`);
    return picture;
  });
  const pieces = soundPieces(document);
  const samples = Math.round((frames * exactFrameTicks(fps)) / sampleTicks);
  const { loudness = -16, truePeak = -1.5 } = mix ?? {};
  return {
    format: { widthPx: canvas.widthPx, heightPx: canvas.heightPx, fps, crf },
    ...{ frames, segments },
    sources: [...new Set([...segments.flatMap(sourcesOf), ...pieces.map(({ segment }) => segment.sha256)])],
    sound: pieces.length === 0 ? null : { pieces, samples, loudness, truePeakDb: truePeak },
  };
}
