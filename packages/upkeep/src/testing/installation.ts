/** Test support: rows and blobs as server and worker leave them. */
import { createHash, randomUUID } from 'node:crypto';
import { createMemoryStore, type ReadingStore } from '@weireel/blob';
import {
  assetPrefix,
  avatarKey,
  avatarPrefix,
  derivedKey,
  editionPrefix,
  parseBlobKey,
  sentPictureKey,
  sourceKey,
} from '@weireel/catalogue';
import { connect, type Connection } from '@weireel/db';
import { insertUser, sendPicture, showAvatar } from '@weireel/db/people';
import { insertEdition, publishEdition, putPlaylists, setEdition } from '@weireel/db/playback';
import { insertStages } from '@weireel/db/processing';
import { insertUpload, recordPart } from '@weireel/db/uploads';
import {
  changeAsset,
  insertAsset,
  insertVideo,
  noteArtefact,
  publishCover,
  publishDerived,
  publishPoster,
  storeArtefact,
} from '@weireel/db/videos';
import { stagesOfOrigin } from '@weireel/processing';

/** An upload of eight bytes in two parts, of which the first has arrived. */
export interface TestUpload {
  /** Its id. */
  uploadId: string;
  /** The asset that it becomes. */
  assetId: string;
  /** Key that its blob will have. */
  blobKey: string;
  /** Its unfinished blob. */
  blobUploadId: string;
  /** Writes the second part and moves the whole, as a completion does that is killed before it commits. */
  moveToItsPlace(): Promise<void>;
}

/** A small installation. */
export interface TestInstallation {
  /** Its database. */
  connection: Connection;
  /** Its blobs, in memory. */
  blobs: ReadingStore;
  /** Begins an upload. */
  addUpload(): Promise<TestUpload>;
  /** Adds an asset with source, edition, progressive file and everything derived. */
  addReadyAsset(): Promise<{ assetId: string; editionId: string; prefix: string }>;
  /** Stores a blob with its row, which is pending although its attempt is over. */
  add(assetId: string, key: string): Promise<void>;
  /** Adds a video of an asset with a cover of its own, taken at one second, below `d/cover/`. */
  addVideoWithCover(assetId: string): Promise<string>;
  /** Shows the person by a picture, and gives the keys of its blobs. */
  addAvatar(): Promise<{ personId: string; keys: string[] }>;
}

const bytes = Buffer.from('12345678');
const ownerId = 'owner';

/** Fills a migrated database with a person. */
export async function openTestInstallation(url: string): Promise<TestInstallation> {
  const connection = connect(url, { maxConnections: 6, onError: () => {} });
  const { db } = connection;
  const blobs = createMemoryStore();
  const person = { account: 'a', passwordHash: null, nickname: 'A', roles: [], state: 'active' } as const;
  await insertUser(db, { id: ownerId, ...person, roles: [] });

  const addAsset = async (): Promise<string> => {
    const id = newId();
    await insertAsset(db, {
      id,
      ownerId,
      fileName: 'clip.mp4',
      contentType: null,
      sizeBytes: bytes.length,
      mediaKey: newId(),
    });
    await insertStages(db, id, stagesOfOrigin.upload);
    return id;
  };

  /** Notes a blob as a writer whose attempt is over would have, and stores it. */
  const add = async (assetId: string, key: string): Promise<void> => {
    const parsed = parseBlobKey(key);
    if (!parsed.isKnown) throw new Error(`${key} is of no kind`);
    await noteArtefact(db, { key: parsed.artefactKey, assetId, kind: parsed.kind, attemptId: 'over' });
    await blobs.put(key, bytes);
  };

  return {
    connection,
    blobs,
    add,
    async addUpload() {
      const assetId = await addAsset();
      const blobKey = sourceKey(assetId, newId());
      await noteArtefact(db, { key: blobKey, assetId, kind: 'source', attemptId: null });
      const blobUploadId = await blobs.createMultipart(blobKey, { sizeBytes: 8, partSizeBytes: 4 });
      const storeEtag = await blobs.writePart(blobKey, blobUploadId, 1, bytes.subarray(0, 4));
      const upload = await insertUpload(db, {
        id: newId(),
        asset_id: assetId,
        user_id: ownerId,
        file_name: 'clip.mp4',
        size_bytes: bytes.length,
        content_type: null,
        sha256: null,
        part_size_bytes: 4,
        part_count: 2,
        blob_key: blobKey,
        blob_upload_id: blobUploadId,
        state: 'open',
        expires_at: new Date(Date.now() + 3600_000),
      });
      const etag = createHash('sha256').update(bytes.subarray(0, 4)).digest('hex');
      await recordPart(db, { uploadId: upload.id, n: 1, sizeBytes: 4, etag, storeEtag });
      return {
        ...{ uploadId: upload.id, assetId, blobKey, blobUploadId },
        async moveToItsPlace() {
          const second = await blobs.writePart(blobKey, blobUploadId, 2, bytes.subarray(4));
          const parts = [storeEtag, second].map((named, at) => ({ n: at + 1, etag: named }));
          await blobs.completeMultipart(blobKey, blobUploadId, parts);
        },
      };
    },
    async addReadyAsset() {
      const assetId = await addAsset();
      const editionId = newId();
      const prefix = editionPrefix(assetId, editionId);
      const derived = `${assetPrefix(assetId)}d/a`;
      const source = sourceKey(assetId, 's');
      const poster = { key: `${derived}/poster.jpg`, placeholder: 'AAAA' };
      const mp4Key = `${derived}/video.mp4`;
      const previewKey = `${derived}/preview.mp4`;
      const layout = { intervalMs: 1000, count: 1, columns: 1, rows: 1, tileWidthPx: 16, tileHeightPx: 9 };
      const sheetKeys = [`${derived}/storyboard.jpg`, `${derived}/storyboard-1.jpg`];
      const candidate = { key: `${derived}/candidate-0.jpg`, atMs: 0, widthPx: 16, heightPx: 9, score: 0.5 };
      await insertEdition(db, {
        id: editionId,
        assetId,
        attemptId: newId(),
        kind: 'ladder',
        keyPrefix: prefix,
      });
      for (const key of [source, poster.key, mp4Key, previewKey, ...sheetKeys, candidate.key])
        await add(assetId, key);
      for (const name of ['v0/init.mp4', 'v0/s0.m4s']) await blobs.put(prefix + name, bytes);
      await putPlaylists(db, editionId, [
        { name: 'master.m3u8', body: '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv0/index.m3u8\n' },
        { name: 'v0/index.m3u8', body: mediaPlaylist },
      ]);
      await setEdition(db, editionId, { state: 'sealed' });
      await publishEdition(db, assetId, editionId);
      await storeArtefact(db, { kind: 'source', key: source, facts: {} });
      await storeArtefact(db, { kind: 'progressive', key: mp4Key, facts: {} });
      await changeAsset(db, assetId, { state: 'processing' });
      await changeAsset(db, assetId, { state: 'ready' });
      await publishPoster(db, assetId, poster);
      await publishDerived(db, assetId, {
        storyboard: { ...layout, sheetKeys },
        previewKey,
        coverCandidates: [candidate],
      });
      return { assetId, editionId, prefix };
    },
    async addVideoWithCover(assetId) {
      const id = newId();
      const about = { title: 'A', description: '', tags: [], categoryId: null } as const;
      await insertVideo(db, {
        ...{ id, assetId, authorId: ownerId, coverTimeMs: 1000 },
        ...{ ...about, tags: [], visibility: 'private', review: 'approved' },
      });
      const key = derivedKey(assetId, 'cover', 'cover');
      await add(assetId, key);
      await publishCover(db, assetId, { videoId: id, atMs: 1000, key, placeholder: 'AAAA' });
      return id;
    },
    async addAvatar() {
      const sentKey = sentPictureKey(ownerId, newId());
      const prefix = avatarPrefix(ownerId, newId());
      const keys = [avatarKey(prefix, 'small'), avatarKey(prefix, 'large')];
      const person = { personId: ownerId, attemptId: 'over' };
      for (const key of keys) await noteArtefact(db, { ...person, key, kind: 'avatar' });
      await noteArtefact(db, { ...person, key: sentKey, kind: 'sent_picture' });
      for (const key of [sentKey, ...keys]) await blobs.put(key, bytes);
      await sendPicture(db, { personId: ownerId, key: sentKey });
      await showAvatar(db, { personId: ownerId, sentKey, prefix });
      return { personId: ownerId, keys };
    },
  };
}

/** A media playlist of one segment. */
export const mediaPlaylist = [
  '#EXTM3U',
  '#EXT-X-VERSION:7',
  '#EXT-X-TARGETDURATION:2',
  '#EXT-X-MAP:URI="init.mp4"',
  '#EXTINF:2.000000,',
  's0.m4s',
  '#EXT-X-ENDLIST',
  '',
].join('\n');

/** An id as the server makes them. */
export function newId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 16);
}
