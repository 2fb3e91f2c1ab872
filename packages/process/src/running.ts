/** Groups that `startProcess` started and that have not ended: leader and working folder. */
const running = new Map<number, string | null>();

/** Notes a group that runs; gives the way to forget it. */
export function rememberRunning(pid: number, folder: string | null): () => void {
  running.set(pid, folder);
  return () => void running.delete(pid);
}

/** Leaders of the groups that we started in a working folder and that have not ended. */
export function runningIn(folder: string): number[] {
  return [...running].flatMap(([pid, itsFolder]) => (itsFolder === folder ? [pid] : []));
}
