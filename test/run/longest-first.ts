import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, in the order in which they start within their project. Those that encode come first; those
 * that watch limits of time follow, beside which only short files are left.
 */
export const longFiles = [
  'test/processing/media.test.ts',
  'test/projects/films.test.ts',
  'test/abuse/fuzz.test.ts',
  'test/abuse/attacks.test.ts',
  'test/videos/replace-source.test.ts',
  'test/programs/film-from-json.test.ts',
  'test/projects/own-files.test.ts',
  'test/projects/previews.test.ts',
  'test/processing/while-uploading.test.ts',
  'test/processing/field-changes.test.ts',
  'test/processing/orientation.test.ts',
  'test/videos/covers.test.ts',
  'test/admin/admin-jobs.test.ts',
  'test/admin/backup.test.ts',
  'test/scenarios/scenarios.test.ts',
  'test/miniprogram/studio.test.ts',
  'test/browser/hostile-text.test.ts',
  'test/browser/client.test.ts',
  'test/miniprogram/publish.test.ts',
  'test/miniprogram/pages.test.ts',
  'test/playback/hls-playback.test.ts',
  'test/browser/browser.test.ts',
  'test/browser/studio.test.ts',
  'test/miniprogram/feed-page.test.ts',
  'test/browser/captions.test.ts',
  'apps/worker/src/processing/examine-source.test.ts',
  'apps/worker/src/takes/join-film.test.ts',
  'apps/worker/src/render/composition.test.ts',
  'apps/worker/src/render/sound.test.ts',
  'packages/db/src/embedded/open-embedded.test.ts',
  'packages/ffmpeg/src/run-ffmpeg.test.ts',
  'apps/cli/src/main.test.ts',
  'apps/cli/src/admin/admin.test.ts',
  'test/people/permissions.test.ts',
  'test/abuse/bad-input.test.ts',
  'test/faults/kill.test.ts',
  'test/processing/fairness.test.ts',
  'test/abuse/hangs.test.ts',
  'test/people/accounts.test.ts',
  'test/admin/server.test.ts',
  'test/notifications/stream.test.ts',
  'test/abuse/peers.test.ts',
];

/** Projects in the order in which they run: what takes longest first, and files of a second or less at the end. */
const projects = ['system', 'browser', 'io', 'pure'];

/**
 * Starts long files before short ones, one project after the other: a process goes on with the next file only if that
 * is of the same project, and a new one takes seconds to read all modules again.
 */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => rankOf(relative(this.ctx.config.root, moduleId));
    const place = ({ project }: TestSpecification) => projects.indexOf(project.name);
    return Promise.resolve([...files].sort((a, b) => place(a) - place(b) || rank(a) - rank(b)));
  }
}

/** Listed files as listed, then others that start a server or FFmpeg, then the rest. */
export function rankOf(path: string): number {
  const listed = longFiles.indexOf(path);
  if (listed >= 0) return listed;
  return longFiles.length + (/^(test|apps\/(cli|worker)|packages\/(jobs|transcode))\//.test(path) ? 0 : 1);
}
