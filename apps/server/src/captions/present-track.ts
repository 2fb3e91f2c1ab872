import type { CaptionTrack } from '@weireel/contract';
import type { CaptionTrackRow } from '@weireel/db/captions';
import type { VideoCard } from '@weireel/db/videos';
import type { MediaSigner } from '../playback/sign.ts';
import { captionUrl } from '../videos/present-video.ts';

/** Captions in one language, with where they are read as files. */
export function presentTrack(card: VideoCard, row: CaptionTrackRow, signer: MediaSigner): CaptionTrack {
  const { language, label, kind, revision, cue_count, updated_at } = row;
  const fileOf = (extension: 'vtt' | 'srt' | 'ass') =>
    captionUrl(card, signer, { language, revision, extension });
  return {
    ...{ language, label, kind, revision, count: cue_count },
    updatedAt: updated_at.toISOString(),
    files: { vtt: fileOf('vtt'), srt: fileOf('srt'), ass: fileOf('ass') },
  };
}
