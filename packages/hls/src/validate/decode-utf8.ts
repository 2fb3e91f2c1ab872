/** Text of UTF-8 bytes, or null when they are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  let text = '';
  // In parts, as a call takes a limited number of arguments; a part ends before a character begins.
  let from = 0;
  while (from < bytes.length) {
    let to = Math.min(from + 4096, bytes.length);
    while (to < bytes.length && ((bytes[to] ?? 0) & 0xc0) === 0x80) to += 1;
    const escaped = Array.from(bytes.subarray(from, to), (byte) => `%${byte.toString(16).padStart(2, '0')}`);
    try {
      text += decodeURIComponent(escaped.join(''));
    } catch {
      // URIError: the only way in which this function tells of invalid bytes.
      return null;
    }
    from = to;
  }
  return text;
}
