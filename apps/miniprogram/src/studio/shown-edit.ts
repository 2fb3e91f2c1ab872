import { fillMessage } from '@weireel/client';
import { durationOf, endOf, exactFrameTicks, ticksPerSecond } from '@weireel/edit';
import {
  asClip,
  asTitle,
  assetIdOf,
  lookOf,
  mainTrack,
  moveBy,
  speedOf,
  splitAt,
  wordsOf,
} from '@weireel/edit/editing';
import { transitionName } from './panels/transition-panel.ts';
import { tenthsOf } from './panels/times.ts';
import type { ProjectEditing } from './project-editing.ts';
import type { ComingClip } from './wanted-clips.ts';
import type { StudioWords } from './words-zh-cn.ts';

/** What is known of the videos that a project uses. */
export interface KnownMaterials {
  /** Whether it was asked which may be used. */
  isLoaded: boolean;
  /** By their assets' ids: what they are called, and an address of their picture, which may be empty. */
  byAsset: ReadonlyMap<string, { title: string; poster: string }>;
}

/** A clip of the film, with the cut before it. */
export interface ShownClip {
  id: string;
  /** Whether there is a cut before it, what joins the two, and how that is said. */
  hasCut: boolean;
  isJoined: boolean;
  isCutOn: boolean;
  cutLabel: string;
  poster: string;
  label: string;
  length: string;
  /** What was done to it, in a few signs. */
  signs: string;
  /** In CSS pixels. */
  widthPx: number;
  isOn: boolean;
  /** Whether the playhead is in it. */
  isAt: boolean;
  isLost: boolean;
}

/** A tool below the film. */
export interface ShownTool {
  id: string;
  name: string;
  isOff: boolean;
}

const pixelsOf = (seconds: number): number => Math.round(Math.min(168, Math.max(60, 22 * seconds)));

/** The clips of the film, in their order. */
export function clipsOf(editing: ProjectEditing, materials: KnownMaterials, words: StudioWords): ShownClip[] {
  const document = editing.document();
  const track = mainTrack(document);
  const cutId = editing.selectedCut()?.to.id ?? null;
  const selectedId = editing.selected()?.item.id ?? null;
  const at = editing.playhead();
  return (track?.items ?? []).map((item, index) => {
    const clip = asClip(item);
    const assetId = clip === null ? null : assetIdOf(document, clip);
    const known = assetId === null ? undefined : materials.byAsset.get(assetId);
    const joint = track?.transitions.find(({ to }) => to === item.id) ?? null;
    const length = tenthsOf(item.duration);
    const speed = clip === null ? 4 : speedOf(clip);
    const signs = [
      ...(speed === 4 ? [] : [speed === null ? '≈×' : `${speed / 4}×`]),
      ...(clip?.sound?.muted === true ? ['🔇'] : []),
      ...(clip !== null && lookOf(clip).filter !== null ? ['◐'] : []),
    ];
    const name = transitionName(joint?.kind ?? null, words);
    return {
      ...{ id: item.id, hasCut: index > 0, isJoined: joint !== null, isCutOn: item.id === cutId },
      cutLabel: fillMessage(words.edit.cut, { n: index, name }),
      poster: known?.poster ?? '',
      label: fillMessage(words.edit.clip, { n: index + 1, length }),
      ...{ length, signs: signs.join(' '), widthPx: pixelsOf(item.duration / ticksPerSecond) },
      ...{ isOn: item.id === selectedId, isAt: item.start <= at && at < endOf(item) },
      isLost: materials.isLoaded && assetId !== null && known === undefined,
    };
  });
}

/** What lies over and under the film and can be chosen: titles and music. */
export function chipsOf(editing: ProjectEditing): { id: string; name: string; isOn: boolean }[] {
  const selectedId = editing.selected()?.item.id ?? null;
  return editing.document().tracks.flatMap(({ items }) =>
    items.flatMap((item) => {
      const title = asTitle(item);
      if (title === null) return [];
      return [{ id: title.id, name: `T ${wordsOf(title).slice(0, 12)}`, isOn: title.id === selectedId }];
    }),
  );
}

/** Files on their way to be clips, as the strip shows them. */
export function comingOf(coming: readonly ComingClip[], { edit }: StudioWords) {
  return coming.map(({ id, progress, hasFailed }) => {
    const percent = progress === null ? 0 : Math.round(progress * 100);
    const sent = progress === null ? edit.processing : fillMessage(edit.arriving, { percent });
    return { id, hasFailed, text: hasFailed ? edit.comingFailed : sent };
  });
}

/** The tools for what is selected, or for the film. */
export function toolsOf(editing: ProjectEditing, { tool }: StudioWords): ShownTool[] {
  const selected = editing.selected();
  const document = editing.document();
  const of = (id: keyof typeof tool, isOff = false): ShownTool => ({ id, name: tool[id], isOff });
  if (selected !== null && asClip(selected.item) !== null && selected.track.kind === 'visual') {
    const { id } = selected.item;
    const wish = { selectedId: id, newId: 'new' };
    return [
      of('split', splitAt(document, editing.playhead(), wish) === null),
      ...[of('trim'), of('speed'), of('volume'), of('look')],
      of('earlier', moveBy(document, id, -1) === null),
      of('later', moveBy(document, id, 1) === null),
      ...[of('delete'), of('done')],
    ];
  }
  const isEmpty = durationOf(document) === 0;
  return [
    of('add'),
    of(
      'split',
      isEmpty || splitAt(document, editing.playhead(), { selectedId: null, newId: 'new' }) === null,
    ),
    ...[of('text', isEmpty), of('captions', isEmpty), of('music', isEmpty)],
    ...[of('cover', isEmpty), of('canvas')],
  ];
}

/** What the head and the transport say. */
export function stateOf(editing: ProjectEditing, words: StudioWords, isOffline: boolean) {
  const document = editing.document();
  const frame = exactFrameTicks(document.fps);
  const duration = durationOf(document);
  const { saving, previewing } = editing;
  const state = saving.state();
  const progress = previewing.progress();
  const isReady = previewing.ready() !== null;
  const making = fillMessage(words.edit.making, { percent: Math.round((progress ?? 0) * 100) });
  const preview = isReady ? words.edit.exact : progress === null ? '' : making;
  return {
    saving: words.saving[state],
    isWrong: state === 'refused' || state === 'changed',
    ...{ canUndo: editing.canUndo(), canRedo: editing.canRedo(), isEmpty: duration === 0 },
    frame: Math.round(editing.playhead() / frame),
    frames: Math.max(1, Math.ceil(duration / frame) - 1),
    time: `${tenthsOf(editing.playhead())} / ${tenthsOf(duration)}`,
    preview: preview === '' && previewing.error() !== null && !isOffline ? words.edit.previewFailed : preview,
    notice: isOffline ? words.edit.offline : '',
  };
}

/** Where the film stands in seconds: the middle of the frame that is seen, so that no rounding leads to another. */
export function secondsOf(editing: ProjectEditing): number {
  return (editing.playhead() + exactFrameTicks(editing.document().fps) / 2) / ticksPerSecond;
}
