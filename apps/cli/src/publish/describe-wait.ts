import type { WaitReason } from '@weireel/client';
import type { CommandContext } from '../command.ts';

/** Why an upload waits, in words. */
export function describeWait(reason: WaitReason, { say }: CommandContext): string {
  if (reason === 'network') return say('等待网络', 'waiting for network');
  if (reason === 'busy') return say('服务器繁忙，稍后继续', 'the server is busy, waiting');
  return say('出错，稍后重试', 'failed, will try again');
}
