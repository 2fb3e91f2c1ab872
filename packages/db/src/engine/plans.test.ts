import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Connection, type Database } from './connect.ts';
import {
  findPinned,
  hasJustSaid,
  listDanmaku,
  listFavourites,
  listFollows,
  listHeldComments,
  listHeldDanmaku,
  listHeldFor,
  listHotComments,
  listNearby,
  listNewComments,
  listReplies,
  readMine,
} from '../community/index.ts';
import { listCollectionItems, listCollections, listWatchedItems } from '../collections/index.ts';
import {
  forgetServed,
  listCandidates,
  listCandidatesAmong,
  listFollowed,
  listShowable,
} from '../feed/index.ts';
import { countUnread, listNotices } from '../notifications/index.ts';
import { listWatched } from '../playback/index.ts';
import { listDecidedReports, listOpenReports } from '../review/index.ts';
import { fillCrowd, type Crowd } from '../testing/crowd.ts';
import { planFaults, statementsOf } from '../testing/plans.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { listAvoided } from '../people/index.ts';
import {
  listAssets,
  listCards,
  listLatestVideos,
  listTaggedVideos,
  listTagsBeside,
  listVideosBy,
  listVideosOfAuthor,
} from '../videos/index.ts';

let database: TestDatabase;
let connection: Connection;
let crowd: Crowd;

beforeAll(async () => {
  database = await createTestDatabase();
  connection = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
  crowd = await fillCrowd(connection.db, { videos: 20_000, comments: 50_000 });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const limit = 21;
/** Somewhere in the middle of each list. */
const before = { at: new Date(Date.now() - 3_600_000), id: 'v5' };
const large = new Set([
  'assets',
  'videos',
  'comments',
  'danmaku',
  'video_favourites',
  'follows',
  'watched',
  'notifications',
  'reports',
  'video_counts',
  'collections',
  'collection_items',
  'served_videos',
]);

type Ask = (
  db: Database,
  page: { limit: number; before: typeof before | null },
  crowd: Crowd,
) => Promise<unknown>;

/** Every list, by name. */
const lists: Record<string, Ask> = {
  latest: (db, page) => listLatestVideos(db, { ...page, viewerId: 'p1' }),
  'what few have made whom one follows': (db, page) => listFollowed(db, { ...page, viewerId: 'p2' }),
  'what many have made whom one follows': (db, page) => listFollowed(db, { ...page, viewerId: 'p1' }),
  'videos of a rare tag': (db, page) => listTaggedVideos(db, { ...page, key: 'rare', askerId: 'p1' }),
  'videos of a usual tag': (db, page) => listTaggedVideos(db, { ...page, key: 'usual', askerId: 'p1' }),
  'tags beside one': (db) => listTagsBeside(db, 'usual', 'p1'),
  'candidates of feeds': (db) => listCandidates(db, 2000),
  'candidates of a rare tag': (db) => listCandidatesAmong(db, { tagKey: 'rare' }),
  'candidates of a usual tag': (db) => listCandidatesAmong(db, { tagKey: 'usual' }),
  'candidates of a category': (db) => listCandidatesAmong(db, { categoryId: 'c1' }),
  'what may be shown': (db) =>
    listShowable(db, { viewerId: 'p1', ids: Array.from({ length: 100 }, (_, n) => `v${n}`) }),
  'what was shown long ago': (db) => forgetServed(db, { now: new Date(), ofPerson: 500 }),
  'videos on a person’s page': (db, page, { personId }) =>
    listVideosBy(db, { ...page, authorId: personId, askerId: 'p1' }),
  'videos of an author': (db, page, { personId }) => listVideosOfAuthor(db, { ...page, authorId: personId }),
  'some videos': (db) =>
    listCards(
      db,
      Array.from({ length: limit }, (_, n) => `v${n * 7}`),
      'p1',
    ),
  assets: (db, page, { personId }) => listAssets(db, { ...page, ownerId: personId }),
  'new comments': (db, page, { videoId }) =>
    listNewComments(db, { ...page, videoId, viewerId: 'p1', seesHeld: false, seesAll: false }),
  'hot comments': (db, page, { videoId }) =>
    listHotComments(db, {
      ...{ limit, videoId, viewerId: 'p1', seesHeld: false, seesAll: false },
      before: page.before && { ...page.before, likes: 20 },
    }),
  'comments that wait': (db, page, { videoId }) => listHeldComments(db, { ...page, videoId }),
  'comments that wait for a person': (db, page, { personId }) =>
    listHeldFor(db, { ...page, authorId: personId }),
  replies: (db, page, { rootId }) =>
    listReplies(db, { limit, rootId, viewerId: 'p1', seesHeld: false, seesAll: false, after: page.before }),
  'the pinned comment': (db, _page, { videoId }) =>
    findPinned(db, videoId, { viewerId: 'p1', seesAll: false }),
  'what somebody has just said': (db, _page, { personId }) =>
    hasJustSaid(db, { authorId: personId, body: 'Words' }),
  danmaku: (db, _page, { videoId }) => listDanmaku(db, { videoId, window: 1, readerId: 'p1' }),
  'danmaku that wait': (db, page, { videoId }) => listHeldDanmaku(db, { ...page, videoId }),
  'danmaku around a moment': (db, _page, { videoId, personId }) =>
    listNearby(db, { authorId: personId, videoId, atMs: 0 }),
  favourites: (db, page, { personId }) => listFavourites(db, { ...page, userId: personId }),
  history: (db, page, { personId }) => listWatched(db, { ...page, userId: personId }),
  'what is mine': (db) =>
    readMine(
      db,
      'p0',
      Array.from({ length: limit }, (_, n) => ({ id: `v${n}`, author_id: 'p1' })),
    ),
  'collections of a person': (db, page, { personId }) =>
    listCollections(db, { ...page, ownerId: personId, askerId: 'p1', isOwn: false, videoId: 'v5' }),
  'collections of one’s own': (db, page, { personId }) =>
    listCollections(db, { ...page, ownerId: personId, askerId: personId, isOwn: true, videoId: null }),
  'videos of a collection': (db, page) =>
    listCollectionItems(db, { limit, collectionId: 'k0', askerId: 'p1', after: page.before && 1000 }),
  'how far one is in a collection': (db) => listWatchedItems(db, 'k0', 'p0'),
  notices: (db, page, { personId }) => listNotices(db, { ...page, userId: personId }),
  'unread notices': (db, _page, { personId }) => countUnread(db, personId),
  'who follows a person': (db, page) =>
    listFollows(db, 'followers', { ...page, personId: 'p3', askerId: 'p1', seesAll: false }),
  'whom a person follows': (db, page) =>
    listFollows(db, 'following', { ...page, personId: 'p3', askerId: 'p1', seesAll: false }),
  blocks: (db, page, { personId }) => listAvoided(db, 'blocked', { ...page, userId: personId }),
  mutes: (db, page, { personId }) => listAvoided(db, 'muted', { ...page, userId: personId }),
  'authors hidden': (db, page, { personId }) => listAvoided(db, 'hidden', { ...page, userId: personId }),
  'open reports': (db, page) => listOpenReports(db, { limit, after: page.before }),
  'decided reports': (db, page) => listDecidedReports(db, { limit, after: page.before }),
};

it.each(Object.entries(lists))(
  'reads %s by an index and sorts no more than a few pages, first page or later',
  async (_name, ask) => {
    for (const position of [null, before]) {
      const sent = await statementsOf(connection.db, (db) => ask(db, { limit, before: position }, crowd));
      expect(sent.length).toBeGreaterThan(0);
      for (const statement of sent) {
        const faults = await planFaults(connection.pool, statement, { large, mostSorted: 1000 });
        expect(faults, statement.sql).toEqual([]);
      }
    }
  },
);

it('finds what is wrong with a statement that reads and sorts all', async () => {
  const statement = { sql: 'select id from comments where likes > $1 order by body', parameters: [0] };
  const faults = await planFaults(connection.pool, statement, { large, mostSorted: 1000 });
  expect(faults.map(({ step }) => step).toSorted()).toEqual(['Seq Scan', 'Sort']);
});
