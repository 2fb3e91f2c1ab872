import {
  searchDocument,
  tokenizerVersion,
  toTsvector,
  type SearchText,
  type WordCutter,
} from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { eraLexemes } from './eras.ts';

/** Text in the form in which it is found. Made before a transaction, since it takes a moment. */
export interface IndexedText {
  /** Lexemes with their labels, for PostgreSQL. */
  lexemes: string;
}

/** Makes text ready to be found. */
export function indexedText(cutter: WordCutter, text: SearchText): IndexedText {
  return { lexemes: toTsvector(searchDocument(cutter, text)) };
}

/** From now on a video is found by this text; call it in the transaction that changes the text. */
export async function indexVideo(trx: Database, videoId: string, { lexemes }: IndexedText): Promise<void> {
  await trx
    .insertInto('video_search')
    .columns(['video_id', 'lexemes', 'tokenizer_version', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('videos')
        .select([
          'id',
          sql<string>`${lexemes}::tsvector || ${eraLexemes(sql.ref('videos.created_at'))}`.as('lexemes'),
          sql<number>`${tokenizerVersion}::integer`.as('version'),
          'created_at',
        ])
        .where('id', '=', videoId),
    )
    .onConflict((conflict) =>
      conflict.column('video_id').doUpdateSet((eb) => ({
        lexemes: eb.ref('excluded.lexemes'),
        tokenizer_version: eb.ref('excluded.tokenizer_version'),
      })),
    )
    .execute();
}

/** What a collection is found by: what it is called, and what is said of it. */
export function collectionText({
  title,
  description,
}: Pick<SearchText, 'title' | 'description'>): SearchText {
  return { title, description, tags: [], author: '' };
}

/** From now on a collection is found by this text; call it in the transaction that changes the text. */
export async function indexCollection(
  trx: Database,
  collectionId: string,
  { lexemes }: IndexedText,
): Promise<void> {
  const values = {
    lexemes: sql<string>`${lexemes}::tsvector`,
    tokenizer_version: tokenizerVersion,
  };
  await trx
    .insertInto('collection_search')
    .values({ collection_id: collectionId, ...values })
    .onConflict((conflict) => conflict.column('collection_id').doUpdateSet(values))
    .execute();
}

/** From now on a person is found by this name; call it in the transaction that changes the name. */
export async function indexUser(trx: Database, userId: string, { lexemes }: IndexedText): Promise<void> {
  const values = {
    lexemes: sql<string>`${lexemes}::tsvector`,
    tokenizer_version: tokenizerVersion,
  };
  await trx
    .insertInto('user_search')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}
