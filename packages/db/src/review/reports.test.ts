import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAsset, addUser, addVideo, openTestRows, readPages } from '../testing/rows.ts';
import {
  decideReports,
  findReport,
  insertReport,
  listDecidedReports,
  listDeciders,
  listOpenReports,
  type NewReport,
} from './reports.ts';

const { db, end } = await openTestRows();
afterAll(end);

beforeAll(async () => {
  for (const id of ['a', 'b', 'c']) await addUser(db, id);
  await addAsset(db, 'v');
  await addVideo(db, 'v');
});

const report = (id: string, reporter: string, more: Partial<NewReport> = {}) =>
  insertReport(db, {
    ...{
      id,
      reporter_id: reporter,
      subject_kind: 'video',
      subject_id: 'v',
      video_id: 'v',
      owner_id: 'owner',
    },
    ...{ excerpt: 'A title', reason: 'spam', detail: '', ...more },
  });

it('a person has one open report about a thing, and a decision closes those of all', async () => {
  expect(await report('1', 'a')).toMatchObject({ state: 'open' });
  expect(await report('2', 'a')).toBeNull();
  await report('3', 'b');
  await report('4', 'a', { subject_kind: 'user', subject_id: 'owner' });
  const pages = await readPages(
    (after) => listOpenReports(db, { limit: 1, after }),
    ({ created_at, id }) => ({ at: created_at, id }),
  );
  expect(pages.flat()).toEqual(['1', '3', '4']);
  expect(await findReport(db, '1')).toMatchObject({ reporter: 'a', owner: 'owner', open_reports: 2 });
  await decideReports(
    db,
    { subject_kind: 'video', subject_id: 'v' },
    { decision: 'resolved', deciderId: 'c' },
  );
  await decideReports(
    db,
    { subject_kind: 'video', subject_id: 'v' },
    { decision: 'dismissed', deciderId: 'b' },
  );
  expect(await findReport(db, '3')).toMatchObject({ state: 'resolved', decider: 'c', open_reports: 0 });
  expect((await listDecidedReports(db, { limit: 9, after: null })).map(({ id }) => id)).toEqual(['3', '1']);
  expect(await report('5', 'a')).toMatchObject({ state: 'open' });
});

it('those decide who have a role for it and may still sign in', async () => {
  await addUser(db, 'editor', { roles: ['editor'] });
  await addUser(db, 'former', { roles: ['admin'], state: 'disabled' });
  await addUser(db, 'teacher', { roles: ['teacher'] });
  expect(await listDeciders(db)).toEqual(['editor']);
});
