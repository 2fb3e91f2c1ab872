import { captions } from './captions/captions.ts';
import { chapters } from './chapters/chapters.ts';
import { login } from './account/login.ts';
import { logout } from './account/logout.ts';
import type { Command } from './command.ts';
import { publish } from './publish/publish.ts';
import { replace } from './replace/replace.ts';
import { status } from './status/status.ts';

/** Commands that talk to a server. */
const remoteCommands: readonly Command[] = [publish, replace, captions, chapters, status, login, logout];

/**
 * Commands that begin with a word, or all, in the order in which `help` shows them. Those that open an installation
 * bring the database with them: no other command waits for that.
 */
export async function loadCommands(word: string | null): Promise<readonly Command[]> {
  if (word !== null && word !== 'admin') return remoteCommands;
  const { adminCommands } = await import('./admin/commands.ts');
  return word === null ? [...remoteCommands, ...adminCommands] : adminCommands;
}
