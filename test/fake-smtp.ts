import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';
import { smtpCertificate, smtpKey } from './fake-smtp-certificate.ts';

/** A mail that was taken. */
export interface TakenMail {
  from: string;
  to: string[];
  /** Headers by their name in lower case, unfolded and decoded. */
  headers: Map<string, string>;
  /** Its body, decoded. */
  text: string;
  /** Whether it came over TLS. */
  isEncrypted: boolean;
}

/** A command that a refusal answers. */
export type SmtpStep = 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'BODY';

/** A stand-in for a mail server (RFC 5321, 6409, 4954, 3207), as strict as those documents allow. */
export interface FakeSmtp {
  port: number;
  user: string;
  password: string;
  /** What it has taken. */
  mails: TakenMail[];
  /** Commands that it was sent, secrets and all. */
  commands: string[];
  /** Answers the next command of a kind so instead. */
  refuseNext(step: SmtpStep, answer: string): void;
  /** Ends it, and the connections that it holds. */
  close(): Promise<void>;
}

/** Addresses that it takes mail for end so. */
export const knownDomain = '@example.org';

/**
 * Starts one on the loopback address.
 *
 * @param offer `tls`: encrypted from the first byte; `starttls`: it offers that, and takes nothing else before;
 *   `plain`: it has no encryption
 */
export async function startFakeSmtp(offer: 'tls' | 'starttls' | 'plain' = 'plain'): Promise<FakeSmtp> {
  const facts = { user: 'weireel', password: 'pass of the test', mails: [], commands: [] };
  const fake = { ...facts, mails: [] as TakenMail[], commands: [] as string[] };
  const refusals = new Map<SmtpStep, string>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(offer === 'tls' ? encrypted(socket) : socket, { offer, fake, refusals, isFirst: true });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    ...fake,
    port,
    refuseNext: (step, answer) => void refusals.set(step, answer),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Talk {
  offer: 'tls' | 'starttls' | 'plain';
  fake: Pick<FakeSmtp, 'user' | 'password' | 'mails' | 'commands'>;
  refusals: Map<SmtpStep, string>;
  /** Whether it greets: after STARTTLS nobody does. */
  isFirst: boolean;
}

function encrypted(socket: Socket): TLSSocket {
  const secureContext = createSecureContext({ key: smtpKey, cert: smtpCertificate });
  const secure = new TLSSocket(socket, { isServer: true, secureContext });
  secure.on('error', () => socket.destroy());
  return secure;
}

/** One connection, line by line. */
function talk(socket: Socket, { offer, fake, refusals, isFirst }: Talk): void {
  const isEncrypted = socket instanceof TLSSocket;
  const session = { isGreeted: false, isKnown: false, from: null as string | null, to: [] as string[] };
  let body: string[] | null = null;
  let rest = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const refusal = (step: SmtpStep): string | null => {
    const answer = refusals.get(step) ?? null;
    refusals.delete(step);
    return answer;
  };

  const steps: Record<string, (argument: string) => string> = {
    EHLO: (name) => {
      if (name === '') return '501 5.5.4 a name, please';
      Object.assign(session, { isGreeted: true, isKnown: false, from: null, to: [] });
      const offers = [
        ...(offer === 'starttls' && !isEncrypted ? ['STARTTLS'] : []),
        ...(offer === 'plain' || isEncrypted ? ['AUTH PLAIN'] : []),
        'SIZE 100000',
      ];
      return [
        '250-fake',
        ...offers.map((each, at) => `250${at < offers.length - 1 ? '-' : ' '}${each}`),
      ].join('\r\n');
    },
    AUTH: (argument) => {
      if (!session.isGreeted) return '503 5.5.1 EHLO first';
      if (offer === 'starttls' && !isEncrypted) return '538 5.7.11 encrypt first';
      const [method = '', secret = ''] = argument.split(' ');
      const wanted = Buffer.from(`\0${fake.user}\0${fake.password}`).toString('base64');
      session.isKnown = method.toUpperCase() === 'PLAIN' && secret === wanted;
      return session.isKnown ? '235 2.7.0 welcome' : '535 5.7.8 no';
    },
    MAIL: (argument) => {
      if (!session.isKnown) return '530 5.7.0 authenticate first';
      const [, from] = /^FROM:<([!-~]+@[!-~]+)>(?: SIZE=\d+)?$/i.exec(argument) ?? [];
      if (from === undefined) return '501 5.5.4 what is that';
      if (session.from !== null) return '503 5.5.1 one at a time';
      session.from = from;
      return '250 2.1.0 good';
    },
    RCPT: (argument) => {
      if (session.from === null) return '503 5.5.1 MAIL first';
      const [, to] = /^TO:<([!-~]+@[!-~]+)>$/i.exec(argument) ?? [];
      if (to === undefined) return '501 5.5.4 what is that';
      if (!to.endsWith(knownDomain)) return `550 5.1.1 <${to}>: nobody here`;
      session.to.push(to);
      return '250 2.1.5 good';
    },
    DATA: () => {
      if (session.to.length === 0) return '503 5.5.1 RCPT first';
      body = [];
      return '354 go on';
    },
    RSET: () => {
      Object.assign(session, { from: null, to: [] });
      return '250 2.0.0 good';
    },
    NOOP: () => '250 2.0.0 good',
    QUIT: () => '221 2.0.0 bye',
  };

  const take = (lines: string[]): string => {
    const { from, to } = session;
    Object.assign(session, { from: null, to: [] });
    const mail = readMail(lines);
    if (typeof mail === 'string' || from === null) return `554 5.6.0 ${String(mail)}`;
    fake.mails.push({ from, to, ...mail, isEncrypted });
    return '250 2.0.0 taken';
  };

  const onLine = (line: string): void => {
    if (body !== null) {
      if (line !== '.') return void body.push(line.startsWith('.') ? line.slice(1) : line);
      const lines = body;
      body = null;
      return say(refusal('BODY') ?? take(lines));
    }
    fake.commands.push(line);
    const [verb = '', ...words] = line.split(' ');
    if (verb.toUpperCase() === 'STARTTLS') {
      if (offer !== 'starttls' || isEncrypted) return say('502 5.5.1 no');
      say('220 2.0.0 go ahead');
      socket.removeAllListeners('data');
      return talk(encrypted(socket), { offer, fake, refusals, isFirst: false });
    }
    const step = steps[verb.toUpperCase()];
    // As: a name that is no step's has no refusal.
    say(refusal(verb.toUpperCase() as SmtpStep) ?? step?.(words.join(' ')) ?? '500 5.5.2 what is that');
    if (verb.toUpperCase() === 'QUIT') socket.end();
  };

  socket.on('data', (bytes: Buffer) => {
    rest += bytes.toString('latin1');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      // RFC 5321, 4.5.3.1: a command has 512 octets at most, a line of text 1000; a bare line feed is none's end.
      const isWrong = line.length > (body === null ? 510 : 998) || /[\r\n]/.test(line);
      if (isWrong) say('500 5.5.2 no such line');
      else onLine(line);
    }
  });
  if (isFirst) say('220 fake ESMTP');
}

const neededHeaders = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'];

/** Reads a message (RFC 5322, 2045, 2047); what is wrong with it otherwise. */
function readMail(lines: string[]): Pick<TakenMail, 'headers' | 'text'> | string {
  if (lines.some((line) => /[^\t -~]/.test(line))) return 'only ASCII without 8BITMIME';
  const end = lines.indexOf('');
  const unfolded = lines
    .slice(0, end)
    .join('\r\n')
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map<string, string>();
  for (const line of unfolded) {
    const [, name, value] = /^([!-9;-~]+): (.+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return `no header: ${line}`;
    if (headers.has(name.toLowerCase())) return `twice: ${name}`;
    headers.set(name.toLowerCase(), decodeWords(value));
  }
  const missing = neededHeaders.filter((name) => !headers.has(name));
  if (missing.length > 0) return `without ${missing.join(', ')}`;
  if (headers.get('content-type') !== 'text/plain; charset=utf-8') return 'not of plain text';
  const rest = lines.slice(end + 1);
  if (headers.get('content-transfer-encoding') !== 'base64') return { headers, text: rest.join('\n') };
  return { headers, text: Buffer.from(rest.join(''), 'base64').toString() };
}

function decodeWords(value: string): string {
  return value
    .replaceAll(/\?= +=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) => {
      if (kind.toLowerCase() === 'b') return Buffer.from(text, 'base64').toString();
      const bytes = text
        .replaceAll('_', ' ')
        .replaceAll(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString();
    });
}
