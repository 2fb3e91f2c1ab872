import { TransportError, type Transport, type TransportAnswer, type TransportRequest } from '@weireel/client';
import { noteReached, noteUnreachable } from './connection.ts';

/**
 * Sends requests from a browser, with its cookie. XMLHttpRequest, because fetch cannot say how many bytes of a
 * body have gone out.
 */
export const browserTransport: Transport = (request) =>
  new Promise((resolve, reject) => {
    const { signal } = request;
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    const fail = (message: string, isAnswerMissing: boolean) => {
      signal?.removeEventListener('abort', abort);
      if (isAnswerMissing) noteUnreachable();
      reject(new TransportError(message));
    };

    if (signal?.aborted === true) {
      reject(new TransportError('The request was cancelled'));
      return;
    }
    xhr.open(request.method, request.url);
    for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value);
    xhr.onload = () => {
      signal?.removeEventListener('abort', abort);
      noteReached();
      resolve(readAnswer(xhr));
    };
    xhr.onerror = () => fail('No answer from the server', true);
    xhr.onabort = () => fail('The request was cancelled', false);
    signal?.addEventListener('abort', abort, { once: true });
    watchSending(xhr, request);
    xhr.send(bodyOf(request));
  });

function watchSending(xhr: XMLHttpRequest, { onSentBytes }: TransportRequest): void {
  // Listening to uploads costs a preflight across origins, so only those who want to know do.
  if (onSentBytes !== undefined) xhr.upload.onprogress = (event) => onSentBytes(event.loaded);
}

function bodyOf({ body }: TransportRequest): XMLHttpRequestBodyInit | null {
  if (body === undefined || typeof body === 'string') return body ?? null;
  // Bytes in a browser never lie in shared memory, which alone the type would also allow.
  return body as Uint8Array<ArrayBuffer>;
}

function readAnswer(xhr: XMLHttpRequest): TransportAnswer {
  return { status: xhr.status, header: (name) => xhr.getResponseHeader(name), body: xhr.responseText };
}
