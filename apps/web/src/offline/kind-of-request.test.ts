import { pagePaths } from '@weireel/contract/plain';
import { describe, expect, it } from 'vitest';
import { kindOfRequest } from './kind-of-request.ts';

const origin = 'https://video.example';
const read = (path: string, mode = 'cors', method = 'GET') =>
  kindOfRequest({ method, mode, url: new URL(path, origin).href }, origin);

describe('the offline worker', () => {
  it('passes by calls, media and what is anybody’s own, whatever asks for it', () => {
    const others = [
      '/api/v1/feed',
      '/api/v1/me',
      '/api/docs',
      '/media/abc/e/x/master.m3u8',
      '/media/people/a.jpg',
    ];
    for (const path of [
      ...others,
      '/s/abcdefghij',
      '/s/abcdefghij/qr.svg',
      '/embed/abc',
      '/rss.xml',
      '/sw.js',
    ]) {
      expect(read(path), path).toBe('other');
      expect(read(path, 'navigate'), path).toBe('other');
    }
  });

  it('keeps nothing that is written, and nothing of other origins', () => {
    expect(read('/assets/first.js', 'cors', 'POST')).toBe('other');
    expect(read('/upload', 'navigate', 'POST')).toBe('other');
    expect(read('https://other.example/assets/first.js')).toBe('other');
  });

  it('answers for every page of the client, its code and its pictures', () => {
    for (const path of Object.values(pagePaths)) {
      expect(read(path.replaceAll(/:\w+\??/g, 'abc'), 'navigate'), path).toBe('page');
    }
    expect(read('/search?q=a.b', 'navigate')).toBe('page');
    expect(read('/assets/first-abc.js')).toBe('code');
    for (const path of ['/icon.svg', '/icon-192.png', '/manifest.webmanifest', '/favicon.ico'])
      expect(read(path), path).toBe('file');
  });
});
