import { evaluateFrame, type EditDocument, type Item, type Layer, type TransitionState } from '@weireel/edit';
import { frameAt } from './playback-plan.ts';

/** Words over the draft’s picture; all lengths are CSS lengths of a box as large as the canvas. */
export interface DraftTitle {
  /** Pieces of one look. */
  runs: { text: string; style: Readonly<Record<string, string>> }[];
  /** Where they stand, and how they are laid. */
  style: Readonly<Record<string, string>>;
  /** What lies behind them. */
  box: Readonly<Record<string, string>>;
}

type Content = Layer['content'];
type Words = Extract<Content, { kind: 'text' }>;

/** The titles that are seen at a time, bottom to top: where they stand, without their motion and without effects. */
export function draftTitlesAt(document: EditDocument, at: number): DraftTitle[] {
  return evaluateFrame(document, frameAt(document, at).number).layers.flatMap((shown) =>
    layersOf(shown).flatMap((layer) => {
      const { content } = layer;
      return content.kind === 'text' ? [draftOf(layer, content)] : [];
    }),
  );
}

/** Whether the film shows something that the draft does not, or not so. */
export function hasMoreThanDraft({ tracks }: EditDocument): boolean {
  return tracks.some(
    ({ kind, items, transitions }) =>
      kind !== 'audio' &&
      (transitions.length > 0 || items.some((item) => !isShownAsIs(item) || kind !== 'visual')),
  );
}

/** Of the fields that change a clip's picture the draft knows only how it fits. */
function isShownAsIs(item: Item): boolean {
  const changed = ['effects', 'blend', 'mask', 'opacity', 'transform', 'crop', 'animation'];
  return item.kind === 'clip' && changed.every((field) => !(field in item));
}

/** Of a transition both are drawn where they are said to be, for as long as it lasts. */
function layersOf(shown: Layer | TransitionState | { kind: 'adjustment' }): Layer[] {
  if (shown.kind === 'adjustment') return [];
  return shown.kind === 'layer' ? [shown] : [shown.from, shown.to].filter((each) => each !== null);
}

function draftOf({ transform, opacity }: Layer, { runs, paragraph }: Words): DraftTitle {
  const { x, y, anchorX, anchorY, rotate, scaleX, scaleY } = transform;
  const box = runs[0]?.look.box;
  return {
    runs: runs.map(({ text, look }) => ({
      text,
      style: {
        color: look.colour ?? '#ffffff',
        'font-size': `${100 * (look.size ?? 0.05)}cqh`,
        'font-weight': String(look.weight ?? 400),
        'font-style': look.italic === true ? 'italic' : 'normal',
        'text-decoration': look.underlined === true ? 'underline' : 'none',
        'line-height': String(look.lineHeight ?? 1.3),
      },
    })),
    style: {
      left: `${100 * x}%`,
      top: `${100 * y}%`,
      ...(paragraph.isVertical && {
        'writing-mode': 'vertical-rl',
        'max-height': paragraph.height === null ? 'none' : `${100 * paragraph.height}%`,
      }),
      width: paragraph.width === null ? 'max-content' : `${100 * paragraph.width}%`,
      transform: `translate(${-100 * anchorX}%, ${-100 * anchorY}%) rotate(${rotate}deg) scale(${scaleX}, ${scaleY})`,
      'transform-origin': `${100 * anchorX}% ${100 * anchorY}%`,
      'text-align': { start: 'start', centre: 'center', end: 'end' }[paragraph.align],
      opacity: String(opacity),
    },
    box:
      box === undefined
        ? {}
        : {
            background: box.colour,
            'box-shadow': `0 0 0 ${100 * box.padding}cqh ${box.colour}`,
            'border-radius': `${100 * box.radius}cqh`,
          },
  };
}
