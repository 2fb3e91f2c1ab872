import type { FileUploadSnapshot } from '@weireel/client';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { createBarView, drawBars } from './bar-view.ts';
import { displayWidth } from './display-width.ts';

const context = {
  config: readConfig({ XDG_CONFIG_HOME: '/nowhere' }, '/'),
  say: (zh: string, _en: string) => zh,
  print: () => undefined,
  tell: () => undefined,
  interrupted: new AbortController().signal,
};

function snapshot(more: Partial<FileUploadSnapshot>): FileUploadSnapshot {
  return {
    id: 'file-1',
    fileName: 'a.mp4',
    sizeBytes: 1000,
    state: 'uploading',
    uploadId: null,
    assetId: null,
    resumed: false,
    acknowledgedBytes: 0,
    inFlightBytes: 0,
    progress: 0,
    bytesPerSecond: null,
    remainingMs: null,
    waiting: null,
    failure: null,
    ...more,
  };
}

describe('bars', () => {
  it('show share, speed and remaining time of the files under way, and count those to come', () => {
    const lines = drawBars(
      context,
      [
        snapshot({ progress: 0.5, bytesPerSecond: 1_234_567, remainingMs: 61_000 }),
        snapshot({ state: 'waiting', progress: 0.999, waiting: { reason: 'network', retryAtMs: 0 } }),
        snapshot({ state: 'done', progress: 1 }),
        snapshot({ state: 'queued' }),
      ],
      100,
    );
    expect(lines).toEqual([
      `${'a.mp4'.padEnd(40)} [##########----------]  50%  1.2 MB/s  剩余 1:01`,
      `${'a.mp4'.padEnd(40)} [####################]  99%  等待网络`,
      '还有 1 个文件在排队',
    ]);
  });

  it.each([40, 60, 80, 200])('never wrap in %i columns, whatever the name', (columns) => {
    const file = { fileName: '一二三四五六七八九十'.repeat(9), bytesPerSecond: 1e9, remainingMs: 1e8 };
    for (const line of drawBars(context, [snapshot(file)], columns)) {
      expect(displayWidth(line)).toBeLessThan(columns);
    }
  });

  it('make room for whole lines and are drawn again below them', () => {
    let screen = '';
    const view = createBarView(context, { columns: 60, write: (text) => (screen += text) });
    view.show([snapshot({})]);
    view.around(() => (screen += 'first\n'));
    view.around(() => (screen += 'second\n'));
    view.stop();
    expect(screen.split('\u001b[1A\u001b[J').map((part) => part.split('\n')[0])).toEqual([
      'first',
      'second',
      '',
    ]);
  });
});
