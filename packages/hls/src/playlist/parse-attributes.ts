/**
 * Attributes of a tag: `BANDWIDTH=800000,CODECS="avc1.64001f,mp4a.40.2"` (RFC 8216 section 4.2). Quotes are taken
 * off. What does not fit the grammar is left out.
 */
export function parseAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^",]*))(?:,|$)/g)) {
    attributes.set(name, quoted ?? plain ?? '');
  }
  return attributes;
}
