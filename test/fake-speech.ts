import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A line that was heard, as `verbose_json` has it: times in seconds. */
export interface FakeSegment {
  start: number;
  end: number;
  text: string;
}

/** What an engine does with a piece instead of listening to it. */
export type FakeFailure = { status: number } | { body: string } | { redirect: string } | 'silence';

/** A stand-in for an engine for speech, as strict as OpenAI's endpoint where that is documented. */
export interface FakeSpeech {
  /** Address of its endpoint. */
  url: string;
  /** What it wants to be shown. */
  key: string;
  /** What it was given: language, model and length in seconds of each piece, and its loudest sample. */
  heard: { language: string; model: string; seconds: number; peak: number }[];
  /** What it hears in every piece from now on. */
  answer(segments: readonly FakeSegment[]): void;
  /** What it does with the next piece instead. */
  failNext(failure: FakeFailure): void;
  /** Whether it keeps somebody waiting. */
  isWaiting(): boolean;
  /** Ends it, and the connections that it holds. */
  close(): Promise<void>;
}

const mostFileBytes = 25 * 2 ** 20;

/**
 * Starts the stand-in on the loopback address
 * (https://platform.openai.com/docs/api-reference/audio/createTranscription). Where the real one is lenient, such as with
 * formats of files, it takes only what ours is to send.
 */
export async function startFakeSpeech(): Promise<FakeSpeech> {
  const path = '/v1/audio/transcriptions';
  const key = 'sk-of-a-test';
  const heard: FakeSpeech['heard'] = [];
  let segments: readonly FakeSegment[] = [];
  let isWaiting = false;
  let next: FakeFailure | null = null;

  const listen = async (form: FormData): Promise<object | number> => {
    const [file, language, model] = ['file', 'language', 'model'].map((name) => form.get(name));
    const names = [...form.keys()].toSorted().join(' ');
    if (names !== 'file language model response_format') return 400;
    if (form.get('response_format') !== 'verbose_json') return 400;
    if (typeof language !== 'string' || !/^[a-z]{2}$/.test(language)) return 400;
    if (typeof model !== 'string' || model === '') return 404;
    if (!(file instanceof File) || !file.name.endsWith('.wav')) return 400;
    if (file.size > mostFileBytes) return 413;
    const sound = readWav(Buffer.from(await file.arrayBuffer()));
    if (sound === null) return 400;
    const seconds = sound.length / 16_000;
    let peak = 0;
    for (const sample of sound) peak = Math.max(peak, Math.abs(sample));
    heard.push({ language, model, seconds, peak });
    const lines = segments.map((segment, id) => ({ id, seek: 0, ...segment, tokens: [], temperature: 0 }));
    const text = segments.map((segment) => segment.text).join('');
    return { task: 'transcribe', language: 'english', duration: seconds, text, segments: lines };
  };

  const server = createServer((request, response) => {
    void (async () => {
      const bytes = await buffer(request);
      const failure = next;
      next = null;
      if (failure === 'silence') return void (isWaiting = true);
      if (failure !== null && 'redirect' in failure)
        return void response.writeHead(307, { location: failure.redirect }).end();
      if (failure !== null && 'status' in failure) return void response.writeHead(failure.status).end('{}');
      if (failure !== null) return void response.end(failure.body);
      const { method, url, headers } = request;
      if (method !== 'POST' || url !== path) return void response.writeHead(404).end();
      if (headers.authorization !== `Bearer ${key}`) return void response.writeHead(401).end();
      const type = headers['content-type'] ?? '';
      if (!type.startsWith('multipart/form-data;')) return void response.writeHead(415).end();
      const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
      const answer = await listen(form);
      if (typeof answer === 'number') return void response.writeHead(answer).end('{"error":{}}');
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    ...{ url: `http://127.0.0.1:${port}${path}`, key, heard },
    answer(wanted) {
      segments = wanted;
    },
    failNext(failure) {
      next = failure;
    },
    isWaiting: () => isWaiting,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The samples of a WAV file of one channel of 16 bits at 16 kHz whose header tells the truth; null: it is none. */
function readWav(file: Buffer): Int16Array | null {
  const format = [20, 22, 32, 34].map((at) => file.readUInt16LE(at)).join(' ');
  const rates = [24, 28].map((at) => file.readUInt32LE(at)).join(' ');
  const marks = [0, 8, 36].map((at) => file.toString('latin1', at, at + (at === 8 ? 8 : 4))).join(' ');
  const isRight = format === '1 1 2 16' && rates === '16000 32000' && marks === 'RIFF WAVEfmt  data';
  const isWhole = file.readUInt32LE(4) === file.length - 8 && file.readUInt32LE(40) === file.length - 44;
  if (!isRight || !isWhole) return null;
  return new Int16Array(file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.length));
}
