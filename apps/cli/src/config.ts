import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Language } from '@weireel/contract';

/** What the command line takes from its environment. */
export interface CliConfig {
  /** Language of all texts. */
  language: Language;
  /** Server that the environment names; null: none. */
  serverUrl: string | null;
  /** Token that the environment names; null: none. */
  token: string | null;
  /** Password for `login`; null: it is asked for. */
  password: string | null;
  /** Where sign-ins are kept. */
  credentialsPath: string;
  /** Where it is noted what was published. */
  publishedPath: string;
  /** Folder that relative paths start from. */
  workingFolder: string;
  /** Absolute path of the installation's data folder, for `admin`. */
  dataFolder: string;
  /** Database of the installation, for `admin`; null: the embedded one. */
  databaseUrl: string | null;
}

/** Reads the environment. */
export function readConfig(env: NodeJS.ProcessEnv, workingFolder: string): CliConfig {
  const locale = text(env['LC_ALL']) ?? text(env['LC_MESSAGES']) ?? text(env['LANG']) ?? '';
  const configFolder = text(env['XDG_CONFIG_HOME']) ?? join(homedir(), '.config');
  // `npm run` changes into the repository; what the person typed is relative to where they were.
  const startedBy = env['npm_lifecycle_event'] === 'cli' ? text(env['INIT_CWD']) : null;
  return {
    language: locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
    serverUrl: text(env['WEIREEL_SERVER']),
    token: text(env['WEIREEL_TOKEN']),
    password: text(env['WEIREEL_PASSWORD']),
    credentialsPath: join(configFolder, 'weireel', 'credentials.json'),
    publishedPath: join(configFolder, 'weireel', 'published.jsonl'),
    workingFolder: startedBy ?? workingFolder,
    // As the server reads it.
    dataFolder: resolve(workingFolder, text(env['WEIREEL_DATA']) ?? 'data'),
    databaseUrl: text(env['DATABASE_URL']),
  };
}

function text(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
