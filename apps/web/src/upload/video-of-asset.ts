import { ApiError } from '@weireel/client';
import type { Video, Visibility } from '@weireel/contract';
import { api } from '../api/api.ts';
import { rememberedText, rememberText } from '../memory.ts';
import { retry } from './engine.ts';

const memoryKey = 'weireel.videos-of-assets';
const mostRemembered = 50;

/**
 * The video of an asset: the one that was made when its upload began, or a new one. Null when one was made
 * elsewhere with other words; it is among my videos.
 *
 * @param as the channel that a new one is published as; null: oneself
 */
export async function videoOfAsset(
  assetId: string,
  as: string | null,
  wanted: { title: string; visibility: Visibility; categoryId?: string },
): Promise<Video | null> {
  const known = remembered()[assetId];
  const video = (known === undefined ? null : await find(known)) ?? (await create(assetId, as, wanted));
  if (video !== null) remember(assetId, video.id);
  return video;
}

async function find(id: string): Promise<Video | null> {
  try {
    return await untilAnswered(() => api.call('video', { params: { id } }));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return null;
    throw error;
  }
}

async function create(
  assetId: string,
  as: string | null,
  wanted: { title: string; visibility: Visibility; categoryId?: string },
): Promise<Video | null> {
  try {
    return await untilAnswered(() =>
      // One key for each asset: however often an upload is taken up again, it is one video.
      api.call('createVideo', {
        ...(as !== null && { query: { as } }),
        ...{ body: { assetId, ...wanted }, idempotencyKey: `web-video-${assetId}` },
      }),
    );
  } catch (error) {
    if (error instanceof ApiError && error.code === 'idempotency_key_reused') return null;
    throw error;
  }
}

function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  return retry.run(call, { signal: new AbortController().signal });
}

function remembered(): Partial<Record<string, string>> {
  try {
    // Written by `remember` below.
    return JSON.parse(rememberedText(memoryKey) ?? '{}') as Partial<Record<string, string>>;
  } catch {
    // Damaged memory is no memory.
    return {};
  }
}

function remember(assetId: string, videoId: string): void {
  const entries = Object.entries({ ...remembered(), [assetId]: videoId }).slice(-mostRemembered);
  rememberText(memoryKey, JSON.stringify(Object.fromEntries(entries)));
}
