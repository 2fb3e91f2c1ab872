import type { Video } from '@weireel/contract';
import { expect, test } from 'vitest';
import { Changes } from './changes.ts';
import { changesOf, presentChanges, type PersonalView } from './presenters.ts';

const videoOf = (id: string): Video => ({ id }) as Video; // nothing else of it is looked at here

/** Somebody with two videos of one asset, of whom every question is noted. */
function fakeView(): PersonalView & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async videos({ videoIds, assetIds }) {
      asked.push(...videoIds.map((id) => `video ${id}`), ...assetIds.map((id) => `about ${id}`));
      const ids = [...videoIds, ...(assetIds.length > 0 ? ['v1', 'v2'] : [])];
      return ids.filter((id) => id !== 'gone').map(videoOf);
    },
    async unread() {
      asked.push('unread');
      return { notifications: 3 };
    },
    async uploads(ids) {
      asked.push(...ids.map((id) => `upload ${id}`));
      const progress = { assetId: 'a1', state: 'open', receivedBytes: 5, sizeBytes: 10 } as const;
      return new Map(ids.map((id) => [id, progress]));
    },
  };
}

function noted(...changes: Parameters<Changes['add']>[0][]): Changes {
  const all = new Changes();
  for (const change of changes) all.add(change);
  return all;
}

test('an upload tells of itself and of the videos of its asset', () => {
  const event = { kind: 'upload.created', subject_id: 'u1', payload: { assetId: 'a1' } } as const;
  expect(changesOf(event)).toEqual([
    { noun: 'upload', id: 'u1' },
    { noun: 'asset', id: 'a1' },
  ]);
});

test('what happens to jobs and people tells a stream nothing', () => {
  const payload = { assetId: 'a1', code: 'processing_failed' };
  expect(changesOf({ kind: 'job.dead', subject_id: 'j1', payload })).toEqual([]);
  expect(changesOf({ kind: 'user.registered', subject_id: 'p1', payload: {} })).toEqual([]);
});

test('a video that changed by itself and by two of its assets is presented once (EVT-6)', async () => {
  const view = fakeView();
  const messages = await presentChanges(
    noted({ noun: 'video', id: 'v1' }, { noun: 'asset', id: 'a1' }, { noun: 'asset', id: 'a2' }),
    view,
  );
  expect(messages.map(({ data }) => 'id' in data && data.id)).toEqual(['v1', 'v2']);
  expect(view.asked).toEqual(['about a1', 'about a2']);
});

test('what a person is told changes how much they have not read, which is asked once', async () => {
  const view = fakeView();
  const event = { kind: 'notification.changed', subject_id: 'p1', payload: {} } as const;
  const messages = await presentChanges(noted(...changesOf(event), ...changesOf(event)), view);
  expect(messages).toEqual([{ name: 'unread', data: { notifications: 3 } }]);
  expect(view.asked).toEqual(['unread']);
});

test('a deleted video is told of as such, though it changed before (EVT-7)', async () => {
  const view = fakeView();
  const changes = noted({ noun: 'video', id: 'v1' }, { noun: 'deletedVideo', id: 'v1' });
  expect(await presentChanges(changes, view)).toEqual([{ name: 'video-deleted', data: { id: 'v1' } }]);
  expect(view.asked).toEqual([]);
});

test('a video that has moved is told as it is where it is still theirs, else as deleted (EVT-7)', async () => {
  const moved = ({ id }: { id: string }) =>
    changesOf({ kind: 'video.moved', subject_id: id, payload: { fromId: 'p1' } });
  const changes = noted(...moved({ id: 'v1' }), ...moved({ id: 'gone' }), { noun: 'video', id: 'v1' });
  const messages = await presentChanges(changes, fakeView());
  expect(messages.map(({ name, data }) => [name, 'id' in data && data.id])).toEqual([
    ['video', 'v1'],
    ['video-deleted', 'gone'],
  ]);
  const deleted = noted(...moved({ id: 'v1' }), { noun: 'deletedVideo', id: 'v1' });
  expect(await presentChanges(deleted, fakeView())).toEqual([{ name: 'video-deleted', data: { id: 'v1' } }]);
});

test('a video that is there no more is passed over, and an upload says how far it is', async () => {
  const messages = await presentChanges(
    noted({ noun: 'video', id: 'gone' }, { noun: 'upload', id: 'u1' }),
    fakeView(),
  );
  const data = { id: 'u1', assetId: 'a1', state: 'open', receivedBytes: 5, sizeBytes: 10 };
  expect(messages).toEqual([{ name: 'upload', data }]);
});

test('many things are asked for some at a time, and a video of several of them is presented once', async () => {
  const asked: number[] = [];
  const view: PersonalView = {
    ...fakeView(),
    async videos({ videoIds, assetIds }) {
      asked.push(videoIds.length + assetIds.length);
      return ['shared', ...videoIds].map(videoOf);
    },
  };
  const changes = Array.from({ length: 60 }, (_, n) => [
    { noun: 'video' as const, id: `v${n}` },
    { noun: 'asset' as const, id: `a${n}` },
  ]);
  const messages = await presentChanges(noted(...changes.flat()), view);
  expect(messages).toHaveLength(61);
  expect(asked).toEqual([25, 25, 10, 25, 25, 10]);
});
