/** What this browser remembers under a key; null: nothing, or it may not remember. */
export function rememberedText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is off in some private windows; the client works without.
    return null;
  }
}

/** Lets this browser remember a text; null forgets it. */
export function rememberText(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // As above: nothing depends on it.
  }
}
