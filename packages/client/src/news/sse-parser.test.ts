import { expect, test } from 'vitest';
import { createSseParser, type StreamMessage } from './sse-parser.ts';

function parse(...chunks: string[]): StreamMessage[] {
  const messages: StreamMessage[] = [];
  const push = createSseParser((message) => messages.push(message));
  for (const chunk of chunks) push(chunk);
  return messages;
}

test('a message has a name, data and the id to go on from', () => {
  expect(parse('id: 7-1\nevent: video\ndata: {"a":1}\n\n')).toEqual([
    { name: 'video', data: '{"a":1}', lastId: '7-1' },
  ]);
});

test('chunks may end anywhere (EVT-13)', () => {
  const text = 'retry: 1000\nevent: hello\ndata: {}\n\n: heartbeat\n\nid: 2\nevent: video\ndata: {"b":2}\n\n';
  for (let cut = 0; cut <= text.length; cut++) {
    expect(parse(text.slice(0, cut), text.slice(cut)).map((message) => message.name)).toEqual([
      'hello',
      'video',
    ]);
  }
});

test('several data lines are one text', () => {
  expect(parse('data: a\ndata: b\n\n')[0]).toEqual({ name: 'message', data: 'a\nb', lastId: '' });
});

test('a heartbeat is no message (EVT-13)', () => {
  expect(parse(': heartbeat\n\n')).toEqual([]);
});
