import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isPermitted,
  routes,
  type Route,
  type RouteName,
  type Video,
  type VideoDetailsBody,
} from '@weireel/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  apiOf,
  publish,
  register,
  signInAsAdmin,
  waitForVideo,
  type Person,
  type Published,
} from '../api.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { makePhoneClip } from '../make-clip.ts';
import { mediaOf, playbackOf, withoutQuery } from '../playback/media-of.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
let owner: Person;
let stranger: Person;
let source: Buffer;
/** Things of the owner's that a stranger must not find. */
let hidden: Record<'private' | 'failed' | 'arriving', Published>;
/** A public video of the owner's that plays. */
let open: Published;

beforeAll(async () => {
  server = await testServer(undo);
  [owner, stranger] = await Promise.all([register(server.url), register(server.url)]);
  const file = await makePhoneClip(folder);
  source = await readFile(file);
  const { api } = owner;
  const arriving = await api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 5_000_000 } });
  const waiting = await api.call('createVideo', {
    body: { assetId: arriving.assetId, title: 'Still arriving', visibility: 'public' },
  });
  hidden = {
    private: await publish(owner, { file, visibility: 'private', title: 'Mine alone' }),
    // An index that names no picture.
    failed: await publish(owner, { file: source.subarray(0, 200), title: 'Broken' }),
    arriving: { uploadId: arriving.id, assetId: arriving.assetId, videoId: waiting.id },
  };
  open = await publish(owner, { file });
  await waitForVideo(api, hidden.private.videoId, ({ state }) => state === 'ready');
  await waitForVideo(api, hidden.failed.videoId, ({ state }) => state === 'failed');
  await waitForVideo(api, open.videoId, ({ state }) => state === 'ready');
});

function ownVideo(id: string): Promise<Video> {
  return owner.api.call('video', { params: { id } });
}

const details: VideoDetailsBody = {
  title: 'Taken over',
  ...{ description: '', tags: [], categoryId: null, visibility: 'public' },
};
const bodies: Partial<Record<RouteName, unknown>> = {
  putVideoDetails: details,
  putVideoSource: { assetId: 'abcdefgh12345678' },
  putVideoAuthor: { authorId: 'abcdefgh12345678' },
  putCollectionOwner: { ownerId: 'abcdefgh12345678' },
  partUrls: { numbers: [1] },
  createComment: { body: 'Found it' },
  createDanmaku: { atMs: 0, body: 'Found it' },
  putCaptions: { label: 'English', cues: [{ startMs: 0, endMs: 1, text: 'Found it', words: null }] },
  putCaptionFile: Buffer.from('1\n00:00:00,000 --> 00:00:01,000\nFound it'),
  requestTranscription: { language: 'en', label: 'English' },
  putCategory: { names: { zh: '甲', en: 'A' }, isRetired: false },
  putChapters: { chapters: [{ startMs: 0, title: 'Found it' }] },
  putCommentPolicy: { policy: 'closed' },
  decideReport: { decision: 'dismissed' },
  putPosition: { positionMs: 1000 },
  putProject: { title: 'Taken over', document: {}, revision: 1 },
  exportFilm: { format: 'gif' },
  fillProject: { slots: {} },
  editProject: { revision: 1, edits: [] },
  fillProjects: { rows: [{ slots: {} }] },
  putPart: Buffer.from('bytes'),
  renameGroup: { name: 'Mine' },
  putGroupMember: { role: 'owner' },
  createGroupInvite: { uses: 1, days: 1 },
  putBadge: { badge: 'Mine' },
  putCollection: {
    ...{ kind: 'course', title: 'Mine', description: '', visibility: 'public', coverVideoId: null },
  },
  putCollectionItems: { videoIds: [] },
  putCollectionItem: {},
};

/** Which of a publication's ids each call about one thing takes, or the folder of a noun that nobody publishes. */
const idsByCall: Partial<
  Record<
    RouteName,
    | keyof Published
    | `admin/${'categories' | 'jobs' | 'users'}`
    | 'me/sessions'
    | (
        | 'categories'
        | 'users'
        | 'comments'
        | 'danmaku'
        | 'reports'
        | 'channels'
        | 'groups'
        | 'files'
        | 'projects'
        | 'collections'
        | 'takes'
        | 'notifications'
      )
  >
> = {
  ...{ video: 'videoId', putVideoDetails: 'videoId', videoCovers: 'videoId', deleteVideo: 'videoId' },
  ...{ putVideoAuthor: 'videoId', putCollectionOwner: 'collections' },
  ...{ putVideoSource: 'videoId', reprocessVideo: 'videoId', deleteAsset: 'assetId' },
  ...{ upload: 'uploadId', putPart: 'uploadId', partUrls: 'uploadId', completeUpload: 'uploadId' },
  ...{ cancelUpload: 'uploadId', adminCancelJob: 'admin/jobs', adminRetryJob: 'admin/jobs' },
  ...{ likeVideo: 'videoId', unlikeVideo: 'videoId', favouriteVideo: 'videoId' },
  ...{ unfavouriteVideo: 'videoId', followUser: 'users', unfollowUser: 'users' },
  ...{ followers: 'users', following: 'users' },
  ...{ comments: 'videoId', createComment: 'videoId', putCommentPolicy: 'videoId' },
  ...{ commentReplies: 'comments', deleteComment: 'comments', likeComment: 'comments' },
  ...{ unlikeComment: 'comments', pinComment: 'comments', unpinComment: 'comments' },
  ...{ captionTracks: 'videoId', captions: 'videoId', putCaptions: 'videoId' },
  ...{ putCaptionFile: 'videoId', deleteCaptions: 'videoId' },
  ...{ transcription: 'videoId', requestTranscription: 'videoId' },
  ...{ categoryVideos: 'categories', putCategory: 'admin/categories' },
  ...{ chapters: 'videoId', putChapters: 'videoId' },
  ...{ ownFile: 'files', deleteFile: 'files' },
  ...{ project: 'projects', putProject: 'projects', deleteProject: 'projects' },
  ...{ renderProject: 'projects', assetSource: 'assetId' },
  ...{ surveyAsset: 'assetId', assetSurvey: 'assetId' },
  ...{ exportFilm: 'assetId', filmExports: 'assetId' },
  ...{ projectRenders: 'projects', projectMaterials: 'projects' },
  ...{ previewProject: 'projects', projectPreview: 'projects', projectFrame: 'projects' },
  ...{ fillProject: 'projects', fillProjects: 'projects', editProject: 'projects' },
  ...{ projectRevision: 'projects' },
  ...{ danmaku: 'videoId', createDanmaku: 'videoId' },
  ...{ shareVideo: 'videoId', wechatLinks: 'videoId', decideReport: 'reports', comment: 'comments' },
  ...{ putPosition: 'videoId', forgetWatched: 'videoId', relatedVideos: 'videoId' },
  ...{ hideVideo: 'videoId', showVideo: 'videoId', hideAuthor: 'users', showAuthor: 'users' },
  ...{ user: 'users', userVideos: 'users', putBadge: 'admin/users' },
  ...{
    createPasswordReset: 'admin/users',
    takeAvatar: 'admin/users',
    takeSecondFactor: 'admin/users',
    endSession: 'me/sessions',
  },
  ...{ blockUser: 'users', unblockUser: 'users', muteUser: 'users', unmuteUser: 'users' },
  ...{ deleteDanmaku: 'danmaku', approveDanmaku: 'danmaku' },
  ...{ approveComment: 'comments', giveRole: 'admin/users', takeRole: 'admin/users' },
  ...{ channel: 'channels', deleteChannel: 'channels' },
  ...{ group: 'groups', renameGroup: 'groups', deleteGroup: 'groups', groupMembers: 'groups' },
  ...{ putGroupMember: 'groups', removeGroupMember: 'groups', groupInvites: 'groups' },
  ...{ collection: 'collections', putCollection: 'collections', deleteCollection: 'collections' },
  ...{ collectionItems: 'collections', putCollectionItems: 'collections', userCollections: 'users' },
  ...{ putCollectionItem: 'collections', removeCollectionItem: 'collections' },
  ...{ createGroupInvite: 'groups', revokeGroupInvite: 'groups', joinedTakes: 'takes' },
  readNotification: 'notifications',
};

/** Every call about one thing that the contract has. */
const callsById = Object.entries(routes as Record<RouteName, Route>).filter(([, { path }]) =>
  path.includes('{id}'),
);

function callById(name: string, route: Route, id: string, token?: string) {
  const body = bodies[name as RouteName]; // the names come from the table of routes
  const isPart = body instanceof Uint8Array;
  const path = route.path
    .replace('{id}', id)
    .replace('{n}', '1')
    .replace('{role}', 'editor')
    .replace('{language}', 'en')
    .replaceAll(/\{(?:userId|inviteId|videoId)\}/g, owner.id);
  return send(server.url, `/api/v1${path}`, {
    method: route.method,
    ...(body !== undefined && { body }),
    ...(isPart && { headers: { 'content-type': 'application/octet-stream' } }),
    ...(token !== undefined && { token }),
  });
}

describe("a stranger and somebody's hidden things", () => {
  test('each call about one thing is tried with an id of its own noun', () => {
    expect(Object.keys(idsByCall).sort()).toEqual(callsById.map(([name]) => name).sort());
    for (const [name, { path }] of callsById) {
      const noun = idsByCall[name as RouteName]; // the names come from the table of routes
      const folder = noun?.replace(/Id$/, 's');
      expect(path.startsWith(`/${folder}/{id}`), `${name} takes ${folder}`).toBe(true);
    }
  });

  test.each(callsById)('%s finds nothing', async (name, route) => {
    const ids = Object.values(hidden).flatMap(({ videoId, uploadId, assetId }) => [
      videoId,
      uploadId,
      assetId,
    ]);
    for (const id of ids) {
      const answer = await callById(name, route, id, stranger.token);
      const { access } = route;
      const isForStaff =
        access !== 'public' && access !== 'user' && !isPermitted(['viewer', 'creator'], access);
      const forStranger = isForStaff ? 'forbidden' : 'not_found';
      expect(problemOf(answer)).toMatchObject({ code: forStranger });
      const anonymous = problemOf(await callById(name, route, id));
      expect(anonymous.code).toBe(route.access === 'public' ? 'not_found' : 'unauthenticated');
    }
  });

  test('another person’s asset cannot be published', async () => {
    for (const { assetId } of [...Object.values(hidden), open]) {
      const body = { assetId, title: 'Mine now', visibility: 'public' as const };
      await expect(stranger.api.call('createVideo', { body })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('they are in no list of the stranger’s', async () => {
    for (const name of ['myVideos', 'myAssets', 'myUploads'] as const) {
      expect(await stranger.api.call(name)).toEqual({ items: [], nextCursor: null });
    }
    const { items } = await stranger.api.call('feed', { query: { limit: 100 } });
    expect(items.map(({ id }) => id)).toEqual([open.videoId]);
  });

  test('nothing has changed for the owner', async () => {
    expect(await ownVideo(hidden.private.videoId)).toMatchObject({ title: 'Mine alone', state: 'ready' });
    expect(await ownVideo(hidden.failed.videoId)).toMatchObject({ title: 'Broken', state: 'failed' });
    const upload = await owner.api.call('upload', { params: { id: hidden.arriving.uploadId } });
    expect(upload).toMatchObject({ state: 'open', parts: [] });
  });

  test('an administrator sees them all', async () => {
    const { api } = await signInAsAdmin(server.url);
    for (const { videoId } of Object.values(hidden)) {
      expect(await api.call('video', { params: { id: videoId } })).toMatchObject({ id: videoId });
    }
  });
});

describe("a stranger and somebody's public video", () => {
  test('sees it without how it was made', async () => {
    for (const api of [stranger.api, apiOf(server.url)]) {
      const video = await api.call('video', { params: { id: open.videoId } });
      expect(video).toMatchObject({ playable: true, pipeline: null, author: { id: owner.id } });
    }
  });

  test.each([
    'putVideoDetails',
    'videoCovers',
    'deleteVideo',
    'putVideoSource',
    'putVideoAuthor',
    'reprocessVideo',
    'putCommentPolicy',
    'putCaptions',
    'putCaptionFile',
    'putChapters',
    'transcription',
    'requestTranscription',
  ] as const)('may not %s', async (name) => {
    const answer = await callById(name, routes[name], open.videoId, stranger.token);
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'forbidden' });
  });
});

describe('changing who may see a video', () => {
  test('unlisted: who has the link sees it, the feed does not show it', async () => {
    const { videoId } = await publish(owner, { file: source, visibility: 'unlisted' });
    await waitForVideo(owner.api, videoId, ({ state }) => state === 'ready');
    const found = await stranger.api.call('video', { params: { id: videoId } });
    expect(found).toMatchObject({ visibility: 'unlisted', playable: true });
    for (const path of await mediaOf(owner, videoId)) expect((await send(server.url, path)).status).toBe(200);
    const { items } = await apiOf(server.url).call('feed', { query: { limit: 100 } });
    expect(items.map(({ id }) => id)).not.toContain(videoId);
  });

  test('internal: whoever is signed in sees it and plays it, nobody else finds any of it', async () => {
    const { videoId } = await publish(owner, { file: source, visibility: 'internal' });
    await waitForVideo(owner.api, videoId, ({ state }) => state === 'ready');
    const params = { id: videoId };
    const found = await stranger.api.call('video', { params });
    expect(found).toMatchObject({ visibility: 'internal', playable: true, groups: null });
    const visitor = apiOf(server.url);
    await expect(visitor.call('video', { params })).rejects.toMatchObject({ code: 'not_found' });
    const listed = async (api: Person['api']) =>
      (await api.call('feed', { query: { limit: 100 } })).items.some(({ id }) => id === videoId);
    expect([await listed(stranger.api), await listed(visitor)]).toEqual([true, false]);
    expect(found.playback?.hlsUrl).toContain('sig=');
    const paths = await mediaOf(owner, videoId);
    for (const path of paths) {
      expect((await send(server.url, path)).status).toBe(200);
      expect((await send(server.url, withoutQuery(path))).status).toBe(403);
    }
    // For fewer than before: what was signed for those who lose it is dead, too.
    const hide = { ...details, visibility: 'private' as const };
    await owner.api.call('putVideoDetails', { params, body: hide });
    for (const path of paths) expect((await send(server.url, path)).status).toBe(404);
  });

  test('public to private: every address given out before is dead, and the owner gets new ones', async () => {
    const { videoId } = await publish(owner, { file: source, title: 'Regretted' });
    await waitForVideo(owner.api, videoId, ({ state }) => state === 'ready');
    const before = await mediaOf(owner, videoId);
    const hide = { ...details, title: 'Regretted', visibility: 'private' as const };
    await owner.api.call('putVideoDetails', { params: { id: videoId }, body: hide });
    await expect(stranger.api.call('video', { params: { id: videoId } })).rejects.toMatchObject({
      code: 'not_found',
    });
    // Who may read is remembered for half a second.
    await eventually(async () => (await send(server.url, before[0] ?? '')).status === 404);
    const { hlsUrl } = await playbackOf(owner, videoId);
    const query = hlsUrl.slice(hlsUrl.indexOf('?'));
    for (const path of before) {
      expect((await send(server.url, path)).status).toBe(404);
      expect((await send(server.url, withoutQuery(path) + query)).status).toBe(404);
    }
    for (const path of await mediaOf(owner, videoId)) expect((await send(server.url, path)).status).toBe(200);
  });

  test('deleted: gone from every answer at once, and from the disk soon', async () => {
    const { videoId, assetId, uploadId } = await publish(owner, { file: source });
    await waitForVideo(owner.api, videoId, ({ state }) => state === 'ready');
    const before = await mediaOf(owner, videoId);
    await owner.api.call('deleteVideo', { params: { id: videoId } });
    for (const { api } of [owner, stranger]) {
      await expect(api.call('video', { params: { id: videoId } })).rejects.toMatchObject({
        code: 'not_found',
      });
      const { items } = await api.call('feed', { query: { limit: 100 } });
      expect(items.map(({ id }) => id)).not.toContain(videoId);
    }
    for (const name of ['myVideos', 'myAssets'] as const) {
      const { items } = await owner.api.call(name, { query: { limit: 100 } });
      expect(items.map(({ id }) => id)).not.toContain(name === 'myVideos' ? videoId : assetId);
    }
    await expect(owner.api.call('upload', { params: { id: uploadId } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await eventually(async () => (await send(server.url, before[0] ?? '')).status === 404);
    for (const path of before) expect((await send(server.url, path)).status).toBe(404);
    // The test's own time limit is not the minute that is promised; the deletion is a job that waits for nobody.
    await eventually(
      async () => !(await filesBelow(server.dataFolder)).some((path) => path.includes(assetId)),
    );
  });
});

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(join(path, 'blobs'), { recursive: true });
  return [...entries, ...(await readdir(join(path, 'work'), { recursive: true }))];
}
