import { exactFrameTicks, endOf } from '@weireel/edit';
import {
  asClip,
  closesUp,
  lookOf,
  loudnessOf,
  mostPercent,
  setFilter,
  setLoudness,
  setSound,
  setSpeed,
  speedOf,
  speedQuarters,
  trimRange,
  trimWithin,
  type Clip,
} from '@weireel/edit/editing';
import { fillMessage } from '@weireel/client';
import type { ProjectEditing } from '../project-editing.ts';
import { button, figure, note, optionsOf, pills, toggle, type Panel, type PanelContext } from './row.ts';
import { tenthsOf } from './times.ts';

type Edge = 'in' | 'out';

/** The clip that is selected, with its track; null: none is. */
function chosenOf(editing: ProjectEditing) {
  const found = editing.selected();
  const clip = asClip(found?.item);
  return found === null || clip === null ? null : { clip, track: found.track };
}

const rangeOf = (editing: ProjectEditing, clip: Clip, edge: Edge) =>
  trimRange(editing.document(), clip, { edge, ripple: true });

/** Moves an end of the selected clip by some ticks, as far as that goes. */
function trim({ editing }: PanelContext, edge: Edge, wanted: number): void {
  const chosen = chosenOf(editing);
  if (chosen === null) return;
  const { clip, track } = chosen;
  const by = trimWithin(wanted, rangeOf(editing, clip, edge), editing.document());
  const ripple = closesUp(editing.document(), track);
  if (by === 0) return;
  if (!editing.edit({ kind: edge === 'in' ? 'trimIn' : 'trimOut', item: clip.id, by, ripple })) return;
  // What was changed is seen: the new first picture, or the new last one.
  const trimmed = chosenOf(editing)?.clip ?? clip;
  editing.seek(edge === 'in' ? trimmed.start : endOf(trimmed) - 1);
}

const edgeDeeds = (edge: Edge): Panel['deeds'] => ({
  [`${edge}At`](context, given) {
    const chosen = chosenOf(context.editing);
    if (chosen === null) return;
    const frame = exactFrameTicks(context.editing.document().fps);
    trim(context, edge, Number(given) * frame + rangeOf(context.editing, chosen.clip, edge).min);
  },
  [`${edge}By`](context, given) {
    trim(context, edge, Number(given) * exactFrameTicks(context.editing.document().fps));
  },
  [`${edge}Here`](context) {
    const clip = chosenOf(context.editing)?.clip;
    if (clip === undefined) return;
    trim(context, edge, context.editing.playhead() - (edge === 'in' ? clip.start : endOf(clip)));
  },
});

/** Trims both ends of a clip. */
export const trimPanel: Panel = {
  heading: ({ tool }) => tool.trim,
  rows({ editing, words: { panel } }) {
    const chosen = chosenOf(editing);
    if (chosen === null) return [];
    const { clip } = chosen;
    const frame = exactFrameTicks(editing.document().fps);
    const at = editing.playhead();
    const steps = [
      { value: '-1', name: panel.frameBack, isOn: false },
      { value: '1', name: panel.frameForward, isOn: false },
    ];
    const edge = (which: Edge, label: string) => {
      const { min, max } = rangeOf(editing, clip, which);
      const number = Math.round(-min / frame);
      const text = tenthsOf(which === 'in' ? -min : clip.duration);
      return [
        figure(`${which}At`, label, { min: 0, max: Math.round((max - min) / frame), number, text }),
        pills(`${which}By`, '', steps),
      ];
    };
    const isInside = at > clip.start && at < endOf(clip);
    return [
      note('length', fillMessage(panel.length, { length: tenthsOf(clip.duration) })),
      ...edge('in', panel.start),
      ...edge('out', panel.end),
      ...(isInside ? [button('inHere', panel.startHere), button('outHere', panel.endHere)] : []),
    ];
  },
  deeds: { ...edgeDeeds('in'), ...edgeDeeds('out') },
};

/** How fast a clip is. */
export const speedPanel: Panel = {
  heading: ({ tool }) => tool.speed,
  rows({ editing, words: { tool, panel } }) {
    const chosen = chosenOf(editing);
    if (chosen === null) return [];
    const speed = speedOf(chosen.clip);
    const options = speedQuarters.map((each) => ({
      ...{ value: String(each), name: `${each / 4}×`, isOn: each === speed },
    }));
    return [
      note('length', fillMessage(panel.length, { length: tenthsOf(chosen.clip.duration) })),
      pills('speed', tool.speed, options),
    ];
  },
  deeds: {
    speed({ editing }, given) {
      const chosen = chosenOf(editing);
      const quarter = speedQuarters.find((each) => String(each) === given);
      if (chosen === null || quarter === undefined) return;
      editing.edit(setSpeed(editing.document(), chosen.track, chosen.clip, quarter));
    },
  },
};

/** How loud a clip is. */
export const volumePanel: Panel = {
  heading: ({ tool }) => tool.volume,
  rows({ editing, words: { tool, panel } }) {
    const clip = chosenOf(editing)?.clip;
    if (clip === undefined) return [];
    const percent = loudnessOf(clip);
    const loud = { min: 0, max: mostPercent, step: 5, number: percent ?? 0 };
    const isMuted = clip.sound?.muted === true;
    return [
      toggle('mute', panel.mute, isMuted),
      ...(percent === null || isMuted
        ? []
        : [figure('loud', tool.volume, { ...loud, text: fillMessage(panel.loud, { n: percent }) })]),
    ];
  },
  deeds: {
    mute({ editing }) {
      const clip = chosenOf(editing)?.clip;
      if (clip !== undefined)
        editing.edit(setSound(clip, { muted: clip.sound?.muted === true ? undefined : true }));
    },
    loud({ editing }, given) {
      const clip = chosenOf(editing)?.clip;
      if (clip !== undefined) editing.edit(setLoudness(clip, Number(given)));
    },
  },
};

const usualStrength = 80;

/** What a clip looks like: its filter, and how it fits the canvas. */
export const lookPanel: Panel = {
  heading: ({ tool }) => tool.look,
  rows({ editing, words: { panel, filter } }) {
    const clip = chosenOf(editing)?.clip;
    if (clip === undefined) return [];
    const { filter: chosen, strength } = lookOf(clip);
    const percent = { min: 0, max: 100, step: 5, number: strength ?? 0 };
    return [
      pills('filter', panel.filter, optionsOf({ '': panel.none, ...filter }, chosen ?? '')),
      ...(chosen === null || strength === null
        ? []
        : [figure('strength', panel.strength, { ...percent, text: String(strength) })]),
      pills('fit', panel.fit, optionsOf(panel.fits, clip.fit ?? 'contain')),
    ];
  },
  deeds: {
    filter({ editing }, given) {
      const clip = chosenOf(editing)?.clip;
      if (clip === undefined) return;
      const strength =
        lookOf(clip).filter === null ? usualStrength : (lookOf(clip).strength ?? usualStrength);
      editing.edit(setFilter(clip, given === '' ? null : { name: String(given), strength }));
    },
    strength({ editing }, given) {
      const clip = chosenOf(editing)?.clip;
      const name = clip === undefined ? null : lookOf(clip).filter;
      if (clip !== undefined && name !== null)
        editing.edit(setFilter(clip, { name, strength: Number(given) }));
    },
    fit({ editing }, given) {
      const clip = chosenOf(editing)?.clip;
      if (clip !== undefined)
        editing.edit({
          ...{ kind: 'setItem', item: clip.id, field: 'fit' },
          value: given === 'contain' ? null : given,
        });
    },
  },
};
