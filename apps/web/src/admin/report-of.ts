import type { Job } from '@weireel/contract';

/** Everything about the end of a job as text, to be read or sent to somebody who can help. */
export function reportOf(job: Job): string {
  const { error } = job;
  const lines = [
    `job ${job.id} (${job.kind}), asset ${job.assetId ?? '-'}, failures ${job.failures}/${job.maxAttempts}`,
    `created ${job.createdAt}, finished ${job.finishedAt ?? '-'}`,
  ];
  if (error === null) return lines.join('\n');
  lines.push(`${error.code}: ${error.message}`);
  if (error.exitCode !== undefined) lines.push(`exit code ${error.exitCode ?? 'none (killed)'}`);
  if (error.argv !== undefined) lines.push('', error.argv.map(quoted).join(' '));
  if (error.stderr !== undefined && error.stderr.length > 0) lines.push('', ...error.stderr);
  return lines.join('\n');
}

/** A token as a POSIX shell takes it. */
function quoted(token: string): string {
  return /^[\w@%+=:,./-]+$/.test(token) ? token : `'${token.replaceAll("'", String.raw`'\''`)}'`;
}
