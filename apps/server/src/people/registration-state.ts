import { WeireelError } from '@weireel/contract';
import { hasAdmin } from '@weireel/db/people';
import type { ServerContext } from '../http/context.ts';

/**
 * What somebody is who comes for the first time.
 *
 * @throws WeireelError `setup_needed`, `registration_closed`
 */
export async function registrationState({ db, config }: ServerContext): Promise<'active' | 'pending'> {
  // Whoever came first would otherwise be there before the person who runs the server.
  if (!(await hasAdmin(db))) throw new WeireelError('setup_needed');
  if (config.registration === 'open') return 'active';
  if (config.registration === 'approve') return 'pending';
  throw new WeireelError('registration_closed');
}
