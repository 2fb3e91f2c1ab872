import { readdirSync, readFileSync } from 'node:fs';

/**
 * Kills a process and everything below it, groups and sessions of their own included. A stopped one (SIGSTOP) hears
 * no other signal. Without `/proc` only the process itself is killed; nothing happens when it has ended.
 *
 * Reads without waiting, so that nothing is started between the look and the kill but by what is about to die.
 */
export function killTree(pid: number): void {
  // 0 and 1 would mean our own group and everything that we may signal.
  if (!Number.isSafeInteger(pid) || pid < 2) throw new TypeError(`pid must be above 1, got ${pid}`);
  const children = listChildren();
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  // From the top: who has lost its parent may end by itself, but nobody starts it again.
  for (const member of tree) kill(member);
}

function listChildren(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    // Not Linux: nobody tells who belongs to whom.
    return children;
  }
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const parent = readParent(name);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** The parent in `/proc/<pid>/stat` (proc(5)); null when the process has ended meanwhile. */
function readParent(pid: string): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the name in brackets, which may itself hold brackets and spaces.
    const [, parent] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return parent === undefined ? null : Number(parent);
  } catch {
    return null;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // Gone already, or of another user and so none of ours.
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
