import { describe, expect, it } from 'vitest';
import { createApi } from './api.ts';
import { ApiError } from './api-error.ts';
import { TransportError, type TransportAnswer, type TransportRequest } from './transport.ts';

const id = 'a1B2c3D4e5F6g7H8';

function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const sent: TransportRequest[] = [];
  const transport = (request: TransportRequest): Promise<TransportAnswer> => {
    sent.push(request);
    return Promise.resolve({ status, body, header: (name) => headers[name.toLowerCase()] ?? null });
  };
  return { sent, transport };
}

describe('a call', () => {
  it('sends method, path with encoded parameters, query without absent members, token and language', async () => {
    const { sent, transport } = answering(200, '{"items":[],"nextCursor":null}');
    const api = createApi({ baseUrl: 'http://h/api/v1', transport, token: () => 't0', language: () => 'en' });
    const page = await api.call('feed', { query: { kind: 'latest', cursor: 'a b/ü' } });
    await api.call('putPart', { params: { id: 'x/y', n: 3 }, bytes: new Uint8Array([7]) });

    expect(page).toEqual({ items: [], nextCursor: null });
    expect(sent[0]).toEqual({
      method: 'GET',
      url: 'http://h/api/v1/feed?kind=latest&cursor=a%20b%2F%C3%BC',
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': 'en',
        authorization: 'Bearer t0',
      },
    });
    expect(sent[1]?.url).toBe('http://h/api/v1/uploads/x%2Fy/parts/3');
    expect(sent[1]?.headers['content-type']).toBe('application/octet-stream');
    expect(sent[1]?.body).toEqual(new Uint8Array([7]));
  });

  it('gives calls that create something a new idempotency key, and only those', async () => {
    const { sent, transport } = answering(201, '{}');
    let keys = 0;
    const api = createApi({ baseUrl: '', transport, newIdempotencyKey: () => `key-${++keys}` });
    const body = { fileName: 'a.mp4', sizeBytes: 1 };
    await api.call('createUpload', { body });
    await api.call('createUpload', { body, idempotencyKey: 'mine' });
    await api.call('login', { body: { account: 'a', password: 'b' } });

    expect(sent.map((request) => request.headers['idempotency-key'])).toEqual(['key-1', 'mine', undefined]);
    expect(sent[0]?.headers['content-type']).toBe('application/json');
    expect(sent[0]?.body).toBe('{"fileName":"a.mp4","sizeBytes":1}');
  });

  it('answers undefined for 204', async () => {
    const { transport } = answering(204, '');
    expect(
      await createApi({ baseUrl: '', transport }).call('deleteVideo', { params: { id } }),
    ).toBeUndefined();
  });

  it('takes a page that is no JSON for a stranger’s answer, not the server’s', async () => {
    const { transport } = answering(200, '<html>Sign in to this Wi-Fi</html>');
    await expect(createApi({ baseUrl: '', transport }).call('me')).rejects.toBeInstanceOf(TransportError);
  });
});

describe('a refusal', () => {
  async function refusal(
    status: number,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<ApiError> {
    const { transport } = answering(status, body, headers);
    const api = createApi({ baseUrl: '', transport, language: () => 'en' });
    const error: unknown = await api
      .call('completeUpload', { params: { id } })
      .catch((reason: unknown) => reason);
    if (!(error instanceof ApiError)) throw new Error('expected an ApiError', { cause: error });
    return error;
  }

  it('carries the members of the problem document', async () => {
    const error = await refusal(
      409,
      JSON.stringify({
        type: 'about:blank',
        title: '还有分片没有上传',
        status: 409,
        code: 'parts_missing',
        detail: 'Part 2',
        errors: [{ path: 'a', code: 'required', message: 'm' }, { broken: true }],
        missing: [2],
      }),
    );
    expect(error).toMatchObject({
      code: 'parts_missing',
      status: 409,
      title: '还有分片没有上传',
      detail: 'Part 2',
      errors: [{ path: 'a', code: 'required', message: 'm' }],
      retryAfterMs: null,
      extra: { missing: [2] },
    });
    expect(error.message).toBe('Part 2');
  });

  it.each([
    [413, 'payload_too_large'],
    [502, 'unavailable'],
    [507, 'storage_full'],
    [418, 'invalid_request'],
    [599, 'internal'],
  ])('of a proxy with status %i and no problem document has the code %s', async (status, code) => {
    const error = await refusal(status, '<html>');
    expect(error.code).toBe(code);
    expect(error.title.length).toBeGreaterThan(0);
  });

  it('keeps the title of a code that this client does not know yet', async () => {
    const error = await refusal(409, '{"code":"from_the_future","title":"Later"}');
    expect(error).toMatchObject({ code: 'invalid_request', title: 'Later' });
  });

  it('reads Retry-After as seconds and as a date against the answer’s own clock', async () => {
    const dates = { 'retry-after': 'Fri, 20 Nov 2026 10:00:05 GMT', date: 'Fri, 20 Nov 2026 10:00:00 GMT' };
    expect((await refusal(429, '{}', { 'retry-after': '2' })).retryAfterMs).toBe(2000);
    expect((await refusal(503, '{}', dates)).retryAfterMs).toBe(5000);
    expect((await refusal(503, '{}', { 'retry-after': 'soon' })).retryAfterMs).toBeNull();
  });
});
