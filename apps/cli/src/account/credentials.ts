import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One sign-in. */
export interface Credential {
  /** The account, for people. */
  account: string;
  /** Its bearer token. */
  token: string;
}

/** All sign-ins of a person on this machine. */
export interface Credentials {
  /** The server that was signed in to last; null: none. */
  current: string | null;
  /** Sign-ins by the server's URL. */
  servers: Record<string, Credential>;
}

/** Reads the sign-ins; without a file there are none. */
export async function readCredentials(path: string): Promise<Credentials> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { current: null, servers: {} };
    throw error;
  }
  return parse(JSON.parse(text));
}

/** Replaces the sign-ins, readable by this person only. */
export async function writeCredentials(path: string, credentials: Credentials): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // A rename, so that a kill never leaves half a file.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

function parse(value: unknown): Credentials {
  const servers: Record<string, Credential> = {};
  if (!isRecord(value) || !isRecord(value['servers'])) return { current: null, servers };
  for (const [server, entry] of Object.entries(value['servers'])) {
    if (!isRecord(entry)) continue;
    const { account, token } = entry;
    if (typeof account === 'string' && typeof token === 'string') servers[server] = { account, token };
  }
  const current = value['current'];
  return { current: typeof current === 'string' ? current : null, servers };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
