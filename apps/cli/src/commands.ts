import { adminCommands } from './admin/commands.ts';
import { captions } from './captions/captions.ts';
import { chapters } from './chapters/chapters.ts';
import { login } from './account/login.ts';
import { logout } from './account/logout.ts';
import type { Command } from './command.ts';
import { publish } from './publish/publish.ts';
import { replace } from './replace/replace.ts';
import { status } from './status/status.ts';

/** All commands, in the order in which `help` shows them. */
export const commands: readonly Command[] = [
  publish,
  replace,
  captions,
  chapters,
  status,
  login,
  logout,
  ...adminCommands,
];
