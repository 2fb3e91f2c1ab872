import { createMemoryStore } from '@weireel/blob';
import { roleNames, routes, type Role, type Route, type RouteName } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { settle } from '../community/settle.ts';
import { problemOf, send } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
/** Tokens of people who have one role each, of somebody who has none, and of nobody. */
let tokens: Map<Role | 'none' | 'nobody', string | null>;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore(), { WEIREEL_RATE_SIGN_IN_PER_MINUTE: '10000' });
  undo(() => server.stop());
  tokens = new Map([['nobody', null]]);
  tokens.set('none', (await settle(server, { roles: [] })).token);
  for (const role of roleNames) tokens.set(role, (await settle(server, { roles: [role] })).token);
});

const everyRole: readonly Role[] = ['viewer', 'creator', 'teacher', 'editor', 'moderator', 'admin'];
const publishers: readonly Role[] = ['creator', 'teacher', 'editor', 'admin'];
const deciders: readonly Role[] = ['editor', 'moderator', 'admin'];
const admins: readonly Role[] = ['admin'];

/**
 * Who may make which call: anybody, whoever is signed in, or those with one of some roles. Written out once more, so
 * that a change of the table of permissions is seen as what it means; a call that is not written here fails.
 */
const callers: Record<RouteName, 'anybody' | 'signed in' | readonly Role[]> = {
  ...{ setupState: 'anybody', setup: 'anybody', register: 'anybody', login: 'anybody' },
  ...{ wechatLogin: 'anybody', logout: 'signed in', me: 'signed in' },
  ...{ putProfile: 'signed in', putPinnedVideos: 'signed in', user: 'anybody', userVideos: 'anybody' },
  ...{
    deleteAccount: 'signed in',
    resetPassword: 'anybody',
    putPassword: 'signed in',
    createPasswordReset: admins,
  },
  ...{ answerChallenge: 'anybody', secondFactor: 'signed in', enrolSecondFactor: 'signed in' },
  ...{ startSecondFactor: 'signed in', dropSecondFactor: 'signed in', renewRecoveryCodes: 'signed in' },
  ...{ takeSecondFactor: admins, identity: 'signed in' },
  ...{ askForReset: 'anybody', email: 'signed in', putEmail: 'signed in', confirmEmail: 'signed in' },
  ...{ deleteEmail: 'signed in', wechat: 'signed in', linkWechat: 'signed in', unlinkWechat: 'signed in' },
  ...{ linkIdentity: 'signed in', unlinkIdentity: 'signed in' },
  ...{ mySessions: 'signed in', endSession: 'signed in', endOtherSessions: 'signed in' },
  ...{ putAvatar: 'signed in', deleteAvatar: 'signed in', takeAvatar: admins },
  ...{ putBadge: admins, adminUsers: admins, giveRole: admins, takeRole: admins },
  ...{ myGroups: 'signed in', createGroup: ['teacher', 'editor', 'admin'], group: 'signed in' },
  ...{ renameGroup: 'signed in', deleteGroup: 'signed in', groupMembers: 'signed in' },
  ...{ putGroupMember: 'signed in', removeGroupMember: 'signed in', groupInvites: 'signed in' },
  ...{ createGroupInvite: 'signed in', revokeGroupInvite: 'signed in' },
  ...{ readGroupInvite: 'signed in', joinGroup: 'signed in' },
  ...{ myChannels: 'signed in', createChannel: ['teacher', 'editor', 'admin'], channel: 'signed in' },
  ...{ deleteChannel: 'signed in' },
  ...{ createUpload: publishers, putPart: publishers, partUrls: publishers, completeUpload: publishers },
  ...{ myUploads: 'signed in', upload: 'signed in', cancelUpload: 'signed in' },
  ...{ putVideoAuthor: publishers, putCollectionOwner: publishers },
  ...{ createVideo: publishers, putVideoSource: publishers, reprocessVideo: publishers },
  ...{ myVideos: 'signed in', myAssets: 'signed in', deleteAsset: 'signed in', video: 'anybody' },
  ...{ putVideoDetails: 'signed in', videoCovers: 'signed in', deleteVideo: 'signed in' },
  ...{ likeVideo: everyRole, favouriteVideo: everyRole, followUser: everyRole, likeComment: everyRole },
  ...{ unlikeVideo: 'signed in', unfavouriteVideo: 'signed in', unfollowUser: 'signed in' },
  ...{ followers: 'signed in', following: 'signed in' },
  ...{ comments: 'anybody', commentReplies: 'anybody', createComment: everyRole, feed: 'anybody' },
  ...{ deleteComment: 'signed in', unlikeComment: 'signed in', putCommentPolicy: 'signed in' },
  ...{ pinComment: 'signed in', unpinComment: 'signed in', approveComment: 'signed in' },
  ...{
    danmaku: 'anybody',
    createDanmaku: everyRole,
    deleteDanmaku: 'signed in',
    approveDanmaku: 'signed in',
  },
  ...{ captionTracks: 'anybody', captions: 'anybody', deleteCaptions: 'signed in' },
  ...{ putCaptions: 'signed in', putCaptionFile: 'signed in' },
  ...{ transcription: 'signed in', requestTranscription: publishers },
  ...{ categories: 'anybody', categoryVideos: 'anybody' },
  ...{ createCategory: admins, putCategory: admins, putCategoryOrder: admins },
  ...{ chapters: 'anybody', putChapters: 'signed in' },
  ...{ ownFiles: 'signed in', sendFile: publishers, ownFile: 'signed in', deleteFile: 'signed in' },
  ...{ projects: 'signed in', createProject: 'signed in', project: 'signed in' },
  ...{ putProject: 'signed in', deleteProject: 'signed in', renderProject: 'signed in' },
  ...{ assetSource: 'signed in', projectRenders: 'signed in' },
  ...{ surveyAsset: 'signed in', assetSurvey: 'signed in' },
  ...{ exportFilm: 'signed in', filmExports: 'signed in' },
  ...{ joinTakes: publishers, joinedTakes: 'signed in' },
  ...{ projectMaterials: 'signed in', materials: 'signed in' },
  ...{ previewProject: 'signed in', projectPreview: 'signed in', projectFrame: 'signed in' },
  ...{
    fillProject: 'signed in',
    fillProjects: 'signed in',
    editProject: 'signed in',
    projectRevision: 'signed in',
  },
  ...{ shareVideo: 'anybody', wechatLinks: 'anybody' },
  ...{ createReport: 'signed in', reports: deciders, decideReport: deciders },
  ...{ createCollection: publishers, collection: 'anybody', putCollection: 'signed in' },
  ...{ deleteCollection: 'signed in', collectionItems: 'anybody', putCollectionItems: 'signed in' },
  ...{ putCollectionItem: 'signed in', removeCollectionItem: 'signed in' },
  ...{ myCollections: 'signed in', userCollections: 'anybody' },
  ...{ myFavourites: 'signed in', heldComments: 'signed in', comment: 'anybody' },
  ...{
    putPosition: 'signed in',
    history: 'signed in',
    clearHistory: 'signed in',
    forgetWatched: 'signed in',
  },
  ...{ historySettings: 'signed in', putHistorySettings: 'signed in' },
  ...{ tag: 'anybody', tagVideos: 'anybody' },
  ...{ relatedVideos: 'anybody', hideVideo: 'signed in', showVideo: 'signed in' },
  ...{ hideAuthor: 'signed in', showAuthor: 'signed in', myAvoided: 'signed in' },
  ...{ blockUser: 'signed in', unblockUser: 'signed in', muteUser: 'signed in', unmuteUser: 'signed in' },
  ...{ search: 'anybody', searchSuggestions: 'anybody', searchHot: 'anybody' },
  ...{ notifications: 'signed in', readNotifications: 'signed in', readNotification: 'signed in' },
  ...{ wechatMessages: 'signed in', acceptWechatMessages: 'signed in' },
  ...{ adminJobs: admins, adminQueue: admins, adminHealth: admins },
  ...{ adminCancelJob: admins, adminRetryJob: admins },
};

const words = { title: 'A', description: '', tags: [], categoryId: null, visibility: 'private' };
const list = { kind: 'course', title: 'A', description: '', visibility: 'private', coverVideoId: null };
const person = { account: 'somebody', password: 'correct horse 8', nickname: 'Somebody' };
/** Bodies that keep the rules, so that what refuses a call is who makes it. */
const bodies: Partial<Record<RouteName, unknown>> = {
  setup: { token: 'a', ...person },
  register: person,
  login: { account: 'somebody', password: 'wrong' },
  wechatLogin: { code: 'a' },
  createUpload: { fileName: 'a.mp4', sizeBytes: 1 },
  putPart: Buffer.from('a'),
  partUrls: { numbers: [1] },
  createVideo: { assetId: 'nothing000000000', title: 'A', visibility: 'private' },
  putVideoDetails: words,
  putVideoSource: { assetId: 'nothing000000000' },
  putVideoAuthor: { authorId: 'nothing000000000' },
  putCollectionOwner: { ownerId: 'nothing000000000' },
  createComment: { body: 'A' },
  putCommentPolicy: { policy: 'open' },
  joinTakes: { assetIds: ['nothing000000000', 'nothing000000000'] },
  createDanmaku: { body: 'A', atMs: 0 },
  putCaptions: { label: 'A', cues: [] },
  putCaptionFile: Buffer.from('a'),
  createCategory: { names: { zh: '甲', en: 'A' } },
  putCategory: { names: { zh: '甲', en: 'A' }, isRetired: false },
  putCategoryOrder: { ids: [] },
  putChapters: { chapters: [] },
  requestTranscription: { language: 'en', label: 'English' },
  putAvatar: Buffer.from('a'),
  sendFile: Buffer.from('a'),
  createReport: { subject: { kind: 'video', id: 'nothing000000000' }, reason: 'spam' },
  decideReport: { decision: 'resolved' },
  createChannel: { handle: 'desk', nickname: 'Desk', bio: '' },
  createGroup: { name: 'A group' },
  renameGroup: { name: 'A group' },
  putGroupMember: { role: 'owner' },
  createGroupInvite: { uses: 1, days: 1 },
  readGroupInvite: { code: 'a' },
  joinGroup: { code: 'a' },
  putPosition: { positionMs: 0 },
  createCollection: list,
  putCollection: list,
  putCollectionItems: { videoIds: [] },
  putCollectionItem: {},
  createProject: { title: 'A', document: {} },
  putProject: { title: 'A', document: {}, revision: 1 },
  exportFilm: { format: 'gif' },
  fillProject: { slots: {} },
  editProject: { revision: 1, edits: [] },
  fillProjects: { rows: [{ slots: {} }] },
  putHistorySettings: { isKept: true },
  acceptWechatMessages: { templateIds: ['a'] },
  putProfile: { nickname: 'Somebody', bio: '' },
  putPinnedVideos: { videoIds: [] },
  putBadge: { badge: null },
  answerChallenge: { challenge: 'a', code: '000000' },
  enrolSecondFactor: {},
  startSecondFactor: { code: '000000' },
  dropSecondFactor: { code: '000000' },
  renewRecoveryCodes: { code: '000000' },
  linkIdentity: {},
  linkWechat: { code: 'a' },
  askForReset: { name: 'somebody' },
  putEmail: { address: 'somebody@example.org' },
  confirmEmail: { code: 'a' },
  resetPassword: { code: 'a', password: 'correct horse 9' },
  deleteAccount: { password: 'wrong' },
  putPassword: { password: 'wrong', newPassword: 'correct horse 9' },
};

/** Queries without which a call is refused. */
const queries: Partial<Record<RouteName, string>> = {
  ...{ search: '?q=a', searchSuggestions: '?q=a', myAvoided: '?by=blocked', sendFile: '?name=a.png' },
};

/** Every call; the one that ends the session comes last. */
const all = Object.entries(routes as Record<RouteName, Route>)
  .map(([name, route]) => [name as RouteName, route] as const) // the names come from the table of routes
  .toSorted(([a], [b]) => Number(a === 'logout') - Number(b === 'logout'));

function make(name: RouteName, { method, path }: Route, token: string | null) {
  const body = bodies[name];
  const filled = path
    .replace('{n}', '1')
    .replace('{role}', 'editor')
    .replace('{language}', 'en')
    .replaceAll(/\{\w+\}/g, 'nothing000000000');
  return send(server.url, `/api/v1${filled}${queries[name] ?? ''}`, {
    method,
    ...(body !== undefined && { body }),
    ...(body instanceof Uint8Array && { headers: { 'content-type': 'application/octet-stream' } }),
    ...(token !== null && { token }),
  });
}

describe('who may make a call', () => {
  test('is written down for each call', () => {
    expect(Object.keys(callers).toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  test.each(all)('%s', async (name, route) => {
    const may = callers[name];
    for (const [who, token] of tokens) {
      const answer = await make(name, route, token);
      const { code } = answer.status >= 400 ? problemOf(answer) : { code: 'none' };
      const isSomebody = who !== 'nobody';
      const isMeant =
        may === 'anybody' || (isSomebody && (may === 'signed in' || may.some((role) => role === who)));
      if (isMeant)
        expect(['unauthenticated', 'forbidden', 'invalid_request'], `${who}: ${code}`).not.toContain(code);
      else expect(code, who).toBe(isSomebody ? 'forbidden' : 'unauthenticated');
    }
  });
});
