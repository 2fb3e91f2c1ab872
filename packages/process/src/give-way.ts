import { writeFile } from 'node:fs/promises';

/**
 * Lets the session of a process that `startProcess` started give way to all others. Where Linux shares processors out
 * among sessions first, which is usual, `nice` alone counts only within one. Elsewhere this does nothing.
 */
export async function giveWay(pid: number): Promise<void> {
  // Not Linux, not shared out so, over already, or another session was told a moment ago: then it has its share.
  await writeFile(`/proc/${pid}/autogroup`, '10').catch(() => undefined);
}
