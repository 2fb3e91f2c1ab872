import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './test/run/longest-first.ts';
import { ProjectTable } from './test/run/project-table.ts';

// What starts a server, though it stands beside its source.
const wholeCli = ['apps/cli/src/main.test.ts', 'apps/cli/src/admin/admin.test.ts'];
const inBrowser = [
  'test/browser/**/*.test.ts',
  'test/miniprogram/**/*.test.ts',
  'test/scenarios/**/*.test.ts',
  'test/playback/hls-playback.test.ts',
];
const ioPackages = '{blob,db,ffmpeg,jobs,process,processing,publishing,upkeep}';
const minuteMs = 60_000;

export default defineConfig({
  test: {
    // One queue for all projects, so no worker waits for the end of a project. Four on two processors: files that
    // watch kills, silences and playback wait for most of their time.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new ProjectTable()],
    projects: [
      project('pure', {
        include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'scripts/**/*.test.ts', 'test/run/*.test.ts'],
        exclude: [`packages/${ioPackages}/**`, 'apps/worker/**', ...wholeCli],
        limitMs: 5 * minuteMs,
      }),
      project('io', {
        include: [`packages/${ioPackages}/**/*.test.ts`, 'apps/worker/**/*.test.ts'],
        globalSetup: ['test/global-setup.ts'],
        limitMs: 10 * minuteMs,
      }),
      project('system', {
        include: ['test/**/*.test.ts', ...wholeCli],
        exclude: [...inBrowser, 'test/run/**'],
        globalSetup: ['test/global-setup.ts'],
        limitMs: 10 * minuteMs,
      }),
      project('browser', {
        include: inBrowser,
        globalSetup: ['test/global-setup.ts'],
        limitMs: 10 * minuteMs,
      }),
    ],
  },
});

interface ProjectOptions {
  include: string[];
  exclude?: string[];
  globalSetup?: string[];
  /** Far more than it takes: machines are shared, and several files run at once. */
  limitMs: number;
}

function project(name: string, options: ProjectOptions): TestProjectInlineConfiguration {
  const { include, exclude = [], globalSetup = [], limitMs } = options;
  return {
    test: {
      ...{ name, include, globalSetup, testTimeout: limitMs, hookTimeout: limitMs },
      setupFiles: ['test/run/processor-time.ts'],
      // Files leave nothing behind, so that one process reads the same modules once, not for each of them.
      isolate: false,
      exclude: ['**/node_modules/**', ...exclude],
      // Each look at a page takes the processor from what is waited for.
      expect: { poll: { timeout: 2 * minuteMs, interval: 100 } },
      experimental: { viteModuleRunner: false },
    },
  };
}
