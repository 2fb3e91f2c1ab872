import { retryJob } from '@weireel/processing';
import type { Command } from '../command.ts';
import { readOnly, readOptions } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

/** Gives a dead job new tries. */
export const adminRetry: Command = {
  name: 'admin retry',
  usage: '<job>',
  summary: { zh: '重新执行一个已放弃的任务', en: 'Try a job again that was given up' },
  options: [],
  async run(context, args) {
    const { positionals } = readOptions(context, args, {});
    const id = readOnly(context, positionals, context.say('任务编号', 'id of the job'));
    await withInstallation(context, ({ connection }) => retryJob(connection.db, id));
    context.print(context.say(`任务 ${id} 将重新执行`, `The job ${id} will be tried again`));
    return 0;
  },
};
