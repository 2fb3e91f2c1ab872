// Set-up of each test file: notes the processor time that it took, with all programs that it started, and keeps what
// Node compiled of it for processes that begin later.
import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { afterAll, TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Processor time of a file, user and system, with programs that it started and waited for; absent off Linux. */
    processorSeconds?: number;
  }
}

/** Ticks of the kernel's clock in a second, as every Linux tells programs. */
const ticksPerSecond = 100;

/**
 * The processor time of this process and of those that it waited for, in seconds; undefined off Linux.
 *
 * @see proc(5), fields 14 to 17 of `stat`
 */
function processorSeconds(): number | undefined {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // The second field is a name in brackets, and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

const before = processorSeconds();
const { file } = TestRunner.getCurrentSuite();
// The first to be told to run after all, so the last to run: servers have ended by then.
afterAll(() => {
  flushCompileCache();
  const after = processorSeconds();
  if (file && before !== undefined && after !== undefined) file.meta.processorSeconds = after - before;
});
