import { expect, test } from 'vitest';
import { describeVideo, slowReason } from './describe-video.ts';
import { sampleStage, sampleVideo } from '../testing/sample-video.ts';

test('a video whose bytes go out from here says how far', () => {
  const video = sampleVideo({
    state: 'uploading',
    playable: false,
    pipeline: [sampleStage('upload', 'running', 0.4)],
  });
  expect(describeVideo(video, 0.6)).toMatchObject({
    tone: 'moving',
    key: 'pipeline.uploading',
    progress: 0.6,
  });
});

test('a video whose upload stopped says that it waits for it', () => {
  const video = sampleVideo({
    state: 'uploading',
    playable: false,
    pipeline: [sampleStage('upload', 'waiting')],
  });
  expect(describeVideo(video)).toMatchObject({ tone: 'quiet', key: 'pipeline.receiving' });
});

test('a video that plays before its bytes are all there says so', () => {
  const video = sampleVideo({ state: 'uploading', playable: true });
  expect(describeVideo(video, 0.6)).toMatchObject({
    tone: 'moving',
    key: 'pipeline.playableThen',
    thenKey: 'pipeline.uploadingRest',
    progress: 0.6,
  });
  expect(describeVideo(video)).toMatchObject({
    tone: 'quiet',
    key: 'pipeline.playableThen',
    thenKey: 'pipeline.receivingRest',
  });
});

test('nothing is running yet: the video is queued', () => {
  const video = sampleVideo({
    state: 'processing',
    playable: false,
    pipeline: [sampleStage('upload', 'done', 1)],
  });
  expect(describeVideo(video).key).toBe('pipeline.queued');
});

test('a playable video says so before it says what still happens', () => {
  const video = sampleVideo({
    state: 'processing',
    pipeline: [sampleStage('poster', 'running', 0.9), sampleStage('ladder', 'running', 0.25)],
  });
  expect(describeVideo(video)).toMatchObject({
    key: 'pipeline.playableThen',
    thenKey: 'pipeline.ladder',
    stage: 'ladder',
    progress: 0.25,
  });
});

test('a video that plays while its first version is being made says that the rest follows', () => {
  const pipeline = [sampleStage('first_playable', 'running', 0.3)];
  expect(describeVideo(sampleVideo({ state: 'processing', pipeline }))).toMatchObject({
    thenKey: 'pipeline.rest',
    progress: 0.3,
  });
});

test('a stage that has only begun shows no bar', () => {
  const video = sampleVideo({
    state: 'processing',
    playable: false,
    pipeline: [sampleStage('probe', 'running', 0)],
  });
  expect(describeVideo(video)).toMatchObject({ key: 'pipeline.probe', progress: null });
});

test('a playable video whose next stage waits says that it is queued', () => {
  const pipeline = [sampleStage('first_playable', 'done', 1), sampleStage('ladder', 'waiting')];
  expect(describeVideo(sampleVideo({ state: 'processing', pipeline }))).toMatchObject({
    tone: 'quiet',
    key: 'pipeline.playableThen',
    thenKey: 'pipeline.ladderQueued',
  });
});

test('the reason of a slow path is told while it is processed', () => {
  const stage = {
    ...sampleStage('first_playable', 'running', 0.5),
    reason: { codes: ['hdr'], message: 'HDR' },
  };
  const video = sampleVideo({ state: 'processing', playable: false, pipeline: [stage] });
  expect(describeVideo(video).reason).toBe('HDR');
  expect(slowReason(sampleVideo())).toBeNull();
});

test.each([
  ['public', 'approved', 'pipeline.readyPublic'],
  ['public', 'pending', 'pipeline.readyPending'],
  ['public', 'rejected', 'pipeline.readyRejected'],
  ['unlisted', 'approved', 'pipeline.readyUnlisted'],
  ['internal', 'approved', 'pipeline.readyInternal'],
  ['group', 'approved', 'pipeline.readyGroup'],
  ['private', 'pending', 'pipeline.readyPrivate'],
] as const)('a ready video that is %s and %s says who sees it', (visibility, review, key) => {
  expect(describeVideo(sampleVideo({ visibility, review })).key).toBe(key);
});

test('a failed video is bad news without a bar', () => {
  const video = sampleVideo({ state: 'failed', playable: false, pipeline: [sampleStage('probe', 'failed')] });
  expect(describeVideo(video)).toMatchObject({ tone: 'bad', key: 'pipeline.failed', progress: null });
});

test('the time left is the server’s: of the step while nothing plays, of everything afterwards', () => {
  const first = { ...sampleStage('first_playable', 'running', 0.3), remainingMs: 4000 };
  const pipeline = [first, sampleStage('ladder', 'waiting')];
  const video = sampleVideo({ state: 'processing', playable: false, pipeline, remainingMs: 60_000 });
  expect(describeVideo(video).remainingMs).toBe(4000);
  expect(describeVideo({ ...video, playable: true }).remainingMs).toBe(60_000);
  const queued = { ...video, pipeline: [sampleStage('probe', 'waiting')] };
  expect(describeVideo(queued)).toMatchObject({ key: 'pipeline.queued', remainingMs: 60_000 });
});
