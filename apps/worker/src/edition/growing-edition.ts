import { putPlaylists } from '@weireel/db/playback';
import { findArtefact, type AssetRow } from '@weireel/db/videos';
import { growingPlaylists } from '@weireel/hls';
import { randomText } from '@weireel/installation';
import { enqueueJob, type Attempt } from '@weireel/jobs';
import { growingTargetSeconds, publish, type EditionDraft } from './edition.ts';
import type { StoredStream } from './package-streams.ts';

/** An edition that plays while it is being written. */
export interface GrowingEdition {
  /** Shows what is stored so far; from the first time on it is the edition that plays. */
  show(stream: StoredStream): Promise<void>;
  /** Whether it plays. */
  isShown(): boolean;
}

/** Publishes an edition with its first segment and adds to it with each one that follows. */
export function growEdition(options: {
  attempt: Attempt;
  asset: AssetRow;
  draft: EditionDraft;
  /** Longest segment to come, as the playlist promises from the start. */
  targetSeconds?: number;
  /** Whether it is whole in a moment: then whoever ends it makes the first cover. Default false. */
  isBrief?: boolean;
}): GrowingEdition {
  const { attempt, asset, draft, targetSeconds = growingTargetSeconds, isBrief = false } = options;
  let isShown = false;
  return {
    isShown: () => isShown,
    async show(stream) {
      const facts = stream.facts();
      if (!facts) return;
      const grown = { name: stream.name, segments: stream.segments, facts };
      const playlists = growingPlaylists(grown, { targetSeconds, isEnded: false });
      await attempt.publish(async (trx) => {
        if (isShown) await putPlaylists(trx, draft.id, playlists);
        else {
          await publish(trx, draft, {
            state: 'growing',
            playlists,
            streams: [grown],
            ownerId: asset.owner_id,
          });
          // Whoever comes upon it now should see more than grey; this attempt has something else to do.
          if (!isBrief && (await findArtefact(trx, asset.id, 'poster')) === null)
            await enqueueJob(trx, {
              ...{ id: randomText(16), kind: 'make_cover' },
              ...{ ownerId: asset.owner_id, subjectId: asset.id },
            });
        }
      });
      isShown = true;
    },
  };
}
