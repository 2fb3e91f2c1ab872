import { expect, it } from 'vitest';
import { surveyArguments } from './survey-arguments.ts';

it('hands out pictures and sound of an MP4, each into its pipe', () => {
  const sound =
    '-map 0:a:0 -af aresample=24000:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts=stereo -f f32le';
  const picture =
    '-map 0:v:0 -vf scale=64:36:flags=area,format=rgb24 -fps_mode passthrough -f rawvideo pipe:3';
  const input = '-protocol_whitelist file -f mov -i a.mp4';
  const argued = (parts: { hasPicture: boolean; hasSound: boolean }) =>
    surveyArguments('a.mp4', parts).join(' ');
  expect(argued({ hasPicture: true, hasSound: true })).toBe(`${input} ${picture} ${sound} pipe:4`);
  expect(argued({ hasPicture: true, hasSound: false })).toBe(`${input} ${picture}`);
  expect(argued({ hasPicture: false, hasSound: true })).toBe(`${input} ${sound} pipe:3`);
});
