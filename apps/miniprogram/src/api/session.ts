import { createListeners } from '../listeners.ts';
import { memory } from '../memory.ts';

const tokenKey = 'weireel.token';
const idKey = 'weireel.me';
const leftKey = 'weireel.left';
const changed = createListeners();
let token = memory.read(tokenKey);
let meId = memory.read(idKey);

/** The bearer token; null: nobody is signed in. */
export const tokenNow = (): string | null => token;

/** Id of who is signed in; null: nobody is. */
export const meNow = (): string | null => meId;

/** Calls back whenever somebody else is signed in; gives the way to stop it. */
export const onSession = changed.add;

/** Whether they signed out: until they do something that needs a person, nobody is signed in again. */
export const hasLeft = (): boolean => token === null && memory.read(leftKey) !== null;

/** Notes that the session has ended because they wanted it. */
export function endSession(): void {
  token = null;
  meId = null;
  memory.write(tokenKey, null);
  memory.write(idKey, null);
  memory.write(leftKey, 'yes');
  changed.tell();
}

/** Notes who is signed in. */
export function noteSession(session: { token: string; user: { id: string } }): void {
  const isSame = meId === session.user.id;
  token = session.token;
  meId = session.user.id;
  memory.write(tokenKey, token);
  memory.write(idKey, meId);
  memory.write(leftKey, null);
  if (!isSame) changed.tell();
}
