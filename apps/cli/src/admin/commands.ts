import type { Command } from '../command.ts';
import { adminApprove } from './approve.ts';
import { adminBackup } from './backup.ts';
import { adminJobs } from './jobs.ts';
import { adminReconcile } from './reconcile.ts';
import { adminReindex } from './reindex.ts';
import { adminReprocess } from './reprocess.ts';
import { adminRestore } from './restore.ts';
import { adminRetry } from './retry.ts';
import { adminRoles } from './roles.ts';
import { adminSecondFactor } from './second-factor.ts';
import { adminSweep } from './sweep.ts';

/** Commands that open an installation itself instead of talking to its server. */
export const adminCommands: readonly Command[] = [
  adminBackup,
  adminRestore,
  adminSweep,
  adminReconcile,
  adminJobs,
  adminRetry,
  adminReprocess,
  adminReindex,
  adminApprove,
  adminRoles,
  adminSecondFactor,
];
