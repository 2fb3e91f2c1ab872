import type { Stage, StageName, Video } from '@weireel/contract';

/** A video for tests: ready, public, vertical, 8 s; with the given changes. */
export function sampleVideo(changes: Partial<Video> = {}): Video {
  return {
    id: 'abcdefgh12345678',
    assetId: null,
    author: {
      id: 'author0123456789',
      nickname: '小影',
      avatarUrl: null,
      largeAvatarUrl: null,
      bio: '',
      badge: null,
      roles: [],
      counts: { videos: 1, followers: 0, following: 0 },
    },
    title: '一只蝴蝶',
    description: '',
    tags: [],
    categoryId: null,
    visibility: 'public',
    createdAt: '2026-05-20T12:00:00.000Z',
    publishedAt: '2026-05-20T12:00:03.000Z',
    coverTimeMs: null,
    durationMs: 8000,
    widthPx: 1080,
    heightPx: 1920,
    state: 'ready',
    playable: true,
    failure: null,
    review: 'approved',
    pipeline: null,
    remainingMs: null,
    replacement: null,
    playback: null,
    chapters: null,
    commentPolicy: 'open',
    downloadable: false,
    publishAt: null,
    groups: null,
    counts: { views: 0, likes: 0, favourites: 0, comments: 0, danmaku: 0, shares: 0 },
    mine: null,
    ...changes,
  };
}

/** A stage for tests. */
export function sampleStage(stage: StageName, state: Stage['state'], progress = 0): Stage {
  return { stage, state, progress, startedAt: null, finishedAt: null, remainingMs: null };
}
