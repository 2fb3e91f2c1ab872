import type { FileUploadSnapshot } from '../upload/snapshot.ts';
import { expect, test } from 'vitest';
import { describeUpload } from './describe-upload.ts';

const of = (done: string, total: string) => `${done} / ${total}`;

function snapshot(changes: Partial<FileUploadSnapshot>): FileUploadSnapshot {
  return {
    id: 'file-1',
    fileName: 'a.mp4',
    sizeBytes: 10 * 1024 ** 2,
    state: 'uploading',
    uploadId: null,
    assetId: null,
    resumed: false,
    acknowledgedBytes: 0,
    inFlightBytes: 0,
    progress: 0.5,
    bytesPerSecond: null,
    remainingMs: null,
    waiting: null,
    failure: null,
    ...changes,
  };
}

test('a moving upload says how far and how fast', () => {
  expect(describeUpload(snapshot({ bytesPerSecond: 3 * 1024 ** 2 }), of)).toEqual({
    key: 'upload.state.uploading',
    figures: ['50%', '5 MB / 10 MB'],
    speed: '3 MB',
    isStill: false,
  });
});

test('a waiting upload says what it waits for', () => {
  const waiting = snapshot({ state: 'waiting', waiting: { reason: 'network', retryAtMs: 0 } });
  expect(describeUpload(waiting, of)).toMatchObject({ key: 'upload.state.waitingNetwork', isStill: true });
});

test('an upload that is done needs no figures', () => {
  expect(describeUpload(snapshot({ state: 'done', progress: 1 }), of).figures).toEqual([]);
});
