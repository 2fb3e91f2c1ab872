import { readTimeoutMessage } from './bounded-client.ts';

/**
 * SQLSTATE classes of a server that cannot work now, through no fault of the query: connection exceptions,
 * insufficient resources (a full disk among them), operator intervention, system errors.
 */
const passingClasses = new Set(['08', '53', '57', '58']);
/** A query that was cancelled was cancelled by somebody. */
const queryCanceled = '57014';
/** Waited too long for somebody else's transaction; did nothing for too long in one's own. */
const timeouts = new Set(['55P03', '25P03']);
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);

/** How the driver tells of a server that says nothing; it gives no code. */
const wordsOfSilence = [
  readTimeoutMessage,
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
];
/** How it tells of a connection that broke. */
const wordsOfBreaking = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
];

/** Whether a query failed because the server said nothing for as long as one was ready to wait. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && wordsOfSilence.some((words) => error.message.startsWith(words));
}

/** Whether a query failed because the database was away, silent, restarting or out of disk, and will work again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isTimeout(error) || wordsOfBreaking.some((words) => error.message.startsWith(words))) return true;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  if ('severity' in error) {
    if (timeouts.has(error.code)) return true;
    return passingClasses.has(error.code.slice(0, 2)) && error.code !== queryCanceled;
  }
  return 'syscall' in error && isOfConnection(error.syscall) && networkCodes.has(error.code);
}

function isOfConnection(syscall: unknown): boolean {
  return syscall === 'connect' || syscall === 'read' || syscall === 'write';
}
