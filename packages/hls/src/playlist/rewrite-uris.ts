/**
 * Replaces every URI of a playlist: those on their own lines, and those in tags (`EXT-X-MAP`, `EXT-X-MEDIA`,
 * I-frame streams). Everything else stays as it is, byte for byte.
 */
export function rewriteUris(playlist: string, rewrite: (uri: string) => string): string {
  return playlist
    .split('\n')
    .map((line) => {
      const [text, ending] = line.endsWith('\r') ? [line.slice(0, -1), '\r'] : [line, ''];
      if (text === '') return line;
      if (!text.startsWith('#')) return rewrite(text) + ending;
      if (!text.startsWith('#EXT')) return line;
      // Quoted strings hold no quotes (RFC 8216 section 4.2), so this cannot match inside another value.
      return (
        text.replace(/([:,])URI="([^"]*)"/g, (_, before: string, uri: string) => {
          return `${before}URI="${rewrite(uri)}"`;
        }) + ending
      );
    })
    .join('\n');
}
