import { Type, type Static } from 'typebox';

/** Body of every error answer: RFC 9457 problem details with our code. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'A URI for the kind of problem' }),
    title: Type.String({ description: 'What happened, in the language of Accept-Language' }),
    status: Type.Integer(),
    code: Type.String({ description: 'A code of the closed catalogue' }),
    detail: Type.Optional(Type.String()),
    errors: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    ),
  },
  { additionalProperties: true, $id: 'Problem' },
);

/** Body of every error answer. */
export type Problem = Static<typeof Problem>;
