/** Sizes of the canvas that people choose by their shape; the longer side is 1280, so that phones play them all. */
export const aspectPresets = {
  '9:16': { widthPx: 720, heightPx: 1280 },
  '16:9': { widthPx: 1280, heightPx: 720 },
  '1:1': { widthPx: 1280, heightPx: 1280 },
  '3:4': { widthPx: 960, heightPx: 1280 },
  '4:5': { widthPx: 1024, heightPx: 1280 },
} as const satisfies Record<string, { widthPx: number; heightPx: number }>;
