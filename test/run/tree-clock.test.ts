import { expect, test } from 'vitest';
import { readProcesses, type ProcessRow } from './read-processes.ts';
import { TreeClock } from './tree-clock.ts';

/** A clock over the root 1, of which each look finds the next of some systems. */
function clockOver(
  ...systems: [id: number, parentId: number, ownSeconds: number, waitedSeconds?: number][][]
) {
  const left = systems.map((rows) =>
    rows.map(([id, parentId, ownSeconds, waitedSeconds = 0]): ProcessRow => {
      return { id, parentId, startedAt: id, ownSeconds, waitedSeconds };
    }),
  );
  const clock = new TreeClock(1, () => left.shift() ?? []);
  systems.forEach((_, n) => clock.look(n * 1000));
  return clock;
}

test('a process that was waited for counts once, with what it took since it was seen last', () => {
  const clock = clockOver(
    [
      [1, 0, 1],
      [2, 1, 3],
      [3, 2, 5],
    ],
    [
      [1, 0, 1],
      [2, 1, 3, 6],
    ],
  );
  expect(clock.totalSeconds()).toBe(10);
  expect(clock.secondsBetween(2, 0, 1000)).toBe(1);
});

test('who is left behind by its parent still counts where it began, and so does what nobody waited for', () => {
  const clock = clockOver(
    [
      [1, 0, 1],
      [2, 1, 1],
      [3, 2, 2],
      [4, 3, 4],
      [5, 3, 8],
    ],
    // 3 was waited for; 4 goes on below another process, and 5 is gone with what it had taken.
    [
      [1, 0, 1],
      [2, 1, 1, 2],
      [4, 9, 6],
      [9, 0, 100],
    ],
    [
      [1, 0, 1],
      [2, 1, 1, 2],
      [9, 0, 100],
    ],
  );
  expect(clock.totalSeconds()).toBe(1 + 1 + 2 + 6 + 8);
  expect(clock.secondsBetween(2, 0, 2000)).toBe(2);
});

test('a branch that has ended keeps its time, and counts once in the whole', () => {
  const clock = clockOver(
    [
      [1, 0, 1],
      [2, 1, 4],
    ],
    [
      [1, 0, 1, 6],
      [7, 1, 1],
    ],
  );
  expect(clock.totalSeconds()).toBe(8);
  expect(clock.secondsBetween(2, 0, 1000)).toBe(0);
  expect(clock.secondsBetween(7, 0, 1000)).toBe(1);
});

test('others do not count, though one of them has the id of one that is gone', () => {
  const row = (id: number, parentId: number, startedAt: number): ProcessRow => {
    return { id, parentId, startedAt, ownSeconds: 5, waitedSeconds: 0 };
  };
  const systems = [
    [row(1, 0, 1), row(2, 1, 2)],
    [row(1, 0, 1), row(2, 9, 3), row(9, 0, 1)],
  ];
  const clock = new TreeClock(1, () => systems.shift() ?? []);
  clock.look(0);
  clock.look(1000);
  expect(clock.totalSeconds()).toBe(10);
});

test('between two looks time is taken evenly; before the first none was', () => {
  const clock = clockOver(
    [
      [1, 0, 0],
      [2, 1, 2],
    ],
    [
      [1, 0, 0],
      [2, 1, 6],
    ],
  );
  expect(clock.secondsBetween(2, 250, 500)).toBe(1);
  expect(clock.secondsBetween(2, -500, 2000)).toBe(6);
  expect(clock.secondsBetween(3, 0, 1000)).toBeUndefined();
});

test('this process is among those of the system', () => {
  const own = readProcesses().find(({ id }) => id === process.pid);
  expect(own).toMatchObject({ parentId: process.ppid });
  expect(own?.ownSeconds).toBeGreaterThan(0);
});
