import { createTransport, type NodemailerError } from 'nodemailer';
import type { MailServer } from './mail-server.ts';

/** A message of words alone. */
export interface Mail {
  /** The one address that it goes to. */
  to: string;
  /** Name beside our address. */
  fromName: string;
  /** One line. */
  subject: string;
  /** Plain text. */
  text: string;
  /** What it is written in, as BCP 47 has it. */
  language: string;
}

/** A mail was not taken. Its message names no address and no secret, whatever the server said. */
export class MailError extends Error {
  override readonly name = 'MailError';
  /** Whether the same message will not be taken later either. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal: boolean) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** Longest silence of a server at any step. */
const silenceMs = 20_000;
/** Errors about the recipient or the message, and not about us or the connection. */
const aboutMessage = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * Hands a mail to a server, which has then taken it over.
 *
 * @param signal breaks it off
 * @throws MailError; the signal's reason
 */
export async function sendMail(server: MailServer, mail: Mail, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { host, port, security, login, from } = server;
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls' },
    // Without it a server in between could strip the offer, and read the link.
    ...(security === 'none' ? { ignoreTLS: true } : { requireTLS: true }),
    ...(login !== null && { auth: { user: login.user, pass: login.password } }),
    ...{ connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  let breakOff = (): void => {};
  const brokenOff = new Promise<never>((_, reject) => {
    breakOff = () => reject(new Error('broken off'));
    signal.addEventListener('abort', breakOff);
  });
  try {
    const sending = transport.sendMail({
      ...{ from: { name: mail.fromName, address: from }, to: { name: '', address: mail.to } },
      ...{ subject: mail.subject, text: mail.text, textEncoding: 'base64' },
      headers: { 'Content-Language': mail.language, 'Auto-Submitted': 'auto-generated' },
    });
    await Promise.race([sending, brokenOff]);
  } catch (error) {
    signal.throwIfAborted();
    throw judge(error);
  } finally {
    signal.removeEventListener('abort', breakOff);
    transport.close();
  }
}

/** What a failure is called: its kind and the server's code, for what servers say often repeats the address. */
function judge(error: unknown): MailError {
  // As: the library documents its errors so; each field is looked at.
  const { code, responseCode, command, permanent } = error as Partial<NodemailerError>;
  const what = [code, command, responseCode].filter((part) => part !== undefined).join(' ');
  // Who is refused as a sender, or signs in by a wrong password, is us: an operator can mend that.
  const isFinal = permanent === true && aboutMessage.has(String(code)) && command !== 'MAIL FROM';
  return new MailError(`the mail server did not take it: ${what || 'unknown'}`, isFinal);
}
