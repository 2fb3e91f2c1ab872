/** Characters that some file system refuses, and such as show nothing or turn the writing round. */
const unfit = /[\p{C}\p{Zl}\p{Zp}"*/:<>?\\|]+/gu;
/** Bytes that every file system takes, with room for an extension. */
const longestBytes = 180;

/**
 * The header that has a browser keep an answer as a file: its name as it is for all that know RFC 8187, and in ASCII
 * for the others (RFC 6266, appendix D).
 *
 * @param title what it is called; may hold anything
 * @param extension without its dot
 */
export function attachmentNamed(title: string, extension: string): string {
  const name = `${fileNameOf(title)}.${extension}`;
  const plain = name.normalize('NFKD').replaceAll(/[^\x20-\x7e]+/g, '_');
  // encodeURIComponent leaves these, which are none of the header's characters.
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function fileNameOf(title: string): string {
  const name = title.toWellFormed().replaceAll(unfit, ' ').replaceAll(/\s+/g, ' ');
  let cut = '';
  let sizeBytes = 0;
  for (const letter of name) {
    sizeBytes += Buffer.byteLength(letter);
    if (sizeBytes > longestBytes) break;
    cut += letter;
  }
  // A file that begins with a dot is hidden, and Windows takes away what stands at the end.
  return cut.replaceAll(/^[\s.]+|[\s.]+$/g, '') || 'video';
}
