import { createHash } from 'node:crypto';
import { createMemoryStore } from '@weireel/blob';
import { errorCatalogue, isErrorCode, routes, type ErrorCode, type Route } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import fastCheck from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { register, sendParts, type Person } from '../api.ts';
import { problemOf, send, type RawAnswer, type RawRequest } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { badFields, id, newcomer, upload } from './bad-fields.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let person: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore(), {
    WEIREEL_RATE_SIGN_IN_PER_MINUTE: '100000',
    WEIREEL_MAX_UPLOAD_BYTES: '20000000',
    WEIREEL_QUOTA_BYTES: '50000000',
  });
  undo(() => server.stop());
  person = await register(server.url);
});

function call(method: string, path: string, request: RawRequest = {}): Promise<RawAnswer> {
  return send(server.url, `/api/v1${path}`, { method, token: person.token, ...request });
}

/** Checks that an answer is this refusal and nothing more, in both languages of ours. */
async function expectRefusal(
  ask: (headers: Record<string, string>) => Promise<RawAnswer>,
  code: ErrorCode,
  field?: [path: string, code: string],
): Promise<Record<string, unknown>> {
  const { status, zh, en } = errorCatalogue[code];
  const inChinese = await ask({ 'accept-language': 'zh-CN,zh;q=0.9' });
  const inEnglish = await ask({ 'accept-language': 'en-GB,en;q=0.8' });
  expect([inChinese.status, inEnglish.status]).toEqual([status, status]);
  const problem = problemOf(inChinese);
  expect(problem).toMatchObject({ type: `urn:weireel:error:${code}`, code, status, title: zh });
  expect(problemOf(inEnglish)).toMatchObject({ code, status, title: en });
  if (field) {
    expect(problem.errors?.map(({ path, code: found }) => [path, found])).toEqual([field]);
    const [message, english] = [problem, problemOf(inEnglish)].map(({ errors }) => errors?.[0]?.message);
    expect(message).not.toBe('');
    expect(message).not.toBe(english);
  }
  return problem;
}

function newUpload(sizeBytes = 9_000_000, owner = person) {
  return owner.api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes } });
}

describe('fields of a body', () => {
  test.each(badFields)('%s is refused', async (_what, path, body, field, code) => {
    await expectRefusal((headers) => call('POST', path, { body, headers }), 'invalid_request', [field, code]);
  });

  test('details are replaced as a whole', async () => {
    const path = `/videos/${id}/details`;
    const body = { title: 'Only this' };
    const ask = (headers: Record<string, string>) => call('PUT', path, { body, headers });
    await expectRefusal(ask, 'invalid_request', ['description', 'required']);
  });
});

describe('bodies that are none', () => {
  const json = { 'content-type': 'application/json' };
  const cases: [what: string, request: RawRequest, code: ErrorCode][] = [
    ['JSON that breaks off', { body: '{"fileName": "a', headers: json }, 'invalid_request'],
    ['nothing', { headers: json }, 'invalid_request'],
    ['JSON that is empty', { body: '', headers: json }, 'invalid_request'],
    ['a prototype', { body: '{"__proto__": {"a": 1}, "fileName": "a"}', headers: json }, 'invalid_request'],
    [
      'a form',
      { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      'unsupported_media_type',
    ],
    ['plain text', { body: '{}', headers: { 'content-type': 'text/plain' } }, 'unsupported_media_type'],
    ['a nameless type', { body: '{}', headers: { 'content-type': 'nonsense' } }, 'unsupported_media_type'],
    ['half a megabyte', { body: { ...upload, fileName: 'x'.repeat(500_000) } }, 'payload_too_large'],
  ];

  test.each(cases)('%s is refused', async (_what, request, code) => {
    const ask = (headers: Record<string, string>) =>
      call('POST', '/uploads', { ...request, headers: { ...request.headers, ...headers } });
    await expectRefusal(ask, code);
  });
});

describe('addresses', () => {
  const cases: [method: string, path: string, code: ErrorCode][] = [
    ['GET', '/nothing/here', 'not_found'],
    ['GET', `/videos/${id}`, 'not_found'],
    ['GET', '/videos/short', 'invalid_request'],
    ['GET', '/videos/%00', 'invalid_request'],
    ['GET', '/videos/%ZZ', 'not_found'],
    ['GET', '/feed?limit=0', 'invalid_request'],
    ['GET', '/feed?limit=101', 'invalid_request'],
    ['GET', '/feed?limit=many', 'invalid_request'],
    ['GET', '/feed?kind=unheard-of', 'invalid_request'],
    ['GET', '/feed?unknown=1', 'invalid_request'],
    ['GET', '/feed?cursor=', 'invalid_request'],
    ['GET', '/feed?cursor=bm9uc2Vuc2U', 'invalid_request'],
    ['GET', `/me/videos?cursor=${cursor('-1.AAAAAAAAAAAAAAAA')}`, 'invalid_request'],
    ['PUT', '/uploads', 'method_not_allowed'],
    ['DELETE', '/me', 'method_not_allowed'],
    ['POST', '/feed', 'method_not_allowed'],
    ['PATCH', `/videos/${id}/details`, 'method_not_allowed'],
  ];

  test.each(cases)('%s %s: %s', async (method, path, code) => {
    await expectRefusal((headers) => call(method, path, { headers }), code);
  });

  test('a very long one is not found', async () => {
    await expectRefusal((headers) => call('GET', `/videos/${'A'.repeat(5000)}`, { headers }), 'not_found');
  });

  test('a method that is not allowed is answered with those that are', async () => {
    const answer = await call('PATCH', '/uploads');
    expect(answer.headers.allow?.split(', ').toSorted()).toEqual(['GET', 'HEAD', 'POST']);
  });
});

function cursor(text: string): string {
  return Buffer.from(text).toString('base64url');
}

describe('who asks', () => {
  const ask = (token: string | undefined) => (headers: Record<string, string>) =>
    send(server.url, '/api/v1/me', { headers, ...(token !== undefined && { token }) });

  test('nobody, a stranger to us, and a token that is over are told apart', async () => {
    await expectRefusal(ask(undefined), 'unauthenticated');
    await expectRefusal(ask('not-one-of-ours'), 'unauthenticated');
    const late = await register(server.url);
    await expire(late.token);
    await expectRefusal(ask(late.token), 'token_expired');
  });

  test('a header that names no token is refused', async () => {
    for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer a b', `Bearer ${'a'.repeat(5000)}`]) {
      const answer = await send(server.url, '/api/v1/me', { headers: { authorization } });
      expect(problemOf(answer)).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
  });

  test('what is for administrators is refused to others', async () => {
    await expectRefusal((headers) => call('GET', '/admin/jobs', { headers }), 'forbidden');
  });
});

async function expire(token: string): Promise<void> {
  const hash = createHash('sha256').update(token).digest('hex');
  await server.db
    .updateTable('sessions')
    .set({ expires_at: new Date(0) })
    .where('token_hash', '=', hash)
    .execute();
  server.forgetSessions();
}

describe('uploads', () => {
  const bytes = { 'content-type': 'application/octet-stream' };
  const put =
    (uploadId: string, n: number | string, body: Uint8Array, more: Record<string, string> = {}) =>
    (headers: Record<string, string>) =>
      call('PUT', `/uploads/${uploadId}/parts/${n}`, { body, headers: { ...bytes, ...more, ...headers } });

  test('a file beyond the limit is refused before a byte is sent (UPL-2)', async () => {
    const body = { ...upload, sizeBytes: 20_000_001 };
    const ask = (headers: Record<string, string>) => call('POST', '/uploads', { body, headers });
    expect(await expectRefusal(ask, 'file_too_large')).toMatchObject({ maxUploadBytes: 20_000_000 });
  });

  test('what would go over the quota is refused, open uploads counted (UPL-2)', async () => {
    const hoarder = await register(server.url);
    await newUpload(20_000_000, hoarder);
    await newUpload(20_000_000, hoarder);
    const body = { ...upload, sizeBytes: 10_000_001 };
    const ask = (headers: Record<string, string>) =>
      call('POST', '/uploads', { body, headers, token: hoarder.token });
    expect(await expectRefusal(ask, 'quota_exceeded')).toMatchObject({ usedBytes: 40_000_000 });
    expect((await hoarder.api.call('me')).quota).toEqual({ usedBytes: 40_000_000, limitBytes: 50_000_000 });
  });

  test('a picture is refused by its type (UPL-2)', async () => {
    const body = { ...upload, contentType: 'image/png' };
    await expectRefusal((headers) => call('POST', '/uploads', { body, headers }), 'unsupported_media_type');
  });

  test('parts outside the file, of a wrong size, or with a wrong checksum are refused (UPL-6)', async () => {
    const { id: uploadId, partSizeBytes, partCount } = await newUpload();
    expect(partCount).toBe(3);
    const part = Buffer.alloc(partSizeBytes, 1);
    await expectRefusal(put(uploadId, 0, part), 'part_out_of_range');
    await expectRefusal(put(uploadId, 4, part), 'part_out_of_range');
    await expectRefusal(put(uploadId, 'two', part), 'invalid_request');
    await expectRefusal(put(uploadId, 1, part.subarray(1)), 'part_size_wrong');
    await expectRefusal(put(uploadId, 3, part), 'part_size_wrong');
    await expectRefusal(put(uploadId, 1, Buffer.alloc(0)), 'part_size_wrong');
    await expectRefusal(put(uploadId, 1, part, { 'x-sha256': '0'.repeat(64) }), 'checksum_mismatch');
    await expectRefusal(put(uploadId, 1, part, { 'x-sha256': 'short' }), 'invalid_request', [
      'x-sha256',
      'bad_format',
    ]);
    const numbers = (headers: Record<string, string>) =>
      call('POST', `/uploads/${uploadId}/part-urls`, { body: { numbers: [1, 4] }, headers });
    await expectRefusal(numbers, 'part_out_of_range');
    expect(await person.api.call('upload', { params: { id: uploadId } })).toMatchObject({ parts: [] });
  });

  test('an end with parts missing names them (UPL-11)', async () => {
    const created = await newUpload();
    await person.api.call('putPart', {
      params: { id: created.id, n: 2 },
      bytes: Buffer.alloc(created.partSizeBytes),
    });
    const ask = (headers: Record<string, string>) =>
      call('POST', `/uploads/${created.id}/complete`, { headers });
    expect(await expectRefusal(ask, 'parts_missing')).toMatchObject({ missing: [1, 3] });
  });

  test('a wrong checksum of the whole file is refused, and the upload stays open', async () => {
    const content = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
    const body = { fileName: 'a.mp4', sizeBytes: content.length, sha256: '0'.repeat(64) };
    const created = await person.api.call('createUpload', { body });
    await sendParts(person.api, created, content);
    const ask = (headers: Record<string, string>) =>
      call('POST', `/uploads/${created.id}/complete`, { headers });
    await expectRefusal(ask, 'checksum_mismatch');
    expect(await person.api.call('upload', { params: { id: created.id } })).toMatchObject({ state: 'open' });
  });

  test('the end can be told twice, and then nothing more is taken (UPL-13, UPL-18)', async () => {
    const content = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
    const created = await newUpload(content.length);
    await sendParts(person.api, created, content);
    const [first, second] = await Promise.all(
      [1, 2].map(() => call('POST', `/uploads/${created.id}/complete`)),
    );
    expect([first?.status, second?.status]).toEqual([200, 200]);
    expect(first?.text).toBe(second?.text);
    await expectRefusal(put(created.id, 1, content), 'upload_not_open');
    await expectRefusal(
      (headers) => call('DELETE', `/uploads/${created.id}`, { headers }),
      'upload_not_open',
    );
  });

  test('what is no video is refused for good with its first part (UPL-9)', async () => {
    const created = await newUpload();
    const content = Buffer.alloc(created.partSizeBytes, 'just a text that nobody can watch');
    await expectRefusal(put(created.id, 1, content), 'media_unknown_format');
    await expectRefusal(put(created.id, 2, content), 'media_unknown_format');
    const ask = (headers: Record<string, string>) =>
      call('POST', `/uploads/${created.id}/complete`, { headers });
    await expectRefusal(ask, 'media_unknown_format');
    expect((await person.api.call('myUploads', {})).items.map(({ id }) => id)).not.toContain(created.id);
  });

  test('a cancelled upload is gone (UPL-18)', async () => {
    const created = await newUpload();
    await person.api.call('cancelUpload', { params: { id: created.id } });
    await expectRefusal(put(created.id, 1, Buffer.alloc(created.partSizeBytes)), 'not_found');
  });

  test('an asset that a video uses cannot be deleted, and one on its way cannot be processed again', async () => {
    const { assetId } = await newUpload();
    const { id: videoId } = await person.api.call('createVideo', {
      body: { assetId, title: 'Uses it', visibility: 'private' },
    });
    await expectRefusal((headers) => call('DELETE', `/assets/${assetId}`, { headers }), 'asset_in_use');
    await expectRefusal(
      (headers) => call('POST', `/videos/${videoId}/reprocess`, { headers }),
      'still_processing',
    );
  });
});

describe('repeated calls', () => {
  const key = (value: string) => ({ 'idempotency-key': value });

  test('the same key and body give the same answer, made once', async () => {
    const repeater = await register(server.url);
    const repeat = { body: upload, token: repeater.token, headers: key('once') };
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', '/uploads', repeat)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await repeater.api.call('myUploads')).items).toHaveLength(1);
  });

  test('the same key with another body is refused; another person’s key is another key', async () => {
    const first = await call('POST', '/uploads', { body: upload, headers: key('mine') });
    const body = { ...upload, sizeBytes: 2000 };
    const ask = (headers: Record<string, string>) =>
      call('POST', '/uploads', { body, headers: { ...headers, ...key('mine') } });
    await expectRefusal(ask, 'idempotency_key_reused');
    const { token } = await register(server.url);
    const other = await call('POST', '/uploads', { body: upload, headers: key('mine'), token });
    expect(other.status).toBe(201);
    expect(other.text).not.toBe(first.text);
  });

  test('a key that no header can hold is refused', async () => {
    const ask = (headers: Record<string, string>) =>
      call('POST', '/uploads', { body: upload, headers: { ...headers, ...key('k'.repeat(201)) } });
    await expectRefusal(ask, 'invalid_request', ['Idempotency-Key', 'bad_format']);
  });

  test('an account name is given once, whatever its case', async () => {
    const body = { ...newcomer, account: person.account.toUpperCase() };
    await expectRefusal((headers) => call('POST', '/auth/register', { body, headers }), 'account_taken');
  });
});

describe('anything at all', () => {
  const writing = Object.entries(routes as Record<string, Route>).filter(
    ([, { method }]) => method !== 'GET',
  );

  test.each(writing)('as the body of %s is answered without a fault of the server’s', async (name, route) => {
    const path = `/api/v1${route.path.replace('{id}', id).replace('{n}', '1')}`;
    // Signing out for real would end the test.
    const token = name === 'logout' ? 'nobody' : person.token;
    const some = bodyLike(route);
    await fastCheck.assert(
      fastCheck.asyncProperty(some, async (body) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await send(server.url, path, {
          method: route.method,
          body: JSON.stringify(body),
          headers,
          token,
        });
        // Asking a service that is not set up is the one honest 5xx.
        if (answer.status === 501) expect(problemOf(answer).code).toMatch(/^(?:wechat|mail)_not_configured$/);
        else expect(answer.status, answer.text).toBeLessThan(500);
        if (answer.status >= 400) expect(isErrorCode(problemOf(answer).code ?? '')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  /** Any JSON, and objects with the fields of the route's body and anything in them. */
  function bodyLike(route: Route): fastCheck.Arbitrary<unknown> {
    const text = fastCheck.oneof(
      fastCheck.string({ unit: 'binary', maxLength: 60 }),
      fastCheck.constantFrom(
        '\u0000',
        '\ud800',
        'public',
        id,
        '2026-01-01',
        "'; drop table users; --",
        '../../x',
      ),
    );
    const value = fastCheck.oneof(text, fastCheck.jsonValue(), fastCheck.integer(), fastCheck.double());
    const { body } = route;
    const names = body && 'properties' in body ? Object.keys(body.properties as object) : [];
    const fields = Object.fromEntries(names.map((name) => [name, value]));
    return fastCheck.oneof(
      fastCheck.jsonValue(),
      fastCheck.record(fields, { requiredKeys: [] }),
      fastCheck.record(fields),
    );
  }
});
