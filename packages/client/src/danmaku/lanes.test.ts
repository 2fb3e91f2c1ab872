import { describe, expect, test } from 'vitest';
import { createLanes, crossingMs, standingMs, type Boarding } from './lanes.ts';

const room = { widthPx: 800, laneCount: 6, gapPx: 16 };

/** Numbers that look like chance and are always the same. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** Edges of one that crosses, at a moment. */
function edgesAt(ms: number, { startMs, widthPx }: Boarding): [left: number, right: number] {
  const left = room.widthPx - ((room.widthPx + widthPx) / crossingMs) * (ms - startMs);
  return [left, left + widthPx];
}

describe('danmaku that cross the picture', () => {
  test('never touch in a lane, whatever their lengths and however many come', () => {
    for (const seed of [1, 2, 3]) {
      const chance = numbers(seed);
      const lanes = createLanes(room);
      const placed: (Boarding & { lane: number })[] = [];
      for (let ms = 0; ms < 60_000; ms += chance.next().value * 400) {
        const one = { startMs: ms, widthPx: 30 + chance.next().value * 900, mode: 'scroll' as const };
        const berth = lanes.place(one);
        if (berth !== null) placed.push({ ...one, lane: berth.lane });
      }
      expect(placed.length).toBeGreaterThan(40);
      let leastPx = Number.POSITIVE_INFINITY;
      for (const before of placed) {
        for (const after of placed) {
          if (before.lane !== after.lane || before.startMs >= after.startMs) continue;
          // Both move evenly: they are nearest where their time together begins, or ends.
          for (const ms of [after.startMs, before.startMs + crossingMs]) {
            if (ms < after.startMs) continue;
            leastPx = Math.min(leastPx, edgesAt(ms, after)[0] - edgesAt(ms, before)[1]);
          }
        }
      }
      expect(leastPx).toBeGreaterThanOrEqual(room.gapPx - 0.001);
      expect(leastPx).toBeLessThan(room.gapPx + 40);
    }
  });

  test('take the highest free lane, and are left out when there is none', () => {
    const lanes = createLanes({ ...room, laneCount: 2 });
    const one = { startMs: 0, widthPx: 100, mode: 'scroll' as const };
    expect([lanes.place(one), lanes.place(one), lanes.place(one)]).toEqual([
      { lane: 0, durationMs: crossingMs },
      { lane: 1, durationMs: crossingMs },
      null,
    ]);
    expect(lanes.place({ ...one, startMs: 2000 })).toMatchObject({ lane: 0 });
    lanes.clear();
    expect(lanes.place(one)).toMatchObject({ lane: 0 });
  });

  test('have no place where nothing fits', () => {
    const none = createLanes({ ...room, laneCount: 0 });
    for (const mode of ['scroll', 'top', 'bottom'] as const) {
      expect(none.place({ startMs: 0, widthPx: 10, mode })).toBeNull();
    }
  });
});

test('danmaku that stand fill the lanes from their side on, and leave after their time', () => {
  const lanes = createLanes({ ...room, laneCount: 2 });
  const at = (startMs: number, mode: 'top' | 'bottom') => lanes.place({ startMs, widthPx: 100, mode })?.lane;
  expect([at(0, 'top'), at(10, 'bottom'), at(20, 'top')]).toEqual([0, 1, undefined]);
  expect([at(standingMs, 'bottom'), at(standingMs + 10, 'bottom')]).toEqual([0, 1]);
});
