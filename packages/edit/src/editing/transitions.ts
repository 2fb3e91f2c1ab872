import { endOf, type EditDocument, type Item, type Track } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { exactFrameTicks, ticksOfSeconds } from '../time/ticks.ts';

/** How one item becomes the next. */
export type Transition = Track['transitions'][number];

/** Where two items of a track meet. */
export interface Cut {
  /** Their track. */
  track: Track;
  /** The one that ends. */
  from: Item;
  /** The one that begins. */
  to: Item;
  /** What joins them; null: one follows the other at once. */
  transition: Transition | null;
}

/** What people want of a transition. */
export interface TransitionWish {
  /** One of the kinds that the renderer draws. */
  kind: string;
  /** How long it is to be, in ticks; shorter where the items do not allow it. */
  duration: number;
}

/** The length that is offered at first, in seconds. */
export const usualSeconds = 0.6;
const longestSeconds = 5;

/** The cuts of a track, in their order. */
export function cutsOf(track: Track): Cut[] {
  return track.items.slice(1).flatMap((to, index) => {
    const from = track.items[index];
    if (from === undefined || endOf(from) !== to.start) return [];
    return [{ track, from, to, transition: track.transitions.find((each) => each.to === to.id) ?? null }];
  });
}

/** The cut at which an item begins; null: there is none. */
export function cutBefore({ tracks }: EditDocument, itemId: string | null): Cut | null {
  return tracks.flatMap(cutsOf).find(({ to }) => to.id === itemId) ?? null;
}

/** How long a transition is, in ticks. */
export function lengthOf({ before, after }: Pick<Transition, 'before' | 'after'>): number {
  return before + after;
}

/** The longest transition that a cut has room for, in ticks: whole frames that no other transition takes. */
export function longestAt({ fps }: EditDocument, cut: Cut): number {
  const { before, after } = roomAt(cut, exactFrameTicks(fps));
  return Math.min(before + after, wholeFrames(ticksOfSeconds(longestSeconds), exactFrameTicks(fps)));
}

/** What puts a transition at a cut, or makes the one there another; nothing where there is no room for one. */
export function putTransition(
  document: EditDocument,
  cut: Cut,
  { kind, duration, newId }: TransitionWish & { newId: string },
): Operation[] {
  const frame = exactFrameTicks(document.fps);
  const sides = around(wholeFrames(duration, frame), roomAt(cut, frame), frame);
  if (lengthOf(sides) === 0) return [];
  const { track, from, to, transition } = cut;
  const added = { id: newId, kind, from: from.id, to: to.id, ...sides };
  return [
    ...(transition === null ? [] : [removal(transition)]),
    { kind: 'addTransition', track: track.id, transition: { ...kept(transition), ...added } },
  ];
}

/** What puts the same transition at all cuts of a track; clips between two of them are shared by both. */
export function putEverywhere(
  document: EditDocument,
  track: Track,
  { kind, duration, newId }: TransitionWish & { newId: () => string },
): Operation[] {
  const frame = exactFrameTicks(document.fps);
  const cuts = cutsOf(track);
  const isShared = ({ id }: Item): boolean =>
    cuts.some(({ from }) => from.id === id) && cuts.some(({ to }) => to.id === id);
  const roomOf = (item: Item): number => wholeFrames(item.duration / (isShared(item) ? 2 : 1), frame);
  const added = cuts.flatMap(({ from, to, transition }): Operation[] => {
    const room = { before: roomOf(from), after: roomOf(to) };
    const sides = around(wholeFrames(duration, frame), room, frame);
    if (lengthOf(sides) === 0) return [];
    const joined = { id: newId(), kind, from: from.id, to: to.id, ...sides };
    return [{ kind: 'addTransition', track: track.id, transition: { ...kept(transition), ...joined } }];
  });
  // What is there goes first: it would take the room of what comes.
  return [...track.transitions.map(removal), ...added];
}

/** What takes all transitions of a track away. */
export function removeEverywhere({ transitions }: Track): Operation[] {
  return transitions.map(removal);
}

/** How much of an item transitions take, in ticks. */
export function takenOf({ transitions }: Track, itemId: string): number {
  return transitions.reduce(
    (sum, { from, to, before, after }) => sum + (from === itemId ? before : 0) + (to === itemId ? after : 0),
    0,
  );
}

/** Whole frames on either side of a cut that only its own transition takes, in ticks. */
function roomAt({ track, from, to, transition }: Cut, frame: number): { before: number; after: number } {
  const { before = 0, after = 0 } = transition ?? {};
  return {
    before: wholeFrames(from.duration - takenOf(track, from.id) + before, frame),
    after: wholeFrames(to.duration - takenOf(track, to.id) + after, frame),
  };
}

/** A length about a cut: half before it and half after it, where both sides have room. */
function around(
  duration: number,
  room: { before: number; after: number },
  frame: number,
): { before: number; after: number } {
  const length = Math.min(duration, room.before + room.after);
  const half = wholeFrames(length / 2, frame);
  const before = Math.min(room.before, Math.max(half, length - room.after));
  return { before, after: length - before };
}

function wholeFrames(ticks: number, frame: number): number {
  return Math.max(0, Math.floor(ticks / frame)) * frame;
}

/** What another kind at the same cut keeps: how sound goes over. */
function kept(transition: Transition | null): Pick<Transition, 'sound'> {
  return transition?.sound === undefined ? {} : { sound: transition.sound };
}

function removal({ id }: Transition): Operation {
  return { kind: 'removeTransition', transition: id };
}
