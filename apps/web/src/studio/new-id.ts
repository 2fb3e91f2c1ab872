const letters = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new id within a document. */
export function newId(): string {
  // Browsers have this on plain http too.
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `i${[...bytes].map((byte) => letters[byte % letters.length]).join('')}`;
}
