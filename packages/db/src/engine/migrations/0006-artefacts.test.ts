import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/test-database.ts';
import { listArtefacts } from '../../videos/artefacts.ts';
import { connect } from '../connect.ts';
import { migrateTo, migrateToLatest } from '../migrate.ts';

const database = await createTestDatabase({ hasTables: false });
afterAll(() => database.drop());

const former = ['0001-main-job', '0002-derived', '0003-replaced-sources', '0004-covers', '0005-early'];

it('every file that a former version knew of has a row afterwards', async () => {
  await migrateTo(database.url, former);
  const { db, close } = connect(database.url, { maxConnections: 1, onError: () => {} });
  try {
    for (const statement of rowsOfBefore) await sql.raw(statement).execute(db);
    await migrateToLatest(database.url);
    const stored = await listArtefacts(db, 'a1');
    expect(stored.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      {
        kind: 'candidate',
        key: 'assets/a1/d/x/candidate-0.jpg',
        facts: { atMs: 40, widthPx: 9, heightPx: 16, score: 0.5 },
      },
      {
        kind: 'cover',
        key: 'assets/a1/d/x/cover-0.jpg',
        facts: { videoId: 'v1', atMs: 1000, placeholder: 'BB' },
      },
      { kind: 'poster', key: 'assets/a1/d/x/poster.jpg', facts: { placeholder: 'AA' } },
      { kind: 'preview', key: 'assets/a1/d/x/preview.mp4', facts: {} },
      { kind: 'storyboard', key: 'assets/a1/d/x/storyboard-1.jpg', facts: { ...layout, sheet: 1 } },
      { kind: 'storyboard', key: 'assets/a1/d/x/storyboard.jpg', facts: { ...layout, sheet: 0 } },
      { kind: 'progressive', key: 'assets/a1/d/x/video.mp4', facts: {} },
      { kind: 'edition', key: 'assets/a1/e/e1/', facts: {} },
      { kind: 'source', key: 'assets/a1/source/s', facts: {} },
    ]);
    // The one sheet that was made before there could be more, without its name in the layout.
    expect(await listArtefacts(db, 'a2')).toEqual([
      { kind: 'storyboard', key: 'assets/a2/d/y/storyboard.jpg', facts: { ...layout, sheet: 0 } },
    ]);
    const others = await sql<{ key: string; kind: string; state: string }>`
      select key, kind, state from artefacts where state <> 'stored' order by key`.execute(db);
    expect(others.rows).toEqual([
      { key: 'assets/a1/d/w/poster.jpg', kind: 'poster', state: 'spent' },
      { key: 'assets/a1/e/e2/', kind: 'edition', state: 'pending' },
      { key: 'assets/a3/source/u', kind: 'source', state: 'pending' },
    ]);
  } finally {
    await close();
  }
});

const layout = { intervalMs: 1000, count: 8, columns: 2, rows: 2, tileWidthPx: 90, tileHeightPx: 160 };
const sheets = { ...layout, sheetKeys: ['assets/a1/d/x/storyboard.jpg', 'assets/a1/d/x/storyboard-1.jpg'] };
const candidates = [{ key: 'assets/a1/d/x/candidate-0.jpg', atMs: 40, widthPx: 9, heightPx: 16, score: 0.5 }];

const rowsOfBefore = [
  `insert into users (id, nickname, state) values ('u', 'U', 'active')`,
  `insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key, source_key, poster_key,
     poster_placeholder, mp4_key, storyboard, storyboard_key, preview_key, cover_candidates, edition_id)
   values ('a1', 'u', 'video', 'upload', 'a.mp4', 1, 'ready', 'm1', 'assets/a1/source/s', 'assets/a1/d/x/poster.jpg',
     'AA', 'assets/a1/d/x/video.mp4', '${JSON.stringify(sheets)}', 'assets/a1/d/x/storyboard.jpg',
     'assets/a1/d/x/preview.mp4', '${JSON.stringify(candidates)}', 'e1')`,
  `insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key, storyboard, storyboard_key)
   values ('a2', 'u', 'video', 'upload', 'b.mp4', 1, 'ready', 'm2', '${JSON.stringify(layout)}',
     'assets/a2/d/y/storyboard.jpg')`,
  `insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key)
   values ('a3', 'u', 'video', 'upload', 'c.mp4', 1, 'uploading', 'm3')`,
  `insert into videos (id, asset_id, author_id, title, description, tags, visibility, review, cover_time_ms, cover_key,
     cover_placeholder, cover_made_ms)
   values ('v1', 'a1', 'u', 'A', '', '{}', 'public', 'approved', 1000, 'assets/a1/d/x/cover-0.jpg', 'BB', 1000)`,
  `insert into uploads (id, asset_id, user_id, file_name, size_bytes, part_size_bytes, part_count, blob_key,
     blob_upload_id, state, expires_at)
   values ('p', 'a3', 'u', 'c.mp4', 1, 1, 1, 'assets/a3/source/u', 'b', 'open', now())`,
  `insert into editions (id, asset_id, attempt_id, kind, key_prefix, state)
   values ('e1', 'a1', 't', 'ladder', 'assets/a1/e/e1/', 'sealed'),
     ('e2', 'a1', 't2', 'ladder', 'assets/a1/e/e2/', 'building')`,
  `insert into spent_blobs (key, asset_id, remove_after) values ('assets/a1/d/w/poster.jpg', 'a1', now())`,
];
