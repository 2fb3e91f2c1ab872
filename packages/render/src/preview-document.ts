import { isKnownItem, type EditDocument, type KnownItem } from '@weireel/edit';

/** The short edge of previews, in pixels; smaller canvases stay as they are. */
const shortEdgePx = 360;

/**
 * The same document on a smaller canvas of the same shape: all that is placed by shares of the canvas is where it was,
 * and what is laid pixel by pixel is as much smaller. A canvas that is small already stays as it is, so that its segments
 * are those of the film.
 */
export function previewDocument(document: EditDocument): EditDocument {
  const { canvas } = document;
  const share = shortEdgePx / Math.min(canvas.widthPx, canvas.heightPx);
  if (share >= 1) return document;
  const even = (side: number): number => 2 * Math.round((side * share) / 2);
  return {
    ...document,
    canvas: { ...canvas, widthPx: even(canvas.widthPx), heightPx: even(canvas.heightPx) },
    tracks: document.tracks.map((track) => ({
      ...track,
      items: track.items.map((item) => (isKnownItem(item) ? smaller(item, share) : item)),
    })),
  };
}

function smaller(item: KnownItem, share: number): KnownItem {
  if (!('fit' in item) || item.fit !== 'none') return item;
  const { scaleX, scaleY, ...place } = item.transform ?? {};
  return { ...item, transform: { ...place, scaleX: times(scaleX, share), scaleY: times(scaleY, share) } };
}

type Scale = NonNullable<NonNullable<Extract<KnownItem, { kind: 'clip' }>['transform']>['scaleX']>;

function times(scale: Scale = 1, share: number): Scale {
  if (typeof scale === 'number') return scale * share;
  return { keys: scale.keys.map((key) => ({ ...key, value: key.value * share })) };
}
