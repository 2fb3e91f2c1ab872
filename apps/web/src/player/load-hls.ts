import type HlsType from 'hls.js/light';
import { lazily } from '../shell/load-code.ts';

const load = lazily(() => import('hls.js/light'), false);

/** The code that plays HLS, loaded beside the pages because it is larger than all of them. */
export async function loadHls(): Promise<typeof HlsType> {
  return (await load()).default;
}
