import { expect, it } from 'vitest';
import { avatarArguments } from './avatar-arguments.ts';

// That they make what they say is seen in `test/people/avatars.test.ts`.
it('cuts the middle square, turns it, puts it upon white, and writes both sizes without metadata', () => {
  const head = { format: 'mjpeg', orientation: { turn: 90, isMirrored: true } } as const;
  const outputs = { largePx: 384, largePipe: 3, smallPx: 128, smallPipe: 4 };
  const jpeg = 'out_color_matrix=bt601:out_range=full,format=yuvj420p';
  const output = (label: string, quality: string, pipe: string) => [
    ...['-map', label, '-frames:v', '1', '-fps_mode', 'passthrough', '-map_metadata', '-1'],
    ...['-c:v', 'mjpeg', '-q:v', quality, '-f', 'mjpeg', pipe],
  ];
  expect(avatarArguments(head, 'input', outputs)).toEqual([
    ...['-autorotate', '0', '-max_pixels', '50000000', '-c:v', 'mjpeg'],
    ...['-protocol_whitelist', 'file', '-f', 'jpeg_pipe', '-i', 'file:input', '-filter_complex'],
    [
      `[0:v]crop=w='min(iw,ih)':h='min(iw,ih)':exact=1,scale=384:384:flags=area,hflip,transpose=clock,format=rgba[face]`,
      'color=white:384x384,format=rgba[ground]',
      '[ground][face]overlay=format=gbrp:shortest=1,split=2[a][b]',
      `[a]scale=384:384:${jpeg}[large]`,
      `[b]scale=128:128:flags=area:${jpeg}[small]`,
    ].join(';'),
    ...output('[large]', '3', 'pipe:3'),
    ...output('[small]', '4', 'pipe:4'),
  ]);
});
