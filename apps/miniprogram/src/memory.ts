import type { TextMemory } from '@weireel/client';

/** What this phone remembers of the mini program. */
export const memory: TextMemory = {
  read(key) {
    try {
      const value: unknown = wx.getStorageSync(key);
      return typeof value === 'string' && value !== '' ? value : null;
    } catch {
      // A full or broken storage: nothing depends on it.
      return null;
    }
  },
  write(key, text) {
    try {
      if (text === null) wx.removeStorageSync(key);
      else wx.setStorageSync(key, text);
    } catch {
      // As above.
    }
  },
};
