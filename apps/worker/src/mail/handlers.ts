import { randomBytes } from 'node:crypto';
import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { addressMail, failMail, hashToken, noteMailSent } from '@weireel/db/people';
import { MailError, sendMail } from '@weireel/mail';
import type { Attempt, FailureVerdict, JobHandlers } from '@weireel/jobs';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { composeMail } from './compose-mail.ts';

/** Mails with a link that people asked for, and notices. */
export function mailHandlers(context: Pick<WorkerContext, 'db' | 'mail'>): Pick<JobHandlers, 'send_mail'> {
  return {
    send_mail: {
      run: (attempt) => mailLink(context, attempt),
      describe: judgeMailFailure,
      onDead: (trx, job) => failMail(trx, job.subject_id),
    },
  };
}

/**
 * Job `send_mail`: a new code, of which only the mail knows more than the hash. A kill after the mail went out brings a
 * second one, and the first one's link works no more.
 *
 * @throws MailError: the server could not take it now; WeireelError `mail_failed`: this worker knows no mail server
 */
async function mailLink(
  { db, mail }: Pick<WorkerContext, 'db' | 'mail'>,
  { job, signal, publish }: Attempt<'send_mail'>,
): Promise<void> {
  if (mail === null) throw new WeireelError('mail_failed', { detail: 'this worker knows no mail server' });
  const code = randomBytes(24).toString('base64url');
  const wish = { id: job.subject_id, codeHash: hashToken(code) };
  const addressed = await inTransaction(db, (trx) => addressMail(trx, wish));
  if (addressed === null) return;
  try {
    await sendMail(mail.server, composeMail(addressed, code, mail.publicUrl), signal);
  } catch (error) {
    if (!(error instanceof MailError && error.isFinal)) throw error;
    // The address is at fault: its person is told, and no operator could help.
    return publish((trx) => failMail(trx, job.subject_id));
  }
  await publish((trx) => noteMailSent(trx, job.subject_id));
}

function judgeMailFailure(error: unknown): FailureVerdict {
  if (!(error instanceof MailError)) return judgeFailure(error);
  return { error: { code: 'mail_failed', message: error.message }, final: false };
}
