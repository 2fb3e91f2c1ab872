import type { captions as chinese } from '../zh-cn/captions.ts';

/** What is said about captions. */
export const captions: typeof chinese = {
  captions: {
    title: 'Captions',
    short: 'CC',
    off: 'Off',
    machine: '{label} (automatic)',
    saidAt: 'At {time}',
    key: 'Captions on/off',
  },
};
