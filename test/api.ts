import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, createApi, type Api, type Transport } from '@weireel/client';
import type { Video, Visibility } from '@weireel/contract';
import { mediaLimitMs, pauseBetweenLooksMs } from './eventually.ts';
import { adminPassword } from './server.ts';

/** Somebody who uses a server. */
export interface Person {
  /** Server's address. */
  url: string;
  /** Sign-in name. */
  account: string;
  /** Bearer token. */
  token: string;
  /** The person's id. */
  id: string;
  /** Typed calls as this person. */
  api: Api;
}

/** Password of everybody whom `register` makes. */
export const personPassword = 'correct horse 8';

/** Calls of nobody in particular, or of whom the token names. */
export function apiOf(url: string, token: string | null = null): Api {
  return createApi({
    baseUrl: `${url}/api/v1`,
    transport: fetchTransport,
    token: () => token,
    language: () => 'en',
    newIdempotencyKey: randomUUID,
  });
}

/** Registers somebody new. */
export async function register(url: string, nickname = 'Somebody'): Promise<Person> {
  const account = `u${randomUUID().replaceAll('-', '')}`;
  const body = { account, password: personPassword, nickname };
  const { token, user } = await apiOf(url).call('register', { body });
  return { url, account, token, id: user.id, api: apiOf(url, token) };
}

/** Signs in as the administrator of a test server. */
export async function signInAsAdmin(url: string): Promise<Person> {
  const body = { account: 'admin', password: adminPassword };
  const { token, user } = await apiOf(url).call('login', { body });
  return { url, account: 'admin', token, id: user.id, api: apiOf(url, token) };
}

/** What `publish` needs. */
export interface Publication {
  /** Path of the file, or its bytes. */
  file: string | Uint8Array;
  /** Title of the video. Absent: the file's name. */
  title?: string;
  /** Absent: public. */
  visibility?: Visibility;
  /** Moment to take the cover from. Absent: the server chooses. */
  coverTimeMs?: number;
}

/** What `publish` made. */
export interface Published {
  /** The upload, complete. */
  uploadId: string;
  /** The asset. */
  assetId: string;
  /** The video. */
  videoId: string;
}

/** Uploads a file and makes a video of it; the server works on it when this resolves. */
export async function publish(person: Person, publication: Publication): Promise<Published> {
  const { file, title, visibility = 'public', coverTimeMs } = publication;
  const fileName = typeof file === 'string' ? basename(file) : 'clip.mp4';
  const bytes = typeof file === 'string' ? await readFile(file) : file;
  const { api } = person;
  const upload = await api.call('createUpload', { body: { fileName, sizeBytes: bytes.length } });
  const body = {
    ...{ assetId: upload.assetId, title: title ?? fileName, visibility },
    ...(coverTimeMs !== undefined && { coverTimeMs }),
  };
  const video = await api.call('createVideo', { body });
  await sendParts(api, upload, bytes);
  await api.call('completeUpload', { params: { id: upload.id } });
  return { uploadId: upload.id, assetId: upload.assetId, videoId: video.id };
}

/**
 * Publishes files at once and says how each ended: with a settled video, or refused. They are waited for one after
 * the other, so that one at a time asks.
 */
export async function publishAll(
  person: Person,
  files: readonly Uint8Array[],
): Promise<(Video | ApiError)[]> {
  const published = await Promise.allSettled(files.map((file) => publish(person, { file })));
  const ends: (Video | ApiError)[] = [];
  for (const one of published) {
    if (one.status === 'fulfilled') ends.push(await waitForVideo(person.api, one.value.videoId));
    else if (one.reason instanceof ApiError) ends.push(one.reason);
    else throw one.reason;
  }
  return ends;
}

/** Sends all parts of an upload, each with its checksum. */
export async function sendParts(
  api: Api,
  upload: { id: string; partSizeBytes: number; partCount: number },
  bytes: Uint8Array,
): Promise<void> {
  for (let n = 1; n <= upload.partCount; n += 1) {
    const part = bytes.subarray((n - 1) * upload.partSizeBytes, n * upload.partSizeBytes);
    const sha256 = createHash('sha256').update(part).digest('hex');
    await api.call('putPart', {
      params: { id: upload.id, n },
      bytes: part,
      headers: { 'x-sha256': sha256 },
    });
  }
}

/** Waits until a video is as wanted; fails when it cannot become so any more, or not in time. */
export async function waitForVideo(
  api: Api,
  id: string,
  isWanted: (video: Video) => boolean = isSettled,
  limitMs = mediaLimitMs,
): Promise<Video> {
  const startedMs = performance.now();
  for (;;) {
    const video = await api.call('video', { params: { id } });
    if (isWanted(video)) return video;
    const seen = JSON.stringify(video);
    if (isSettled(video)) throw new Error(`the video settled as ${seen}`);
    const waitedMs = performance.now() - startedMs;
    if (waitedMs > limitMs) throw new Error(`waited in vain for ${String(isWanted)}; it is ${seen}`);
    await pause(pauseBetweenLooksMs(waitedMs));
  }
}

/** How many jobs wait or run, as an administrator sees them. */
export async function unfinishedJobs(admin: Api): Promise<number> {
  const { items } = await admin.call('adminJobs', { query: { limit: 100 } });
  return items.filter(({ state }) => state === 'waiting' || state === 'running').length;
}

/** Whether a video is ready or failed. */
export function isSettled(video: Video): boolean {
  return video.state === 'ready' || video.state === 'failed';
}

const fetchTransport: Transport = async ({ method, url, headers, body }) => {
  const response = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && { body: new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body) }),
  });
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    body: await response.text(),
  };
};
