import { createListeners } from '../listeners.ts';
import { memory } from '../memory.ts';

const tokenKey = 'weireel.token';
const idKey = 'weireel.me';
const changed = createListeners();
let token = memory.read(tokenKey);
let meId = memory.read(idKey);

/** The bearer token; null: nobody is signed in. */
export const tokenNow = (): string | null => token;

/** Id of who is signed in; null: nobody is. */
export const meNow = (): string | null => meId;

/** Calls back whenever somebody else is signed in; gives the way to stop it. */
export const onSession = changed.add;

/** Notes who is signed in. */
export function noteSession(session: { token: string; user: { id: string } }): void {
  const isSame = meId === session.user.id;
  token = session.token;
  meId = session.user.id;
  memory.write(tokenKey, token);
  memory.write(idKey, meId);
  if (!isSame) changed.tell();
}
