import { setTimeout as pause } from 'node:timers/promises';
import type { StageName } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { openInstallation, randomText, type Installation } from '@weireel/installation';
import { reconcile, sweep } from '@weireel/upkeep';

/** How often the tables are looked at while a moment is waited for. */
const lookEveryMs = 4;

/** Looks into an installation past its API: stages, jobs, blobs. Its questions outlive a killed database. */
export interface Observer {
  /** The database and the blobs. */
  installation: Installation;
  /** Waits until an asset of this file name is there. */
  assetOf(fileName: string): Promise<string>;
  /** Waits until a stage runs; false: it is over already. */
  stageRuns(assetId: string, stage: StageName): Promise<boolean>;
  /** Whether a stage runs now; false also while nobody can be asked. */
  isRunning(assetId: string, stage: StageName): Promise<boolean>;
  /** How long each stage of an asset took, in milliseconds. */
  stageLengths(assetId: string): Promise<Map<StageName, number>>;
  /** Waits until no job waits or runs. */
  idle(): Promise<void>;
  /** The uploads that an asset came by. */
  uploadsOf(assetId: string): Promise<string[]>;
  /** What is left of a deleted asset, in words. */
  remains(assetId: string): Promise<string[]>;
  /** Sweeps as the worker would in time, then tells where rows and blobs still disagree. Only while idle. */
  orphans(): Promise<string[]>;
}

/** Observes the installation of a running server. */
export async function observe(dataFolder: string): Promise<Observer> {
  const installation = await openInstallation({
    dataFolder,
    databaseUrl: null,
    ownership: 'never',
    maxConnections: 2,
    patience: 'job',
    log: () => {}, // connections break when the database is killed: that is the point
  });
  const { blobs, connection } = installation;
  const { db } = connection;
  const newId = () => randomText(16);

  /** Asks again until the answer is wanted; a database that is away has no answer. */
  async function until<T>(ask: (db: Database) => Promise<T | null>): Promise<T> {
    for (;;) {
      const answer = await ask(db).catch(() => null);
      if (answer !== null) return answer;
      await pause(lookEveryMs);
    }
  }
  const stageOf = async (assetId: string, stage: StageName): Promise<string | null> => {
    const row = await db
      .selectFrom('stages')
      .select('state')
      .where('asset_id', '=', assetId)
      .where('stage', '=', stage)
      .executeTakeFirst();
    return row?.state ?? null;
  };

  return {
    installation,
    assetOf: (fileName) =>
      until(async () => {
        const row = await db
          .selectFrom('assets')
          .select('id')
          .where('file_name', '=', fileName)
          .executeTakeFirst();
        return row?.id ?? null;
      }),
    stageRuns: (assetId, stage) =>
      until(async () => {
        const state = await stageOf(assetId, stage);
        return state === null || state === 'waiting' ? null : state === 'running';
      }),
    isRunning: async (assetId, stage) => (await stageOf(assetId, stage).catch(() => null)) === 'running',
    async stageLengths(assetId) {
      const rows = await db
        .selectFrom('stages')
        .select(['stage', 'started_at', 'finished_at'])
        .where('asset_id', '=', assetId)
        .execute();
      return new Map(
        rows.map(({ stage, started_at, finished_at }) => [
          stage,
          (finished_at?.getTime() ?? 0) - (started_at?.getTime() ?? 0),
        ]),
      );
    },
    async idle() {
      await until(async () => {
        const row = await db
          .selectFrom('jobs')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('state', 'in', ['waiting', 'running'])
          .executeTakeFirstOrThrow();
        return row.count === 0 ? true : null;
      });
    },
    uploadsOf: (assetId) =>
      until(async () => {
        const rows = await db.selectFrom('uploads').select('id').where('asset_id', '=', assetId).execute();
        return rows.map(({ id }) => id);
      }),
    remains: (assetId) =>
      until(async () => {
        const found: string[] = [];
        const row = await db
          .selectFrom('assets')
          .select('state')
          .where('id', '=', assetId)
          .executeTakeFirst();
        if (row) found.push(`the row of the deleted asset ${assetId} is there (${row.state})`);
        for await (const { key } of blobs.list(`assets/${assetId}/`))
          found.push(`the deleted blob ${key} is there`);
        return found;
      }),
    async orphans() {
      const now = { db, blobs, newId, nowMs: Date.now() + 1000, youngMs: 0 };
      await sweep({ ...now, draftMs: 0, isThorough: true });
      const found: string[] = [];
      for await (const { kind, subject, detail } of reconcile({ ...now, dryRun: true })) {
        found.push(`${kind} ${subject} ${detail}`);
      }
      const again = await sweep({ ...now, draftMs: 0, isThorough: true });
      const removed = Object.entries(again).filter(([, count]) => count > 0);
      return [...found, ...removed.map(([what, count]) => `a second sweep still removed ${count} ${what}`)];
    },
  };
}
