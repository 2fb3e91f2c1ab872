import { Type, type Static } from 'typebox';
import { documentLimits } from '../limits.ts';
import { KindName, Label, LengthTicks, LocalId, closed } from './scalars.ts';
import { Parameters, animatable } from './key-frames.ts';
import { Item } from './item.ts';

/** How one item becomes the next. It takes no time of its own: no item moves for it. */
export const Transition = closed(
  {
    id: LocalId,
    kind: KindName,
    from: { ...LocalId, description: 'The item before the cut' },
    to: { ...LocalId, description: 'The item after the cut, which begins where `from` ends' },
    before: { ...LengthTicks, description: 'How long before the cut it begins' },
    after: { ...LengthTicks, description: 'How long after the cut it ends' },
    params: Type.Optional(Parameters),
    sound: Type.Optional(
      Type.Union([Type.Literal('crossfade'), Type.Literal('cut')], {
        description: 'crossfade: of equal power; default crossfade',
        default: 'crossfade',
      }),
    ),
  },
  'How one item becomes the next; where the source has no more frames its edge frame is held',
);

/** How one item becomes the next. */
export type Transition = Static<typeof Transition>;

/** A row of the timeline. */
export const Track = closed({
  id: LocalId,
  kind: Type.Union([
    Type.Literal('visual'),
    Type.Literal('audio'),
    Type.Literal('caption'),
    Type.Literal('adjust'),
  ]),
  name: Type.Optional(Label),
  locked: Type.Optional(Type.Boolean({ description: 'Editors change nothing on it' })),
  hidden: Type.Optional(Type.Boolean({ description: 'Nothing of it is seen' })),
  muted: Type.Optional(Type.Boolean({ description: 'Nothing of it is heard' })),
  solo: Type.Optional(Type.Boolean({ description: 'While any track is, only those that are, are heard' })),
  gain: Type.Optional(animatable(-96, 24, 'Decibels, in times of the timeline; default 0')),
  items: Type.Array(Item, {
    maxItems: documentLimits.items,
    description: 'In the order of their times, none over another',
  }),
  transitions: Type.Array(Transition, { maxItems: documentLimits.transitions }),
});
