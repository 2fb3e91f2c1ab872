import { mostCaptionLanguages, type CaptionCue, type CaptionKind } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { othersMay } from '../videos/visible.ts';
import type { CaptionsRow } from './tables.ts';
import type { TrackFacts } from './tracks-of-video.ts';

/** Captions in one language, without what they say. */
export type CaptionTrackRow = Omit<CaptionsRow, 'cues'>;

/** Captions to write. */
export interface NewCaptions {
  /** The video; its row is held. */
  videoId: string;
  /** Their language. */
  language: string;
  /** What people choose them by; null: as it is, or the language. */
  label: string | null;
  /** How they came to be. */
  kind: CaptionKind;
  /** What they say, in the order of time; at least one. */
  cues: readonly CaptionCue[];
  /** The revision that they replace; null: there must be none yet. */
  revision: number | null;
}

/** Why captions were not written: another change came first, or there are too many languages. */
export type NotWritten = 'changed' | 'too_many';

const trackColumns = [
  ...(['video_id', 'language', 'label', 'kind', 'cue_count', 'revision', 'updated_at'] as const),
] as const;

/** The languages in which a video has captions, in their order. */
export function listCaptionTracks(db: Database, videoId: string): Promise<CaptionTrackRow[]> {
  return db
    .selectFrom('captions')
    .select(trackColumns)
    .where('video_id', '=', videoId)
    .orderBy('language')
    .execute();
}

/** The captions of a video in one language; null: there are none. */
export async function findCaptions(
  db: Database,
  videoId: string,
  language: string,
): Promise<CaptionsRow | null> {
  const row = await db
    .selectFrom('captions')
    .selectAll()
    .where('video_id', '=', videoId)
    .where('language', '=', language)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes captions, whole, if nobody else has changed them meanwhile. */
export async function putCaptions(
  trx: Database,
  captions: NewCaptions,
): Promise<CaptionTrackRow | NotWritten> {
  const { videoId, language, label, kind, cues, revision } = captions;
  const values = { kind, cues: JSON.stringify(cues), cue_count: cues.length };
  if (revision !== null) {
    const row = await trx
      .updateTable('captions')
      .set({
        ...values,
        ...(label !== null && { label }),
        revision: sql<number>`default`,
        updated_at: sql<Date>`now()`,
      })
      .where('video_id', '=', videoId)
      .where('language', '=', language)
      .where('revision', '=', revision)
      .returning(trackColumns)
      .executeTakeFirst();
    return row ?? 'changed';
  }
  const tracks = await listCaptionTracks(trx, videoId);
  if (tracks.some((track) => track.language === language)) return 'changed';
  if (tracks.length >= mostCaptionLanguages) return 'too_many';
  return trx
    .insertInto('captions')
    .values({ video_id: videoId, language, label: label ?? language, ...values })
    .returning(trackColumns)
    .executeTakeFirstOrThrow();
}

/**
 * Deletes the captions of a video in one language.
 *
 * @param revision the one that is meant; null: whatever it is
 * @returns false: there are none, or they have changed
 */
export async function deleteCaptions(
  trx: Database,
  { videoId, language, revision }: { videoId: string; language: string; revision: number | null },
): Promise<boolean> {
  const row = await trx
    .deleteFrom('captions')
    .where('video_id', '=', videoId)
    .where('language', '=', language)
    .$if(revision !== null, (query) => query.where('revision', '=', revision))
    .returning('revision')
    .executeTakeFirst();
  return row !== undefined;
}

/** A video whose captions are read below the media path of an asset that it shows, or showed until now. */
export interface CaptionedVideo {
  /** Whether everybody may read them who knows the media path. */
  isOpen: boolean;
  /** How long what it shows is; null: nobody knows yet. */
  durationMs: number | null;
  /** The languages, in their order. */
  tracks: TrackFacts[];
}

/** Finds the video of a path to captions; null: it shows another asset, or there is none. */
export async function findCaptionedVideo(
  db: Database,
  assetId: string,
  videoId: string,
): Promise<CaptionedVideo | null> {
  const row = await db
    .selectFrom('assets')
    .innerJoin('videos', (join) =>
      join.on((eb) =>
        eb.or([
          eb('videos.asset_id', '=', eb.ref('assets.id')),
          eb('videos.id', '=', eb.ref('assets.former_of')),
        ]),
      ),
    )
    .select(['assets.duration_ms', othersMay('play', null).as('is_open')])
    .where('assets.id', '=', assetId)
    .where('videos.id', '=', videoId)
    .where('assets.state', '!=', sql.lit('deleted'))
    .executeTakeFirst();
  if (!row) return null;
  const tracks = await listCaptionTracks(db, videoId);
  return { isOpen: row.is_open, durationMs: row.duration_ms, tracks };
}
