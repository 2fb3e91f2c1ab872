import { sql } from 'kysely';
import type { CaptionsRow } from './tables.ts';

/** Captions in one language as a player chooses them. */
export type TrackFacts = Pick<CaptionsRow, 'language' | 'label' | 'kind' | 'revision'>;

/** The languages in which a video has captions, in their order, for rows of `videos`. */
export const tracksOfVideo = sql<TrackFacts[]>`(
  select coalesce(json_agg(json_build_object(
    'language', language, 'label', label, 'kind', kind, 'revision', revision) order by language), '[]')
  from captions where video_id = videos.id)`;
