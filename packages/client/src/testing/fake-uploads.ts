import type { BodyOf, AnswerOf, CreatedUpload, Upload, UploadPart } from '@weireel/contract';
import { WeireelError } from '@weireel/contract/plain';
import { own, pageOf, type FakeCall, type FakeState, type FakeUpload } from './fake-state.ts';

const lifeMs = 7 * 24 * 3_600_000;

/** `POST /uploads` */
export function createUpload(state: FakeState, call: FakeCall): CreatedUpload {
  // Checked by the route's schema.
  const body = call.body as BodyOf<'createUpload'>;
  const { fileName, sizeBytes, partSizeBytes = state.partSizeBytes, forTakes = false } = body;
  const created = {
    id: state.newId(),
    assetId: state.newId(),
    partSizeBytes,
    partCount: Math.ceil(sizeBytes / partSizeBytes),
    expiresAt: new Date(state.now() + lifeMs).toISOString(),
  };
  const createdAt = new Date(state.now()).toISOString();
  const named = { fileName, sizeBytes, forTakes, replaces: null };
  const facts: FakeUpload['facts'] = { ...created, ...named, state: 'open', createdAt };
  state.uploads.set(created.id, { facts, owner: call.account, parts: new Map() });
  return created;
}

/** `GET /uploads` */
export function myUploads(state: FakeState, call: FakeCall): { items: Upload[]; nextCursor: string | null } {
  const open = [...state.uploads.values()].filter(
    ({ owner, facts }) => owner === call.account && facts.state === 'open',
  );
  return pageOf(
    open.reverse().map((upload) => show(state, upload)),
    call.query,
  );
}

/** `GET /uploads/{id}` */
export function upload(state: FakeState, call: FakeCall): Upload {
  return show(state, own(state.uploads, call.params['id'], call.account));
}

/** `PUT /uploads/{id}/parts/{n}` */
export function putPart(state: FakeState, call: FakeCall): UploadPart {
  const { facts, parts } = openUpload(state, call);
  const n = Number(call.params['n']);
  if (n < 1 || n > facts.partCount) throw new WeireelError('part_out_of_range');
  const size = n < facts.partCount ? facts.partSizeBytes : facts.sizeBytes - (n - 1) * facts.partSizeBytes;
  if (call.bytes.length !== size) throw new WeireelError('part_size_wrong');
  const etag = state.sha256(call.bytes);
  const claimed = call.header('x-sha256');
  if (claimed !== undefined && claimed !== etag) throw new WeireelError('checksum_mismatch');
  parts.set(n, call.bytes.slice());
  return { n, sizeBytes: size, etag };
}

/** `POST /uploads/{id}/complete` */
export function completeUpload(state: FakeState, call: FakeCall): AnswerOf<'completeUpload'> {
  const { facts, parts } = own(state.uploads, call.params['id'], call.account);
  if (facts.state === 'complete') return { assetId: facts.assetId };
  if (facts.state === 'expired') throw new WeireelError('upload_expired');
  const numbers = Array.from({ length: facts.partCount }, (_, index) => index + 1);
  const missing = numbers.filter((n) => !parts.has(n));
  if (missing.length > 0) throw new WeireelError('parts_missing', { extra: { missing } });
  const file = new Uint8Array(facts.sizeBytes);
  for (const [n, bytes] of parts) file.set(bytes, (n - 1) * facts.partSizeBytes);
  state.files.set(facts.assetId, file);
  facts.state = 'complete';
  return { assetId: facts.assetId };
}

/** `DELETE /uploads/{id}` */
export function cancelUpload(state: FakeState, call: FakeCall): undefined {
  const { facts } = openUpload(state, call);
  state.uploads.delete(facts.id);
  return undefined;
}

/** `POST /takes`: joined at once, byte after byte. */
export function joinTakes(state: FakeState, call: FakeCall): AnswerOf<'joinTakes'> {
  // Checked by the route's schema.
  const { assetIds } = call.body as BodyOf<'joinTakes'>;
  const takes = assetIds.map((assetId, index) => {
    const upload = uploadOfAsset(state, call, assetId);
    const file = state.files.get(assetId);
    if (upload === undefined || file === undefined)
      throw new WeireelError('take_unusable', { extra: { take: index + 1 } });
    return { upload, file };
  });
  const assetId = state.newId();
  state.files.set(assetId, new Uint8Array(takes.flatMap(({ file }) => [...file])));
  for (const { upload } of takes) remove(state, upload);
  const [first] = takes;
  if (first === undefined) throw new WeireelError('invalid_request');
  const facts: FakeUpload['facts'] = { ...first.upload.facts, id: state.newId(), assetId, forTakes: false };
  state.uploads.set(facts.id, { facts, owner: call.account, parts: new Map() });
  return { assetId };
}

/** `DELETE /assets/{id}` */
export function deleteAsset(state: FakeState, call: FakeCall): undefined {
  const upload = uploadOfAsset(state, call, String(call.params['id']));
  if (upload === undefined) throw new WeireelError('not_found');
  remove(state, upload);
  return undefined;
}

function uploadOfAsset(state: FakeState, call: FakeCall, assetId: string): FakeUpload | undefined {
  return [...state.uploads.values()].find(
    ({ facts, owner }) => owner === call.account && facts.assetId === assetId,
  );
}

function remove(state: FakeState, { facts }: FakeUpload): void {
  state.uploads.delete(facts.id);
  state.files.delete(facts.assetId);
}

function openUpload(state: FakeState, call: FakeCall): FakeUpload {
  const found = own(state.uploads, call.params['id'], call.account);
  if (found.facts.state === 'expired') throw new WeireelError('upload_expired');
  if (found.facts.state === 'complete') throw new WeireelError('upload_not_open');
  return found;
}

function show(state: FakeState, { facts, parts }: FakeUpload): Upload {
  const received = [...parts].map(([n, bytes]) => ({
    n,
    sizeBytes: bytes.length,
    etag: state.sha256(bytes),
  }));
  return { ...facts, parts: received.sort((a, b) => a.n - b.n) };
}
