import { expect, it } from 'vitest';
import { attachmentNamed } from './attachment.ts';

it.each([
  ['Sea', 'Sea.mp4', 'Sea.mp4'],
  ['清晨的海边 (1)', '_ (1).mp4', '%E6%B8%85%E6%99%A8%E7%9A%84%E6%B5%B7%E8%BE%B9%20%281%29.mp4'],
  ['Café', 'Cafe_.mp4', 'Caf%C3%A9.mp4'],
  ['../..\\etc/passwd', 'etc passwd.mp4', 'etc%20passwd.mp4'],
  ['a"; filename="b.exe', 'a ; filename= b.exe.mp4', 'a%20%3B%20filename%3D%20b.exe.mp4'],
  ['line\r\nset-cookie: x', 'line set-cookie x.mp4', 'line%20set-cookie%20x.mp4'],
  ['\u202egnp.exe', 'gnp.exe.mp4', 'gnp.exe.mp4'],
  [' ... ', 'video.mp4', 'video.mp4'],
  ['\ud800', '_.mp4', '%EF%BF%BD.mp4'],
])('a video called %j is kept as %j', (title, plain, encoded) => {
  expect(attachmentNamed(title, 'mp4')).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
});

it('cuts a name where a file system would refuse it, between two letters', () => {
  const encoded = attachmentNamed('海'.repeat(200), 'mp4').split("UTF-8''")[1] ?? '';
  expect(decodeURIComponent(encoded)).toBe(`${'海'.repeat(60)}.mp4`);
});
