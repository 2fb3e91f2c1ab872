/**
 * Sends a signal to a whole process group. Answers false when nothing of the group is left, or when it
 * belongs to somebody else.
 *
 * @param pid the group's leader, as `startProcess` returns it
 */
export function killGroup(pid: number, signal: NodeJS.Signals): boolean {
  // 0 and 1 would mean our own group and everything that we may signal.
  if (!Number.isSafeInteger(pid) || pid < 2) throw new TypeError(`pid must be above 1, got ${pid}`);
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')) {
      return false;
    }
    throw error;
  }
}
