import type { ExportFormat } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** Another form of a film that was asked for. */
export interface ExportRow {
  /** Which one. */
  format: ExportFormat;
  /** Why it failed; null: it has not. */
  failureCode: string | null;
  /** Blob key; null: it is not made. */
  key: string | null;
  /** Its size; null: it is not made. */
  sizeBytes: number | null;
}

/** What was asked for of a film, the first first. */
export async function listExports(db: Database, assetId: string): Promise<ExportRow[]> {
  const rows = await db
    .selectFrom('film_exports')
    .leftJoin('artefacts', (join) =>
      join
        .onRef('artefacts.asset_id', '=', 'film_exports.asset_id')
        .on('artefacts.kind', '=', sql.lit('export'))
        .on('artefacts.state', '=', sql.lit('stored'))
        .on(sql<boolean>`artefacts.facts ->> 'format' = film_exports.format`),
    )
    .select(['format', 'failure_code', 'key', 'size_bytes'])
    .where('film_exports.asset_id', '=', assetId)
    .orderBy('film_exports.created_at')
    .orderBy('format')
    .execute();
  return rows.map(({ format, failure_code: failureCode, key, size_bytes: sizeBytes }) => ({
    ...{ format, failureCode, key, sizeBytes },
  }));
}

/** Notes that a form of a film is asked for, be it again. */
export async function insertExport(trx: Database, assetId: string, format: ExportFormat): Promise<void> {
  await trx
    .insertInto('film_exports')
    .values({ asset_id: assetId, format, failure_code: null })
    .onConflict((conflict) => conflict.columns(['asset_id', 'format']).doUpdateSet({ failure_code: null }))
    .execute();
}

/** Says why a form of a film was not made. */
export async function failExport(
  trx: Database,
  { assetId, format }: { assetId: string; format: ExportFormat },
  code: string,
): Promise<void> {
  await trx
    .updateTable('film_exports')
    .set({ failure_code: code })
    .where('asset_id', '=', assetId)
    .where('format', '=', format)
    .execute();
}
