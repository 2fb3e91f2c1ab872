import type { BodyOf, Video } from '@weireel/contract';
import { WeireelError } from '@weireel/contract/plain';
import { own, type FakeCall, type FakeState } from './fake-state.ts';

/** `POST /videos`. The asset may still be arriving; once it is there, the video is ready at once. */
export function createVideo(state: FakeState, call: FakeCall): Video {
  // Checked by the route's schema.
  const { assetId, title, description, tags, categoryId, visibility } = call.body as BodyOf<'createVideo'>;
  const person = state.people.get(call.account);
  const { as } = call.query;
  const isMine = [...state.uploads.values()].some(
    ({ owner, facts }) => owner === call.account && facts.assetId === assetId,
  );
  if (person === undefined || !isMine) throw new WeireelError('not_found');
  const isThere = state.files.has(assetId);
  const createdAt = new Date(state.now()).toISOString();
  const video: Video = {
    id: state.newId(),
    assetId,
    author: { ...person.user, ...(typeof as === 'string' && { id: as }) },
    title,
    description: description ?? '',
    tags: tags ?? [],
    categoryId: categoryId ?? null,
    visibility,
    createdAt,
    publishedAt: isThere ? createdAt : null,
    coverTimeMs: null,
    durationMs: isThere ? 8000 : null,
    widthPx: isThere ? 1080 : null,
    heightPx: isThere ? 1920 : null,
    state: isThere ? 'ready' : 'uploading',
    playable: isThere,
    failure: null,
    review: 'approved',
    pipeline: [
      {
        stage: 'upload',
        state: isThere ? 'done' : 'running',
        progress: isThere ? 1 : 0,
        startedAt: createdAt,
        finishedAt: isThere ? createdAt : null,
        remainingMs: null,
      },
    ],
    remainingMs: null,
    replacement: null,
    playback: null,
    chapters: [],
    commentPolicy: 'open',
    downloadable: false,
    publishAt: null,
    groups: null,
    counts: { views: 0, likes: 0, favourites: 0, comments: 0, danmaku: 0, shares: 0 },
    mine: null,
  };
  state.videos.set(video.id, { video, owner: call.account });
  return video;
}

/** `GET /videos/{id}` */
export function video(state: FakeState, call: FakeCall): Video {
  const found = state.videos.get(String(call.params['id']));
  if (found === undefined) throw new WeireelError('not_found');
  if (found.video.visibility === 'private') own(state.videos, call.params['id'], call.account);
  return found.video;
}
