import type { exports as chinese } from '../zh-cn/exports.ts';

/** What is said of other forms of a film. */
export const exports: typeof chinese = {
  exports: {
    title: 'Export in another form',
    make: 'Export',
    making: 'Exporting…',
    failed: 'This could not be exported; you can try again',
    download: 'Download ({size})',
    formats: {
      gif: 'Animated GIF (up to 30 s)',
      webp: 'Animated WebP (up to 60 s)',
      m4a: 'Sound alone (M4A)',
      mp3: 'Sound alone (MP3)',
    },
  },
};
