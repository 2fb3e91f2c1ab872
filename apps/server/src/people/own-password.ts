import { WeireelError } from '@weireel/contract';
import type { UserRow } from '@weireel/db/people';
import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import type { PasswordTrial, SignInGuard } from './sign-in-guard.ts';

/** Somebody's proof that they are who an account belongs to; who comes by WeChat alone has an id for a name. */
export function trialOf(user: UserRow, request: FastifyRequest): PasswordTrial {
  return {
    account: user.account ?? user.id,
    address: request.ip,
    isOwner: request.viewer?.id === user.id,
  };
}

/** Whether a password is somebody's; who has no account to come in by has none, and need not give one. */
export async function isOwnPassword(
  { passwords }: ServerContext,
  user: UserRow,
  password: string | undefined,
): Promise<boolean> {
  return user.account === null || passwords.check(password ?? '', user.password_hash);
}

/**
 * Asks for one's own password, where a stolen session must not be enough.
 *
 * @throws WeireelError `wrong_password`, and as the guard does
 */
export async function requireOwnPassword(
  context: ServerContext,
  guard: SignInGuard,
  { user, password, request }: { user: UserRow; password: string | undefined; request: FastifyRequest },
): Promise<void> {
  const isRight = await guard.tryPassword(trialOf(user, request), () =>
    isOwnPassword(context, user, password),
  );
  if (!isRight) throw new WeireelError('wrong_password');
}
