import type { JobHandlers } from '@weireel/jobs';
import { judgeFailure } from '../failures.ts';
import { giveUpAvatar, updateAvatar } from './update-avatar.ts';
import type { WorkerContext } from '../worker-context.ts';
import { makeCover } from './make-cover.ts';

/** Pictures of what plays, and of people. */
export function pictureHandlers(context: WorkerContext): Pick<JobHandlers, 'make_cover' | 'update_avatar'> {
  return {
    make_cover: {
      run: (attempt) => makeCover(context, attempt),
      describe: judgeFailure,
      onDead: async () => {
        // The former cover stays; an administrator sees why.
      },
    },
    update_avatar: {
      run: (attempt) => updateAvatar(context, attempt),
      describe: judgeFailure,
      onDead: giveUpAvatar,
    },
  };
}
