import { keysWithin, shiftKeys } from '../animation/value-at.ts';
import { documentLimits } from '../limits.ts';
import type { KnownItem } from '../edit-document.ts';
import type { Animatable } from '../schema/key-frames.ts';
import { beginLater } from '../time/retime.ts';

/** Something at an end of an item that a split may cut in two. */
interface Edge {
  duration: number;
  beyond?: number;
}

/**
 * An item that begins so many ticks later and ends where it ended: what it shows at any time of the timeline stays
 * what it was, but for what belongs to its head, which stays at its head.
 */
export function trimHead<T extends KnownItem>(item: T, by: number): T {
  const trimmed = mapAnimatable(
    { ...item, start: item.start + by, duration: item.duration - by },
    (property) => shiftKeys(property, by),
  );
  const known: KnownItem = trimmed;
  const changed: Partial<KnownItem> =
    known.kind === 'clip'
      ? beginLater(known, by)
      : known.kind === 'sticker'
        ? { phase: Math.max(0, (known.phase ?? 0) + by) }
        : known.kind === 'caption'
          ? { words: known.words.map((word) => ({ ...word, at: word.at - by })) }
          : {};
  return withLoop({ ...trimmed, ...changed }, by);
}

/**
 * Both halves of an item, cut so many ticks after its start. Together they show what it showed; the words of a caption
 * are divided, each to the half that it begins in.
 */
export function splitItem<T extends KnownItem>(item: T, local: number, newId: string): [first: T, second: T] {
  const rest = item.duration - local;
  const first = mapAnimatable({ ...item, duration: local }, (property) =>
    keysWithin(property, -Infinity, local),
  );
  const second = {
    ...mapAnimatable(trimHead(item, local), (property) => keysWithin(property, 0, rest)),
    id: newId,
  };
  return [
    withEdges(
      withWords(first, (at) => at < local),
      { head: 0, tail: rest },
    ),
    withEdges(
      withWords(second, (at) => at >= 0),
      { head: local, tail: 0 },
    ),
  ];
}

/** Fades and animations of an item of which so much was cut off at its ends. */
function withEdges<T extends KnownItem>(item: T, { head, tail }: { head: number; tail: number }): T {
  const known: KnownItem = item;
  const changed: Record<string, unknown> = {};
  if ('animation' in known && known.animation !== undefined) {
    const { in: coming, out: going, ...loop } = known.animation;
    changed.animation = { ...loop, ...edge('in', coming, head), ...edge('out', going, tail) };
  }
  if (known.kind === 'clip' && known.sound !== undefined) {
    const { fadeIn, fadeOut, ...sound } = known.sound;
    changed.sound = { ...sound, ...edge('fadeIn', fadeIn, head), ...edge('fadeOut', fadeOut, tail) };
  }
  if (known.kind === 'text' && known.reveal !== undefined && head > 0) {
    const beyond = Math.min((known.reveal.beyond ?? 0) + head, documentLimits.durationTicks);
    changed.reveal = { ...known.reveal, beyond };
  }
  return { ...item, ...changed };
}

/** What is left of an edge of which so much more lies beyond the item; nothing when all of it does. */
function edge<T extends Edge>(name: string, whole: T | undefined, cut: number): Record<string, T> {
  if (whole === undefined) return {};
  if (cut === 0) return { [name]: whole };
  const beyond = (whole.beyond ?? 0) + cut;
  return beyond >= whole.duration ? {} : { [name]: { ...whole, beyond } };
}

function withLoop<T extends KnownItem>(item: T, by: number): T {
  const known: KnownItem = item;
  if (!('animation' in known) || known.animation?.loop === undefined) return item;
  const { loop } = known.animation;
  const phase = (((loop.phase ?? 0) + by) % loop.period) + (by < 0 ? loop.period : 0);
  return { ...item, animation: { ...known.animation, loop: { ...loop, phase: phase % loop.period } } };
}

function withWords<T extends KnownItem>(item: T, isOwn: (at: number) => boolean): T {
  const known: KnownItem = item;
  return known.kind === 'caption' ? { ...item, words: known.words.filter(({ at }) => isOwn(at)) } : item;
}

/** A copy in which every number that may have key frames is as `change` makes it. */
function mapAnimatable<T>(value: T, change: (property: Animatable) => Animatable): T {
  if (typeof value !== 'object' || value === null) return value;
  // as: a copy of what went in, with other key frames
  if (Array.isArray(value)) return value.map((each: unknown) => mapAnimatable(each, change)) as T;
  if ('keys' in value) return change(value as unknown as Animatable) as T; // as: nothing else has this field
  const fields = Object.entries(value).map(([name, inner]) => [name, mapAnimatable<unknown>(inner, change)]);
  return Object.fromEntries(fields) as T; // as: a copy of what went in, with other key frames
}
