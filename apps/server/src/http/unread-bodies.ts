import type { FastifyInstance } from 'fastify';

/**
 * How long the rest of a body is read and thrown away after its request was answered. Closing at once would break the
 * answer for a client that reads it only when it has sent everything.
 */
const lingerMs = 5000;

/** Ends connections whose sender goes on sending although the request was answered, so that none holds a place. */
export function endUnreadBodies(app: FastifyInstance): void {
  const lingering = new Set<() => void>();
  let isClosing = false;
  app.addHook('onResponse', (request, _reply, done) => {
    const { raw } = request;
    if (!raw.complete && !raw.socket.destroyed) {
      const end = (): void => void raw.socket.destroy();
      const timer = setTimeout(end, isClosing ? 0 : lingerMs);
      lingering.add(end);
      const forget = (): void => {
        clearTimeout(timer);
        lingering.delete(end);
      };
      raw.once('end', forget);
      raw.socket.once('close', forget);
      raw.resume();
    }
    done();
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    for (const end of lingering) end();
    done();
  });
}
