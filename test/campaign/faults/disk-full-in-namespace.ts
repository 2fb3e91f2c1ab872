// Runs the full disks in the mount namespace that it was started in. Its argument is their options as JSON; each
// line that it prints is a message, and the last one the records as JSON.
import { runDiskFull, type DiskFullOptions } from './disk-full.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as Omit<DiskFullOptions, 'say'>; // as: written by `startDiskFull`
const records = await runDiskFull({ ...options, say: (message) => process.stdout.write(`${message}\n`) });
process.stdout.write(`${JSON.stringify(records)}\n`);
