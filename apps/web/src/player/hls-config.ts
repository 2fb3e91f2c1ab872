import type { BufferRole } from '@weireel/client';
import type { HlsConfig } from 'hls.js';

// A clip that may be swiped away is given at most this much, which is one or two segments.
const preloadBytes = 800_000;

// Most servers stand near their viewers; hls.js assumes 0.5 Mbit/s and would always begin blurred.
let bandwidthBps = 4_000_000;

/** Notes how fast the network was, so that the next video begins in the right quality. */
export function rememberBandwidth(bps: number): void {
  if (Number.isFinite(bps) && bps > 0) bandwidthBps = bps;
}

/** Settings of hls.js for a role. */
export function configFor(role: BufferRole): Partial<HlsConfig> {
  return {
    // Our segments are fMP4 already: there is nothing to convert, and a worker would only start slower.
    enableWorker: false,
    startFragPrefetch: true,
    capLevelToPlayerSize: true,
    abrEwmaDefaultEstimate: bandwidthBps,
    backBufferLength: 30,
    ...(role === 'play'
      ? { maxBufferLength: 20, maxMaxBufferLength: 60, maxBufferSize: 30_000_000 }
      : { maxBufferLength: 2, maxMaxBufferLength: 8, maxBufferSize: preloadBytes }),
  };
}
