import type { CommandContext } from '../command.ts';

/** A size in the units that file managers show. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A duration to the second, as «1:02:03» or «2:03». */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const tail = `${Math.floor(seconds / 60) % 60}:${String(seconds % 60).padStart(2, '0')}`;
  const hours = Math.floor(seconds / 3600);
  return hours === 0 ? tail : `${hours}:${tail.padStart(5, '0')}`;
}

/** A share as whole per cent, never 100 before all is done. */
export function formatShare(share: number): string {
  return `${share >= 1 ? 100 : Math.min(99, Math.floor(share * 100))}%`;
}

/** Why an upload waits, in words. */
export function formatWait(reason: string, { say }: CommandContext): string {
  if (reason === 'network') return say('等待网络', 'waiting for network');
  if (reason === 'busy') return say('服务器繁忙，稍后继续', 'the server is busy, waiting');
  return say('出错，稍后重试', 'failed, will try again');
}
