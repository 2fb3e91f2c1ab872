import { describe, expect, it } from 'vitest';
import { joinTakesRun, placeTakes } from './join-takes.ts';

describe('joining takes', () => {
  it('lays them end to end without adding up what is rounded', () => {
    const third = 1000 / 3;
    const places = placeTakes([third, third, third]);
    expect(places.map(({ endUs }) => endUs)).toEqual([333_333, 666_667, 1_000_000]);
    expect(places.map(({ startUs }) => startUs)).toEqual([0, 333_333, 666_667]);
    expect(places.reduce((sum, { samples }) => sum + samples, 0)).toBe(48_000);
    const takes = [
      { path: 'take-0.mp4', shownUs: 0 },
      { path: 'take-1.mp4', shownUs: 333_333 + 20_000 },
    ];
    const film = { takes, endUs: 666_667, isUniform: true, sound: null };
    expect(joinTakesRun(film, 'list.txt', 'film.mp4').list).toBe(
      'file take-0.mp4\nduration 353333us\nfile take-1.mp4\nduration 313334us\n',
    );
  });

  it('copies the pictures, whose configuration stands in the header only where it is one, and encodes the sound', () => {
    const times = "setts=pts=PTS:dts='if(eq(PREV_OUTDTS,NOPTS),DTS,max(DTS,PREV_OUTDTS+1))'";
    const output = ['-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4', '-y', 'file:out/film.mp4'];
    const input = (convert: string) => [
      ...['-protocol_whitelist', 'file', '-f', 'concat', '-auto_convert', convert, '-i', 'list.txt'],
    ];
    const picture = (tag: string) => [
      ...['-map', '0:v:0', '-c:v', 'copy', '-tag:v', tag, '-bsf:v', times, '-video_track_timescale', '90000'],
    ];
    const takes = [{ path: 'take-0.mp4', shownUs: 20_000 }];
    const argsOf = (film: { isUniform: boolean; sound: string | null }) =>
      joinTakesRun({ ...{ takes, endUs: 1_000_000 }, ...film }, 'list.txt', 'out/film.mp4').args;
    expect(argsOf({ isUniform: true, sound: 'sound.f32' })).toEqual([
      ...['-itsoffset', '20000us', ...input('0')],
      ...['-protocol_whitelist', 'file', '-f', 'f32le', '-ar', '48000', '-ac', '2', '-i', 'sound.f32'],
      ...[...picture('avc1'), '-map', '1:a:0', '-c:a', 'aac', '-b:a', '192k', ...output],
    ]);
    expect(argsOf({ isUniform: false, sound: null })).toEqual([
      ...['-itsoffset', '20000us', ...input('1'), ...picture('avc3'), ...output],
    ]);
  });
});
