import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What WeChat's own compiler and checks say of a built mini program. */
export interface OfficialCheck {
  /** What is wrong, in a line each; empty: nothing. */
  problems: string[];
  /** Names of the checks of quality that were made. */
  checks: string[];
  /** Paths of what the compiler made. */
  compiled: string[];
  /** Bytes of the package that is loaded first. */
  mainBytes: number;
  /** Bytes of all packages. */
  wholeBytes: number;
}

/** Bytes that we allow ourselves: WeChat takes 2 MB for a package and 30 MB for all. */
export const budget = { mainBytes: 1.2 * 1024 ** 2, wholeBytes: 4 * 1024 ** 2 };

const here = fileURLToPath(new URL('.', import.meta.url));
/** Far more than it takes: it is a large program on a machine that does other things, too. */
const mostMs = 300_000;

/** Whether WeChat's compiler is on this machine; the set-up of the tests brings it. */
export const hasOfficialCompiler = (): boolean => existsSync(`${here}node_modules/miniprogram-ci`);

/** Has a built mini program compiled and checked as WeChat's developer tools do it before they send it in. */
export async function checkOfficially(folder: string): Promise<OfficialCheck> {
  const { compiled, results, said } = await run(folder);
  const packages = results.find(({ name }) => name === 'PACKAGE_SIZE_LIMIT')?.detail ?? {};
  const sizes = Object.values(packages).filter((size) => typeof size === 'number');
  const mainBytes = '__APP__' in packages && typeof packages.__APP__ === 'number' ? packages.__APP__ : 0;
  const wholeBytes = sizes.reduce((sum, size) => sum + size, 0);
  const problems = [...said.map((sentence) => `compiler: ${sentence}`), ...results.flatMap(problemsOf)];
  if (mainBytes > budget.mainBytes) problems.push(`main package: ${mainBytes} of ${budget.mainBytes} bytes`);
  if (wholeBytes > budget.wholeBytes)
    problems.push(`all packages: ${wholeBytes} of ${budget.wholeBytes} bytes`);
  return { problems, checks: results.map(({ name }) => name), compiled, mainBytes, wholeBytes };
}

/** One check of quality as WeChat's package tells of it. */
interface QualityResult {
  name: string;
  success: boolean;
  /** What it is about, in WeChat's words. */
  text: string;
  /** What was found, by check: paths, sizes, or things with a path. */
  detail?: object;
}

/** Checks that pass whatever they find, unless what they found is looked at: WeChat's tools only advise. */
const listing = new Set(['CONTAINS_UNUSED_CODES', 'CONTAINS_UNUSED_COMPONENTS', 'CONTAINS_UNUSED_PLUGINS']);

function problemsOf({ name, success, text, detail }: QualityResult): string[] {
  const found = listing.has(name) && Array.isArray(detail) ? detail.map((one) => JSON.stringify(one)) : [];
  return success && found.length === 0 ? [] : [`${name}: ${text} ${found.join(', ')}`.trim()];
}

interface Told {
  compiled: string[];
  results: QualityResult[];
  said: string[];
}

async function run(folder: string): Promise<Told> {
  const guard = new URL('no-network.mjs', import.meta.url).href;
  const child = fork(`${here}compile.mjs`, [folder], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // It starts processes of its own, which are held by the same rule and end with its group.
    env: { ...process.env, NODE_OPTIONS: `--import=${guard}` },
    detached: true,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed = `${printed}${text}`.slice(-4000)));
  }
  const endAll = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // They have all ended.
    }
  };
  const overdue = setTimeout(endAll, mostMs);
  const told: Told[] = [];
  // As: `compile.mjs` sends this, and nobody else is there.
  child.on('message', (message) => void told.push(message as Told));
  await once(child, 'exit');
  clearTimeout(overdue);
  endAll();
  const [answer] = told;
  if (answer === undefined) throw new Error(`WeChat's compiler ended without an answer:\n${printed}`);
  return answer;
}
