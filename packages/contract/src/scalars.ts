import { Type, type TSchema } from 'typebox';

/** An id: 16 random characters, never ordered by time. */
export const Id = Type.String({ pattern: '^[0-9A-Za-z]{16}$', description: '16 random characters' });

/** Path parameters of calls about one thing. */
export const IdParams = Type.Object({ id: Id }, { additionalProperties: false });

/** A point in time, ISO 8601 in UTC. */
export const Timestamp = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' });

/** A SHA-256 digest as 64 lower-case hex digits. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in lower-case hex' });

/** Query of every list: how many items, and where to go on. */
export const ListQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
);

const actedAs = Type.Optional({ ...Id, description: 'A channel that I do it as. Absent: as myself' });

/** Query of calls that a member of a channel may also make as it. */
export const AsQuery = Type.Object({ as: actedAs }, { additionalProperties: false });

/** Query of lists that a member of a channel may also ask for as it. */
export const AsListQuery = Type.Object(
  { ...ListQuery.properties, as: actedAs },
  { additionalProperties: false },
);

/** A page of a list; `nextCursor` is null on the last page. */
export function listOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  });
}

/** A value or null. */
export function nullable<T extends TSchema>(schema: T, description?: string) {
  return Type.Union([schema, Type.Null()], description === undefined ? {} : { description });
}
