import { programDecision } from '../../../scripts/setup/decisions.mjs';
import { install } from '../../../scripts/setup/programs.mjs';
import { isOnPath } from '../../../scripts/setup/run.mjs';

/** Programs by the package of the distribution that has them; those of pictures and sound have none of their own. */
const needed = {
  firefox: { 'firefox-esr': 'firefox-esr' },
  webkit: {
    'webkit2gtk-driver': 'WebKitWebDriver',
    xvfb: 'Xvfb',
    'gstreamer1.0-libav': null,
    'gstreamer1.0-plugins-good': null,
    'gstreamer1.0-plugins-bad': null,
  },
} as const satisfies Record<string, Record<string, string | null>>;

/** Browsers besides Chromium. */
export type BrowserKind = keyof typeof needed;

/** Installs a browser when it is missing and we may. Null: it is there; else what a person has to do, in one line. */
export function provideBrowser(kind: BrowserKind, env: NodeJS.ProcessEnv): string | null {
  const packages = Object.entries(needed[kind]);
  if (packages.every(([, program]) => program === null || isOnPath(program, env))) return null;
  const decision = programDecision({
    missing: packages.map(([name]) => name),
    isRoot: process.getuid?.() === 0,
    hasApt: isOnPath('apt-get', env),
    mayInstall: env['WEIREEL_INSTALL'] !== 'never',
  });
  if (decision === null) return null;
  if ('problem' in decision) return decision.problem;
  install(decision.install, env);
  return null;
}
