import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Newcomer } from './newcomers.ts';

/** What is said over one video while somebody watches it. */
export interface LiveDanmaku {
  /** Whether the server still tells it. */
  isOpen(): boolean;
  /** Leaves it. */
  close(): void;
}

/** Listens to what is said over a video; rejects when that is refused. */
export async function hearDanmaku(person: Newcomer, videoId: string): Promise<LiveDanmaku> {
  const sent = request(`${person.url}/api/v1/videos/${videoId}/danmaku/live`, {
    agent: false,
    headers: { authorization: `Bearer ${person.token}`, 'x-forwarded-for': person.from },
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage]; // what `response` carries
  if (response.statusCode !== 200) throw new Error(`danmaku were refused: ${response.statusCode}`);
  let isOpen = true;
  const noteEnd = () => (isOpen = false);
  response.on('end', noteEnd).on('error', noteEnd).resume();
  return { isOpen: () => isOpen, close: () => sent.destroy() };
}
