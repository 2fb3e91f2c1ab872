const letters = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new id within a document. */
export function newId(): string {
  const digits = Array.from({ length: 12 }, () => letters[Math.floor(Math.random() * letters.length)]);
  return `p${digits.join('')}`;
}
