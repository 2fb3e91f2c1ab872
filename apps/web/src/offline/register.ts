/**
 * Has the browser keep the client for when the network is away. Browsers do so on https and on this machine alone;
 * elsewhere, and where it fails, everything is as without. Resolves at once: nobody waits for it.
 */
export function keepForOffline(): Promise<void> {
  // On plain http there is no such thing, whatever the types say; servers in development have no worker.
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {
      // Private windows, policies of an organisation, a server of an older version.
    });
  }
  return Promise.resolve();
}
