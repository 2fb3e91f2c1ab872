import type { HlsFile } from '@weireel/hls';

const timeoutMs = 60_000;

/** Reads a file over HTTP without following redirects. Null when there is no answer. */
export async function readOverHttp(uri: string): Promise<HlsFile | null> {
  // A playlist may name anything; only the web is asked.
  if (!/^https?:\/\//i.test(uri)) return null;
  try {
    const response = await fetch(uri, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      // As from a page of another site, so that the answer says whether it may read.
      headers: { origin: 'https://hls-check.invalid', 'accept-encoding': 'gzip' },
    });
    return {
      bytes: new Uint8Array(await response.arrayBuffer()),
      status: response.status,
      contentType: response.headers.get('content-type'),
      headers: Object.fromEntries(response.headers),
    };
  } catch {
    // Whatever went wrong (name, connection, time, a body that is cut off): players could not have it either.
    return null;
  }
}
