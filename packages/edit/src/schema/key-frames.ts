import { Type, type Static } from 'typebox';
import { documentLimits } from '../limits.ts';
import { OffsetTicks, closed } from './scalars.ts';

/** How a value goes on from one key frame to the next. */
export const Easing = Type.Union(
  [
    Type.Literal('hold'),
    Type.Literal('linear'),
    closed({
      bezier: Type.Tuple([
        Type.Number({ minimum: 0, maximum: 1 }),
        Type.Number({ minimum: -4, maximum: 4 }),
        Type.Number({ minimum: 0, maximum: 1 }),
        Type.Number({ minimum: -4, maximum: 4 }),
      ]),
    }),
  ],
  {
    description: 'Towards the next key frame: kept, straight, or CSS cubic-bezier(x1, y1, x2, y2)',
    default: 'linear',
  },
);

/** How a value goes on from one key frame to the next. */
export type Easing = Static<typeof Easing>;

/** A number that is constant, or given by key frames. */
export function animatable(minimum: number, maximum: number, description?: string) {
  const value = Type.Number({ minimum, maximum });
  return Type.Union(
    [
      value,
      closed({
        keys: Type.Array(closed({ at: OffsetTicks, value, ease: Type.Optional(Easing) }), {
          minItems: 1,
          maxItems: documentLimits.keyFrames,
          description: 'In the order of their times; before the first and after the last the value is kept',
        }),
      }),
    ],
    description === undefined ? {} : { description },
  );
}

const AnyNumber = animatable(-1_000_000, 1_000_000);

/** A number that is constant, or given by key frames. */
export type Animatable = Static<typeof AnyNumber>;

/** A value at a time. */
export type KeyFrame = Exclude<Animatable, number>['keys'][number];

/** The value of a parameter: a number (also by key frames), a word or a colour or the id of an asset, a switch. */
export const ParameterValue = Type.Union([AnyNumber, Type.String({ maxLength: 64 }), Type.Boolean()]);

/** The value of a parameter. */
export type ParameterValue = Static<typeof ParameterValue>;

/** Parameters by name. */
export const Parameters = Type.Record(Type.String({ pattern: '^[a-z][0-9A-Za-z]{0,39}$' }), ParameterValue, {
  maxProperties: documentLimits.parameters,
  additionalProperties: false,
});
