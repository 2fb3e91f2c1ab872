import { Type, type Static } from 'typebox';
import { Id, Sha256, Timestamp, nullable } from '../scalars.ts';

/** Body of `POST /uploads`. */
export const CreateUploadBody = Type.Object(
  {
    fileName: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'For people only; never a path here',
    }),
    sizeBytes: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    contentType: Type.Optional(Type.String({ maxLength: 100 })),
    sha256: Type.Optional(Sha256),
    partSizeBytes: Type.Optional(
      Type.Integer({
        minimum: 256 * 1024,
        maximum: 16 * 1024 * 1024,
        description: 'Wished size of a part; the answer says what was chosen',
      }),
    ),
    forTakes: Type.Optional(
      Type.Boolean({
        description:
          'Whether it is only to be joined with others (`joinTakes`): nothing is made of it, it is never shown, and it is removed once it was joined, or two days after its upload began. Absent: false',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Answer of `POST /uploads`. Part n holds bytes (n−1)·partSizeBytes up to n·partSizeBytes; the last may be shorter. */
export const CreatedUpload = Type.Object({
  id: Id,
  assetId: Id,
  partSizeBytes: Type.Integer(),
  partCount: Type.Integer(),
  expiresAt: Timestamp,
});

/** A part that has arrived and is safe. `etag` is the SHA-256 of its bytes in hex. */
export const UploadPart = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  sizeBytes: Type.Integer(),
  etag: Type.String(),
});

/** State of an upload. */
export const UploadState = Type.Union([
  Type.Literal('open'),
  Type.Literal('complete'),
  Type.Literal('expired'),
]);

/** An upload with the parts that have arrived. */
export const Upload = Type.Object({
  ...CreatedUpload.properties,
  fileName: Type.String(),
  sizeBytes: Type.Integer(),
  state: UploadState,
  createdAt: Timestamp,
  parts: Type.Array(UploadPart),
  forTakes: Type.Boolean({ description: 'Whether it is only to be joined with others' }),
  replaces: nullable(Id, 'Video whose file it is to take the place of; null: none'),
});

/** Body of `POST /uploads/{id}/part-urls`. */
export const PartUrlsBody = Type.Object(
  { numbers: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
);

/** Where to PUT parts. */
export const PartUrls = Type.Object({
  parts: Type.Array(Type.Object({ n: Type.Integer(), url: Type.String(), expiresAt: Timestamp })),
});

/** Answer of `POST /uploads/{id}/complete`. */
export const CompletedUpload = Type.Object({ assetId: Id });

/** Body of `POST /uploads`. */
export type CreateUploadBody = Static<typeof CreateUploadBody>;
/** Answer of `POST /uploads`. */
export type CreatedUpload = Static<typeof CreatedUpload>;
/** A part that has arrived and is safe. */
export type UploadPart = Static<typeof UploadPart>;
/** State of an upload. */
export type UploadState = Static<typeof UploadState>;
/** An upload with the parts that have arrived. */
export type Upload = Static<typeof Upload>;
/** Where to PUT parts. */
export type PartUrls = Static<typeof PartUrls>;
