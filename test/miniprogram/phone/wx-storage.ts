const prefix = 'wx:';
const mostBytesOfKey = 1024 * 1024;
const mostBytes = 10 * 1024 * 1024;

/** `wx.setStorageSync` and its like: 1 MB under a key, 10 MB in all. Survives the end of the mini program. */
export const storage = {
  getStorageSync(key: string): unknown {
    const text = localStorage.getItem(prefix + key);
    return text === null ? '' : (JSON.parse(text) as unknown); // as: `any`, of whatever was stored
  },
  setStorageSync(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (text.length > mostBytesOfKey) throw new Error('setStorageSync:fail entry size limit reached');
    if (usedBytes(key) + text.length > mostBytes) {
      throw new Error('setStorageSync:fail the limit is 10 MB in all');
    }
    sizes.set(key, text.length);
    localStorage.setItem(prefix + key, text.length > 100_000 ? '""' : text);
  },
  removeStorageSync(key: string): void {
    sizes.delete(key);
    localStorage.removeItem(prefix + key);
  },
};

// A browser holds less than WeChat does: large values are counted and not kept.
const sizes = new Map<string, number>();

function usedBytes(except: string): number {
  let sum = 0;
  for (const [key, size] of sizes) if (key !== except) sum += size;
  return sum;
}
