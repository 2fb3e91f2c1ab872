/** Throws `TypeError` for a key that could leave the store, or that a store may not hold. */
export function checkKey(key: string): void {
  const isSafe =
    key.length <= 500 &&
    /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(key) &&
    !key.split('/').some((step) => step === '.' || step === '..');
  if (!isSafe) throw new TypeError(`not a blob key: ${JSON.stringify(key)}`);
}

/** Throws `TypeError` for a prefix that does not end with `/` or could leave the store. */
export function checkPrefix(prefix: string): void {
  if (!prefix.endsWith('/')) throw new TypeError(`a prefix ends with a slash: ${JSON.stringify(prefix)}`);
  checkKey(prefix.slice(0, -1));
}
