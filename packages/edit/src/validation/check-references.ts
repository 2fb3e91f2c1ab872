import {
  type Asset,
  type EditDocument,
  type Item,
  type KnownAsset,
  isKnownAsset,
  isKnownItem,
} from '../edit-document.ts';
import { transitionKinds } from '../effects/effect-kinds.ts';
import { everyItem } from './every-item.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';

type AssetKind = KnownAsset['kind'];

/** Whether what is named by an id is there, and is what it has to be. */
export function checkReferences(document: EditDocument): Problem[] {
  const items = new Map(document.tracks.flatMap((track) => track.items.map((item) => [item.id, item])));
  return [
    ...everyItem(document).flatMap(({ item, path }) => checkItemReferences(document, items, item, path)),
    ...document.tracks.flatMap((track, index) => [
      ...track.items.flatMap((item, place) =>
        checkMedium(document, track.kind, item, `tracks.${index}.items.${place}`),
      ),
      ...track.transitions.flatMap(({ kind }, place) =>
        transitionKinds.has(kind) ? [] : [problem('unknown_kind', `tracks.${index}.transitions.${place}`)],
      ),
    ]),
    ...Object.entries(document.styles).flatMap(([id, { font }]) =>
      font === undefined ? [] : checkAsset(document, font, ['font'], `styles.${id}.font`),
    ),
    ...checkCover(document),
    ...checkDucking(document),
    ...checkSlots(document, items),
  ];
}

function checkItemReferences(
  document: EditDocument,
  items: ReadonlyMap<string, Item>,
  item: Item,
  path: string,
): Problem[] {
  if (!isKnownItem(item)) return [];
  if (item.kind === 'image') return checkAsset(document, item.asset, ['image'], `${path}.asset`);
  if (item.kind === 'sticker')
    return checkAsset(document, item.asset, ['image', 'animation'], `${path}.asset`);
  const found: Problem[] = [];
  if (item.kind === 'text' || item.kind === 'caption') {
    if (item.style !== undefined && !Object.hasOwn(document.styles, item.style)) {
      found.push(problem('style_missing', `${path}.style`));
    }
  }
  if (item.kind === 'text') {
    item.runs.forEach(({ look }, index) => {
      if (look?.font === undefined) return;
      found.push(...checkAsset(document, look.font, ['font'], `${path}.runs.${index}.look.font`));
    });
  }
  if (item.kind === 'caption' && item.clip !== undefined) {
    const clip = items.get(item.clip);
    if (clip === undefined) found.push(problem('item_missing', `${path}.clip`));
    else if (clip.kind !== 'clip') found.push(problem('wrong_kind', `${path}.clip`));
  }
  return found;
}

/** What a clip plays: on an audio track also sound alone. */
function checkMedium(document: EditDocument, track: string, item: Item, path: string): Problem[] {
  if (!isKnownItem(item) || item.kind !== 'clip') return [];
  const kinds: AssetKind[] = track === 'audio' ? ['video', 'audio'] : ['video'];
  return checkAsset(document, item.asset, kinds, `${path}.asset`);
}

function checkAsset({ assets }: EditDocument, id: string, kinds: AssetKind[], path: string): Problem[] {
  const asset: Asset | undefined = Object.hasOwn(assets, id) ? assets[id] : undefined;
  if (asset === undefined) return [problem('asset_missing', path)];
  // What we do not know draws nothing; the shape has been warned of.
  return !isKnownAsset(asset) || kinds.includes(asset.kind) ? [] : [problem('wrong_asset', path)];
}

function checkCover(document: EditDocument): Problem[] {
  const { from, items = [] } = document.cover ?? {};
  return [
    ...(from?.kind === 'image' ? checkAsset(document, from.asset, ['image'], 'cover.from.asset') : []),
    // A cover stands still, and has no sound.
    ...items.flatMap((item, index) =>
      ['clip', 'caption', 'adjust'].includes(item.kind)
        ? [problem('wrong_track', `cover.items.${index}`)]
        : [],
    ),
  ];
}

function checkDucking({ tracks, mix }: EditDocument): Problem[] {
  const ids = new Set(tracks.map(({ id }) => id));
  return (mix?.ducking ?? []).flatMap(({ under, duck }, index) => {
    const missing = (name: string, list: string[]) =>
      list.flatMap((id, place) =>
        ids.has(id) ? [] : [problem('track_missing', `mix.ducking.${index}.${name}.${place}`)],
      );
    const itself = duck.some((id) => under.includes(id))
      ? [problem('duck_itself', `mix.ducking.${index}`)]
      : [];
    return [...missing('under', under), ...missing('duck', duck), ...itself];
  });
}

function checkSlots(document: EditDocument, items: ReadonlyMap<string, Item>): Problem[] {
  return (document.template?.slots ?? []).flatMap(({ item: id, accepts }, index) => {
    const item = items.get(id);
    if (item === undefined) return [problem('item_missing', `template.slots.${index}.item`)];
    const wanted: Record<string, string[]> = {
      clip: ['video'],
      image: ['image'],
      text: ['text'],
      sticker: ['image'],
    };
    const isFit = accepts.every((kind) => wanted[item.kind]?.includes(kind));
    const code: ProblemCode = 'wrong_kind';
    return isFit ? [] : [problem(code, `template.slots.${index}.accepts`)];
  });
}
