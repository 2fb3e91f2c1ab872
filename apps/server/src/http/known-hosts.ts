import { isIP } from 'node:net';
import { WeireelError } from '@weireel/contract';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses requests for names that this server does not go by, with 421 as RFC 9110 has it. A web page of somebody
 * else's can make its own name mean an address in the reader's network and then read every answer, as far as the
 * server answers to that name (DNS rebinding).
 *
 * @param hosts names besides those of the loopback interface, in lower case
 */
export function refuseUnknownHosts(app: FastifyInstance, hosts: readonly string[]): void {
  app.addHook('onRequest', (request, _reply, done) => {
    // With a trusted proxy this is the name that the proxy was asked for.
    const name = hostName(request.host);
    const isKnown = name !== null && (isOfItself(name) || hosts.includes(name));
    if (isKnown || request.routeOptions.config.answersAnyHost === true) return done();
    request.log.warn({ host: request.host }, 'refused: an unknown host; see WEIREEL_HOSTS');
    done(new WeireelError('misdirected_request'));
  });
}

/** The name in a `Host` header, in lower case and without its port; null when it is none. */
export function hostName(host: string): string | null {
  if (!/^[^\s/?#@\\]+$/.test(host) || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname.replace(/\.$/, '');
}

/** Names of a machine: its own, that without its domain, and what neighbours call it by multicast DNS. */
export function namesOfMachine(name: string): string[] {
  const whole = name.toLowerCase();
  const short = whole.split('.')[0] ?? whole;
  return [...new Set([whole, short, `${short}.local`])];
}

/** Whether no name server was asked for it: no page can make it mean another address. */
function isOfItself(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether this route answers whatever the host is called: it tells nothing. Default: no. */
    answersAnyHost?: boolean;
  }
}
