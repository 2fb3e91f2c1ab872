import {
  passageLexemes,
  passagesOf,
  tokenizerVersion,
  toTsvector,
  type SpokenLine,
  type WordCutter,
} from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { IndexedBatch, IndexScope } from './index-after.ts';

/** A passage of captions in the form in which it is found. */
export interface IndexedPassage {
  /** Its lines. */
  lines: SpokenLine[];
  /** Lexemes with their labels, for PostgreSQL. */
  lexemes: string;
}

/** So many passages are cut before others have their turn: it takes a moment each. */
const cutAtOnce = 20;

/**
 * Makes captions ready to be found, before a transaction.
 *
 * @param pause lets others have their turn; a film has a thousand passages
 */
export async function indexedPassages(
  cutter: WordCutter,
  cues: readonly SpokenLine[],
  pause: () => Promise<void>,
): Promise<IndexedPassage[]> {
  const indexed: IndexedPassage[] = [];
  for (const passage of passagesOf(cues)) {
    const lines = passage.map(({ startMs, text }) => ({ startMs, text }));
    indexed.push({ lines, lexemes: toTsvector(passageLexemes(cutter, lines)) });
    if (indexed.length % cutAtOnce === 0) await pause();
  }
  return indexed;
}

/** From now on a video is found by these captions; call it in the transaction that writes them. */
export async function indexCaptions(
  trx: Database,
  { videoId, language }: { videoId: string; language: string },
  passages: readonly IndexedPassage[],
): Promise<void> {
  await trx
    .deleteFrom('caption_passages')
    .where('video_id', '=', videoId)
    .where('language', '=', language)
    .execute();
  await sql`
    insert into caption_passages (video_id, language, n, lines, lexemes, tokenizer_version)
    select ${videoId}, ${language}, n, lines::jsonb, lexemes::tsvector, ${tokenizerVersion}
    from unnest(${passages.map(({ lines }) => JSON.stringify(lines))}::text[],
      ${passages.map(({ lexemes }) => lexemes)}::text[]) with ordinality as passage (lines, lexemes, n)`.execute(
    trx,
  );
}

/**
 * Indexes some captions, in the order of their videos and languages, as `indexVideosAfter` does with videos. What is
 * written meanwhile is left to who writes it.
 */
export async function indexCaptionsAfter(
  db: Database,
  cutter: WordCutter,
  batch: { scope: IndexScope; after: string | null; limit: number },
): Promise<IndexedBatch> {
  const place = sql<string>`video_id || ' ' || language`;
  const rows = await db
    .selectFrom('captions')
    .select(['video_id', 'language', 'cues', 'revision'])
    .where(
      batch.scope === 'everything'
        ? sql<boolean>`true`
        : sql<boolean>`not exists (select from caption_passages as passage
            where passage.video_id = captions.video_id and passage.language = captions.language
              and tokenizer_version = ${tokenizerVersion})`,
    )
    .where(place, '>', batch.after ?? '')
    .orderBy(place)
    .limit(batch.limit)
    .execute();
  for (const { video_id: videoId, language, cues, revision } of rows) {
    const passages = await indexedPassages(cutter, cues, nextTurn);
    await db.transaction().execute(async (trx) => {
      const still = await trx
        .selectFrom('captions')
        .select('revision')
        .where('video_id', '=', videoId)
        .where('language', '=', language)
        .forUpdate()
        .executeTakeFirst();
      if (still?.revision === revision) await indexCaptions(trx, { videoId, language }, passages);
    });
  }
  const last = rows.at(-1);
  const isLast = rows.length < batch.limit || last === undefined;
  return { count: rows.length, last: isLast ? null : `${last.video_id} ${last.language}` };
}

/** Lets others have their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
