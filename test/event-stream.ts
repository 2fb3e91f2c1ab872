import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { Person } from './api.ts';

/** One message of a stream. */
export interface StreamMessage {
  /** Where a client that has it goes on; the last id that came. */
  id: string;
  /** Name of the event. */
  event: string;
  /** What it says. */
  data: unknown;
}

/** Somebody's open stream of events. */
export interface EventStream {
  /** The whole messages that have come. */
  messages: StreamMessage[];
  /** Comments that have come, such as heartbeats. */
  comments: string[];
  /** Headers of the answer. */
  headers: IncomingMessage['headers'];
  /** Whether the server has ended it. */
  hasEnded(): boolean;
  /** Leaves it. */
  close(): void;
}

/** Opens somebody's stream, from an id on or from now on. Rejects with the status when it is refused. */
export async function openStream(
  person: Pick<Person, 'url' | 'token'>,
  lastEventId?: string,
): Promise<EventStream> {
  const sent = request(`${person.url}/api/v1/me/events`, {
    agent: false,
    headers: {
      authorization: `Bearer ${person.token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage]; // what `response` carries
  if (response.statusCode !== 200) throw new Error(`the stream was refused: ${response.statusCode}`);
  const messages: StreamMessage[] = [];
  const comments: string[] = [];
  let hasEnded = false;
  let rest = '';
  let id = '';
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map<string, string>();
      for (const line of block.split('\n')) {
        const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
        fields.set(name, value);
      }
      id = fields.get('id') ?? id;
      const comment = fields.get('');
      if (comment !== undefined) comments.push(comment);
      const event = fields.get('event');
      if (event !== undefined) messages.push({ id, event, data: JSON.parse(fields.get('data') ?? 'null') });
    }
  });
  response.on('close', () => {
    hasEnded = true;
  });
  // A connection that breaks has ended; what that means is the test's to say.
  response.on('error', () => {});
  return {
    messages,
    comments,
    headers: response.headers,
    hasEnded: () => hasEnded,
    close: () => sent.destroy(),
  };
}
