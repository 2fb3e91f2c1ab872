/**
 * SQLSTATE classes of a server that cannot work now, through no fault of the query: connection exceptions,
 * insufficient resources (a full disk among them), operator intervention, system errors.
 */
const passingClasses = new Set(['08', '53', '57', '58']);
/** A query that was cancelled was cancelled by somebody. */
const queryCanceled = '57014';
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);

/** Whether a query failed because the database was away, restarting or out of disk, and will work again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // The driver's words for a connection that broke; it gives no code.
  if (/^Connection terminated|^Client has encountered a connection error/.test(error.message)) return true;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  if ('severity' in error) return passingClasses.has(error.code.slice(0, 2)) && error.code !== queryCanceled;
  return 'syscall' in error && isOfConnection(error.syscall) && networkCodes.has(error.code);
}

function isOfConnection(syscall: unknown): boolean {
  return syscall === 'connect' || syscall === 'read' || syscall === 'write';
}
