import type { CreateDanmakuBody, Danmaku } from '@weireel/contract';
import { api } from '../api/api.ts';

const listeners = new Set<(said: Danmaku) => void>();

/** Calls back with what is said on this phone, once all may see it; gives the way to stop it. */
export function onDanmakuSaid(listener: (said: Danmaku) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Says something at a moment of a video. Rejects as the call does. */
export async function sayDanmaku(videoId: string, body: CreateDanmakuBody): Promise<Danmaku> {
  const said = await api.call('createDanmaku', { params: { id: videoId }, body });
  if (said.state === 'shown') for (const listener of [...listeners]) listener(said);
  return said;
}
