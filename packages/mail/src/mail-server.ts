/** The server by which mail goes out (SMTP submission, RFC 6409). */
export interface MailServer {
  /** Its name or address. */
  host: string;
  /** TCP port. */
  port: number;
  /** Encrypted from the first byte (RFC 8314), by STARTTLS before anything is told (RFC 3207), or not at all. */
  security: 'tls' | 'starttls' | 'none';
  /** Who we are there; null: it asks nobody. */
  login: { user: string; password: string } | null;
  /** Address that mail is from. */
  from: string;
}

/** A setting that cannot be understood; the message is for the operator. */
export class MailServerSettingError extends Error {
  override readonly name = 'MailServerSettingError';
}

const securities = { starttls: 587, tls: 465, none: 25 } as const;
const loopback = ['localhost', '127.0.0.1', '::1'];

/**
 * Reads the settings of the mail server from an environment: of the API's process and of a worker alike.
 *
 * @returns null: none is set
 * @throws MailServerSettingError naming the variable and what it may be
 */
export function readMailServer(env: Record<string, string | undefined>): MailServer | null {
  const text = (name: string): string | null => env[name]?.trim() || null;
  const host = text('WEIREEL_SMTP_HOST');
  if (host === null) return null;
  const security = text('WEIREEL_SMTP_SECURITY') ?? 'starttls';
  if (!isSecurity(security))
    throw new MailServerSettingError(
      `WEIREEL_SMTP_SECURITY must be starttls, tls or none, not "${security}"`,
    );
  if (security === 'none' && !loopback.includes(host))
    throw new MailServerSettingError('WEIREEL_SMTP_SECURITY may be none only for a server on this machine');
  const port = Number(text('WEIREEL_SMTP_PORT') ?? securities[security]);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new MailServerSettingError('WEIREEL_SMTP_PORT must be a whole number from 1 to 65535');
  const [user, password] = [text('WEIREEL_SMTP_USER'), env['WEIREEL_SMTP_PASSWORD'] || null];
  if ((user === null) !== (password === null))
    throw new MailServerSettingError('WEIREEL_SMTP_USER and WEIREEL_SMTP_PASSWORD must be set together');
  const from = text('WEIREEL_SMTP_FROM') ?? '';
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from))
    throw new MailServerSettingError('WEIREEL_SMTP_FROM must be an address such as video@example.org');
  const login = user !== null && password !== null ? { user, password } : null;
  return { host, port, security, login, from };
}

function isSecurity(value: string): value is MailServer['security'] {
  return Object.hasOwn(securities, value);
}
