import { randomUUID } from 'node:crypto';
import { personPassword } from '../../api.ts';
import { send, type RawAnswer, type RawRequest } from '../../http.ts';

/** Somebody with an address of their own, as the proxy before the server tells it. Plain data: it goes to threads. */
export interface Newcomer {
  /** Address of the server. */
  url: string;
  /** The IPv4 address that they seem to come from. */
  from: string;
  /** Sign-in name. */
  account: string;
  /** Bearer token. */
  token: string;
}

/** The header by which the proxy tells where somebody comes from. */
export function comesFrom({ from }: Pick<Newcomer, 'from'>): string {
  return `x-forwarded-for: ${from}`;
}

/** Sends one request to `/api/v1…` as somebody. */
export function sendAs(person: Newcomer, path: string, request: RawRequest = {}): Promise<RawAnswer> {
  return send(person.url, `/api/v1${path}`, {
    token: person.token,
    ...request,
    headers: { 'x-forwarded-for': person.from, ...request.headers },
  });
}

/** Registers people, a few at a time, each at an address of the network `<first two numbers>.0.0/16`. */
export async function registerMany(url: string, network: string, count: number): Promise<Newcomer[]> {
  const people: Newcomer[] = [];
  const atOnce = 4;
  for (let n = 0; n < count; n += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - n) }, (_, place) =>
      registerAt(url, `${network}.${Math.floor((n + place) / 250)}.${1 + ((n + place) % 250)}`),
    );
    people.push(...(await Promise.all(some)));
  }
  return people;
}

async function registerAt(url: string, from: string): Promise<Newcomer> {
  const account = `c${randomUUID().replaceAll('-', '')}`;
  const answer = await send(url, '/api/v1/auth/register', {
    method: 'POST',
    headers: { 'x-forwarded-for': from },
    body: { account, password: personPassword, nickname: 'Somebody' },
  });
  if (answer.status !== 201) throw new Error(`somebody could not register: ${answer.text}`);
  const { token } = JSON.parse(answer.text) as { token: string }; // a session, by the contract
  return { url, from, account, token };
}
