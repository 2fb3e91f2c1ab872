// The table behind `import-directions.ts`: who may import what, and why.

/** The packages of ours that each package may import. A package that is missing here fails the check. */
export const allowedPackages: Record<string, string[]> = {
  contract: [],
  catalogue: ['contract'],
  media: ['contract'],
  transcode: ['contract', 'media'],
  hls: ['contract'],
  captions: [],
  edit: ['contract', 'captions'],
  render: ['contract', 'media', 'edit'],
  recording: ['contract', 'media'],
  search: [],
  feed: ['contract'],
  classroom: ['contract'],
  whiteboard: ['contract'],
  client: ['contract', 'edit', 'upload'],
  upload: ['contract'],
  process: ['contract'],
  ffmpeg: ['contract', 'media', 'process'],
  blob: ['contract'],
  db: ['contract', 'catalogue', 'process', 'search'],
  installation: ['contract', 'blob', 'db', 'process'],
  jobs: ['contract', 'db'],
  wechat: ['contract'],
  mail: [],
  processing: ['contract', 'catalogue', 'db', 'jobs'],
  publishing: ['contract', 'catalogue', 'db', 'edit', 'jobs', 'media', 'processing'],
  upkeep: [
    'contract',
    'catalogue',
    'blob',
    'db',
    'hls',
    'installation',
    'jobs',
    'processing',
    'publishing',
    'search',
  ],
};

/** Packages that know neither Node nor the browser: they also run in the mini program. */
export const purePackages = new Set([
  'contract',
  'catalogue',
  'media',
  'transcode',
  'hls',
  'captions',
  'edit',
  'render',
  'recording',
  'search',
  'feed',
  'classroom',
  'whiteboard',
  'upload',
  'client',
]);

/** Apps that run on somebody's phone or in a browser, and so may import pure packages only. */
export const clientApps = new Set(['web', 'miniprogram']);

/** Modules that only some files may import. */
export interface RestrictedModule {
  /** Which modules. */
  modules: RegExp;
  /** Files that may import them; a path or the beginning of one. */
  allowed: string[];
  /** The rule, for the message. */
  rule: string;
}

export const restrictedModules: RestrictedModule[] = [
  {
    modules: /^(node:)?child_process$/,
    allowed: [
      'packages/process/',
      // PostgreSQL's server has its own wrapping (user namespace, SIGINT on the parent's death), and
      // `flock` only puts a lock on a file of ours; neither is a job that runs on foreign input.
      'packages/db/src/embedded/spawn-postgres.ts',
      'packages/db/src/embedded/owner-lock.ts',
      'scripts/',
    ],
    rule: 'only packages/process starts processes',
  },
  {
    modules: /^(pg|pg-.*|kysely|graphile-worker)$/,
    allowed: ['packages/db/', 'packages/jobs/'],
    rule: 'only packages/db and packages/jobs speak SQL',
  },
  { modules: /^nodemailer$/, allowed: ['packages/mail/'], rule: 'only packages/mail speaks SMTP' },
  {
    modules: /^(node:)?fs(\/promises)?$/,
    allowed: [
      'packages/blob/', // media bytes
      'packages/db/', // the embedded server's folder, secrets, backups
      'packages/installation/', // the data folder: its format and its secrets
      'packages/process/', // what a sandbox needs
      'packages/ffmpeg/', // finding programs; FFmpeg itself reads and writes the media
      'packages/upkeep/', // backups
      'apps/server/', // data folder, built web client
      'apps/worker/', // working folders that FFmpeg writes into
      'apps/cli/', // the files that a person publishes
      'apps/web/vite.config.ts',
      'scripts/',
    ],
    rule: 'only packages/blob touches media bytes',
  },
];
