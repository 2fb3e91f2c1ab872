import type { BodyOf, Me, Session } from '@weireel/contract';
import { WeireelError } from '@weireel/contract/plain';
import type { FakeCall, FakePerson, FakeState } from './fake-state.ts';

/** `POST /auth/login` */
export function login(state: FakeState, call: FakeCall): Session {
  // Checked by the route's schema.
  const { account, password } = call.body as BodyOf<'login'>;
  const person = state.people.get(account);
  if (person === undefined || person.password !== password) throw new WeireelError('wrong_credentials');
  if (person.code !== null)
    throw new WeireelError('second_factor_needed', { extra: { challenge: challengeOf(account) } });
  return begin(state, account, person);
}

/** `POST /auth/code` */
export function answerChallenge(state: FakeState, call: FakeCall): Session {
  // Checked by the route's schema.
  const { challenge, code } = call.body as BodyOf<'answerChallenge'>;
  for (const [account, person] of state.people) {
    if (challengeOf(account) !== challenge) continue;
    if (person.code !== code) throw new WeireelError('wrong_code');
    return begin(state, account, person);
  }
  throw new WeireelError('sign_in_failed');
}

const challengeOf = (account: string): string => `challenge of ${account}`;

function begin(state: FakeState, account: string, person: FakePerson): Session {
  const token = `token-${state.newId()}`;
  state.sessions.set(token, account);
  return { token, user: person.user };
}

/** `POST /auth/logout` */
export function logout(state: FakeState, call: FakeCall): undefined {
  state.sessions.delete(call.token);
  return undefined;
}

/** `GET /me` */
export function me(state: FakeState, call: FakeCall): Me {
  const person = state.people.get(call.account);
  if (person === undefined) throw new WeireelError('unauthenticated');
  return {
    ...person.user,
    account: call.account,
    sentPicture: null,
    quota: { usedBytes: 0, limitBytes: null },
    unread: { notifications: 0 },
  };
}
