import type HlsType from 'hls.js/light';

/** The code that plays HLS, loaded beside the pages because it is larger than all of them. */
export async function loadHls(): Promise<typeof HlsType> {
  return (await import('hls.js/light')).default;
}
