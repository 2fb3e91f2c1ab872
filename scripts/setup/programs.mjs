import { readdirSync } from 'node:fs';
import { programDecision } from './decisions.mjs';
import { SetupProblem } from './problem.mjs';
import { attempt, isExecutable, isOnPath, run } from './run.mjs';

/**
 * Installs FFmpeg, and for tests Chromium, a Chinese font and what the guides' examples call, from the distribution
 * when they are missing.
 *
 * @param {{ mode: 'start' | 'test', env: NodeJS.ProcessEnv }} options
 */
export function providePrograms({ mode, env }) {
  const missing = [];
  if (!hasFfmpeg(env)) missing.push('ffmpeg');
  const forTests = mode === 'test' ? ['chromium', 'curl', 'jq'] : [];
  missing.push(...forTests.filter((name) => !isOnPath(name, env)));
  if (mode === 'test' && !hasChineseFont()) missing.push('fonts-noto-cjk');
  const decision = programDecision({
    missing,
    isRoot: process.getuid?.() === 0,
    hasApt: isOnPath('apt-get', env),
    mayInstall: env.WEIREEL_INSTALL !== 'never',
  });
  if (decision === null) return;
  if ('problem' in decision) throw new SetupProblem(decision.problem);
  install(decision.install, env);
}

/** @param {NodeJS.ProcessEnv} env */
function hasFfmpeg(env) {
  const given = env.WEIREEL_FFMPEG;
  if (given === undefined || given === '') return isOnPath('ffmpeg', env) && isOnPath('ffprobe', env);
  if (isExecutable(given)) return true;
  throw new SetupProblem(`WEIREEL_FFMPEG names ${given}, which is no program`);
}

/** Where distributions put fonts; the families' folders are one or two levels below. */
const fontsFolder = '/usr/share/fonts';

function hasChineseFont() {
  try {
    return readdirSync(fontsFolder, { recursive: true }).some((path) => /noto.*cjk/i.test(String(path)));
  } catch {
    // No such folder: no fonts at all.
    return false;
  }
}

/**
 * Installs packages of the distribution with apt-get, and says so; for root.
 *
 * @param {string[]} names
 * @param {NodeJS.ProcessEnv} env
 */
export function install(names, env) {
  process.stdout.write(`Installing ${names.join(', ')} from the distribution with apt-get …\n`);
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  const args = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...names];
  // A fresh container has no package lists, and old lists name versions that are gone.
  if (attempt('apt-get', args, options).isSuccess) return;
  run('apt-get update', 'apt-get', ['update'], options);
  run(`apt-get install ${names.join(' ')}`, 'apt-get', args, options);
}
