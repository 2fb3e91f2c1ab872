import { fillMessage } from '@weireel/client';
import { durationOf } from '@weireel/edit';
import {
  asClip,
  aspectOf,
  assetIdOf,
  canvasOf,
  canvasSizes,
  findItem,
  loudnessOf,
  mostPercent,
  removeItem,
  setLoudness,
  type Aspect,
} from '@weireel/edit/editing';
import type { EditDocument } from '@weireel/edit';
import { button, figure, mainButton, note, optionsOf, pills, type Panel } from './row.ts';
import { tenthsOf } from './times.ts';

const aspects: Record<Aspect, string> = {
  ...{ '9:16': '9:16', '3:4': '3:4', '4:5': '4:5', '1:1': '1:1', '16:9': '16:9' },
};

/** All music that lies under a film. */
const musicOf = ({ tracks }: EditDocument) =>
  tracks
    .filter(({ kind }) => kind === 'audio')
    .flatMap(({ items }) => items.map(asClip).filter((clip) => clip !== null));

/** Sound under the film. What is chosen comes from the bin, which the page opens. */
export const musicPanel: Panel = {
  heading: ({ tool }) => tool.music,
  rows({ editing, words: { panel, tool }, titles }) {
    const document = editing.document();
    if (durationOf(document) === 0) return [note('empty', panel.needsFilm)];
    return [
      note('about', panel.musicText),
      ...musicOf(document).flatMap((clip) => {
        const name = titles.get(assetIdOf(document, clip) ?? '') ?? tool.music;
        const percent = loudnessOf(clip);
        const of = { min: 0, max: mostPercent, step: 5, number: percent ?? 0 };
        return [
          note(`name-${clip.id}`, `${name} · ${tenthsOf(clip.duration)}`),
          ...(percent === null
            ? []
            : [
                figure(
                  'loud',
                  tool.volume,
                  { ...of, text: fillMessage(panel.loud, { n: percent }) },
                  clip.id,
                ),
              ]),
          button('delete', panel.deleteMusic, clip.id),
        ];
      }),
      mainButton('addMusic', panel.addMusic),
    ];
  },
  deeds: {
    loud({ editing }, given, target) {
      const clip = asClip(findItem(editing.document(), target)?.item);
      if (clip !== null) editing.edit(setLoudness(clip, Number(given)));
    },
    delete({ editing }, _given, target) {
      editing.edit(...removeItem(editing.document(), target));
    },
  },
};

/** The shape of the film. */
export const canvasPanel: Panel = {
  heading: ({ tool }) => tool.canvas,
  rows: ({ editing, words: { panel } }) => [
    pills('aspect', panel.aspect, optionsOf(aspects, aspectOf(editing.document().canvas))),
  ],
  deeds: {
    aspect({ editing }, given) {
      const { canvas } = editing.document();
      const aspect = Object.keys(aspects).find((name): name is Aspect => name === given);
      if (aspect === undefined || aspect === aspectOf(canvas)) return;
      const longSide =
        Math.max(canvas.widthPx, canvas.heightPx) > canvasSizes[0] ? canvasSizes[1] : canvasSizes[0];
      const value = { ...canvas, ...canvasOf(aspect, longSide) };
      editing.edit({ kind: 'setDocument', field: 'canvas', value });
    },
  },
};

/** The moment of a film’s cover in ticks; null: the server chooses it, or it is a picture of its own. */
export function coverAtOf({ cover }: EditDocument): number | null {
  return cover?.from.kind === 'frame' ? cover.from.at : null;
}

/** The picture that the film is shown by. */
export const coverPanel: Panel = {
  heading: ({ tool }) => tool.cover,
  rows({ editing, words: { panel } }) {
    const document = editing.document();
    if (durationOf(document) === 0) return [note('empty', panel.needsFilm)];
    const at = coverAtOf(document);
    return [
      note('about', at === null ? panel.coverAuto : fillMessage(panel.coverAt, { time: tenthsOf(at) })),
      ...(at === editing.playhead() ? [] : [mainButton('here', panel.coverHere)]),
      ...(at === null ? [] : [button('reset', panel.coverReset)]),
    ];
  },
  deeds: {
    here({ editing }) {
      const value = { ...editing.document().cover, from: { kind: 'frame', at: editing.playhead() } };
      editing.edit({ kind: 'setDocument', field: 'cover', value });
    },
    reset({ editing }) {
      editing.edit({ kind: 'setDocument', field: 'cover', value: null });
    },
  },
};
