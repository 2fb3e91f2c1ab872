// What to do, decided from plain values; the files beside this one look and act.

/** The oldest Node that runs our TypeScript directly. */
const oldestNode = [22, 18];

/**
 * What is wrong with the Node that will run the programs, or null.
 *
 * @param {{ bundled: string | null, host: string, platform: string, arch: string }} found `bundled` is the
 *   version that the npm package brings, null when it is absent or does not run
 * @returns {string | null}
 */
export function nodeProblem({ bundled, host, platform, arch }) {
  if (isNewEnough(bundled ?? host)) return null;
  const packageName = `node-${platform}-${arch}`;
  const isBrought = platform === 'linux' && (arch === 'x64' || arch === 'arm64');
  const cause = isBrought
    ? `the npm package ${packageName}, which brings Node 24, is missing or does not run here (does npm leave out optional packages?)`
    : `no Node comes with Weireel for ${platform}-${arch}`;
  return `Node ${host} is too old: ${cause}; install Node ${oldestNode.join('.')} or newer`;
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = oldestNode;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/**
 * How missing distribution packages come onto this machine.
 *
 * @param {{ missing: string[], isRoot: boolean, hasApt: boolean, mayInstall: boolean }} situation
 * @returns {{ install: string[] } | { problem: string } | null} null when nothing is missing
 */
export function programDecision({ missing, isRoot, hasApt, mayInstall }) {
  if (missing.length === 0) return null;
  const names = missing.join(' ');
  if (hasApt && isRoot && mayInstall) return { install: missing };
  if (hasApt)
    return { problem: `missing ${names}; install with: ${isRoot ? '' : 'sudo '}apt-get install ${names}` };
  return {
    problem: `missing ${names}; install with this system's package manager, or set WEIREEL_FFMPEG to FFmpeg's path`,
  };
}

/**
 * Whether npm's own record of `node_modules` says that what the lock file asks for is there, as it does after
 * an `npm install` by hand. Optional packages may be absent: those of other platforms are.
 *
 * @param {unknown} lock content of `package-lock.json`
 * @param {unknown} installed content of `node_modules/.package-lock.json`
 * @returns {boolean}
 */
export function isInstalled(lock, installed) {
  const wanted = packagesOf(lock);
  const present = packagesOf(installed);
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue;
    const other = present[path];
    if (other === undefined ? !entry.optional : !isSame(entry, other)) return false;
  }
  return Object.keys(present).every((path) => Object.hasOwn(wanted, path));
}

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, resolved?: string, optional?: boolean }} Entry
 */

/**
 * @param {Entry} a
 * @param {Entry} b
 */
function isSame(a, b) {
  if (a.link || b.link) return a.link === b.link && a.resolved === b.resolved;
  return a.version === b.version && a.integrity === b.integrity;
}

/**
 * @param {unknown} lock
 * @returns {Record<string, Entry>}
 */
function packagesOf(lock) {
  const packages = typeof lock === 'object' && lock !== null && 'packages' in lock ? lock.packages : null;
  // npm writes both files; one that is no such file has nothing in it.
  return typeof packages === 'object' && packages !== null ? { ...packages } : {};
}
