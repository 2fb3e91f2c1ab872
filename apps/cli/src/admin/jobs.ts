import type { JobRow } from '@weireel/db/processing';
import { listJobs } from '@weireel/jobs';
import type { Command } from '../command.ts';
import { readOptions, refuseArguments } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

const shown = 100;

/** Lists background jobs. */
export const adminJobs: Command = {
  name: 'admin jobs',
  usage: '[--dead]',
  summary: { zh: `列出最近的 ${shown} 个后台任务`, en: `List the newest ${shown} background jobs` },
  options: [
    { zh: '--dead           只列出已放弃的任务', en: '--dead           only those that were given up' },
  ],
  async run(context, args) {
    const { values, positionals } = readOptions(context, args, { dead: { type: 'boolean' } });
    refuseArguments(context, positionals);
    const jobs = await withInstallation(context, ({ connection }) =>
      listJobs(connection.db, { state: values.dead === true ? 'dead' : null, limit: shown, before: null }),
    );
    for (const job of jobs) context.print(lineOf(job));
    if (jobs.length === 0) context.tell(context.say('没有任务', 'There are no jobs'));
    return 0;
  },
};

function lineOf(job: JobRow): string {
  const error = job.error === null ? '' : `  ${job.error.code}: ${job.error.message.split('\n')[0] ?? ''}`;
  const tries = `${job.failures}/${job.max_failures}`;
  return `${job.id}  ${job.created_at.toISOString()}  ${job.kind}  ${job.subject_id}  ${job.state}  ${tries}${error}`;
}
