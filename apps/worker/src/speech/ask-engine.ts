import { WeireelError } from '@weireel/contract';

/** An engine that writes down speech: an OpenAI-compatible endpoint for transcriptions. */
export interface SpeechEngine {
  /** Its whole address, such as `http://127.0.0.1:8000/v1/audio/transcriptions`. */
  url: string;
  /** The model that it is to use. */
  model: string;
  /** What it is shown as a bearer token, and nobody else ever is; null: it asks for none. */
  key: string | null;
}

/** Two minutes of speech; Node gives up itself after five minutes without an answer. */
const longestMs = 280_000;
/** Two minutes of speech are a hundredth of it. */
const mostBytes = 1_000_000;

/**
 * Has an engine listen to a piece of speech.
 *
 * @param wav the piece as a WAV file
 * @param spoken its language as ISO 639-1 has it, and what ends the listening
 * @returns what it answered; nothing is known of its form
 * @throws WeireelError `speech_failed`: it was not reached, refused, or answered no JSON; the signal's reason
 */
export async function askEngine(
  { url, model, key }: SpeechEngine,
  wav: Uint8Array<ArrayBuffer>,
  { language, signal }: { language: string; signal: AbortSignal },
): Promise<unknown> {
  const body = new FormData();
  body.set('file', new Blob([wav], { type: 'audio/wav' }), 'speech.wav');
  body.set('model', model);
  body.set('language', language);
  body.set('response_format', 'verbose_json');
  try {
    const response = await fetch(url, {
      ...{ method: 'POST', body },
      // Where it is is the operator's to say, and not for whoever answers there.
      redirect: 'error',
      headers: { accept: 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`it answered ${response.status}`);
    }
    return JSON.parse(await readText(response)) as unknown;
  } catch (error) {
    signal.throwIfAborted();
    const [outer, inner] = [error, error instanceof Error ? error.cause : null].map((each) =>
      each instanceof Error ? each.message : '',
    );
    throw new WeireelError('speech_failed', { cause: new Error(`${outer}${inner ? `: ${inner}` : ''}`) });
  }
}

/** An answer as text, of which no more is read than a transcript may have. */
async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    const part = chunk as Uint8Array; // as: bodies are bytes
    bytes += part.length;
    if (bytes > mostBytes) throw new Error(`it answered more than ${mostBytes} bytes`);
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
