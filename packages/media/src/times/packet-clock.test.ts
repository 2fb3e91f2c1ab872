import { describe, expect, it } from 'vitest';
import { PacketClock } from './packet-clock.ts';
import { readPacketLine, type PacketTimes } from './read-packet-line.ts';

/** Picture every 40 ms and sound every 20 ms, in turns, as a muxer writes them. */
function stretch(fromMs: number, untilMs: number, soundOffsetMs = 0): PacketTimes[] {
  const packets: PacketTimes[] = [];
  for (let at = fromMs; at < untilMs; at += 20) {
    if ((at - fromMs) % 40 === 0) packets.push(packet(0, at, 40));
    packets.push(packet(1, at + soundOffsetMs, 20));
  }
  return packets;
}

function packet(stream: number, atMs: number, durationMs: number | null): PacketTimes {
  return { stream, ptsMs: atMs, dtsMs: atMs, durationMs, isShown: true };
}

function timesOf(packets: Iterable<PacketTimes>, longestPauseMs = 600_000) {
  const clock = new PacketClock({ longestPauseMs });
  for (const one of packets) clock.add(one);
  return clock.finish();
}

describe('the clock of a source', () => {
  it('is taken as it is when it begins late and goes on', () => {
    expect(timesOf(stretch(600_000, 606_000))).toMatchObject({
      spans: new Map([
        [0, { startMs: 600_000, endMs: 606_000 }],
        [1, { startMs: 600_000, endMs: 606_000 }],
      ]),
      shifts: new Map(),
      missingMs: 0,
    });
  });

  it('is made one of two when it begins anew, also where the streams change over one after the other', () => {
    const before = stretch(5000, 9000);
    const after = stretch(0, 4000);
    // The sound is three packets behind at the joint.
    const late = before.splice(-4).filter(({ stream }) => stream === 1);
    const packets = [...before, packet(0, 0, 40), ...late, ...after.slice(1)];
    const times = timesOf(packets);
    expect(times?.spans.get(0)).toEqual({ startMs: 5000, endMs: 13_000 });
    expect(times?.spans.get(1)).toEqual({ startMs: 5000, endMs: 13_000 });
    expect(times?.shifts.get(0)?.[1]?.shiftMs).toBe(9000);
    expect(times?.shifts.get(1)?.[1]).toEqual({
      fromPacket: packets.filter(({ stream, ptsMs }, n) => {
        const joint = packets.findIndex((one) => one.stream === 1 && one.ptsMs === 0);
        return stream === 1 && ptsMs !== null && n < joint;
      }).length,
      shiftMs: 9000,
    });
  });

  it('begins anew as often as it does', () => {
    const times = timesOf([
      ...stretch(0, 2000),
      ...stretch(0, 2000),
      ...stretch(70_000, 72_000),
      ...stretch(0, 1000),
    ]);
    expect(times?.spans.get(0)?.endMs).toBe(75_000);
    expect(times?.missingMs).toBe(68_000);
  });

  it('is believed when it skips a minute, and another one when it skips hours', () => {
    const skip = (ms: number) => timesOf([...stretch(0, 4000), ...stretch(4000 + ms, 8000 + ms)]);
    expect(skip(60_000)).toMatchObject({ missingMs: 60_000, shifts: new Map() });
    expect(skip(60_000)?.spans.get(1)).toEqual({ startMs: 0, endMs: 68_000 });
    expect(skip(7_200_000)).toMatchObject({ missingMs: 0 });
    expect(skip(7_200_000)?.spans.get(1)).toEqual({ startMs: 0, endMs: 8000 });
  });

  it('does not take slides for lost parts, with and without sound', () => {
    const slides = [0, 12_000, 24_000].map((at) => packet(0, at, null));
    expect(timesOf(slides)).toMatchObject({ missingMs: 0, longestStepMs: 12_000, shifts: new Map() });
    const sound = stretch(0, 36_000).filter(({ stream }) => stream === 1);
    const mixed = [...slides, ...sound].toSorted((a, b) => (a.dtsMs ?? 0) - (b.dtsMs ?? 0));
    expect(timesOf(mixed)).toMatchObject({ missingMs: 0, shifts: new Map() });
  });

  it('is not moved by a stream that begins late, nor by jitter and pictures out of order', () => {
    const late = stretch(0, 12_000).filter(({ stream, ptsMs }) => stream === 0 || (ptsMs ?? 0) >= 9000);
    expect(timesOf(late)?.spans.get(1)).toEqual({ startMs: 9000, endMs: 12_000 });
    const jitter = [0, 80, 40, 160, 120, 900, 200].map((at) => packet(0, at, 40));
    expect(timesOf(jitter)).toMatchObject({ shifts: new Map() });
  });

  it('leaves out what an edit hides, though it counts', () => {
    const hidden = { ...packet(0, 900_000, 40), isShown: false };
    const times = timesOf([packet(0, 0, 40), hidden, packet(0, 40, 40)]);
    expect(times?.spans.get(0)).toEqual({ startMs: 0, endMs: 80 });
  });

  it('is given up when it begins anew all the time', () => {
    const packets = Array.from({ length: 4000 }, (_, n) => packet(0, n % 2 === 0 ? 0 : 50_000 * n, 40));
    expect(timesOf(packets)).toBeNull();
    expect(timesOf([])).toBeNull();
  });
});

describe('a line of ffprobe', () => {
  it.each([
    ['0|5.160000|N/A|0.040000|K_', { stream: 0, ptsMs: 5160, dtsMs: null, durationMs: 40, isShown: true }],
    ['1|0.0|0.0|N/A|_D|', { stream: 1, ptsMs: 0, dtsMs: 0, durationMs: null, isShown: false }],
    ['', null],
    ['x|1|1|1|K', null],
  ])('%j', (line, expected) => {
    expect(readPacketLine(line)).toEqual(expected);
  });
});
