import { effectKinds } from '../effects/effect-kinds.ts';
import type { Operation } from '../schema/operation.ts';
import type { Clip } from './clips.ts';

type Effect = NonNullable<Clip['effects']>[number];

/** What a clip’s picture is changed by, as far as the inspector shows it. */
export interface Look {
  /** Name of the filter; null: none. */
  filter: string | null;
  /** How strong the filter is, from 0 to 100; null: it changes meanwhile. */
  strength: number | null;
  /** Sliders that are not at 0, from -100 to 100; null: it changes meanwhile. */
  sliders: Readonly<Record<string, number | null>>;
}

/** Sliders that are seen at once, and those for who looks for them. */
export const lookSliders = {
  usual: ['exposure', 'contrast', 'saturation', 'temperature'],
  more: ['brightness', 'highlights', 'shadows', 'whites', 'blacks', 'vibrance', 'tint', 'fade'],
} as const;

const isFilter = ({ kind }: Effect): boolean =>
  kind.startsWith('filter-') && Object.hasOwn(effectKinds, kind);
const isColour = ({ kind }: Effect): boolean => kind === 'colour';

/** How a clip looks. */
export function lookOf({ effects = [] }: Pick<Clip, 'effects'>): Look {
  const [filter, colour] = [effects.find(isFilter), effects.find(isColour)];
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    filter: filter === undefined ? null : filter.kind.slice('filter-'.length),
    strength: number(filter?.params.strength ?? 0),
    sliders: Object.fromEntries(
      Object.entries(colour?.params ?? {}).map(([name, value]) => [name, number(value)]),
    ),
  };
}

/** What gives a clip a filter of such a strength; null: none. Other effects stay as they are. */
export function setFilter(clip: Clip, filter: { name: string; strength: number } | null): Operation {
  const others = (clip.effects ?? []).filter((effect) => !isFilter(effect));
  if (filter === null) return withEffects(clip, others);
  const { name, strength } = filter;
  const effect: Effect = { kind: `filter-${name}`, version: 1, params: { strength } };
  return withEffects(clip, [...others, effect]);
}

/** What sets a slider of a clip; sliders at 0 are not kept, nor an effect of none. */
export function setSlider(clip: Clip, name: string, value: number): Operation {
  const { effects = [] } = clip;
  const present = effects.find(isColour) ?? { kind: 'colour', version: 1, params: {} };
  const { [name]: _, ...rest } = present.params;
  const params = value === 0 ? rest : { ...rest, [name]: value };
  const others = effects.filter((effect) => !isColour(effect));
  // Colours first: a filter is laid over what was set right.
  return withEffects(clip, Object.keys(params).length === 0 ? others : [{ ...present, params }, ...others]);
}

/** What takes filter and sliders away. */
export function resetLook(clip: Clip): Operation {
  return withEffects(
    clip,
    (clip.effects ?? []).filter((effect) => !isFilter(effect) && !isColour(effect)),
  );
}

function withEffects({ id }: Clip, effects: Effect[]): Operation {
  return { kind: 'setItem', item: id, field: 'effects', value: effects.length === 0 ? null : effects };
}
