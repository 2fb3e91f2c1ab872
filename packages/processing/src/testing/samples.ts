/** Test support: assets as uploads and jobs leave them, without their bytes. */
import { randomUUID } from 'node:crypto';
import { editionPrefix, sourceKey } from '@weireel/catalogue';
import { connect, type Database } from '@weireel/db';
import { insertUser } from '@weireel/db/people';
import { insertEdition, publishEdition, setEdition, type EditionRow } from '@weireel/db/playback';
import { insertStages, setStage } from '@weireel/db/processing';
import { createTestDatabase } from '@weireel/db/testing';
import { changeAsset, insertAsset, noteArtefact, storeArtefact, type AssetRow } from '@weireel/db/videos';
import { stagesOfOrigin } from '../stages-of-origin.ts';

/** A database with a person, and what makes assets of theirs. */
export interface Samples {
  /** The database. */
  db: Database;
  /** Whose assets they are. */
  ownerId: string;
  /** Makes ids. */
  newId: () => string;
  /** Adds an asset that stands where it is told, with the key of its source. */
  addAsset(state: Exclude<AssetRow['state'], 'deleted'>): Promise<{ id: string; sourceKey: string }>;
  /** Gives an asset something that plays. */
  addEdition(assetId: string, state: 'growing' | 'sealed', kind?: EditionRow['kind']): Promise<string>;
  /** Drops the database. */
  drop(): Promise<void>;
}

/** Makes a database with a person in it. */
export async function openSamples(): Promise<Samples> {
  const database = await createTestDatabase();
  const { db, close } = connect(database.url, { maxConnections: 4, onError: () => {} });
  const newId = (): string => randomUUID().replaceAll('-', '').slice(0, 16);
  const ownerId = newId();
  const person = { id: ownerId, account: 'a', passwordHash: null, nickname: 'A' } as const;
  await insertUser(db, { ...person, roles: [], state: 'active' });
  return {
    db,
    ownerId,
    newId,
    async addAsset(state) {
      const id = newId();
      const key = sourceKey(id, newId());
      const file = { fileName: 'clip.mp4', contentType: null, sizeBytes: 8, mediaKey: newId() };
      await insertAsset(db, { id, ownerId, ...file });
      await noteArtefact(db, { key, assetId: id, kind: 'source', attemptId: null });
      await insertStages(db, id, stagesOfOrigin.upload);
      if (state === 'uploading') return { id, sourceKey: key };
      await storeArtefact(db, { kind: 'source', key, facts: {} });
      await setStage(db, id, 'upload', 'done');
      await changeAsset(db, id, { state: 'processing' });
      if (state === 'failed') await changeAsset(db, id, { state, failureCode: 'processing_failed' });
      if (state === 'ready') await changeAsset(db, id, { state });
      return { id, sourceKey: key };
    },
    async addEdition(assetId, state, kind = 'first') {
      const id = newId();
      await insertEdition(db, { id, assetId, attemptId: 'x', kind, keyPrefix: editionPrefix(assetId, id) });
      await setEdition(db, id, { state });
      await publishEdition(db, assetId, id);
      return id;
    },
    async drop() {
      await close();
      await database.drop();
    },
  };
}
