const memoryKey = 'weireel.reloaded-at';
const onceInMs = 30_000;

/** Reloads the page when its code is no longer on the server, because that was updated meanwhile. */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', () => {
    // When even fresh code is missing, reloading again would never end.
    if (Date.now() - Number(sessionStorage.getItem(memoryKey) ?? 0) < onceInMs) return;
    sessionStorage.setItem(memoryKey, String(Date.now()));
    location.reload();
  });
}
