export { FfmpegError } from './ffmpeg-error.ts';
export type { FfmpegFailure } from './ffmpeg-error.ts';
export { FfmpegMissingError, findFfmpeg } from './find-ffmpeg.ts';
export type { FfmpegPrograms } from './find-ffmpeg.ts';
export type { FfmpegProgress } from './progress.ts';
export { openOutput, outputPath } from './output-files.ts';
export { prepareSandbox } from './prepare-sandbox.ts';
export { readFfprobeLines, runFfmpeg, runFfprobe } from './run-ffmpeg.ts';
export type { FfmpegRunOptions, RunLimits, RunOptions } from './run-ffmpeg.ts';
